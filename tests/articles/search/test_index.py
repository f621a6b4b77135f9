"""Writing the index: only what differs, in the caller's transaction, at a steady price."""

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import TaggedItem

from articles.changes import gathered
from articles.models import Article, Issue, Page, SearchEntry, SearchText, SearchWord, Signoff
from articles.search import index
from articles.search.backends import backend
from liangcheng.edition import REAL_EDITION
from tests.articles.search.yardstick import assert_index_agrees, found, words_held
from tests.factories import make_article, make_department, make_issue, make_page, make_person

pytestmark = pytest.mark.django_db


def reads_and_writes(queries):
    """How many statements there were, without the savepoints."""
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


# Many at once


def test_articles_created_in_bulk_are_found():
    page = make_page(make_issue(published=True))
    Article.objects.bulk_create(
        Article(page=page, headline=f"步道{number}", plain_text="整修", status="draft")
        for number in range(5)
    )

    assert_index_agrees()
    assert len(found("步道", everything=True)) == 5


def test_articles_are_refreshed_in_batches(monkeypatch):
    for _ in range(8):
        make_article(department=False)
    keys = Article.objects.values_list("pk", flat=True)
    index.forget(list(keys))
    sizes, documents = [], index.documents
    monkeypatch.setattr(index, "BATCH", 3)
    monkeypatch.setattr(index, "documents", lambda keys: sizes.append(len(keys)) or documents(keys))
    index.refresh(keys)

    assert sizes == [3, 3, 2]
    assert_index_agrees()


def test_parts_created_in_bulk_are_found_once_they_are_announced():
    article, department = make_article(published=True), make_department("竹影办")
    with gathered():
        Signoff.objects.bulk_create([Signoff(article=article, department=department)])
        article.save()

    assert_index_agrees()
    assert found("部门:竹影办") == [article.pk]


def test_the_real_edition_is_found_loaded_once_and_twice(edition):
    assert_index_agrees()
    call_command("loaddata", *REAL_EDITION, verbosity=0)

    assert_index_agrees()
    for article in Article.objects.published():
        assert article.pk in found(f"标题:“{article.headline}”")


def test_articles_loaded_over_others_are_found_as_they_were(tmp_path):
    article = make_article("步道整修", page=make_page(), person=make_person())
    article.tags.add("便民步道")
    fixture = tmp_path / "all.json"
    models = ["departments", "articles.issue", "articles.page", "articles.article", "taggit"]
    call_command("dumpdata", *models, "articles.signoff", output=fixture, verbosity=0)
    Article.objects.update(headline="花园开放")
    TaggedItem.objects.all().delete()

    call_command("loaddata", fixture, verbosity=0)

    assert_index_agrees()
    assert found("标题:步道", everything=True) == [article.pk]
    assert found("标签:便民步道", everything=True) == [article.pk]


def test_an_article_deserialized_by_hand_is_found():
    article = make_article("步道整修", department=False)
    (copy,) = serializers.deserialize("json", serializers.serialize("json", [article]))
    copy.object.headline = "花园开放"
    copy.save()

    assert_index_agrees()


# What goes


def test_nothing_is_left_of_articles_that_are_gone():
    make_article("步道整修", page=make_page())
    Article.objects.all().delete()
    Page.objects.all().delete()
    Issue.objects.all().delete()

    assert_index_agrees()
    assert not SearchEntry.objects.exists()
    assert not SearchText.objects.exists()
    assert not SearchWord.objects.filter(label="", uses__gt=0).exists()


def test_forget_is_at_ease_with_articles_it_does_not_know():
    index.forget([12345])
    index.refresh([12345])

    assert_index_agrees()


# Words of headlines


def test_words_are_counted_once_a_headline():
    make_article("社区、公园、社区", department=False)
    make_article("社区、居民", department=False)

    assert words_held() == {"社区": 2, "公园": 1, "居民": 1}


def test_words_of_a_changed_headline_are_counted_out_and_in():
    article = make_article("社区、公园", department=False)
    article.headline = "社区、居民"
    article.save()

    assert words_held() == {"社区": 1, "居民": 1}


# What it costs


def test_what_has_not_changed_is_not_written():
    article = make_article(page=make_page(), person=make_person())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        index.refresh([article.pk])

    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "DELETE"))]
    assert written == []


def test_publishing_touches_the_entry_only(monkeypatch):
    article = make_article(page=make_page(make_issue(published=True)))
    monkeypatch.setattr(type(backend()), "add", None)
    monkeypatch.setattr(type(backend()), "remove", None)

    article.publish()
    assert found("步道") == [article.pk]
    article.withdraw()
    assert found("步道") == []


@pytest.mark.parametrize("change", ["headline", "nothing"])
def test_a_save_costs_the_same_among_few_and_many_articles(change):
    issue = make_issue(published=True)
    page, department = make_page(issue), make_department()
    article = make_article("步道整修", page=page, department=department, published=True)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            if change == "headline":
                article.headline = "步道开放" if article.headline == "步道整修" else "步道整修"
            article.save()
        return reads_and_writes(queries)

    cost()
    few = cost()
    for _ in range(20):
        make_article("步道整修", page=page, department=department, published=True)
    make_article("步道开放", page=page, department=department, published=True)

    assert cost() == cost() == few
    assert few <= (30 if change == "headline" else 15)


def test_a_page_costs_the_same_with_few_and_many_articles():
    page = make_page(make_issue(published=True))
    make_article(page=page)
    make_article(page=page)

    def cost():
        page.number = "A1" if page.number == "A2" else "A2"
        with CaptureQueriesContext(connection) as queries:
            page.save()
        return reads_and_writes(queries)

    few = cost()
    for _ in range(20):
        make_article(page=page)

    assert cost() == few
