"""An invented subdistrict, stored beside another one."""

from datetime import date

import pytest
from taggit.models import Tag

from articles.archive.founding import found
from articles.archive.layout import LAST_DAY
from articles.archive.names import lexicon
from articles.archive.world import TOWNS
from articles.models import Publication
from departments.models import Department, Person
from tests.factories import make_department

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2000, 1, 4)


def test_a_second_subdistrict_takes_no_name_again():
    world = found(1, FIRST_DAY, LAST_DAY)
    people = set(Person.objects.values_list("name", flat=True))
    second = found(1, FIRST_DAY, LAST_DAY)

    assert second.subdistrict == f"{TOWNS[1]}街道"
    assert f"{TOWNS[1]}党建办" in {unit.name for unit in second.units}
    assert not people & {official.name for official in second.officials(LAST_DAY).words}
    assert second.tags == world.tags
    assert Publication.objects.count() == 1


def test_a_renamed_tag_keeps_its_address_and_its_new_name():
    topics = lexicon(1)["topic"].words
    Tag.objects.create(name=topics[0], slug="first")
    Tag.objects.create(name="别的", slug=topics[1])

    tags = Tag.objects.in_bulk(found(1, FIRST_DAY, LAST_DAY).tags)

    assert {tag.name: tag.slug for tag in tags.values()} == {
        topics[0]: "first",
        topics[1]: f"{topics[1]}_1",
        **{topic: topic for topic in topics[2:]},
    }


def test_subdistricts_are_numbered_where_all_towns_are_taken():
    for number, town in enumerate(TOWNS):
        make_department(f"{town}街道", slug=f"town-{number}")

    assert found(1, FIRST_DAY, LAST_DAY).subdistrict == f"{TOWNS[0]}2街道"


def test_an_address_that_is_taken_gets_a_number():
    make_department("别的单位", slug="dangjianban")
    found(1, FIRST_DAY, LAST_DAY)

    assert Department.objects.get(name="党建办").slug == "dangjianban-2"
