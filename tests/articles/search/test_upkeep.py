"""The whole index: what a check finds, and that a rebuilt one is right."""

import pytest
from django.db.models import QuerySet

from articles.models import Article, SearchEntry, SearchText, SearchWord
from articles.search import upkeep
from articles.search.backends import backend
from articles.search.searching import Search
from tests.factories import make_article, make_department, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("口袋公园开放", person=make_person("苏合"), published=True)


def found(query):
    return [hit.article_id for hit in Search(query).newest(10).hits]


def damage_labels(article):
    SearchEntry.objects.filter(article=article).update(labels="all")


def damage_text(article):
    SearchText.objects.filter(article=article).update(content="\n\n别的")


def damage_publication(article):
    SearchEntry.objects.filter(article=article).update(published_at=None)


def lose_entry(article):
    SearchEntry.objects.filter(article=article).delete()


def lose_tokens(article):
    backend().clear()


def change_past_django(article):
    QuerySet(Article).filter(pk=article.pk).update(headline="别的标题")


DAMAGES = [
    damage_labels,
    damage_text,
    damage_publication,
    lose_entry,
    lose_tokens,
    change_past_django,
]


def test_right_index_has_no_problems(article):
    make_article("")
    make_article("——！")
    make_article("雪", published=True)

    assert upkeep.problems() == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_check_finds_what_is_wrong(article, damage):
    damage(article)

    assert upkeep.problems()


@pytest.mark.parametrize("damage", DAMAGES)
def test_rebuilding_puts_it_right(article, damage):
    other = make_article("樟树里步道", published=True)
    damage(article)

    upkeep.rebuild()

    article.refresh_from_db()
    assert upkeep.problems() == []
    assert found(article.headline) == [article.pk]
    assert found("樟树里") == [other.pk]


def test_rebuilding_tells_how_far_it_is(monkeypatch):
    monkeypatch.setattr(upkeep, "BATCH", 2)
    for _ in range(5):
        make_article()
    steps = []

    upkeep.rebuild(steps.append)

    assert steps == [2, 2, 1]


def test_rebuilding_sets_names_and_words_anew(article):
    department = make_department("云栖党建办")
    before = set(SearchWord.objects.values_list("label", "key", "reading", "uses"))
    SearchWord.objects.all().delete()

    upkeep.rebuild()

    assert set(SearchWord.objects.values_list("label", "key", "reading", "uses")) == before
    assert SearchWord.objects.filter(label=f"dep{department.pk}").exists()


def test_check_ends_after_many_problems(monkeypatch):
    monkeypatch.setattr(upkeep, "MOST_PROBLEMS", 3)
    for _ in range(6):
        make_article()
    SearchEntry.objects.update(labels="all")

    assert len(upkeep.problems()) == 3
