"""Departments and units."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from departments.names import NamedOtherwise, OtherName, ended_after_start, not_before
from departments.querysets import DepartmentQuerySet
from liangcheng.chinese.pinyin import lookup_key, readings
from liangcheng.fast.addresses import address
from liangcheng.rows.derived import derived


class DepartmentManager(models.Manager.from_queryset(DepartmentQuerySet)):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@derived
class Department(NamedOtherwise):
    """An office or unit that signs articles, meets and employs people (部门/单位)."""

    class Classification(models.TextChoices):
        SUBDISTRICT = "subdistrict", "街道"
        OFFICE = "office", "内设机构"
        PARTY = "party", "党组织与纪检监察"
        INSTITUTION = "institution", "事业单位"
        STATION = "station", "派出机构"
        DUAL = "dual", "双管单位"
        AREA = "area", "片区"
        NEIGHBOURHOOD = "neighbourhood", "居民区"
        SUPERIOR = "superior", "上级单位"
        EXTERNAL = "external", "外单位"
        SOCIAL = "social", "社会组织"

    name = models.CharField(
        "简称",
        max_length=60,
        help_text="报上落款用的名字，如“党建办”。",
        unique=True,
        error_messages={"unique": "已有同名单位，请直接使用，或改用能区分的名字。"},
    )
    full_name = models.CharField(
        "全称", max_length=120, blank=True, help_text="如“社区党建办公室”；不确定就留空。"
    )
    slug = models.SlugField(
        "网址名",
        max_length=60,
        unique=True,
        help_text="网址里用的字母，如 dangjianban；发布后请勿改动，旧链接会失效。",
    )
    classification = models.CharField("类别", max_length=20, choices=Classification)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
        help_text="在机构树里排在谁的下面。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="同级之内，小的在前。")
    founded_on = models.DateField("成立日期", null=True, blank=True)
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)

    objects = DepartmentManager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["position", "pk"]
        constraints = [
            ended_after_start(
                name="department_dissolved_after_founded",
                condition=not_before("dissolved_on", "founded_on"),
            ),
            models.CheckConstraint(
                name="department_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                violation_error_message="一个单位不能做自己的上级。",
            ),
        ]

    def get_absolute_url(self):
        return address("department", self.slug)

    def clean(self):
        ancestor, seen = self.parent, set()
        while ancestor is not None and ancestor.pk not in seen:
            seen.add(ancestor.pk)  # two saves at once can close a circle
            if self.pk and ancestor.pk == self.pk:
                raise ValidationError(
                    {"parent": f"“{self.parent}”在“{self.name}”之下，不能又做它的上级。"}
                )
            ancestor = ancestor.parent

    def natural_key(self):
        return (self.slug,)

    def derive(self):
        super().derive()
        if self.full_name:
            self.lookup += lookup_key(self.full_name, *readings(self.full_name))


@derived
class DepartmentName(OtherName):
    """Another name of a department: 社区管理办 for 社管办 (曾用名、别称、简称)."""

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="other_names", verbose_name="单位"
    )

    natural_key_fields = ("department_id", "name")

    class Meta:
        verbose_name = verbose_name_plural = "其他名称"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="department_other_name_once",
                fields=["department", "name"],
                violation_error_message="这个单位已经记了这个名称。",
            ),
            ended_after_start(
                name="department_other_name_ends_after_start",
                condition=not_before("ended_on", "started_on"),
            ),
        ]
