"""Pages of lists: nothing twice, nothing left out, each as cheap as the first."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from articles.api.paging import page
from articles.models import Issue
from departments.models import Department, Meeting
from tests.articles.api.archive import fill
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def many(shared_data):
    """Ties in each order: two issues a day, departments at one position, meetings on one day."""
    archive = fill(date(2023, 5, 10))
    for number in range(1, 5):
        day = archive.day - timedelta(days=number // 2)
        issue = make_issue(day, edition=number + 1, published=True)
        person = make_person("苏合", disambiguation=f"第{number}位", sort_name="su he")
        article = make_article(
            page=make_page(issue), department=make_department(), person=person, published=True
        )
        article.meetings.add(make_meeting(held_on="2023-05-09" if number % 2 else ""))
    return archive


def walk(client, path):
    """The items of all pages, page by page."""
    pages = []
    while path:
        response = client.get(path)
        assert response.status_code == 200, path
        data = response.json()
        assert response.get("Link") == (data["next"] and f'<{data["next"]}>; rel="next"')
        pages.append(data["items"])
        path = data["next"]
    return pages


def test_the_longest_name_leads_on(client):
    for name in ("苏合", "沈白"):
        person = make_person(name, sort_name="𠀀" * 119 + str(len(name)), disambiguation=name)
        make_article(person=person, published=True)

    assert [len(items) for items in walk(client, "/api/people?limit=1")] == [1, 1]


@pytest.mark.parametrize(
    "path",
    [
        "/api/issues",
        "/api/articles",
        "/api/articles?department=yunqi",
        "/api/departments",
        "/api/people",
        "/api/meetings",
        "/api/meetings?to=2023-05-10",
        "/api/search?q=云栖",
    ],
)
@pytest.mark.parametrize("limit", [1, 2])
def test_pages_together_are_the_whole_list(client, many, path, limit):
    (whole,) = walk(client, path)
    joint = "&" if "?" in path else "?"

    pages = walk(client, f"{path}{joint}limit={limit}")

    assert len(whole) >= 2
    assert [item["url"] for items in pages for item in items] == [item["url"] for item in whole]
    assert {len(items) for items in pages[:-1]} <= {limit}


def test_the_same_list_has_the_same_cursor(client, many):
    """Else it would have another ETag each second."""
    first, second = (client.get("/api/people?limit=1") for _ in range(2))

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


def test_conditions_go_on_with_the_cursor(client, many):
    following = client.get("/api/meetings?to=2023-05-10&limit=1").json()["next"]

    assert "to=2023-05-10" in following
    assert "limit=1" in following


def test_a_cursor_leads_on_where_its_row_is_gone(client, many):
    first = client.get("/api/issues?limit=2").json()
    Issue.objects.newest_first()[1].withdraw()

    (rest,) = walk(client, first["next"].replace("limit=2", "limit=100"))

    keys = {item["key"] for item in rest}
    assert len(keys) == Issue.objects.count() - 2
    assert not keys & {item["key"] for item in first["items"]}


@pytest.mark.parametrize(
    "path",
    ["/api/issues", "/api/people", "/api/departments", "/api/meetings", "/api/articles"],
)
@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 19, "%00", "WzEsMl0:bm8"])
def test_a_cursor_of_one_s_own_is_not_found(client, many, path, cursor):
    response = client.get(f"{path}?cursor={cursor}")

    assert response.status_code == 404
    assert response.json()["detail"].startswith("没有这一批：cursor 只能照上一批的 next 写。")


def test_a_cursor_of_another_list_is_not_found(many):
    _, cursor = page([(Issue.objects.all(), ("-issued_on", "-edition"))], 1, "")

    with pytest.raises(Http404):
        page([(Department.objects.all(), ("position", "pk"))], 1, cursor)


def test_a_further_page_reads_no_more_rows_than_the_first(many):
    """What SQLite or PostgreSQL is asked begins at the cursor, and ends after one row more."""
    parts = [
        (Meeting.objects.filter(latest_on__isnull=False), ("-latest_on", "-pk")),
        (Meeting.objects.filter(latest_on__isnull=True), ("-pk",)),
    ]
    _, cursor = page(parts, 1, "")

    with CaptureQueriesContext(connection) as captured:
        page(parts, 1, cursor)

    (statement,) = [query["sql"] for query in captured]
    assert "OFFSET" not in statement
    assert "LIMIT 2" in statement


def test_rows_of_the_second_part_follow_those_of_the_first(many):
    parts = [
        (Meeting.objects.filter(latest_on__isnull=False), ("-latest_on", "-pk")),
        (Meeting.objects.filter(latest_on__isnull=True), ("-pk",)),
    ]
    cursor, seen = "", []
    while cursor or not seen:
        rows, cursor = page(parts, 2, cursor)
        seen += rows

    dated = [meeting.latest_on is not None for meeting in seen]
    assert len(seen) == Meeting.objects.count()
    assert dated == sorted(dated, reverse=True)
