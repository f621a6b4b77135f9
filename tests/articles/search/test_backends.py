"""The two full-text indexes: their limits, their plans, and how damage in them shows."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.models import SearchEntry
from articles.search.backends import backend, postgresql
from articles.search.backends.base import Deadline, Leg, TooSlow
from articles.search.documents import first_rank_of
from articles.search.query import parse
from articles.search.searching import HIGHEST, Search
from tests.articles.search.archive import make_archive
from tests.articles.search.yardstick import found, tokens_held
from tests.factories import make_article

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")

# Some seconds of work for either database.
ENDLESS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
    " LIMIT 100000000) SELECT count(*) FROM numbers",
    "postgresql": "SELECT count(*) FROM pg_sleep(20)",
}

# Time


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_stopped_when_its_time_is_up():
    make_article("步道", published=True)
    with pytest.raises(TooSlow):
        backend().run(ENDLESS[connection.vendor], [], 0.02)

    assert len(found("步道")) == 1


@pytest.mark.django_db(transaction=True)
def test_the_limit_of_a_statement_ends_with_it():
    backend().run("SELECT 1", [], 0.02)

    slow = {"sqlite": ENDLESS["sqlite"].replace("00000000", "000000")}
    with connection.cursor() as cursor:
        cursor.execute(slow.get(connection.vendor, "SELECT count(*) FROM pg_sleep(0.1)"))
        assert cursor.fetchone()[0]


@on_postgresql
@pytest.mark.django_db
def test_a_statement_within_a_transaction_spoils_none_of_it():
    with transaction.atomic():
        assert backend().run("SELECT count(*) FROM pg_sleep(0.05)", [], 0.001) == [(1,)]


@pytest.mark.django_db
def test_statements_in_turn_give_their_rows_in_this_order():
    unlike = ("SELECT 3 WHERE %s = 'c'", ["c"])
    alike = [("SELECT %s WHERE %s = 'a'", [number, "a"]) for number in (2, 1)]

    statement, params = backend().in_turn("part", [*alike, unlike])
    assert backend().run(statement, params, 1) == [(2,), (1,), (3,)]


@on_postgresql
@pytest.mark.django_db
def test_equal_statements_are_planned_once():
    questions = [parse(word) for word in ("步道", "食堂", "口袋公园")]
    begins = [first_rank_of(date(year, 1, 1)) for year in (2022, 2021, 2020)]
    legs = [Leg(low, high) for high, low in pairwise(begins)]
    with CaptureQueriesContext(connection) as asked:
        backend().which([(question, legs) for question in questions], None, 1)

    # 口袋公园, whose pairs need not stand together, is looked up in the text as well.
    assert [one["sql"].count("FROM articles_searchentry e") for one in asked] == [2]


@pytest.mark.django_db(transaction=True)
def test_a_search_that_is_stopped_says_so(monkeypatch):
    make_article("步道", published=True)

    def too_slow(*arguments):
        raise TooSlow

    monkeypatch.setattr(type(backend()), "run", too_slow)
    overview = Search("步道").overview(20)

    assert (overview.hits, overview.is_complete, overview.count.is_exact) == ([], False, False)


def test_a_deadline_is_near_after_a_part_of_the_time(settings):
    settings.SEARCH_SECONDS = 1000
    assert not Deadline().is_near
    assert 999 < Deadline().left < 1000
    settings.SEARCH_SECONDS = 0
    assert Deadline().is_near


# Plans


def plan(question):
    """How the database goes about a question, as one text."""
    statement, params = backend()._found(parse(question), [Leg(0, HIGHEST)], None)
    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    rows = backend().run(f"{explain} {statement} LIMIT 20", params, 30)
    return "\n".join(str(row[-1]) for row in rows)


@on_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("question", ["步道", "步道 公园", "便民步道整修 -公园", "标题:步道"])
def test_sqlite_walks_the_index_in_order_and_sorts_nothing(question):
    steps = plan(question)

    assert "VIRTUAL TABLE INDEX" in steps
    assert "TEMP B-TREE" not in steps
    assert "SCAN e" not in steps


@on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize("question", ["步道", "步道 公园", "便民步道整修 -公园", "标题:步道"])
def test_postgresql_asks_the_index_of_tokens(question):
    make_archive()

    assert "Bitmap Index Scan on articles_search_tokens" in plan(question)


@on_postgresql
@pytest.mark.django_db
def test_postgresql_counts_a_few_entries_by_the_index_alone(monkeypatch):
    make_archive()
    number = len(found("步道", everything=True))
    leg = Leg(0, HIGHEST)
    for few, are_few in ((number - 1, False), (number, True)):
        monkeypatch.setattr(postgresql, "_FEW", few)
        assert backend().are_few(parse("“步道”"), leg, 30) is are_few


@on_postgresql
@pytest.mark.django_db
def test_postgresql_knows_where_entries_stand():
    assert backend().ends(0, HIGHEST) == (0, 0)
    make_archive()
    ranks = sorted(SearchEntry.objects.values_list("rank", flat=True))

    assert backend().ends(0, HIGHEST) == (ranks[0], ranks[-1] + 1)
    assert backend().ends(ranks[3], ranks[9]) == (ranks[3], ranks[8] + 1)


@pytest.mark.parametrize(
    "first, last, labels",
    [
        (date(2021, 3, 5), date(2021, 4, 1), "':mon202103' | ':mon202104'"),
        (date(2019, 1, 1), date(2020, 12, 31), "':yea2019' | ':yea2020'"),
        (date(2019, 12, 2), date(2021, 1, 1), "':mon201912' | ':yea2020' | ':mon202101'"),
    ],
)
def test_months_of_a_leg_are_whole_years_where_they_can_be(first, last, labels):
    leg = Leg(first_rank_of(first), first_rank_of(last, later=1))

    assert postgresql._months(leg) == [labels]
    assert postgresql._months(Leg(0, leg.high)) == []


# Damage


@pytest.mark.django_db
def test_strays_are_none_in_a_sound_index():
    make_article()

    assert backend().strays() == 0


@pytest.mark.django_db
def test_strays_are_entries_without_their_row_in_the_index():
    make_article()
    backend().clear()

    assert backend().strays() == 1


@on_sqlite
@pytest.mark.django_db
def test_strays_are_rows_in_the_index_without_their_entry():
    make_article()
    SearchEntry.objects.all().delete()

    assert backend().strays() == 1


@pytest.mark.django_db
def test_clear_leaves_nothing_to_find():
    make_article("步道", published=True)
    backend().clear()

    assert found("步道") == []
    assert not any(tokens_held().values())


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_each_database_says_which_phrases_its_index_decides(vendor, monkeypatch):
    monkeypatch.setattr(connection, "vendor", vendor)
    decided = [phrase for phrase in ("步", "步道", "便民步道") if backend().is_settled(phrase)]

    assert decided == {"sqlite": ["步道", "便民步道"], "postgresql": ["步道"]}[vendor]


def test_a_database_without_an_index_is_refused(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "oracle")
    with pytest.raises(ImportError):
        backend()
