"""Departments, people and meetings with what the paper reported."""

from datetime import date

import pytest

from departments.models import Meeting
from tests.factories import make_article, make_department, make_meeting, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported():
    """`reported(meeting)`: a published article reports it."""

    def report(meeting, **fields):
        article = make_article(published=True, **fields)
        article.meetings.add(meeting)
        return meeting

    return report


def test_departments_stand_as_a_tree_and_mark_those_that_wrote(client):
    office = make_department("云栖街道", position=1)
    child = make_department("云栖服务办", parent=office)
    make_article(department=child, published=True)

    departments = client.get("/departments/").context["object_list"]

    assert [(d.name, d.depth, d.has_articles) for d in departments] == [
        ("云栖街道", 0, False),
        ("云栖服务办", 1, True),
    ]


def test_people_stand_under_the_letter_of_their_reading(client):
    for name, reading in (("乐某某", "yue mou mou"), ("单某某", "shan mou mou"), ("安某某", "")):
        make_article(person=make_person(name, sort_name=reading), published=True)

    letters = client.get("/people/").context["letters"]

    assert [(letter, [p.name for p in people]) for letter, people in letters] == [
        ("A", ["安某某"]),
        ("S", ["单某某"]),
        ("Y", ["乐某某"]),
    ]


def test_index_keeps_people_of_one_surname_together(client):
    for name in ("陆红华", "鲁策林", "陆霏晓", "鲁俊佳"):
        make_article(person=make_person(name), published=True)

    ((_, people),) = client.get("/people/").context["letters"]
    context = client.get(people[1].get_absolute_url()).context

    assert [person.name for person in people] == ["鲁策林", "鲁俊佳", "陆霏晓", "陆红华"]
    assert (context["previous"], context["next"]) == (people[0], people[2])


def test_person_shows_posts_articles_and_meetings(client, reported):
    person = make_person("苏合")
    department = make_department("云栖办")
    person.appointments.create(department=department, title="主任", attested_on=date(2023, 5, 10))
    meeting = reported(make_meeting("云栖座谈会"), headline="座谈会开了", person=person)
    meeting.attendances.create(person=person, role="chair")

    text = client.get(person.get_absolute_url()).content.decode()

    for word in ("云栖办</a> 主任", "见于2023年5月10日报道", "座谈会开了", "云栖座谈会", "主持"):
        assert word in text


def test_person_leads_to_the_neighbours_in_the_index(client):
    people = [make_person(name) for name in ("安某", "毕某", "蔡某")]
    for person in people:
        make_article(person=person, published=True)

    context = client.get(people[1].get_absolute_url()).context

    assert (context["previous"], context["next"]) == (people[0], people[2])


def test_meeting_shows_participants_by_role_in_printed_order(client, reported):
    meeting = reported(make_meeting(held_on="/2023-05-10", held_on_as_printed="近日"))
    person, unit = make_person("苏合"), make_department("云栖派出所")
    meeting.attendances.create(role="chair", person=person, title_as_printed="主任", position=1)
    meeting.attendances.create(role="participate", department=unit, position=2)
    meeting.attendances.create(role="participate", as_printed="居民代表", position=3)

    response = client.get(meeting.get_absolute_url())

    roles = [(role, len(attendances)) for role, attendances in response.context["roles"]]
    assert roles == [("主持", 1), ("参加", 2)]
    text = response.content.decode()
    assert "不晚于2023年5月10日" in text
    assert "报上写“近日”" in text


def test_meetings_of_a_month_lead_to_the_nearest_months(client, reported):
    for day in ("2023-01-05", "2023-05-10", "2023-09-01"):
        reported(make_meeting(held_on=day))

    context = client.get("/meetings/2023/05/").context

    assert [meeting.held_on for meeting in context["object_list"]] == ["2023-05-10"]
    assert context["previous"].held_on == "2023-01-05"
    assert context["next"].held_on == "2023-09-01"


def test_meeting_leads_to_the_meetings_before_and_after(client, reported):
    earlier, this, later = (
        reported(make_meeting(held_on=day)) for day in ("2023-05-09", "2023-05-10", "2023-05-10")
    )

    context = client.get(this.get_absolute_url()).context

    assert (context["previous"], context["next"]) == (earlier, later)


def test_cancelled_meeting_says_so(client, reported):
    meeting = reported(make_meeting(status=Meeting.Status.CANCELLED))

    assert "取消" in client.get(meeting.get_absolute_url()).content.decode()


def test_wherever_a_cancelled_meeting_is_named_it_is_marked(client, reported):
    person = make_person()
    meeting = reported(make_meeting(status=Meeting.Status.CANCELLED))
    meeting.attendances.create(person=person, role="chair")
    addresses = [person.get_absolute_url(), meeting.articles.get().get_absolute_url()]

    for address in ("/", "/meetings/", "/meetings/2023/05/", *addresses):
        assert '<span class="state">取消</span>' in client.get(address).content.decode(), address

    meeting.status = Meeting.Status.HELD
    meeting.save()
    assert 'class="state"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "path, words",
    [
        ("/departments/", "还没有登记单位"),
        ("/people/", "还没有点名的人物"),
        ("/meetings/", "还没有会议报道"),
        ("/tags/", "还没有标签"),
        ("/articles/", "还没有发表过稿件"),
        ("/", "还没有出版过一期"),
    ],
)
def test_empty_list_says_so_in_words(client, path, words):
    assert words in client.get(path).content.decode()


def test_each_letter_of_the_index_stands_once(client):
    for name in ("John", "安某", "江某"):
        make_article(person=make_person(name), published=True)

    letters = [letter for letter, _ in client.get("/people/").context["letters"]]

    assert letters == ["A", "J"]
