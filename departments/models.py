"""Who the paper writes about: departments, people, their appointments, and meetings.

Names of the field: Popolo (Organization, Person, Membership, Event), Open Civic Data (event
participants), EDTF for dates.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.names import Named, NamedOtherwise, OtherName, ended_after_start, not_before
from departments.querysets import (
    AppointmentQuerySet,
    DepartmentQuerySet,
    MeetingQuerySet,
    NamedQuerySet,
)
from liangcheng.dates import chinese_date, edtf_bounds, validate_edtf
from liangcheng.derived import derived
from liangcheng.pinyin import lookup_key, reading, readings


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
        return reverse("department", args=[self.slug])

    def clean(self):
        ancestor = self.parent
        while ancestor is not None:
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


class PersonManager(models.Manager.from_queryset(NamedQuerySet)):
    def get_by_natural_key(self, name, disambiguation):
        return self.get(name=name, disambiguation=disambiguation)


@derived
class Person(NamedOtherwise):
    """Somebody whom the paper names (人物, Popolo Person)."""

    name = models.CharField("姓名", max_length=60)
    sort_name = models.CharField(
        "读音",
        max_length=120,
        blank=True,
        help_text="拼音，每个字隔开，如 yue yue ming。知道本人怎么读才填；"
        "留空则按字典的各种读音都能找到。",
    )
    disambiguation = models.CharField(
        "同名区分",
        max_length=60,
        blank=True,
        help_text="另有同名的人时填，如“平安办”或“华一居民区”，选人时看得出是谁。",
    )
    # Stored for ordering: the recorded reading, or the dictionary's.
    sort_key = models.CharField(max_length=120, editable=False, default="", db_index=True)

    objects = PersonManager()

    class Meta:
        verbose_name = verbose_name_plural = "人物"
        ordering = ["sort_key", "name", "disambiguation", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="person_distinguishable",
                fields=["name", "disambiguation"],
                violation_error_message="已有同名的人。是同一人请直接选用；"
                "不是，请在“同名区分”里写明单位或职务。",
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.disambiguation}）" if self.disambiguation else self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.pk])

    def natural_key(self):
        return (self.name, self.disambiguation)

    def readings(self):
        return [self.sort_name] if self.sort_name else super().readings()

    def derive(self):
        self.sort_name = " ".join(self.sort_name.lower().split())
        super().derive()
        self.sort_key = self.sort_name or reading(self.name) or self.name

    @property
    def initial(self):
        """The letter under which the index lists the person: `Y`; `#` for what has no letter."""
        letter = self.sort_key[:1].upper()
        return letter if letter.isascii() and letter.isalpha() else "#"


@derived
class PersonName(OtherName):
    """Another name of a person: a pen name, a former name (笔名、曾用名)."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="other_names", verbose_name="人物"
    )

    class Meta:
        verbose_name = verbose_name_plural = "其他名字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="person_other_name_once",
                fields=["person", "name"],
                violation_error_message="这个人物已经记了这个名字。",
            ),
            ended_after_start(
                name="person_other_name_ends_after_start",
                condition=not_before("ended_on", "started_on"),
            ),
        ]


class Appointment(models.Model):
    """A person's post in a department for a time (任职, Popolo Membership)."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="appointments", verbose_name="人物"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="appointments", verbose_name="单位"
    )
    title = models.CharField(
        "职务",
        max_length=60,
        blank=True,
        help_text="如“主任”“党工委书记”；报上只写了单位、没写职务时留空。",
    )
    rank = models.PositiveSmallIntegerField("排序", default=0, help_text="领导排序，小的在前。")
    started_on = models.DateField("任职日期", null=True, blank=True, help_text="不知道就留空。")
    ended_on = models.DateField(
        "免职日期", null=True, blank=True, help_text="仍在任或不知道就留空。"
    )
    attested_on = models.DateField(
        "见报日期",
        null=True,
        blank=True,
        help_text="最近一次在报上见到这个职务的日期；不知起止时，它说明这条记录的根据。",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="appointment_once",
                fields=["person", "department", "title", "started_on"],
                violation_error_message="这个人的这项任职已经记过了。",
            ),
            # SQLite has no NULLS NOT DISTINCT: an unknown beginning needs a rule of its own.
            models.UniqueConstraint(
                name="appointment_once_of_unknown_beginning",
                fields=["person", "department", "title"],
                condition=Q(started_on__isnull=True),
                violation_error_message="这个人的这项任职已经记过了（没有写任职日期）。",
            ),
            ended_after_start(
                name="appointment_ends_after_start",
                condition=not_before("ended_on", "started_on"),
            ),
        ]

    def __str__(self):
        return f"{self.department}{self.title} {self.person.name}"


class MeetingManager(models.Manager.from_queryset(MeetingQuerySet)):
    def get_by_natural_key(self, name, held_on):
        return self.get(name=name, held_on=held_on)


@derived
class Meeting(Named):
    """A meeting or visit that took place at a time the paper may give only vaguely (会议)."""

    class Classification(models.TextChoices):
        MOBILISATION = "mobilisation", "动员会"
        SPECIAL = "special", "专题会议"
        PROMOTION = "promotion", "推进会"
        ON_SITE = "on_site", "现场交流会"
        SYMPOSIUM = "symposium", "座谈会"
        TRAINING = "training", "培训"
        VISIT = "visit", "调研"
        INSPECTION = "inspection", "检查"
        OTHER = "other", "其他"

    class Status(models.TextChoices):
        """Popolo and schema.org `eventStatus`; what is public follows from articles instead."""

        SCHEDULED = "scheduled", "预定"
        HELD = "held", "已召开"
        CANCELLED = "cancelled", "取消"

    name = models.CharField(
        "会议名称", max_length=120, help_text="写全称；报上没有名称时，照正文的说法拟一个。"
    )
    classification = models.CharField("类别", max_length=20, choices=Classification)
    held_on_as_printed = models.CharField(
        "日期（照报上写的）", max_length=60, blank=True, help_text="如“近日”“4月13日”。"
    )
    held_on = models.CharField(
        "日期",
        max_length=40,
        blank=True,
        validators=[validate_edtf],
        help_text="2021-04-13；从某日到某日写 2021-04-07/2021-04-14。报上写“近日”“日前”的留空，"
        "存稿件时按“上一期到本期”自动填。",
    )
    earliest_on = models.DateField("最早", null=True, editable=False)
    latest_on = models.DateField("最晚", null=True, editable=False, db_index=True)
    location = models.CharField("地点", max_length=120, blank=True)
    organisers = models.ManyToManyField(
        Department, blank=True, related_name="organised_meetings", verbose_name="主办单位"
    )
    description = models.TextField("说明", blank=True, help_text="如名称的来历。读者看得到。")
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.HELD)

    objects = MeetingManager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-latest_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="meeting_once",
                fields=["name", "held_on"],
                violation_error_message="已有同名、同日期的会议，请直接选用。",
            ),
        ]

    def get_absolute_url(self):
        return reverse("meeting", args=[self.pk])

    def natural_key(self):
        return (self.name, self.held_on)

    def readings(self):
        return [reading(self.name)]

    def derive(self):
        super().derive()
        try:
            self.earliest_on, self.latest_on = (
                edtf_bounds(self.held_on) if self.held_on else (None, None)
            )
        except ValueError:
            # Forms refuse it with a sentence; here, a script must not store a wrong day.
            self.earliest_on = self.latest_on = None
            raise

    @property
    def displayed_date(self):
        """The date for a reader, as exact as it is known: `2021年4月7日至14日之间`."""
        first, last = self.earliest_on, self.latest_on
        if first and first == last:
            return chinese_date(first)
        if first and last:
            return f"{chinese_date(first)}至{chinese_date(last)}之间"
        if last:
            return f"不晚于{chinese_date(last)}"
        if first:
            return f"不早于{chinese_date(first)}"
        return self.held_on_as_printed or "日期不详"


class Attendance(models.Model):
    """One participant of a meeting, in the words and the order of the paper (参会)."""

    class Role(models.TextChoices):
        CHAIR = "chair", "主持"
        CONVENER = "convener", "召集"
        SPEAKER = "speaker", "讲话"
        ATTEND = "attend", "出席"
        PARTICIPATE = "participate", "参加"
        OBSERVE = "observe", "列席"
        VISITOR = "visitor", "来访"
        ACCOMPANY = "accompany", "陪同"

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", verbose_name="会议"
    )
    role = models.CharField("身份", max_length=12, choices=Role)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="人物",
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="单位",
    )
    as_printed = models.CharField(
        "照报上写的",
        max_length=200,
        blank=True,
        help_text="没有点名的，如“各居民区代表”“分管领导”。",
    )
    title_as_printed = models.CharField("职务（照报上写的）", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "参会"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_names_somebody",
                condition=Q(person__isnull=False) | Q(department__isnull=False) | ~Q(as_printed=""),
                violation_error_message="请选人物、选单位，或照报上写明是谁。",
            ),
            models.UniqueConstraint(
                name="attendance_person_role_once",
                fields=["meeting", "person", "role"],
                violation_error_message="这个人以同一身份已经记过了。",
            ),
        ]

    def __str__(self):
        who = self.as_printed or self.person or self.department
        return f"{self.get_role_display()} {self.title_as_printed}{who}"
