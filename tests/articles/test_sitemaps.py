"""Sitemaps, with the news extension for what is new."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles import sitemaps
from tests.factories import make_article, make_department, make_meeting, make_person

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture(autouse=True)
def one_portion(monkeypatch):
    """All keys in one, however many rows other tests have made before."""
    for section in set(sitemaps.SITEMAPS.values()) - {sitemaps.IndexSitemap}:
        monkeypatch.setattr(section, "limit", 10**9)


def tree(client, path):
    return ElementTree.fromstring(client.get(path).content)


def test_index_names_every_section_and_each_answers(client):
    locations = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{MAP}loc")]

    assert len(locations) == 7
    for location in locations:
        assert client.get(location).status_code == 200


def test_only_articles_of_the_last_two_days_are_news(client):
    make_article("今天的事", published=True)
    make_article("从前的事", published=timezone.now() - timedelta(days=3))

    urls = tree(client, "/sitemap-articles.xml").findall(f"{MAP}url")

    titles = [url.findtext(f"{NEWS}news/{NEWS}title") for url in urls]
    assert sorted(titles, key=str) == [None, "今天的事"]


def test_departments_people_and_meetings_of_published_articles_are_listed(client):
    department, person, meeting = make_department(), make_person(), make_meeting()
    article = make_article(department=department, person=person, published=True)
    article.meetings.add(meeting)

    for section, thing in (("departments", department), ("people", person), ("meetings", meeting)):
        locations = [loc.text for loc in tree(client, f"/sitemap-{section}.xml").iter(f"{MAP}loc")]
        assert locations == [f"http://testserver{thing.get_absolute_url()}"]


def test_portions_are_of_keys_and_hold_everything(client, monkeypatch, django_assert_num_queries):
    articles = [make_article(published=number != 1) for number in range(5)]
    monkeypatch.setattr(sitemaps.ArticleSitemap, "limit", articles[2].pk)
    public = {article.get_absolute_url() for number, article in enumerate(articles) if number != 1}

    with django_assert_num_queries(7):  # the generation, and the highest key of each section
        index = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{MAP}loc")]
    portions = [location for location in index if "articles" in location]
    found = [loc.text for one in portions for loc in tree(client, one).iter(f"{MAP}loc")]

    assert len(portions) == 2
    assert sorted(found) == sorted(f"http://testserver{path}" for path in public)
    assert client.get(f"/sitemap-articles.xml?p={len(portions) + 1}").status_code == 404
