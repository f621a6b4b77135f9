"""So many requests a minute from one address."""

import pytest
from django.core.cache import cache

from liangcheng import counting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_a_minute(settings, monkeypatch):
    """Three requests a minute, at a quarter past one: the clock stands still."""
    settings.API_REQUESTS_PER_MINUTE = 3
    monkeypatch.setattr(counting, "time", lambda: 1_700_000_115.0)
    cache.clear()
    yield
    cache.clear()


def statuses(client, path, times, **headers):
    return [client.get(path, **headers).status_code for _ in range(times)]


def test_beyond_the_limit_is_refused_until_the_next_minute(client, monkeypatch):
    assert statuses(client, "/api/issues", 3) == [200] * 3

    response = client.get("/api/people")
    monkeypatch.setattr(counting, "time", lambda: 1_700_000_160.0)

    assert response.status_code == 429
    assert response["Retry-After"] == "45"
    assert response.json()["detail"] == "请求太多了。请等 45 秒再试。"
    assert client.get("/api/people").status_code == 200


def test_a_search_counts_five(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 10

    assert statuses(client, "/api/search?q=公园", 3) == [200, 200, 429]


def test_each_address_is_counted_for_itself(client):
    assert statuses(client, "/api/issues", 4)[-1] == 429
    assert statuses(client, "/api/issues", 1, REMOTE_ADDR="203.0.113.7") == [200]


def test_zero_means_no_limit(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 0

    assert statuses(client, "/api/issues", 5) == [200] * 5


def test_pages_for_people_are_not_counted(client):
    assert statuses(client, "/issues/", 5) == [200] * 5


def test_without_a_cache_all_are_answered(client, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise ConnectionError("Redis is gone")

    monkeypatch.setattr(cache, "add", fail)

    assert statuses(client, "/api/issues", 5) == [200] * 5
    assert "requests to the API are not counted" in caplog.text
