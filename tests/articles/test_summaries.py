"""How an article begins, as lists show it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Article
from articles.models.article import SUMMARY
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_summary_is_how_the_sentences_begin():
    article = make_article(
        body="<h3>小标题</h3><p>云栖街道整修步道。</p>" + "<p>居民说好。</p>" * 40
    )

    article.refresh_from_db()
    assert article.summary.startswith("云栖街道整修步道。居民说好。")
    assert article.summary.endswith("居民说好。")
    assert 45 < len(article.summary) <= SUMMARY


def test_articles_of_before_are_summarised_by_the_migration(monkeypatch):
    migration = import_module("articles.migrations.0007_summaries")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    articles = [make_article(body=f"<p>步道{number}修好了。</p>") for number in range(3)]
    Article.objects.update(summary="")

    migration.summarise(apps, SimpleNamespace(connection=connection))

    found = Article.objects.order_by("pk").values_list("summary", flat=True)
    assert list(found) == [article.summary for article in articles]
    assert found[2] == "步道2修好了。"
