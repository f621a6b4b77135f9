"""What the archive knows on a day, as a plain value: suggestions are made without a database."""

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.db.models import Count
from pydantic import BaseModel
from taggit.models import Tag, TaggedItem

from articles.models import Issue, Mention
from departments.models import Appointment, Department, DepartmentName, Person, PersonName

# A tag's rarity is counted over the newest uses of tags, and the titles that people were named
# with are those of the newest mentions: it is cheap in a large archive.
NEWEST_USES = NEWEST_MENTIONS = 20_000


class KnownDepartment(BaseModel):
    """A department under all its names, the usual one first."""

    key: int
    names: list[str]


class KnownPost(BaseModel):
    """A post held on the archive's day: the department's key, and the title."""

    department: int
    title: str = ""


class KnownPerson(BaseModel):
    """A person under all names, the usual one first; `label` tells two of one name apart.

    `titles` are those under which articles named the person of late, as printed.
    """

    key: int
    names: list[str]
    label: str = ""
    posts: list[KnownPost] = []
    titles: list[str] = []


class KnownTag(BaseModel):
    """A tag and how often it was used of late."""

    name: str
    uses: int = 0


class Archive(BaseModel):
    """What is known on `day` (None: whatever was known at any time), and the issue before it."""

    day: date | None = None
    previous: date | None = None
    departments: list[KnownDepartment] = []
    people: list[KnownPerson] = []
    tags: list[KnownTag] = []

    @classmethod
    def empty(cls, day=None):
        """An archive that knows nothing; needs no database."""
        return cls(day=day)

    @classmethod
    def of(cls, day):
        """The archive as the database has it, in nine queries."""
        return cls(
            day=day,
            previous=day and _previous(day),
            departments=_departments(day),
            people=_people(day),
            tags=_tags(),
        )

    @cached_property
    def department_by_key(self):
        """{key: KnownDepartment}."""
        return {department.key: department for department in self.departments}

    @cached_property
    def departments_by_name(self):
        """{name: the departments that bear it}."""
        return _by_name(self.departments)

    @cached_property
    def people_by_name(self):
        """{name: the people who bear it}."""
        return _by_name(self.people)

    @cached_property
    def names_by_beginning(self):
        """{first two characters: the names of people that begin so}, to find them in a text."""
        return _by_beginning((name, name) for name in self.people_by_name)

    @cached_property
    def tags_by_beginning(self):
        """{first two characters: the tags that begin so}, to find them in a text."""
        return _by_beginning((tag.name, tag) for tag in self.tags)


def _previous(day):
    """When the issue before a day came out; None if none did."""
    before = Issue.objects.filter(issued_on__lt=day).order_by("-issued_on")
    return before.values_list("issued_on", flat=True).first()


def _departments(day):
    rows = Department.objects.existing_on(day) if day else Department.objects.all()
    others = _other_names(DepartmentName, "department_id")
    return [
        KnownDepartment(key=key, names=_names(name, full_name, *others[key]))
        for key, name, full_name in rows.values_list("pk", "name", "full_name")
    ]


def _people(day):
    rows = Appointment.objects.on(day) if day else Appointment.objects.all()
    posts = defaultdict(list)
    for person, department, title in rows.values_list("person_id", "department_id", "title"):
        posts[person].append(KnownPost(department=department, title=title))
    others = _other_names(PersonName, "person_id")
    titles = _titles()
    return [
        KnownPerson(
            key=key,
            names=_names(name, *others[key]),
            label=label,
            posts=posts[key],
            titles=titles[key],
        )
        for key, name, label in Person.objects.values_list("pk", "name", "disambiguation")
    ]


def _titles():
    """{person: the titles that a person confirmed in an article}."""
    newest = Mention.objects.filter(is_confirmed=True).order_by("-pk")[:NEWEST_MENTIONS]
    found = defaultdict(list)
    for person, title in newest.values_list("person", "title"):
        if title and title not in found[person]:
            found[person].append(title)
    return found


def _other_names(model, owner):
    found = defaultdict(list)
    for key, name in model.objects.values_list(owner, "name"):
        found[key].append(name)
    return found


def _tags():
    newest = TaggedItem.objects.order_by("-pk")[:NEWEST_USES].values("pk")
    uses = TaggedItem.objects.filter(pk__in=newest).values_list("tag_id").annotate(Count("pk"))
    uses = dict(uses.order_by())
    return [
        KnownTag(name=name, uses=uses.get(key, 0))
        for key, name in Tag.objects.values_list("pk", "name")
    ]


def _names(*names):
    return list(dict.fromkeys(name for name in names if name))


def _by_name(things):
    found = defaultdict(list)
    for thing in things:
        for name in thing.names:
            found[name].append(thing)
    return dict(found)


def _by_beginning(named):
    found = defaultdict(list)
    for name, thing in named:
        if len(name) > 1:
            found[name[:2]].append(thing)
    return dict(found)
