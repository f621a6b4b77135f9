"""Finding: all that a plain scan finds and nothing else, in order, page by page, in time."""

from collections import Counter

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, SearchEntry
from articles.search import searching
from articles.search.analysis import runs
from articles.search.backends import backend, postgresql
from articles.search.backends.base import Deadline, TooSlow
from articles.search.searching import HIGHEST, Search
from tests.articles.search.archive import (
    DEPARTMENTS,
    TAG,
    make_archive,
)
from tests.articles.search.asking import QUESTIONS, headline_with, meet, phrase_in, typed
from tests.articles.search.yardstick import found, lines

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")


@pytest.fixture(scope="module")
def archive(shared_data):
    """All articles as they should be found, the newest first, each with its `lines`."""
    make_archive()
    articles = Article.objects.newest_first().select_related("page__issue")
    articles = articles.prefetch_related("photos", "signoffs__department", "mentions", "tags")
    for article in articles:
        article.lines = lines(article)
    return list(articles)


@pytest.fixture
def published(archive):
    keys = set(Article.objects.published().values_list("pk", flat=True))
    return [article for article in archive if article.pk in keys]


@pytest.fixture(params=["large steps", "small steps", "small steps, none few"])
def steps(request, monkeypatch):
    """The archive is small: with small steps, a search takes as many as in a large one."""
    if request.param != "large steps":
        monkeypatch.setattr(searching, "_NEWEST", (30, 90))
        monkeypatch.setattr(searching, "_OLDER", (900, 2000))
        monkeypatch.setattr(searching, "_WALKS", (10, 20, 40))
        monkeypatch.setattr(type(backend()), "common", 4)
        monkeypatch.setattr(postgresql, "_FEW", -1 if "none" in request.param else 9)


# Agreement with a plain scan


def test_a_search_finds_what_a_plain_scan_finds_newest_first(archive, published, steps):
    @given(QUESTIONS)
    def agrees(asked):
        wanted = [article.pk for article in published if meet(article, asked)]
        assert found(typed(asked)) == wanted

    agrees()


def test_staff_find_what_a_plain_scan_of_everything_finds(archive, steps):
    @given(QUESTIONS)
    def agrees(asked):
        wanted = [article.pk for article in archive if meet(article, asked)]
        assert found(typed(asked), everything=True) == wanted

    agrees()


def test_counts_and_labels_are_those_of_all_hits(published, steps):
    @given(QUESTIONS)
    def agrees(asked):
        hits = [article for article in published if meet(article, asked)]
        overview = Search(typed(asked)).overview(3)

        assert (overview.count.number, overview.count.is_exact) == (len(hits), True)
        assert [hit.article_id for hit in overview.hits] == [one.pk for one in hits[:3]]
        numbers = Counter(f"dep{one.signoffs.all()[0].department_id}" for one in hits)
        assert {label: overview.labels[label] for label in numbers} == numbers
        assert overview.labels["all"] == len(hits)

    agrees()


def test_pages_by_cursor_visit_each_hit_once(published, steps):
    @settings(max_examples=60)
    @given(QUESTIONS, st.integers(2, 40))
    def visits(asked, limit):
        visited, before = [], HIGHEST
        while before:
            page = Search(typed(asked)).newest(limit, before=int(before))
            visited += [hit.article_id for hit in page.hits]
            before = page.cursor

        assert visited == [article.pk for article in published if meet(article, asked)]

    visits()


# By relevance


def test_relevance_is_headline_then_lead_then_text_each_newest_first(published, steps):
    # Pairs: of longer phrases, PostgreSQL's index says only nearly whether the lead has them.
    pairs = st.text(st.sampled_from("文明和谐社区步道公园"), min_size=1, max_size=2)

    @settings(max_examples=30)
    @given(pairs, st.integers(20, 60))
    def in_order(part, limit):
        def tier(article):
            lead = article.plain_text.split("\n")[0][:80]
            return 0 if part in article.lines[0] else 1 if part in runs(lead) else 2

        wanted = [article for article in published if phrase_in(part)(article)]
        wanted.sort(key=tier)
        shown, skip = [], 0
        while skip is not None:
            page = Search(f"“{part}”").by_relevance(limit, skip=skip)
            shown += [hit.article_id for hit in page.hits]
            skip = int(page.cursor) if page.cursor else None

        assert shown == [article.pk for article in wanted]
        assert page.count.number == len(wanted)

    in_order()


def test_relevance_orders_the_newest_hits_only(published, monkeypatch):
    monkeypatch.setattr(searching, "MOST_COUNTED", 7)
    page = Search("社区").by_relevance(20)

    newest = [article.pk for article in published if phrase_in("社区")(article)][:7]
    assert sorted(hit.article_id for hit in page.hits) == sorted(newest)
    assert str(page.count) == "7+"


def test_relevance_says_where_there_was_no_time_for_the_order(published, monkeypatch):
    wanted = found("社区")
    monkeypatch.setattr(searching, "Deadline", Hurry)
    monkeypatch.setattr(searching, "_NEWEST", (20_000,))

    page = Search("社区").by_relevance(1_000)

    assert [hit.article_id for hit in page.hits] == wanted
    assert not page.is_complete


# Few hits and many


@pytest.fixture
def asked_legs(monkeypatch):
    """The legs of each statement that reads hits, one list after the other."""
    legs, hits = [], backend().hits
    reading = type(backend())

    def noted(self, question, asked, *limits):
        legs.append(asked)
        return hits(question, asked, *limits)

    monkeypatch.setattr(reading, "hits", noted)
    monkeypatch.setattr(searching, "_NEWEST", (30, 90))
    monkeypatch.setattr(searching, "_OLDER", (900, 2000))
    return legs


@pytest.mark.parametrize("question", ["鹮", "社区", f"社区 部门:{DEPARTMENTS[1]}", f"标签:{TAG}"])
@pytest.mark.parametrize("few", [-1, 5, 500])
def test_few_hits_and_many_come_in_the_same_order(published, monkeypatch, question, few):
    monkeypatch.setattr(searching, "_NEWEST", (30, 90))
    monkeypatch.setattr(searching, "_OLDER", (900, 2000))
    wanted = found(question)
    monkeypatch.setattr(postgresql, "_FEW", few)

    assert found(question) == wanted != []


@on_postgresql
def test_few_older_hits_are_asked_for_without_legs(published, asked_legs):
    wanted = found("社区")
    asked_legs.clear()

    assert found("社区") == wanted
    assert [len(legs) for legs in asked_legs][1:] == [1]
    assert len(asked_legs[0]) > 1


@on_postgresql
def test_many_older_hits_are_asked_for_leg_by_leg(published, asked_legs, monkeypatch):
    monkeypatch.setattr(postgresql, "_FEW", 5)
    found("社区")

    assert sum(map(len, asked_legs[1:])) > 1
    joints = [leg.low for legs in asked_legs for leg in legs]
    assert joints == sorted(joints, reverse=True)


@on_postgresql
def test_legs_lie_where_entries_stand(published, asked_legs):
    ranks = SearchEntry.objects.order_by("rank").values_list("rank", flat=True)
    found("社区公园")
    found("日期:..1990-01-01 社区")

    (walk, *legs), *_ = asked_legs
    assert legs[0].high <= walk.low
    assert len(asked_legs) <= 3
    assert all(leg.low >= ranks[0] for leg in legs)


@on_postgresql
def test_no_time_to_count_whether_hits_are_few_changes_no_answer(published, steps, monkeypatch):
    wanted = found("社区")

    def too_slow(*arguments):
        raise TooSlow

    monkeypatch.setattr(type(backend()), "are_few", too_slow)
    assert found("社区") == wanted


# Limits


@pytest.mark.parametrize("most_sorted_out", [3, 9])
def test_counting_ends_at_a_limit(published, monkeypatch, most_sorted_out):
    monkeypatch.setattr(searching, "MOST_COUNTED", 10)
    monkeypatch.setattr(searching, "MOST_SORTED_OUT", most_sorted_out)

    overview = Search("社区").overview(2)

    assert (overview.count.number, str(overview.count)) == (10, "10+")
    assert overview.labels["all"] == most_sorted_out
    assert len(overview.hits) == 2
    assert overview.is_complete


def test_counting_is_exact_up_to_the_limit(published, monkeypatch):
    number = len(found("社区"))
    for most, is_exact in ((number, True), (number - 1, False)):
        for sorted_out in (2, number, 2 * number):
            monkeypatch.setattr(searching, "MOST_COUNTED", most)
            monkeypatch.setattr(searching, "MOST_SORTED_OUT", min(sorted_out, most))
            count = Search("社区").overview(2).count
            assert (count.number, count.is_exact) == (most, is_exact)


def test_count_reads_as_a_person_writes_it():
    assert str(searching.Count(10_000, is_exact=False)) == "10,000+"
    assert str(searching.Count(1_234)) == "1,234"


# Time


class Hurry(Deadline):
    """After each statement, the time is up."""

    is_near = True


def test_a_search_out_of_time_goes_on_from_its_cursor_and_ends_with_all(
    published, monkeypatch, steps
):
    questions = ["社区", "社区公园", "社 园", "文 -社区", "鹮", "日期:2019.."]
    wanted = {question: found(question) for question in questions}
    monkeypatch.setattr(searching, "Deadline", Hurry)
    for question in questions:
        visited, before = [], HIGHEST
        while before:
            page = Search(question).newest(1_000, before=int(before))
            visited += [hit.article_id for hit in page.hits]
            assert page.is_complete == (not page.cursor)
            before = page.cursor

        assert visited == wanted[question]


def test_a_search_out_of_time_says_how_far_it_came(published, monkeypatch):
    wanted = found("“社区” -“鹮”")
    monkeypatch.setattr(searching, "Deadline", Hurry)
    monkeypatch.setattr(searching, "_NEWEST", (30, 90))
    monkeypatch.setattr(searching, "_OLDER", (900, 2000))
    monkeypatch.setattr(postgresql, "_FEW", -1)

    overview = Search("“社区” -“鹮”").overview(1_000)

    hits = [hit.article_id for hit in overview.hits]
    assert 0 < len(hits) < len(wanted)
    assert hits == wanted[: len(hits)]
    assert (overview.is_complete, overview.count.is_exact) == (False, False)
    days = {article.pk: article.dated_on for article in published}
    assert days[wanted[len(hits)]] < overview.reached <= days[hits[-1]]


# Single characters


def test_single_characters_are_found_wherever_they_stand(published, steps):
    for question, demands in (
        ("社", [phrase_in("社")]),
        ("鹮", [phrase_in("鹮")]),
        ("W", [phrase_in("w")]),
        ("５", [phrase_in("5")]),
        ("區", [phrase_in("区")]),
        ("社 鹮", [phrase_in("社"), phrase_in("鹮")]),
        ("标题:社", [headline_with("社")]),
        ("公园 -社", [phrase_in("公园"), lambda article: not phrase_in("社")(article)]),
    ):
        wanted = [one.pk for one in published if all(demand(one) for demand in demands)]
        assert found(question) == wanted
        assert wanted
