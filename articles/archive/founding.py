"""Storing the invented subdistrict: units, people, appointments, tags, and the paper itself."""

from itertools import chain, count

from taggit.models import Tag

from articles.archive.names import lexicon
from articles.archive.words import dice
from articles.archive.world import (
    HEADS,
    LEAST_STAFF,
    PEOPLE,
    STAFF_TITLES,
    TOWNS,
    UNITS,
    Official,
    Unit,
    World,
    post,
    tenures,
)
from articles.models import Publication
from articles.search.words import set_names
from departments.models import Appointment, Department, Meeting, Person
from liangcheng.rows.derived import derive

SUBDISTRICT = "街道"  # as `above` in UNITS
KINDS = Meeting.Classification


def found(seed, first_day, last_day):
    """Store the subdistrict in which the archive from one day to the other plays; the World.

    Nothing in the database is changed, and no name in it taken a second time: tags are shared.
    """
    random = dice(seed, "founding")
    town, top = _subdistrict()
    if not Publication.objects.exists():
        Publication.objects.create(name=town, tagline="试用数据，内容均为虚构")
    departments = _departments(town, top)
    names = _unused_names(seed)
    # The heads of the subdistrict are in the paper more often than anybody.
    stored = dict(zip(UNITS, departments, strict=True))
    posts = []
    for spec in sorted(UNITS, key=lambda spec: spec.name not in HEADS):
        for title in spec.titles:
            spans = tenures(random, first_day, last_day)
            holders = [_appointment(next(names), stored[spec], title, span) for span in spans]
            posts.append((spans, holders))
    appointments = [appointment for _, holders in posts for appointment in holders]
    staff = [
        _appointment(
            next(names),
            random.choice(departments),
            random.choice(STAFF_TITLES),
            attested_on=last_day,
        )
        for _ in range(max(LEAST_STAFF, PEOPLE - len(appointments)))
    ]
    _store(appointments + staff)
    return World(
        town=town,
        subdistrict=top.name,
        units=tuple(
            Unit(department.pk, department.name, spec.classification == "neighbourhood")
            for spec, department in stored.items()
        ),
        posts=tuple(post(spans, map(_official, holders)) for spans, holders in posts),
        staff=tuple(map(_official, staff)),
        tags=_tags(lexicon(seed)["topic"].words),
        meeting_kinds=tuple(
            (kind.value, "工作例会" if kind is KINDS.OTHER else kind.label) for kind in KINDS
        ),
        visits=(KINDS.VISIT.value, KINDS.INSPECTION.value),
    )


def _subdistrict():
    """The town's name and its stored department."""
    taken = set(Department.objects.values_list("name", flat=True))
    numbers = ["", *range(2, len(taken) + 3)]
    town, number = next(
        (town, number)
        for number in numbers
        for town in TOWNS
        if not any(name.startswith(f"{town}{number}") for name in taken)
    )
    return f"{town}{number}", _department(f"{town}{number}街道", "subdistrict", None)


def _departments(town, top):
    """The units of the subdistrict, in the order of `UNITS`."""
    taken = set(Department.objects.values_list("name", flat=True))
    by_name = {SUBDISTRICT: top}
    waiting = list(UNITS)
    while waiting:
        spec = waiting.pop(0)
        if spec.above and spec.above not in by_name:
            waiting.append(spec)
            continue
        department = _department(
            f"{town}{spec.name}" if spec.name in taken else spec.name,
            spec.classification,
            by_name.get(spec.above),
            full_name=spec.full_name,
            position=UNITS.index(spec) + 1,
        )
        for name in spec.other_names:
            department.other_names.create(name=name)
        by_name[spec.name] = department
    return [by_name[spec.name] for spec in UNITS]


def _department(name, classification, parent, **fields):
    slug = Department.objects.free_slug(name)
    return Department.objects.create(
        name=name, slug=slug, classification=classification, parent=parent, **fields
    )


def _unused_names(seed):
    """Names of people that nobody in the database bears."""
    taken = set(Person.objects.values_list("name", flat=True))
    return (name for name in lexicon(seed)["founder"].words if name not in taken)


def _appointment(name, department, title, span=(None, None), attested_on=None):
    """The appointment of a new person; neither is stored."""
    started_on, ended_on = span
    return Appointment(
        person=Person(name=name),
        department=department,
        title=title,
        started_on=started_on,
        ended_on=ended_on,
        attested_on=attested_on,
    )


def _store(appointments):
    """Store appointments and their people, all at once."""
    people = [appointment.person for appointment in appointments]
    for person in people:
        derive(person)
    Person.objects.bulk_create(people)
    Appointment.objects.bulk_create(appointments)
    set_names(people)


def _official(appointment):
    """How the paper prints whom a stored appointment names."""
    person, post = appointment.person, f"{appointment.department.name}{appointment.title}"
    return Official(person.pk, person.name, post)


def _tags(names):
    """The keys of the tags with these names, in their order; what is missing is stored."""
    known = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    # A tag that was renamed keeps the address of its first name.
    taken = set(Tag.objects.values_list("slug", flat=True))
    new = [Tag(name=name, slug=_free_slug(name, taken)) for name in names if name not in known]
    Tag.objects.bulk_create(new)
    set_names(new)
    known |= {tag.name: tag for tag in new}
    return tuple(known[name].pk for name in names)


def _free_slug(name, taken):
    """The first of the addresses that taggit gives a tag of this name, and that is not taken."""
    slugs = (Tag().slugify(name, number) for number in chain([None], count(1)))
    return next(slug for slug in slugs if slug not in taken)
