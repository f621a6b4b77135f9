"""A page that is kept, for the tests of what keeps it; a clock for those of what counts."""

import pytest
from django.core.cache import cache

from liangcheng import counting
from liangcheng.fast.page_store import store_of
from tests.factories import make_article, make_department


@pytest.fixture
def kept(settings):
    """Pages are kept, and none from another test."""
    settings.PAGE_CACHE_MEGABYTES = 8
    store_of.cache_clear()


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands; `clock[0]` says when. Nothing is counted before and after."""
    now = [1_700_000_115.0]
    monkeypatch.setattr(counting, "time", lambda: now[0])
    cache.clear()
    yield now
    cache.clear()


@pytest.fixture
def article():
    return make_article("步道修好了", department=make_department(slug="yunqi"), published=True)


@pytest.fixture
def path(article):
    return article.get_absolute_url()
