import pytest
from django.core.management import call_command
from django.db import connection

from articles import generation, statistics
from articles.models import Article
from tests.factories import make_article, make_issue, make_page

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own")
pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(monkeypatch):
    """A dozen issues of one page with three published stories; half as many are an archive."""
    monkeypatch.setattr(statistics, "FEW", 18)
    return [page_of_three() for _ in range(12)]


@on_sqlite
def test_the_stories_of_an_issue_are_found_by_its_pages(archive):
    stories = Article.objects.published().filter(page__issue=archive[0].issue)
    forget()
    assert "articles_page USING INTEGER PRIMARY KEY" in stories.explain()  # from each published one

    statistics.analyse()

    assert "articles_article USING INDEX article_by_page" in stories.explain()


@on_sqlite
def test_it_looks_again_when_there_are_twice_as_many(archive, looks):
    forget()
    statistics.keep_up()
    page_of_three()
    statistics.keep_up()
    assert len(looks) == 1

    for _ in range(11):
        page_of_three()
    statistics.keep_up()

    assert len(looks) == 2


@on_sqlite
def test_it_looks_again_when_there_are_fewer(archive, looks):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 5000")  # flushed since

    statistics.keep_up()

    assert len(looks) == 1


@on_sqlite
def test_it_does_not_look_at_few(looks):
    page_of_three()

    statistics.keep_up()
    statistics.after_migrations()

    assert not looks


@on_sqlite
def test_it_keeps_up_with_changes(archive, looks):
    forget()

    for _ in range(generation.FEW):
        generation.move()
        connection.run_on_commit.clear()  # as the end of a transaction does

    assert len(looks) == 1


@on_sqlite
def test_after_migrations_all_is_known(archive):
    forget()

    call_command("migrate", verbosity=0)

    assert {"articles_article", "articles_page", "departments_department"} <= known()


@on_sqlite
def test_after_migrations_of_other_apps_there_may_be_no_articles(monkeypatch, looks):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    monkeypatch.setattr(statistics, "_last_and_seen", lambda: pytest.fail("there is no such table"))

    statistics.after_migrations()

    assert not looks


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")
def test_postgresql_is_left_to_look_by_itself(django_assert_num_queries):
    with django_assert_num_queries(0):
        statistics.keep_up()
        statistics.after_migrations()


@pytest.fixture
def looks(monkeypatch):
    looks, analyse = [], statistics.analyse
    monkeypatch.setattr(statistics, "analyse", lambda: looks.append(analyse()))
    return looks


def page_of_three():
    page = make_page(make_issue(published=True))
    for _ in range(3):
        make_article(page=page, published=True)
    return page


def forget():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that there is something to forget
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_master")  # read again what is stored
        cursor.execute("PRAGMA user_version = 0")


def known():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        return {table for (table,) in cursor.fetchall()}
