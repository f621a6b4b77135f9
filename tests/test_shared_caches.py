"""Every kind of address, asked by everybody: what may a cache that readers share keep?

Only what is the same for all: nothing of a draft, of the desk, of somebody's settings.
"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from liangcheng.fast.page_store import store_of
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db

SECRET = "未定稿"
DAY = date(2023, 5, 10)
# Asked with a query, or of an answer's own kind: made each time, and for the reader alone.
NOT_KEPT = {
    "search",
    "search_suggest",
    "search_feed",
    "meeting_ics",
    "meetings_ics",
    "sitemap",
    "worker",
    "reading_settings",
}

# Whoever asks gets the same one, and their own views say for how long it may be kept.
PICTURES = {"media", "article_qr", "article_card", "issue_card", "page_card", "paper_card"}


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_CACHE_MEGABYTES = 8
    store_of.cache_clear()


@pytest.fixture
def site():
    """A published issue, and drafts of all kinds that carry the word 未定稿."""
    department = make_department("云栖办", slug="yunqi")
    person = make_person("苏合")
    page = make_page(make_issue(DAY, published=True), "01")
    public = make_article(
        "口袋公园", page=page, department=department, person=person, published=True
    )
    public.tags.add("公园")
    meeting = make_meeting(held_on="2023-05-09")
    public.meetings.add(meeting)
    make_photo(public)
    tomorrow = timezone.now() + timedelta(days=1)
    draft_page = make_page(make_issue(date(2023, 5, 17)), "01", section_label=SECRET)
    drafts = [
        make_article(SECRET, page=page, department=department),
        make_article(SECRET, page=page, department=department, published=tomorrow),
        make_article(SECRET, page=draft_page, department=department, published=True),
    ]
    make_photo(drafts[0])
    return {"public": public, "page": page, "meeting": meeting, "person": person, "drafts": drafts}


def addresses(site):
    """name → path, of everything that the public may read."""
    return {
        "home": "/",
        "issue_list": "/issues/",
        "issue_year": "/issues/2023/",
        "issue_month": "/issues/2023/05/",
        "issue": "/issues/2023-05-10/",
        "page": "/issues/2023-05-10/01/",
        "article_list": "/articles/",
        "article": site["public"].get_absolute_url(),
        "department_list": "/departments/",
        "department": "/departments/yunqi/",
        "person_list": "/people/",
        "person": site["person"].get_absolute_url(),
        "meeting_list": "/meetings/",
        "meeting_month": "/meetings/2023/05/",
        "meeting": site["meeting"].get_absolute_url(),
        "meeting_ics": f"{site['meeting'].get_absolute_url()[:-1]}.ics",
        "tag_list": "/tags/",
        "tag": "/tags/公园/",
        "search": "/search/?q=公园",
        "search_suggest": "/search/suggest/?q=公",
        "feed_atom": "/feeds/atom/",
        "feed_rss": "/feeds/rss/",
        "department_feed_atom": "/feeds/departments/yunqi/atom/",
        "department_feed_rss": "/feeds/departments/yunqi/rss/",
        "search_feed": "/feeds/search/atom/?q=公园",
        "meetings_ics": "/feeds/meetings.ics",
        "media": site["public"].photos.get().image.url,
        "robots": "/robots.txt",
        "opensearch": "/opensearch.xml",
        "sitemap": "/sitemap.xml",
        "manifest": "/manifest.webmanifest",
        "worker": "/sw.js",
        "offline": "/offline/",
        "offline_news": "/offline.json",
        "reading_settings": "/settings/",
        "on_this_day": "/issues/on-this-day/?day=05-10",
        "article_qr": f"{site['public'].get_absolute_url()}qr.svg",
        "article_card": f"{site['public'].get_absolute_url()}card.jpg",
        "issue_card": "/issues/2023-05-10/card.jpg",
        "page_card": "/issues/2023-05-10/02/card.jpg",
        "paper_card": "/card.jpg",
        "api": "/api/",
    }


def draft_addresses(site):
    for article in site["drafts"]:
        yield article.get_absolute_url()
    draft_page = site["drafts"][2].page
    yield from (draft_page.get_absolute_url(), draft_page.issue.get_absolute_url())


def may_be_shared(response):
    return "public" in response.get("Cache-Control", "public")


def body(response):
    return b"".join(response) if response.streaming else response.content


def test_every_kind_of_address_is_crossed(site):
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    others = {"healthz", "django.contrib.sitemaps.views.sitemap"}
    assert names - others == set(addresses(site))


def test_readers_share_what_is_public(client, site):
    for name, path in addresses(site).items():
        if name in PICTURES:
            continue
        for _ in range(2):
            response = client.get(path)
            assert response.status_code == 200, path
            assert may_be_shared(response) == (name not in NOT_KEPT), path
            assert SECRET not in body(response).decode(), path


def test_what_staff_read_is_theirs_and_readers_get_nothing_of_it(client, editor, site):
    paths = [path for name, path in addresses(site).items() if name not in PICTURES]
    for path in [*paths, *draft_addresses(site), "/admin/"]:
        client.force_login(editor)
        response = client.get(path)
        assert response.status_code == 200, path
        assert not may_be_shared(response), path
        client.logout()
        asked = client.get(path)
        assert SECRET not in asked.content.decode(), path
    for path in draft_addresses(site):
        assert client.get(path).status_code == 404, path
        assert not may_be_shared(client.get(path)), path


def test_what_readers_warmed_shows_staff_their_drafts_still(client, editor, site):
    for path in draft_addresses(site):
        client.get(path)
    client.force_login(editor)

    for path in draft_addresses(site):
        response = client.get(path)
        assert "预览：" in response.content.decode(), path
        assert "no-store" in response["Cache-Control"], path
        assert "ETag" not in response, path


def test_personal_settings_reach_nobody_else(client, site):
    for name, path in addresses(site).items():
        if name in PICTURES:
            continue
        mine = Client(headers={"Cookie": "reading=elder.hant"})
        assert not may_be_shared(mine.get(path)), path
        tag = client.get(path).get("ETag")
        if name not in NOT_KEPT:
            assert mine.get(path)["ETag"] != tag, path


def test_pictures_of_drafts_are_for_staff(client, editor, site):
    picture = site["drafts"][0].photos.get().image.url

    assert client.get(picture).status_code == 404
    client.force_login(editor)
    response = client.get(picture)
    assert not may_be_shared(response)
    body(response)


def test_the_desk_is_never_shared(client, editor):
    for path in ("/admin/login/", "/admin/"):
        assert not may_be_shared(client.get(path)), path
    client.force_login(editor)
    for path in ("/admin/", "/admin/articles/article/", "/admin/articles/article/add/"):
        assert not may_be_shared(client.get(path)), path
