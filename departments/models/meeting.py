"""Meetings and who took part."""

from django.db import models
from django.db.models import Q

from departments.models.department import Department
from departments.models.person import Person
from departments.names import Named
from departments.querysets import NEWEST_MEETING_FIRST, AttendanceQuerySet, MeetingQuerySet
from liangcheng.chinese.dates import (
    LATELY,
    chinese_date,
    chinese_month,
    chinese_span,
    edtf_bounds,
    validate_edtf,
)
from liangcheng.chinese.pinyin import plain_reading
from liangcheng.fast.addresses import address
from liangcheng.rows.derived import derived
from liangcheng.rows.naturalkeys import Part


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
        ordering = NEWEST_MEETING_FIRST
        constraints = [
            models.UniqueConstraint(
                name="meeting_once",
                fields=["name", "held_on"],
                violation_error_message="已有同名、同日期的会议，请直接选用。",
            ),
        ]

    def get_absolute_url(self):
        return address("meeting", self.pk)

    def natural_key(self):
        return (self.name, self.held_on)

    def readings(self):
        # A meeting has no surname: 重点 is not 重 as a person's.
        return [plain_reading(self.name)]

    def derive(self):
        super().derive()
        # Forms refuse what is no date with a sentence; a script gets the ValueError.
        self.earliest_on, self.latest_on = (
            edtf_bounds(self.held_on) if self.held_on else (None, None)
        )

    @property
    def is_exact(self):
        """Whether the days are known: one day, or from one to another; not 近日, not a month."""
        if not (self.earliest_on and self.latest_on):
            return False
        is_span = "/" in self.held_on and self.held_on_as_printed not in LATELY
        return is_span or self.earliest_on == self.latest_on

    @property
    def displayed_date(self):
        """The date for a reader, as exact as it is known: `2021年4月7日至14日之间`."""
        first, last = self.earliest_on, self.latest_on
        if first and first == last:
            return chinese_date(first)
        if first and last:
            if self.held_on == f"{first:%Y-%m}":
                return chinese_month(first)
            return chinese_span(first, last) + ("" if self.is_exact else "之间")
        if last:
            return f"不晚于{chinese_date(last)}"
        if first:
            return f"不早于{chinese_date(first)}"
        return self.held_on_as_printed or "日期不详"


class Attendance(Part):
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
        db_index=False,
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
    title_as_printed = models.CharField("职务（照报上写的）", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)

    natural_key_fields = ("meeting_id", "role", "person_id", "department_id", "as_printed")
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参会"
        ordering = ["position", "pk"]
        # Whether a person took part in a meeting that is public is asked of the newest.
        indexes = [models.Index(name="attendance_by_person", fields=["person", "meeting"])]
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
        # A title stands before a person's name and after a unit's: 平安办主任某某, 平安办负责人.
        words = (self.title_as_printed, who) if self.person else (who, self.title_as_printed)
        return f"{self.get_role_display()} {words[0]}{words[1]}"
