"""Who and what is public follows from published articles."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import public
from articles.models import Article, Mention
from departments.models import Department, Meeting, Person
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
)

pytestmark = pytest.mark.django_db


def plan(some):
    """How the database would find some rows, as its own text."""
    statement, params = some.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As in a table that is too large to be read.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN {statement}", params)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", params)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_person_is_public_once_a_published_article_names_him():
    person = make_person()
    article = make_article(person=person)
    assert not public.people().exists()

    article.publish()

    assert list(public.people()) == [person]


def test_participant_of_a_public_meeting_is_public():
    person, meeting = make_person(), make_meeting()
    meeting.attendances.create(person=person, role="chair")
    make_article(published=True).meetings.add(meeting)

    assert list(public.people()) == [person]


def test_meeting_and_tag_go_with_their_only_article():
    meeting = make_meeting()
    article = make_article(published=True)
    article.meetings.add(meeting)
    article.tags.add("公园")
    assert list(public.meetings()) == [meeting]
    assert [tag.name for tag in public.tags()] == ["公园"]

    article.withdraw()

    assert not public.meetings().exists()
    assert not public.tags().exists()


# What is looked up row by row is what a plain reading of everything finds


@pytest.fixture
def paper():
    """Articles in every state, each signed, with a person, a meeting and whom it brought there."""
    tomorrow = timezone.now() + timedelta(days=1)
    departments = [make_department() for _ in range(4)]
    people = [make_person() for _ in range(4)]
    out, waiting = make_page(make_issue(published=True)), make_page(make_issue(published=tomorrow))
    states = [
        (out, True), (out, False), (out, tomorrow), (waiting, True),
        (None, True), (None, False), (None, tomorrow), (None, True),
    ]  # fmt: skip
    for number, (page, published) in enumerate(states):
        month = 1 + number // 2
        meeting = make_meeting(held_on=f"2023-{month:02}-{10 + number}" if number else "")
        meeting.attendances.create(person=make_person(), role="attend")
        article = make_article(
            page=page,
            department=departments[number % 3],
            person=people[number % 3],
            published=published,
        )
        article.meetings.add(meeting)
    make_article(department=departments[3], person=people[3])
    for person in people:
        person.appointments.create(department=departments[0], title="科员")


def of_published(field):
    published = [article.pk for article in Article.objects.published()]
    return set(Article.objects.filter(pk__in=published).values_list(field, flat=True))


def test_departments_with_articles(paper):
    signing = of_published("signoffs__department")

    marked = {one.pk: one.has_articles for one in public.departments()}

    assert marked == {one.pk: one.pk in signing for one in Department.objects.all()}
    assert set(marked.values()) == {True, False}
    listed = public.departments().filter(has_articles=True)
    assert {one.pk for one in listed} == signing


def test_meetings_people_and_their_appointments(paper):
    reported, named = of_published("meetings"), of_published("mentions__person")
    present = set(
        Person.objects.filter(attendances__meeting__in=reported).values_list("pk", flat=1)
    )

    assert {one.pk for one in public.meetings()} == reported
    assert len(reported) < Meeting.objects.count()
    assert {one.pk for one in public.people()} == named | present
    assert len(named | present) < Person.objects.count()
    appointed = {one.person_id for one in public.appointments(timezone.localdate())}
    assert appointed == named & set(Mention.objects.values_list("person", flat=True))


def test_months_of_meetings(paper, django_assert_num_queries):
    dated = public.meetings().filter(latest_on__isnull=False)

    with django_assert_num_queries(1):
        months = public.months_of_meetings()

    assert months == list(dated.dates("latest_on", "month", order="DESC"))
    assert months == [date(2023, 4, 1), date(2023, 3, 1)]


def test_months_of_no_meetings():
    make_article(published=True).meetings.add(make_meeting(held_on=""))

    assert public.months_of_meetings() == []


@pytest.mark.parametrize(
    "some, postgresql, sqlite",
    [
        (public.departments, "signoff_by_department", "signoff_by_department"),
        (public.people, "mention_by_person", "mention_by_person"),
        (public.people, "attendance_by_person", "attendance_by_person"),
        (
            lambda: public.meetings().newest_first()[:5],
            "meeting_newest_first",
            "departments_meeting_latest_on",
        ),
    ],
)
def test_an_index_leads_to_the_newest(some, postgresql, sqlite):
    assert {"postgresql": postgresql, "sqlite": sqlite}[connection.vendor] in plan(some())


def test_of_the_attendances_of_a_person_only_their_own_meetings_are_read():
    steps = plan(public.attendances().filter(person=1))

    for table in ("departments_meeting", "articles_article"):
        assert f"Seq Scan on {table}" not in steps
    for step in ("SCAN", "LIST SUBQUERY"):
        assert step not in steps
