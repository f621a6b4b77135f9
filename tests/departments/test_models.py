from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.models import ProtectedError

from departments.models import (
    Appointment,
    Attendance,
    Department,
    DepartmentName,
    Meeting,
    Person,
    PersonName,
)
from tests.constraints import assert_accepted, assert_refused
from tests.factories import make_department, make_meeting, make_person

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2023, 5, 10), date(2023, 6, 10)


# Departments


def test_department_name_twice_is_refused():
    make_department("云栖办")

    assert_refused(
        Department(name="云栖办", slug="other", classification="office"), "已有同名单位，请直接使用"
    )


def test_department_dissolved_before_it_was_founded_is_refused():
    department = Department(
        name="云栖办", slug="a", classification="office", founded_on=JUNE, dissolved_on=MAY
    )

    assert_refused(department, "结束日期早于开始日期")


def test_department_founded_and_dissolved_on_one_day_is_accepted():
    assert_accepted(make_department(founded_on=MAY, dissolved_on=MAY))


def test_department_may_not_be_its_own_parent():
    department = make_department("云栖办")
    department.parent = department

    with pytest.raises(ValidationError, match="不能又做它的上级"):
        department.full_clean()
    with pytest.raises(IntegrityError, match="department_not_its_own_parent"):
        department.save()


def test_department_may_not_be_its_grandparents_parent():
    top = make_department("云栖街道")
    below = make_department("云栖片区", parent=make_department("云栖办", parent=top))
    top.parent = below

    with pytest.raises(ValidationError, match="“云栖片区”在“云栖街道”之下，不能又做它的上级"):
        top.full_clean()


def test_department_with_children_is_not_deleted():
    top = make_department()
    make_department(parent=top)

    with pytest.raises(ProtectedError):
        top.delete()


def test_department_is_found_by_its_full_name_too():
    department = make_department("栖建办", full_name="云栖建设办公室")

    assert list(Department.objects.called("云栖建设")) == [department]
    assert list(Department.objects.called("yqjs")) == [department]


def test_other_name_of_a_department_twice_is_refused():
    department = make_department()
    DepartmentName.objects.create(department=department, name="云栖管理办")

    assert_refused(
        DepartmentName(department=department, name="云栖管理办"), "这个单位已经记了这个名称"
    )


def test_other_name_that_ends_before_it_starts_is_refused():
    name = DepartmentName(
        department=make_department(), name="云栖站", started_on=JUNE, ended_on=MAY
    )

    assert_refused(name, "结束日期早于开始日期")


# People


def test_person_of_the_longest_name_is_stored_with_a_key_that_fits():
    person = make_person("庄" * 60)

    assert person.sort_key == ("zhuang1庄 " * 60)[:240]
    assert list(Person.objects.called("庄庄")) == list(Person.objects.called("zz")) == [person]


@pytest.mark.parametrize(
    "written, stored",
    [
        ("王　芳", "王芳"),
        ("欧阳 娜 娜", "欧阳娜娜"),
        ("John Smith", "John Smith"),
        ("阿不都 · 热合曼", "阿不都 · 热合曼"),
        ("安娜 Ng", "安娜 Ng"),
    ],
)
def test_names_of_people_lose_the_blanks_of_their_setting(written, stored):
    person = make_person(written)
    other = PersonName.objects.create(person=person, name=written)

    assert (person.name, other.name) == (stored, stored)


def test_two_people_of_one_name_are_kept_apart():
    make_person("苏合")

    assert_refused(Person(name="苏合"), "请在“同名区分”里写明单位或职务")
    assert str(make_person("苏合", disambiguation="云栖办")) == "苏合（云栖办）"


def test_person_without_a_recorded_reading_is_found_under_every_reading():
    person = make_person("乐然")

    assert person.sort_key == "yue4乐 ran2然"
    for term in ("乐", "yr", "lr", "yueran", "le", "乐 然"):
        assert list(Person.objects.called(term)) == [person], term


def test_person_with_a_recorded_reading_is_found_under_it_alone():
    person = make_person("乐然", sort_name="  Le  RAN ")

    assert (person.sort_name, person.sort_key) == ("le ran", "le4乐 ran2然")
    assert list(Person.objects.called("lr")) == [person]
    assert not Person.objects.called("yr")


def test_people_are_sorted_by_reading():
    for name in ("张云", "安栖", "乐然"):
        make_person(name)

    assert [person.name for person in Person.objects.all()] == ["安栖", "乐然", "张云"]


def test_people_of_one_surname_stand_together():
    names = ["李合", "陆红华", "陆霏晓", "鲁策林", "鲁俊佳", "路丽佳", "陆丽雨", "吕云", "栾安"]
    for name in names:
        make_person(name)

    assert [person.name for person in Person.objects.all()] == [
        *("李合", "鲁策林", "鲁俊佳", "路丽佳", "陆霏晓", "陆红华", "陆丽雨", "吕云", "栾安")
    ]


def test_people_are_ordered_by_code_points_in_each_database():
    """PostgreSQL would go by the language of the database, and skip what tells the tones."""
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)

    (column,) = [column for column in columns if column.name == "sort_key"]
    assert column.collation == ("C" if connection.vendor == "postgresql" else None)


def test_people_of_before_are_ordered_anew_by_the_migration():
    person = make_person("乐知远", sort_name="yuè zhi yuan")
    Person.objects.update(sort_key="yue zhi yuan")

    import_module("departments.migrations.0006_people_by_character").order_by_character(apps, None)

    person.refresh_from_db()
    assert person.sort_key == "yue4乐 zhi1知 yuan3远"


@pytest.mark.django_db(transaction=True)
def test_names_set_with_blanks_are_closed_up_by_the_migration_where_nobody_has_the_name():
    alone, other, apart = make_person("王芳"), make_person("李明"), make_person("李明旧")
    try:
        call_command("migrate", "departments", "0005", verbosity=0)
        Person.objects.filter(pk=alone.pk).update(name="王　芳")
        Person.objects.filter(pk=apart.pk).update(name="李　明")
    finally:
        call_command("migrate", "departments", verbosity=0)

    names = dict(Person.objects.values_list("pk", "name"))
    assert names == {alone.pk: "王芳", other.pk: "李明", apart.pk: "李　明"}


@pytest.mark.django_db(transaction=True)
def test_order_of_people_can_be_taken_back_whatever_their_names():
    short, long = make_person("乐知远", sort_name="yuè zhi yuan"), make_person("庄" * 60)
    try:
        call_command("migrate", "departments", "0005", verbosity=0)
        before = dict(Person.objects.values_list("pk", "sort_key"))
    finally:
        call_command("migrate", "departments", verbosity=0)

    assert before == {short.pk: "yue zhi yuan", long.pk: ("zhuang " * 60)[:120]}
    short.refresh_from_db()
    assert short.sort_key == "yue4乐 zhi1知 yuan3远"


@pytest.mark.parametrize("name,initial", [("苏合", "S"), ("Ada", "A"), ("42号", "H"), ("…", "#")])
def test_initial_is_a_letter_or_a_hash(name, initial):
    assert make_person(name).initial == initial


def test_other_name_of_a_person_twice_is_refused():
    person = make_person()
    PersonName.objects.create(person=person, name="云中客")

    assert_refused(PersonName(person=person, name="云中客"), "这个人物已经记了这个名字")


def test_other_name_of_a_person_that_ends_before_it_starts_is_refused():
    assert_refused(
        PersonName(person=make_person(), name="云中客", started_on=JUNE, ended_on=MAY),
        "结束日期早于开始日期",
    )


# Appointments


def test_appointment_twice_is_refused():
    first = Appointment.objects.create(
        person=make_person(), department=make_department(), title="主任", started_on=MAY
    )

    again = Appointment(
        person=first.person, department=first.department, title="主任", started_on=MAY
    )

    assert_refused(again, "这个人的这项任职已经记过了")


def test_appointment_of_unknown_beginning_twice_is_refused():
    first = Appointment.objects.create(person=make_person(), department=make_department())

    assert_refused(
        Appointment(person=first.person, department=first.department),
        "已经记过了（没有写任职日期）",
    )


def test_second_term_in_one_post_is_accepted():
    first = Appointment.objects.create(
        person=make_person(), department=make_department(), title="主任", started_on=MAY
    )

    second = Appointment(
        person=first.person, department=first.department, title="主任", started_on=JUNE
    )

    assert_accepted(second)


def test_appointment_that_ends_before_it_starts_is_refused():
    assert_refused(
        Appointment(
            person=make_person(), department=make_department(), started_on=JUNE, ended_on=MAY
        ),
        "结束日期早于开始日期",
    )


def test_appointment_reads_as_a_title():
    appointment = Appointment(
        person=make_person("苏合"), department=make_department("云栖办"), title="主任"
    )

    assert str(appointment) == "云栖办主任 苏合"


# Meetings


def test_meeting_twice_is_refused():
    make_meeting("云栖动员会", held_on="2023-05-10")

    assert_refused(
        Meeting(name="云栖动员会", held_on="2023-05-10", classification="special"),
        "已有同名、同日期的会议",
    )


def test_meeting_of_the_same_name_on_another_day_is_accepted():
    make_meeting("云栖动员会", held_on="2023-05-10")

    assert_accepted(Meeting(name="云栖动员会", held_on="2023-05-11", classification="special"))


@pytest.mark.parametrize(
    "held_on,printed,first,last,displayed,is_exact",
    [
        ("2023-05-10", "", MAY, MAY, "2023年5月10日", True),
        ("2023-05-10/2023-06-10", "", MAY, JUNE, "2023年5月10日至6月10日", True),
        ("2023-05-10/2023-06-10", "近日", MAY, JUNE, "2023年5月10日至6月10日之间", False),
        ("2023-05", "", date(2023, 5, 1), date(2023, 5, 31), "2023年5月", False),
        ("/2023-05-10", "近日", None, MAY, "不晚于2023年5月10日", False),
        ("2023-05-10/..", "", MAY, None, "不早于2023年5月10日", False),
    ],
)
def test_meeting_knows_its_first_and_last_possible_day(
    held_on, printed, first, last, displayed, is_exact
):
    meeting = make_meeting(held_on=held_on, held_on_as_printed=printed)

    meeting.refresh_from_db()
    assert (meeting.earliest_on, meeting.latest_on) == (first, last)
    assert meeting.displayed_date == displayed
    assert meeting.is_exact is is_exact


@pytest.mark.parametrize("printed,displayed", [("近日", "近日"), ("", "日期不详")])
def test_meeting_without_a_date_says_what_was_printed(printed, displayed):
    assert make_meeting(held_on="", held_on_as_printed=printed).displayed_date == displayed


def test_meeting_on_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="“5月10日”不是系统能识别的日期"):
        Meeting(name="云栖动员会", held_on="5月10日", classification="special").full_clean()
    with pytest.raises(ValueError, match="not EDTF"):
        make_meeting(held_on="5月10日")
    assert not Meeting.objects.exists()


# Attendances


def test_attendance_of_nobody_is_refused():
    assert_refused(
        Attendance(meeting=make_meeting(), role="attend"), "请选人物、选单位，或照报上写明是谁"
    )


def test_attendance_of_one_person_in_one_role_twice_is_refused():
    first = Attendance.objects.create(meeting=make_meeting(), person=make_person(), role="chair")

    assert_refused(
        Attendance(meeting=first.meeting, person=first.person, role="chair"),
        "这个人以同一身份已经记过了",
    )


def test_person_may_chair_and_speak():
    first = Attendance.objects.create(meeting=make_meeting(), person=make_person(), role="chair")

    assert_accepted(Attendance(meeting=first.meeting, person=first.person, role="speaker"))


def test_two_groups_may_attend_in_one_role():
    meeting = make_meeting()
    for printed in ("各居民区代表", "分管领导"):
        row = Attendance(meeting=meeting, role="attend", as_printed=printed)
        row.full_clean()
        row.save()

    assert [str(row) for row in meeting.attendances.all()] == ["出席 各居民区代表", "出席 分管领导"]


def test_person_who_attended_is_not_deleted():
    attendance = Attendance.objects.create(
        meeting=make_meeting(), person=make_person(), role="chair"
    )

    with pytest.raises(ProtectedError):
        attendance.person.delete()


def test_reading_with_tones_is_found_as_without():
    person = make_person("乐知远", sort_name="Yuè zhī yuǎn")

    assert person.sort_name == "yuè zhī yuǎn"
    assert (person.sort_key, person.initial) == ("yue4乐 zhi1知 yuan3远", "Y")
    assert list(Person.objects.called("yuezhi")) == [person]
    assert not Person.objects.called("lezhi")
