"""The number of queries of a public page does not depend on how much there is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.api.answers import api_path
from articles.models import Signoff
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
DAY = date(2023, 5, 10)
PATHS = [
    "/",
    "/issues/",
    "/issues/2023/",
    "/issues/2023/05/",
    "/issues/2023/?month=6",
    "/issues/on-this-day/?day=05-10",
    "/issues/2023-05-10/",
    "/issues/2023-05-10/01/",
    "/articles/",
    "/departments/",
    "/departments/yunqi/",
    "/departments/yunqi/?year=2023",
    "/people/",
    "/meetings/",
    "/meetings/2023/05/",
    "/tags/",
    "/tags/公园/",
    "/search/?q=步道",
    "/search/?q=步道 整修&department=yunqi&tag=公园&issue=2023-05-10&page=01&year=2023",
    "/search/?q=步道 整修&order=relevance&kind=special",
    "/search/?q=步道&before=9223372036854775807",
    "/search/?q=步道 没有的词&department=yunqi",
    "/search/suggest/?q=步",
    "/feeds/atom/",
    "/feeds/departments/yunqi/rss/",
    "/feeds/search/atom/?q=步道",
    "/feeds/meetings.ics",
    "/sitemap-articles.xml",
    "/api/",
    "/api/issues",
    "/api/issues/2023-05-10",
    "/api/issues/2023-05-10/01",
    "/api/articles",
    "/api/articles?department=yunqi&tag=公园&issue=2023-05-10&page=01&from=2023-05-01",
    "/api/departments",
    "/api/departments/yunqi",
    "/api/people",
    "/api/meetings",
    "/api/search?q=步道",
    "/api/search?q=步道 整修&department=yunqi&tag=公园&issue=2023-05-10&order=relevance",
    "/api/iiif/collection.json",
    "/api/iiif/issues/2023/collection.json",
    "/api/iiif/issues/2023-05-10/manifest.json",
]


@pytest.fixture
def department():
    parent = make_department("云栖街道")
    return make_department("云栖办", slug="yunqi", parent=parent)


def add_stories(page, department, count):
    """Stories with everything a story can have."""
    for _ in range(count):
        person = make_person()
        person.appointments.create(department=department, title="科员")
        person.other_names.create(name=f"{person.name}的笔名")
        article = make_article(page=page, department=department, person=person, published=True)
        Signoff.objects.create(article=article, department=make_department(), position=2)
        article.tags.add("公园", "步道")
        meeting = make_meeting(held_on="2023-05-09")
        meeting.organisers.add(department)
        meeting.attendances.create(person=person, role="chair")
        article.meetings.add(meeting)
        make_photo(article)


def queries(client, path):
    # The masthead is asked for once in each generation, by whichever page comes first.
    client.get("/offline/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return len(captured)


def test_lists_take_the_same_queries_for_few_stories_and_for_many(client, department):
    page = make_page(make_issue(DAY, published=True), "01")
    for place in (page, make_page(make_issue(DAY - timedelta(weeks=1), published=True), "01")):
        add_stories(place, department, 1)
    few = {path: queries(client, path) for path in PATHS}

    add_stories(page, department, 5)
    for week in range(1, 4):
        issue = make_issue(DAY + timedelta(weeks=week), published=True)
        add_stories(make_page(issue, "01"), department, 2)
    many = {path: queries(client, path) for path in PATHS}

    assert {path: count for path, count in many.items() if count > few[path]} == {}
    assert max(many.values()) <= MOST_QUERIES, many


def test_one_story_with_many_parts_stays_within_the_budget(client, department):
    page = make_page(make_issue(DAY, published=True), "01")
    add_stories(page, department, 3)
    article = page.articles.first()
    for _ in range(4):
        person = make_person()
        article.mentions.create(person=person, name=person.name)
        article.corrections.create(text="某处有误。")
        make_photo(article)
        meeting = make_meeting()
        meeting.attendances.create(department=department, role="attend")
        article.meetings.add(meeting)
    person, meeting = article.mentions.last().person, article.meetings.last()
    paths = [part.get_absolute_url() for part in (article, person, meeting)]
    paths += [api_path(path) for path in paths]
    paths += [f"/api/articles?meeting={meeting.pk}", f"/api/articles?person={person.pk}"]

    counts = {path: queries(client, path) for path in paths}

    assert max(counts.values()) <= MOST_QUERIES, counts
