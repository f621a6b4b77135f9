"""What can be asked about departments, people, appointments and meetings."""

from django.db import models
from django.db.models import F, Q

from liangcheng.chinese.pinyin import slug_of
from liangcheng.rows.naturalkeys import PartQuerySet

# Where nulls stand is said, for the databases differ: a meeting of unknown date comes last.
NEWEST_MEETING_FIRST = [F("latest_on").desc(nulls_last=True), "-pk"]


def in_force(day, start="started_on", end="ended_on"):
    """A condition: the record holds on `day`; an unknown beginning or end excludes nothing."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


class NamedQuerySet(models.QuerySet):
    """Things that staff find by typing part of a name."""

    def called(self, term):
        """Those whose name contains the term, or whose pinyin or initials begin with it."""
        return self.filter(self.model.called_q(term))


class OtherNameQuerySet(NamedQuerySet, PartQuerySet):
    """Other names, each told apart by whose it is."""


class DepartmentQuerySet(NamedQuerySet):
    def existing_on(self, day):
        """Departments that existed on a day."""
        return self.filter(in_force(day, "founded_on", "dissolved_on"))

    def in_tree_order(self):
        """All departments as a list, each parent before its children, with `.depth` from 0."""
        return in_tree_order(self.order_by("position", "pk"))

    def free_slug(self, name):
        """The name's reading as an address; numbered where one of these has it already."""
        room = self.model._meta.get_field("slug").max_length - len("-999")
        slug = (slug_of(name) or "unit")[:room]
        taken = set(self.filter(slug__startswith=slug).values_list("slug", flat=True))
        numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (slug, *numbered) if free not in taken)


def in_tree_order(departments):
    """Departments in order as a list, each parent before its children, with `.depth` from 0.

    Those whose parent is not among them are roots; so is one of each circle.
    """
    departments = list(departments)
    known = {department.pk for department in departments}
    children = {}
    for department in departments:
        children.setdefault(department.parent_id, []).append(department)
    ordered = {}

    def visit(department, depth):
        key = department.pk
        if key not in ordered:
            department.depth = depth
            ordered[key] = department
            for child in children.get(key, []):
                visit(child, depth + 1)

    roots = [department for department in departments if department.parent_id not in known]
    for department in roots + departments:
        visit(department, 0)
    return list(ordered.values())


def set_in(department):
    """The name of a department in tree order as a list of choices has it: as far in as deep."""
    return "\u3000" * department.depth + department.name


class AppointmentQuerySet(PartQuerySet):
    def on(self, day):
        """Appointments held on a day; where a beginning or end is unknown, it excludes nothing."""
        return self.filter(in_force(day))

    def begun(self, day):
        """Appointments that are no news of the future."""
        return self.filter(Q(started_on__isnull=True) | Q(started_on__lte=day))


class MeetingQuerySet(NamedQuerySet):
    def in_month(self, year, month):
        """Meetings whose latest possible day lies in the month."""
        return self.filter(latest_on__year=year, latest_on__month=month)

    def newest_first(self):
        return self.order_by(*NEWEST_MEETING_FIRST)


class AttendanceQuerySet(PartQuerySet):
    def newest_first(self):
        """By their meetings, the newest first; of one as printed."""
        return self.order_by("meeting", "position", "pk")
