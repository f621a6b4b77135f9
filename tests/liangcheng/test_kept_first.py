"""Kept pages are answered before Django begins."""

import pytest
from django.db import connections
from django.http import HttpResponse

from liangcheng.page_cache import ASKED, kept_first

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]

TO_DJANGO = "599 to Django"


@pytest.fixture
def server(rf):
    """`server(path, **more)`: what a WSGI server sends, as (status, headers, body)."""

    def django(environ, start_response):
        start_response(TO_DJANGO, [])
        return HttpResponse()

    application = kept_first(django)

    def server(path, **more):
        sent = []
        environ = rf.get(path, **more).environ
        answer = application(environ, lambda *started: sent.extend(started))
        body = b"".join(answer)
        answer.close()
        return *sent, body

    return server


@pytest.mark.parametrize("accepted", ["br", ""])
def test_what_is_kept_is_answered_before_django_begins(
    client, server, path, accepted, django_assert_num_queries
):
    client.get(path)
    same = client.get(path, headers={"Accept-Encoding": accepted})

    with django_assert_num_queries(1):
        status, headers, body = server(path, headers={"Accept-Encoding": accepted})

    assert (status, body) == ("200 OK", same.content)
    assert sorted(headers) == sorted(same.items())


def test_so_is_who_has_it_already(client, server, path):
    tag = client.get(path)["ETag"]
    same = client.get(path, headers={"If-None-Match": tag})

    status, headers, body = server(path, headers={"If-None-Match": tag})

    assert (status, body) == ("304 Not Modified", b"")
    assert sorted(headers) == sorted(same.items())


@pytest.mark.django_db(transaction=True)  # it lets go of the database in between
@pytest.mark.parametrize(
    "query, more",
    [
        ("?before=3", {}),
        ("", {"headers": {"Cookie": "reading=elder"}}),
        ("", {"headers": {"Host": "other.example"}}),
        ("", {"secure": True}),
        ("", {"headers": {"Cookie": "sessionid=a"}}),
        ("", {"headers": {"Authorization": "Basic YTpi"}}),
    ],
)
def test_what_was_asked_before_is_not_taken_for_something_else(client, server, path, query, more):
    client.get(path)
    assert server(path)[0] == "200 OK"

    assert server(path + query, **more)[0] == TO_DJANGO
    assert server(path)[0] == "200 OK"


def test_a_change_is_seen_at_once_there_too(client, server, article, path):
    client.get(path)
    article.withdraw()

    assert server(path)[0] == TO_DJANGO


@pytest.mark.parametrize(
    "path, more",
    [
        ("/articles/", {}),  # not made yet
        ("/api/departments", {}),
        ("/", {"headers": {"Cookie": "sessionid=a"}}),
        ("/healthz", {}),
    ],
)
def test_all_else_is_left_to_django(client, server, path, more):
    for kept in ("/", "/api/departments"):
        client.get(kept)

    assert server(path, **more)[0] == TO_DJANGO


def test_a_request_reaches_django_as_it_came(rf):
    """A path in Chinese is decoded by whoever reads it: not twice."""
    as_sent = "/tags/公园/".encode().decode("latin-1")
    environ = rf.get("/tags/", {"from": "timeline"}).environ | {"PATH_INFO": as_sent}
    came, reached = dict(environ), []

    kept_first(lambda environ, start_response: reached.append(dict(environ)))(environ, None)

    (environ,) = reached
    assert environ == came | {ASKED: environ[ASKED]}


def test_the_database_is_let_go_of_after_what_is_kept(client, server, path, monkeypatch):
    client.get(path)
    closed = []
    monkeypatch.setattr(
        connections["default"], "close_if_unusable_or_obsolete", lambda: closed.append(True)
    )

    server(path)

    assert closed == [True]
