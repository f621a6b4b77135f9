"""What is found is what the public may see, at the very moment; and examples that tell why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.search.searching import Search
from tests.articles.search.yardstick import found
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def test_relevance_of_a_long_phrase_puts_headlines_first():
    old = make_article("三处便民步道整修完工", published=True)
    new = make_article(body="<p>近日，三处便民步道整修完工。</p>", published=True)
    newest = make_article(body="<p>三处步道，便民、整修、完工。</p>", published=True)

    hits = Search("便民步道整修").by_relevance(9).hits

    assert [hit.article_id for hit in hits] == [old.pk, new.pk]
    assert newest.pk not in found("便民步道整修")


@pytest.mark.parametrize("text", ["园", "公园", "园区", "《园》", "a园", "完工，园", "园。完工"])
def test_a_single_character_is_found_at_the_edge_of_a_run(text):
    article = make_article("好消息", body=f"<p>{text}</p>", published=True)

    assert found("园") == [article.pk]


# Who may see what


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled", "on a draft issue"])
def test_what_is_not_public_is_found_by_staff_only(state):
    soon = timezone.now() + timedelta(hours=1)
    page = make_page(make_issue()) if state == "on a draft issue" else None
    when = {"draft": False, "scheduled": soon}.get(state, True)
    article = make_article("云栖早市开张", page=page, published=when)
    if state == "withdrawn":
        article.withdraw()

    for question in ("早市", "云", "-步道", "标题:早市"):
        assert article.pk not in found(question)
        assert Search(question).overview(5).count.number == 0
        assert Search(question).by_relevance(5).hits == []
        assert found(question, everything=True) == ([] if question == "-步道" else [article.pk])


def test_a_scheduled_article_is_found_from_its_time_on():
    at = timezone.now() + timedelta(hours=1)
    article = make_article("云栖早市开张", published=at)

    assert found("早市", at=at - timedelta(seconds=1)) == []
    assert found("早市", at=at) == [article.pk]


def test_a_scheduled_issue_brings_its_articles_at_its_time():
    at = timezone.now() + timedelta(hours=1)
    article = make_article("云栖早市开张", page=make_page(make_issue(published=at)), published=True)

    assert found("早市") == []
    assert found("早市", at=at) == [article.pk]
