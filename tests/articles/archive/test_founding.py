"""The invented subdistrict, stored."""

from datetime import date

import pytest
from django.db.models import Q
from taggit.models import Tag

from articles.archive.founding import found
from articles.archive.layout import LAST_DAY
from articles.archive.names import lexicon
from articles.archive.world import PEOPLE, TOWNS, UNITS
from departments.models import Appointment, Department, Person
from tests.articles.search.yardstick import names_held, names_wanted

FIRST_DAY = date(2000, 1, 4)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(shared_data):
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


def test_all_names_are_found_and_sorted_by_their_sound(world):
    assert names_held() == names_wanted()
    assert not Person.objects.filter(Q(sort_key="") | Q(lookup="")).exists()


def test_tags_are_the_topics(world):
    topics = lexicon(1)["topic"].words

    assert tuple(Tag.objects.in_bulk(world.tags)[key].name for key in world.tags) == topics
