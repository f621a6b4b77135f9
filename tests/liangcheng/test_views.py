"""The front page and what machines ask."""

from datetime import date

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.views import defaults

from articles.models import Publication
from liangcheng import views
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def test_front_page_is_the_latest_issue_and_what_else_is_new(client):
    make_article(
        "旧闻", page=make_page(make_issue(date(2023, 5, 3), published=True)), published=True
    )
    latest = make_issue(date(2023, 5, 10), published=True)
    make_article("头条", page=make_page(latest), published=True)

    response = client.get("/")

    assert response.context["issue"] == latest
    assert [article.headline for article in response.context["elsewhere"]] == ["旧闻"]
    assert "头条" in response.content.decode()


def test_footer_shows_what_is_known_of_the_publication(client):
    Publication.objects.create(
        name="云栖",
        publisher="云栖街道办事处",
        contact="地址：云栖路1号\n电话：见报头",
        icp_number="某ICP备00000000号",
        police_number="某公网安备 00000000000000号",
        site_identifier="0000000000",
    )

    text = client.get("/").content.decode()

    for words in (
        "主办单位：云栖街道办事处",
        "地址：云栖路1号",
        "某ICP备00000000号",
        "某公网安备",
        "网站标识码：0000000000",
        "找错",
    ):
        assert words in text


def test_footer_is_silent_about_what_nobody_entered(client):
    text = client.get("/").content.decode()

    for words in ("主办单位", "ICP", "网站标识码", "找错", "None"):
        assert words not in text


def test_opensearch_describes_the_search_form(client):
    response = client.get("/opensearch.xml")

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    text = response.content.decode()
    assert 'template="http://testserver/search/?q={searchTerms}"' in text
    assert (
        'type="application/x-suggestions+json"'
        ' template="http://testserver/search/suggest/?q={searchTerms}"'
    ) in text


def test_robots_txt_points_to_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_refusals_are_chinese(rf):
    without_token = Client(enforce_csrf_checks=True).post("/admin/login/")
    forbidden = defaults.permission_denied(rf.get("/"), Exception())
    bad = views.bad_request(rf.get("/"), Exception())
    broken = views.server_error(rf.get("/"))

    assert "没有保存" in without_token.content.decode()
    assert "您的账号没有这项权限" in forbidden.content.decode()
    assert "网址可能不对" in bad.content.decode()
    assert "网站出了故障" in broken.content.decode()


@pytest.mark.parametrize(
    "path, said",
    [
        ("/issues/2023/06/", "2023年6月没有出版记录。可以这样找："),
        ("/articles/999/", "没有这篇稿件，或者它还没有发表。可以这样找："),
        ("/nothing/", "网址可能写错了，或者这篇稿件已经撤下。可以这样找："),
        ("/people/999/", "没有这个人物"),
    ],
)
def test_what_is_not_there_is_said_in_the_words_of_who_looked_for_it(client, path, said):
    make_issue(date(2023, 5, 10), published=True)

    response = client.get(path)

    assert response.status_code == 404
    assert said in response.content.decode()


def test_form_that_is_too_large_is_said_to_be_so(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = client.post("/settings/", {"next": "/" * 200})

    assert response.status_code == 400
    assert "内容太多，没有保存" in response.content.decode()


def test_broken_page_is_in_the_readers_size(rf):
    request = rf.get("/")
    request.COOKIES["reading"] = "elder"

    html = views.server_error(request).content.decode()

    assert 'class="elder"' in html
    assert "css/elder.css" in html


def test_broken_page_is_shown_without_its_styles_rather_than_not_at_all(rf, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # nothing was collected
    hashed = "liangcheng.files.hashed_files.HashedFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": hashed}}

    html = views.server_error(rf.get("/")).content.decode()

    assert "网站出了故障" in html
    assert "stylesheet" not in html


def test_front_page_names_a_second_edition_and_leads_to_the_first(client):
    first = make_issue(date(2023, 5, 10), published=True)
    make_issue(date(2023, 5, 10), edition=2, published=True)

    response = client.get("/")

    assert "2023年5月10日（当日第2次）" in response.content.decode()
    assert response.context["previous"] == first


def test_health_check_answers_to_any_host(client, settings):
    settings.ALLOWED_HOSTS = ["paper.example"]

    response = client.get("/healthz", headers={"Host": "192.0.2.7"})

    assert response.json() == {"status": "ok"}


def test_health_check_says_when_the_database_is_away(client, monkeypatch):
    def away():
        raise DatabaseError("no connection")

    monkeypatch.setattr(connection, "cursor", away)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}
