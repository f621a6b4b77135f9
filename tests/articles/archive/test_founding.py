"""The invented subdistrict, stored."""

from datetime import date

import pytest
from taggit.models import Tag

from articles.archive.founding import found
from articles.archive.layout import LAST_DAY
from articles.archive.names import lexicon
from articles.archive.world import PEOPLE, TOWNS, UNITS
from articles.models import Publication
from departments.models import Appointment, Department, Person
from tests.factories import make_department

FIRST_DAY = date(2000, 1, 4)


@pytest.fixture
def world(db):
    return found(1, FIRST_DAY, LAST_DAY)


def test_units_stand_in_a_tree_under_the_subdistrict(world):
    assert Department.objects.count() == len(UNITS) + 1
    top = Department.objects.get(name=f"{TOWNS[0]}街道")
    office = Department.objects.get(name="管理办")
    assert office.parent.parent == top
    assert set(office.other_names.values_list("name", flat=True)) == {"社管办", "社区管理办"}
    assert world.subdistrict == top.name


def test_units_have_valid_fields(world):
    for department in Department.objects.all():
        department.full_clean()


def test_every_post_is_held_on_every_day(world):
    posts = sum(len(spec.titles) for spec in UNITS)

    for day in (FIRST_DAY, date(2013, 7, 1), LAST_DAY):
        in_office = Appointment.objects.on(day).filter(started_on__isnull=False)
        assert in_office.count() == posts
        named = {official.key for official in world.officials(day).words}
        assert set(in_office.values_list("person", flat=True)) <= named


def test_people_are_many_and_all_different(world):
    assert Person.objects.count() >= PEOPLE
    assert Person.objects.values("name").distinct().count() == Person.objects.count()


def test_heads_come_first_among_those_whom_articles_name(world):
    assert world.officials(LAST_DAY).words[0].title == "街道党工委书记"


def test_tags_are_the_topics(world):
    topics = lexicon(1)["topic"].words

    assert tuple(Tag.objects.in_bulk(world.tags)[key].name for key in world.tags) == topics


def test_a_second_subdistrict_takes_no_name_again(world):
    people = set(Person.objects.values_list("name", flat=True))
    second = found(1, FIRST_DAY, LAST_DAY)

    assert second.subdistrict == f"{TOWNS[1]}街道"
    assert f"{TOWNS[1]}党建办" in {unit.name for unit in second.units}
    assert not people & {official.name for official in second.officials(LAST_DAY).words}
    assert second.tags == world.tags
    assert Publication.objects.count() == 1


def test_subdistricts_are_numbered_where_all_towns_are_taken(db):
    for number, town in enumerate(TOWNS):
        make_department(f"{town}街道", slug=f"town-{number}")

    assert found(1, FIRST_DAY, LAST_DAY).subdistrict == f"{TOWNS[0]}2街道"


def test_an_address_that_is_taken_gets_a_number(db):
    make_department("别的单位", slug="dangjianban")
    found(1, FIRST_DAY, LAST_DAY)

    assert Department.objects.get(name="党建办").slug == "dangjianban-2"
