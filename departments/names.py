"""Names and periods: what departments, people and meetings have in common."""

from functools import partial

from django.db import models
from django.db.models import F, Q

from departments.querysets import OtherNameQuerySet
from liangcheng.chinese.pinyin import lookup_key, readings
from liangcheng.rows.naturalkeys import Part

ended_after_start = partial(
    models.CheckConstraint, violation_error_message="结束日期早于开始日期，请检查两个日期。"
)


def not_before(end, start):
    """A condition: the one date is not before the other, or one of them is unknown."""
    return (
        Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)})
    )


class Named(models.Model):
    """Something with a name that staff look up by characters, pinyin or initials."""

    name = models.CharField("名称", max_length=120)
    # Stored, because no database derives pinyin.
    lookup = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def derive(self):
        self.lookup = lookup_key(self.name, *self.readings())

    def readings(self):
        """The readings under which the name is found."""
        return readings(self.name)

    @classmethod
    def called_q(cls, term):
        """The condition behind `called(term)`."""
        key = "".join(term.split()).lower()
        if key.isascii():
            key = f" {key}"  # pinyin counts from a word's beginning
        return Q(lookup__contains=key)


class NamedOtherwise(Named):
    """A named thing that has other names too, in a related `other_names`."""

    class Meta:
        abstract = True

    @classmethod
    def called_q(cls, term):
        other_names = cls._meta.get_field("other_names").related_model
        owner = cls._meta.get_field("other_names").field.name
        return super().called_q(term) | Q(
            pk__in=other_names.objects.filter(other_names.called_q(term)).values(owner)
        )


class OtherName(Part, Named):
    """A name beside the usual one (Popolo `other_names`), with the time it was in use."""

    started_on = models.DateField("启用日期", null=True, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)

    objects = OtherNameQuerySet.as_manager()

    class Meta:
        abstract = True
