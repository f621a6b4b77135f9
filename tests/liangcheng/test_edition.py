"""Loading the real edition where something is already."""

import pytest

from articles.models import Article
from articles.search import upkeep
from liangcheng.edition import load_real_edition
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_loading_beside_other_articles_overwrites_none():
    articles = [make_article(published=True) for _ in range(6)]

    load_real_edition()

    assert Article.objects.count() == len(articles) + 5
    for article in articles:
        assert Article.objects.get(pk=article.pk).headline == article.headline


def test_every_article_loaded_is_indexed():
    load_real_edition()

    assert not upkeep.problems()
