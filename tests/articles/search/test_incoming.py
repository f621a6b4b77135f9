"""PostgreSQL's index while very many articles come in: always whole, and at the end as before."""

import threading

import pytest
from django.db import connection

from articles.archive import layout
from articles.archive.making import make_archive
from articles.search.backends import incoming
from articles.search.upkeep import problems
from tests.articles.search.yardstick import found
from tests.factories import make_article

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")
INDEX = "articles_search_tokens"


@pytest.fixture
def sorters(monkeypatch):
    """Whether the thread that writes sorted in, or another one, each time that it was done."""
    threads = []
    sort_in = incoming._sort_in

    def noted(index):
        is_writer = threading.current_thread() is threading.main_thread()
        threads.append("writer" if is_writer else "beside")
        sort_in(index)

    monkeypatch.setattr(incoming, "_sort_in", noted)
    monkeypatch.setattr(incoming, "_AT_ONCE", 30)
    monkeypatch.setattr(layout, "BATCH", 20)
    return threads


def options():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [INDEX])
        return cursor.fetchone()[0]


def pages_sorted_in():
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [INDEX])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_came_in_is_sorted_in_beside_what_still_comes(sorters):
    make_archive(150)

    assert sorters.count("beside") > 1
    assert sorters[-1] == "writer"
    assert sorters.count("writer") == 1
    assert pages_sorted_in() == 0
    assert options() == ["fastupdate=off"]
    assert problems() == []


@pytest.mark.django_db
def test_within_a_transaction_nobody_else_waits_for_the_index(sorters):
    make_archive(150)

    assert sorters == ["writer"]
    assert pages_sorted_in() == 0
    assert options() == ["fastupdate=off"]
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_articles_are_found_meanwhile_and_an_error_leaves_nothing_behind():
    def stumble():
        with incoming.incoming(INDEX):
            make_article("步道", published=True)
            assert len(found("步道")) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()

    assert pages_sorted_in() == 0
    assert options() == ["fastupdate=off"]
    assert len(found("步道")) == 1
