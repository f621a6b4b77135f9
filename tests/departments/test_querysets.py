from datetime import date, timedelta

import pytest

from departments.models import Appointment, Department, DepartmentName, Meeting, Person, PersonName
from tests.factories import make_department, make_meeting, make_person

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)
EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def make_appointment(**fields):
    return Appointment.objects.create(person=make_person(), department=make_department(), **fields)


# Finding by name


def test_called_finds_characters_anywhere_and_pinyin_from_a_beginning():
    person = make_person("苏云合", sort_name="su yun he")

    for term in ("苏云合", "云合", "suyunhe", "su", "syh", "SYH", "s y h"):
        assert list(Person.objects.called(term)) == [person], term
    for term in ("yunhe", "yh", "合云"):
        assert not Person.objects.called(term), term


def test_called_finds_other_names_once():
    department = make_department("云管办")
    for name in ("云栖管理办", "云栖管理办公室"):
        DepartmentName.objects.create(department=department, name=name)

    assert list(Department.objects.called("云栖管理")) == [department]
    assert list(Department.objects.called("yqgl")) == [department]


def test_called_finds_a_pen_name():
    person = make_person("苏合")
    PersonName.objects.create(person=person, name="云中客")

    assert list(Person.objects.called("云中")) == [person]


def test_called_takes_a_wildcard_as_a_character():
    make_person("苏合")

    assert not Person.objects.called("%")
    assert not Person.objects.called("苏_")


def test_called_finds_meetings():
    meeting = make_meeting("云栖街道消防动员会")

    assert list(Meeting.objects.called("消防")) == [meeting]


@pytest.mark.parametrize("term", ["zhongdian", "zdgzt"])
def test_called_reads_no_surname_into_a_meeting(term):
    meeting = make_meeting("重点工作推进会")

    assert list(Meeting.objects.called(term)) == [meeting]


# Time


@pytest.mark.parametrize(
    "started_on,ended_on,is_in_force",
    [
        (None, None, True),
        (None, DAY, True),
        (DAY, None, True),
        (DAY, DAY, True),
        (EVE, MORROW, True),
        (MORROW, None, False),
        (None, EVE, False),
    ],
)
def test_appointment_is_in_force_from_its_first_to_its_last_day(started_on, ended_on, is_in_force):
    make_appointment(started_on=started_on, ended_on=ended_on)

    assert Appointment.objects.on(DAY).exists() is is_in_force


def test_begun_leaves_out_the_future_only():
    past, unknown = make_appointment(started_on=EVE, ended_on=EVE), make_appointment()
    make_appointment(started_on=MORROW)

    assert set(Appointment.objects.begun(DAY)) == {past, unknown}


def test_departments_existing_on_a_day():
    present = make_department(founded_on=EVE)
    unknown = make_department()
    make_department(founded_on=MORROW)
    make_department(dissolved_on=EVE)

    assert set(Department.objects.existing_on(DAY)) == {present, unknown}


def test_meetings_belong_to_the_month_of_their_last_possible_day():
    across = make_meeting(held_on="2023-04-26/2023-05-10")
    within = make_meeting(held_on="2023-05")
    make_meeting(held_on="2023-06-01")
    make_meeting(held_on="")

    assert set(Meeting.objects.in_month(2023, 5)) == {across, within}
    assert not Meeting.objects.in_month(2023, 4)


def test_meetings_without_a_date_come_last():
    undated = make_meeting(held_on="", held_on_as_printed="近日")
    old = make_meeting(held_on="2023-05-03")
    new = make_meeting(held_on="2023-05-10")

    assert list(Meeting.objects.newest_first()) == [new, old, undated]
    assert list(Meeting.objects.all()) == [new, old, undated]


def test_attendances_at_meetings_without_a_date_come_last():
    person = make_person()
    for held_on in ("2023-05-03", "", "2023-05-10"):
        make_meeting(held_on=held_on).attendances.create(person=person, role="chair")

    found = person.attendances.newest_first().values_list("meeting__held_on", flat=True)
    assert list(found) == ["2023-05-10", "2023-05-03", ""]


# The tree


def test_tree_puts_each_parent_before_its_children(django_assert_num_queries):
    top = make_department("云栖街道")
    second = make_department("二办", parent=top, position=2)
    first = make_department("一办", parent=top, position=1)
    below = make_department("一办一组", parent=first)
    other = make_department("外单位", position=9)

    with django_assert_num_queries(1):
        ordered = Department.objects.in_tree_order()

    assert ordered == [top, first, below, second, other]
    assert [department.depth for department in ordered] == [0, 1, 2, 1, 0]


def test_tree_of_a_selection_begins_at_what_it_holds():
    top = make_department()
    child = make_department(parent=top)
    grandchild = make_department(parent=child)

    ordered = Department.objects.exclude(pk=top.pk).in_tree_order()

    assert ordered == [child, grandchild]
    assert [department.depth for department in ordered] == [0, 1]
