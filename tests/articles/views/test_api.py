"""The page that tells developers of the API, and how pages lead to their data."""

import re

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_page_shows_addresses_of_this_paper(client, edition):
    text = client.get("/api/").content.decode()

    assert 'href="/api/issues/2021-04-14"' in text
    assert 'href="/api/articles?department=dangjianban&amp;limit=5">党建办最近的五篇</a>' in text
    assert "http://testserver/api/articles?from=2021-04-01" in text


def test_page_stands_before_anything_is_published(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 300
    text = client.get("/api/").content.decode()

    assert 'href="/api/issues"' in text
    assert "每分钟最多 300 次，搜索一次算 5 次" in text


def alternate(client, path):
    text = client.get(path).content.decode()
    return re.findall(r'<link rel="alternate" href="([^"]+)" type="application/json">', text)


def test_pages_lead_to_their_data(client, edition):
    for path in ("/issues/2021-04-14/", "/issues/2021-04-14/02/", "/departments/dangjianban/"):
        assert alternate(client, path) == [f"/api{path[:-1]}"]
    assert alternate(client, "/") == []


def test_a_preview_leads_to_no_data(editor_client):
    assert alternate(editor_client, make_article().get_absolute_url()) == []
