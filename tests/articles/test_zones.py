"""Storing what was drawn on a page: all of it or nothing, and nobody's work overwritten unseen."""

import pytest

from articles.models import Article
from articles.search.searching import Search
from articles.zones import NotDrawn, draw, fingerprint
from tests.factories import make_article, make_page

pytestmark = pytest.mark.django_db

LEFT = [[0, 0], [400, 0], [400, 500], [0, 500]]
RIGHT = [[500, 0], [900, 0], [900, 500], [500, 500]]
BOW_TIE = [[0, 0], [100, 100], [100, 0], [0, 100]]


@pytest.fixture
def page(db):
    return make_page()


@pytest.fixture
def articles(page):
    """甲 with a zone, 乙 without."""
    return [make_article("甲", page=page, regions=[LEFT]), make_article("乙", page=page)]


def seen(*articles):
    return {article.pk: fingerprint(article.regions) for article in articles}


def stored(*articles):
    return [Article.objects.get(pk=article.pk).regions for article in articles]


def refusal(*args):
    with pytest.raises(NotDrawn) as refused:
        draw(*args)
    return refused.value


def test_zones_of_several_articles_are_stored_at_once(page, articles):
    first, second = articles
    before = first.updated_at

    changed = draw(page, {first.pk: [], second.pk: [LEFT, RIGHT]}, seen(*articles))

    assert changed == articles
    assert stored(*articles) == [[], [LEFT, RIGHT]]
    first.refresh_from_db()
    assert first.updated_at > before


def test_article_whose_zones_stay_is_not_touched(page, articles):
    first, second = articles
    before = first.updated_at

    changed = draw(page, {first.pk: [LEFT], second.pk: [RIGHT]}, seen(*articles))

    assert changed == [second]
    first.refresh_from_db()
    assert first.updated_at == before


def test_search_index_follows(page, articles):
    first, second = articles
    Search("甲", everything=True)  # the index stands

    draw(page, {first.pk: [RIGHT], second.pk: []}, seen(*articles))

    found = Search("甲", everything=True).newest(10).hits
    assert [hit.article_id for hit in found] == [first.pk]


def test_changed_articles_are_announced_once(page, articles):
    from articles.changes import articles_changed

    heard = []

    def hear(article_ids, **kwargs):
        heard.append(set(article_ids))

    articles_changed.connect(hear)
    try:
        draw(page, {article.pk: [RIGHT] for article in articles}, seen(*articles))
    finally:
        articles_changed.disconnect(hear)

    assert heard == [{article.pk for article in articles}]


def test_number_of_queries_does_not_grow_with_the_articles(
    page, django_assert_num_queries, django_assert_max_num_queries
):
    def drawn(number):
        articles = [make_article(page=page) for _ in range(number)]
        return {article.pk: [LEFT] for article in articles}, seen(*articles)

    few, many = drawn(1), drawn(12)

    with django_assert_max_num_queries(20) as queries:
        draw(page, *few)
    with django_assert_num_queries(len(queries.captured_queries)):
        draw(page, *many)


@pytest.mark.parametrize("regions", [[BOW_TIE], [[[0, 0], [2000, 0], [0, 9]]], [LEFT] * 51, "x"])
def test_one_wrong_zone_and_nothing_is_stored(page, articles, regions):
    first, second = articles

    refused = refusal(page, {first.pk: [RIGHT], second.pk: regions}, seen(*articles))

    assert list(refused.problems) == [second.pk]
    assert "热区" in refused.problems[second.pk][0]
    assert stored(*articles) == [[LEFT], []]


def test_each_wrong_zone_is_named(page, articles):
    first, _ = articles

    refused = refusal(page, {first.pk: [LEFT, BOW_TIE, LEFT[:2]]}, seen(first))

    assert [sentence[:5] for sentence in refused.problems[first.pk]] == ["第2个热区", "第3个热区"]


def test_zones_that_a_colleague_changed_meanwhile_are_not_overwritten(page, articles):
    first, second = articles
    opened = seen(*articles)
    draw(page, {first.pk: [RIGHT]}, opened)

    refused = refusal(page, {first.pk: [], second.pk: [LEFT]}, opened)

    assert refused.overtaken == {first.pk}
    assert stored(*articles) == [[RIGHT], []]


def test_colleagues_zones_stay_where_this_clerk_drew_nothing(page, articles):
    first, second = articles
    opened = seen(*articles)
    draw(page, {first.pk: [RIGHT]}, opened)

    draw(page, {first.pk: [LEFT], second.pk: [LEFT]}, opened)

    assert stored(*articles) == [[RIGHT], [LEFT]]


def test_two_who_draw_the_same_do_not_collide(page, articles):
    first, _ = articles
    opened = seen(*articles)
    draw(page, {first.pk: [RIGHT]}, opened)

    assert draw(page, {first.pk: [RIGHT]}, opened) == []


def test_zones_for_an_article_that_left_the_page_are_refused(page, articles):
    first, second = articles
    opened = seen(*articles)
    second.page = make_page(page.issue)
    second.save()

    refused = refusal(page, {first.pk: [RIGHT], second.pk: [LEFT]}, opened)

    assert refused.gone == {second.pk}
    assert stored(*articles) == [[LEFT], []]


def test_article_that_left_the_page_without_zones_is_no_hindrance(page, articles):
    first, second = articles
    opened = seen(*articles)
    first.delete()

    changed = draw(page, {first.pk: [], second.pk: [LEFT]}, opened)

    assert changed == [second]


def test_fingerprint_tells_any_two_regions_apart():
    regions = [[], [LEFT], [RIGHT], [LEFT, RIGHT], [RIGHT, LEFT], [LEFT[1:] + LEFT[:1]]]

    assert len({fingerprint(each) for each in regions}) == len(regions)
