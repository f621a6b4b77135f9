"""Public pages as a reader chose to see them, and who may keep them."""

import re

import pytest
from django.test import Client

from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

KINDS = ["/", "/articles/", "/search/", "/nowhere/", "/settings/"]


@pytest.fixture
def reader():
    """`reader("hant.dark")`: a browser with these settings."""

    def with_settings(words):
        browser = Client()
        browser.cookies["reading"] = words
        return browser

    return with_settings


@pytest.mark.parametrize("path", KINDS)
def test_pages_are_kept_apart_by_cookie(client, reader, path):
    for answer in (client.get(path), reader("elder").get(path)):
        assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", KINDS)
def test_no_shared_cache_keeps_what_one_reader_chose(reader, path):
    assert re.search("private|no-store", reader("elder").get(path)["Cache-Control"])


def test_what_is_no_page_is_the_same_for_all(client, reader):
    for path in ("/opensearch.xml", "/robots.txt"):
        assert reader("hant.elder").get(path).content == client.get(path).content, path


@pytest.mark.parametrize("path", KINDS)
def test_settings_are_classes_of_the_page(reader, path):
    html = reader("elder.dark.size2").get(path).content.decode()

    assert 'class="dark elder size2"' in html
    assert "css/elder.css" in html
    assert "css/dark.css" in html


def test_usual_page_loads_nothing_for_others(client):
    html = client.get("/").content.decode()

    assert "css/elder.css" not in html
    assert 'media="screen and (prefers-color-scheme: dark)"' in html


def test_theme_of_the_device_gives_way_to_the_one_chosen(reader):
    assert 'css/dark.css" media="screen"' in reader("dark").get("/").content.decode()
    assert "css/dark.css" not in reader("light").get("/").content.decode()


@pytest.mark.parametrize("path", KINDS)
def test_every_page_can_be_read_in_traditional_characters(reader, path):
    answer = reader("hant").get(path)

    html = answer.content.decode()
    assert '<html lang="zh-Hant"' in html
    assert "長者模式" in html
    assert "长者模式" not in html
    assert int(answer.get("Content-Length", len(answer.content))) == len(answer.content)


def test_names_in_the_news_are_known(reader, django_assert_max_num_queries):
    article = make_article("余芳家里", person=make_person("余芳"), published=True)

    for path in ("/", article.get_absolute_url(), "/people/"):
        with django_assert_max_num_queries(12):
            html = reader("hant").get(path).content.decode()
        assert "余芳" in html, path
        assert "餘芳" not in html, path


def test_a_draft_tells_no_name(reader):
    """Whether 余芳 is known shows in how it is converted."""
    draft = make_article("余芳家里", person=make_person("余芳"))

    html = reader("hant").get(f"/search/?q=余芳 {draft.get_absolute_url()}").content.decode()

    assert "餘芳" in html


def test_canonical_address_stays(reader):
    article = make_article("发展", published=True)

    html = reader("hant.elder").get(article.get_absolute_url()).content.decode()

    assert f'rel="canonical" href="http://testserver{article.get_absolute_url()}"' in html


def test_newsroom_is_not_concerned(editor_client):
    editor_client.cookies["reading"] = "hant.elder"

    html = editor_client.get("/admin/").content.decode()

    assert "工作台" in html
    assert "编辑部" in html
    assert "elder" not in html


def test_what_is_refused_is_in_the_readers_size_too(reader):
    for answer in (
        reader("elder.hant").get("/", headers={"Host": "elsewhere.example"}),
        reader("elder.hant").post("/settings/", headers={"Origin": "https://elsewhere.example"}),
    ):
        html = answer.content.decode()
        assert 'class="elder hant"' in html
        assert "回到首頁" in html
