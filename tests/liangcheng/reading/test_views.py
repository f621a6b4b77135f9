"""显示设置: keeping what a reader chose, and going back."""

import re

import pytest
from django.test import Client

from liangcheng.reading import Reading

pytestmark = pytest.mark.django_db


def press(client, reading, *, origin=None, came_from=None, **fields):
    headers = {"Origin": origin, "Referer": came_from}
    return client.post(
        "/settings/",
        {"reading": reading, **fields},
        headers={name: value for name, value in headers.items() if value},
    )


def buttons(html):
    """What each button leads to, by its label."""
    found = re.findall(r'<button[^>]*value="([^"]*)"([^>]*)>\s*([^<]*?)\s*<', html)
    return {label: (value, attributes) for value, attributes, label in found}


def test_choice_is_kept_for_a_year_without_an_account(client):
    answer = press(client, "size2.elder")

    cookie = answer.cookies["reading"]
    assert cookie.value == "elder.size2"
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not answer.wsgi_request.session.accessed


def test_cookie_is_sent_over_tls_only_where_there_is_tls(client, settings):
    settings.HTTPS = True

    assert press(client, "elder").cookies["reading"]["secure"]


def test_back_to_usual_leaves_no_cookie(client):
    press(client, "elder")

    assert press(client, "").cookies["reading"]["max-age"] == 0
    assert 'class=""' in client.get("/").content.decode()


def test_no_token_is_asked_for():
    assert press(Client(enforce_csrf_checks=True), "elder").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    ],
)
def test_other_sites_choose_nothing(client, headers):
    answer = client.post("/settings/", {"reading": "elder"}, headers=headers)

    assert answer.status_code == 403
    assert "reading" not in answer.cookies
    assert "来自别的网站" in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_own_pages_may_choose(client, headers):
    answer = client.post("/settings/", {"reading": "elder"}, headers=headers)

    assert answer.cookies["reading"].value == "elder"


def test_without_a_choice_nothing_is_changed(client):
    answer = client.post("/settings/", {})

    assert answer.status_code == 400
    assert "reading" not in answer.cookies


@pytest.mark.parametrize(
    "came_from, path, back",
    [
        ("http://testserver/search/?q=公园#narrow", "/search/", "/search/?q=公园"),
        (None, "/articles/7/", "/articles/7/"),
        ("https://elsewhere.example/x", "/articles/7/", "/articles/7/"),
        ("https://elsewhere.example/x", "", "/"),
        (None, "https://elsewhere.example/x", "/"),
        (None, "//elsewhere.example/x", "/"),
        (None, "///elsewhere.example/x", "/elsewhere.example/x"),  # here, not there
        (None, r"/\elsewhere.example/x", "/"),
        (None, "javascript:alert(1)", "/"),
        (None, "http://[", "/"),
        (None, "articles/7/", "/"),
        ("http://testserver@elsewhere.example/x", "", "/"),
    ],
)
def test_reader_comes_back_to_the_page_and_never_to_another_site(client, came_from, path, back):
    answer = press(client, "elder", came_from=came_from, next=path)

    assert answer.status_code == 303
    assert answer["Location"] == back.replace("公园", "%E5%85%AC%E5%9B%AD")


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "https://elsewhere.example/", "/settings/"]
)
def test_way_back_leads_nowhere_else(client, back):
    assert client.get("/settings/", {"back": back}).context["back"] == "/"
    assert "elsewhere" not in press(client, "", back=back)["Location"]


def test_way_back_is_kept_while_choosing(client):
    first = client.get("/settings/", headers={"Referer": "http://testserver/search/?q=1"})
    assert first.context["back"] == "/search/?q=1"

    answer = press(client, "dark", back=first.context["back"])

    assert client.get(answer["Location"]).context["back"] == "/search/?q=1"


def test_each_button_changes_one_thing(client):
    client.cookies["reading"] = "elder.size1"
    found = buttons(client.get("/settings/").content.decode())

    assert found["退出长者模式"][0] == "size1"
    assert found["A− 小一号"][0] == "elder"
    assert found["A+ 大一号"][0] == "elder.size2"
    assert found["繁體"][0] == "elder.hant.size1"
    assert found["深色"][0] == "dark.elder.size1"
    assert found["浅色"][0] == "elder.light.size1"
    assert found["减少动画"][0] == "elder.size1.still"
    assert found["恢复原样"][0] == ""
    assert 'aria-pressed="true"' in found["简体"][1]
    assert 'aria-pressed="false"' in found["繁體"][1]


@pytest.mark.parametrize(
    "words, smaller, larger",
    [
        ("", Reading(size=-1), Reading(size=1)),
        ("size-1", None, Reading()),
        ("size3", Reading(size=2), None),
        ("elder", None, Reading(elder=True, size=1)),
        ("elder.size-1", None, Reading(elder=True, size=1)),
    ],
)
def test_size_goes_step_by_step_and_ends(client, words, smaller, larger):
    client.cookies["reading"] = words
    context = client.get("/settings/").context

    assert (context["smaller"], context["larger"]) == (smaller, larger)


def test_settings_are_no_business_of_caches_and_searchers(client):
    answer = client.get("/settings/")

    assert "no-store" in answer["Cache-Control"]
    assert 'name="robots" content="noindex"' in answer.content.decode()
    assert "Disallow: /settings/" in client.get("/robots.txt").content.decode()


def test_traditional_page_still_offers_simplified(client):
    client.cookies["reading"] = "hant"

    assert ">简体<" in client.get("/settings/").content.decode()
