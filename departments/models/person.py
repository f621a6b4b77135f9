"""People and their appointments."""

from django.db import models
from django.db.models import Q

from departments.models.department import Department
from departments.names import NamedOtherwise, OtherName, ended_after_start, not_before
from departments.querysets import AppointmentQuerySet, NamedQuerySet
from liangcheng.chinese.dates import chinese_date
from liangcheng.chinese.pinyin import order_key, without_tones
from liangcheng.chinese.text import name_as_spoken
from liangcheng.fast.addresses import address
from liangcheng.rows.derived import SortKey, derived
from liangcheng.rows.naturalkeys import Part


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
    # Stored for ordering: by the recorded reading, or the dictionary's.
    sort_key = SortKey(max_length=240, editable=False, default="", db_index=True)

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
        return address("person", self.pk)

    def natural_key(self):
        return (self.name, self.disambiguation)

    def readings(self):
        # Tones, where somebody recorded them, are for reading aloud; nobody types them.
        return [without_tones(self.sort_name)] if self.sort_name else super().readings()

    def derive(self):
        self.name = name_as_spoken(self.name)
        self.sort_name = " ".join(self.sort_name.lower().split())
        super().derive()
        # A long name's key is longer than itself; to be sorted, its beginning is enough.
        room = self._meta.get_field("sort_key").max_length
        self.sort_key = order_key(self.name, self.sort_name)[:room]

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

    natural_key_fields = ("person_id", "name")

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

    def derive(self):
        self.name = name_as_spoken(self.name)
        super().derive()


class Appointment(Part):
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

    natural_key_fields = ("person_id", "department_id", "title", "started_on")
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

    @property
    def displayed_span(self):
        """When the post was held, as far as it is known; else when the paper last named it."""
        if self.started_on and self.ended_on:
            return f"{chinese_date(self.started_on)}至{chinese_date(self.ended_on)}"
        if self.started_on:
            return f"{chinese_date(self.started_on)}起"
        if self.ended_on:
            return f"至{chinese_date(self.ended_on)}"
        return f"见于{chinese_date(self.attested_on)}报道" if self.attested_on else ""
