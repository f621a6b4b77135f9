"""The manifest, the worker's few lines, and what the worker asks."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles import generation
from articles.models import Article, Publication
from departments.models import Meeting
from liangcheng import offline
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
    picture_file,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)
LONG_AGO = timezone.now() - timedelta(days=900)
STATIC = Path(offline.__file__).parent / "static" / "liangcheng"


@pytest.fixture
def issue():
    """A published issue of one page with one story."""
    issue = make_issue(DAY, published=True)
    make_article("口袋公园开放", page=make_page(issue, "01"), published=True)
    return issue


def states(client, *names):
    return client.get("/offline.json", {"named": ",".join(names)}).json()["states"]


def name(article):
    return f"articles/{article.pk}"


# The manifest


def test_manifest_is_that_of_the_paper(client):
    Publication.objects.create(name="云栖", tagline="云栖的日子")

    response = client.get("/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert (manifest["name"], manifest["short_name"]) == ("《云栖》", "云栖")
    assert manifest["description"] == "云栖的日子"
    assert (manifest["lang"], manifest["scope"], manifest["start_url"]) == ("zh-Hans", "/", "/")
    assert [shortcut["name"] for shortcut in manifest["shortcuts"]] == [
        "最新一期",
        "按日期",
        "搜索",
    ]
    for shortcut in manifest["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200


def test_icons_are_as_large_as_the_manifest_says(client):
    icons = client.get("/manifest.webmanifest").json()["icons"]

    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert "x".join(map(str, picture.size)) == icon["sizes"]
                # A mask cuts into it: no corner may be empty.
                assert icon.get("purpose") != "maskable" or not picture.has_transparency_data
        else:
            assert path.endswith(".svg")
    assert {(icon["sizes"], icon.get("purpose", "any")) for icon in icons} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_pages_name_the_manifest_the_icon_and_both_colours(client):
    text = client.get("/").content.decode()
    styles = [(STATIC / "css" / name).read_text() for name in ("paper.css", "dark.css")]

    assert '<link rel="manifest" href="/manifest.webmanifest">' in text
    assert '<link rel="apple-touch-icon" href="/static/liangcheng/img/icon-touch.png">' in text
    colours = re.findall(r'<meta name="theme-color" content="(#\w+)"', text)
    assert colours == [re.search(r"--paper: (#\w+);", style)[1] for style in styles]
    assert client.get("/manifest.webmanifest").json()["theme_color"] == colours[0]


# The worker


def test_worker_is_asked_for_anew_each_time(client):
    response = client.get("/sw.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    (script,) = re.findall(r'importScripts\("/static/(.+)"\)', response.content.decode())
    assert finders.find(script)


def test_worker_is_another_one_after_a_deployment(client, monkeypatch):
    before = client.get("/sw.js").content
    monkeypatch.setattr(offline, "release", lambda: "3f2a")

    assert client.get("/sw.js").content != before


def test_worker_knows_the_addresses_and_limits_of_the_site(settings):
    worker = (STATIC / "js" / "worker.js").read_text()

    for view in ("offline", "offline_news"):
        assert f'"{reverse(view)}";' in worker
    assert f"const NAMES_AT_A_TIME = {offline.MOST_NAMES};" in worker
    assert settings.STATIC_URL.replace("/", r"\/") + r"liangcheng\/" in worker
    assert settings.MEDIA_URL.replace("/", r"\/") + "(?:photos|pages)" in worker


def test_switched_off_the_worker_removes_itself_and_no_page_installs_it(client, settings):
    assert "js/offline.js" in client.get("/").content.decode()
    settings.OFFLINE = False

    worker = client.get("/sw.js").content.decode()
    page = client.get("/").content.decode()

    assert "unregister()" in worker
    assert "importScripts" not in worker
    assert "offline" not in page
    assert "stored-notice" not in page
    assert client.get("/offline/").status_code == 404


def test_offline_page_says_what_to_do_and_is_not_indexed(client):
    response = client.get("/offline/")

    text = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert "没有网络，" in text
    assert "这个浏览器不能离线阅读" in text


# What the worker asks


def test_news_are_the_addresses_of_the_latest_issue(client, issue):
    make_issue(DAY - timedelta(weeks=1), published=True)
    make_issue(DAY + timedelta(weeks=1))
    page = make_page(issue, "A2", image=picture_file())
    first, second = issue.articles.get(), make_article(page=page, published=True)
    make_article("未定稿", page=page)
    photo = make_photo(second)

    latest = client.get("/offline.json").json()["latest"]

    assert latest == [
        "/",
        "/issues/2023-05-10/",
        "/issues/2023-05-10/01/",
        "/issues/2023-05-10/A2/",
        first.get_absolute_url(),
        second.get_absolute_url(),
        photo.image.url.replace("original", "480"),
        page.image.url.replace("original", "480"),
    ]
    for path in latest:
        assert client.get(path).status_code == 200


def test_news_before_the_first_issue(client):
    assert client.get("/offline.json").json()["latest"] == ["/"]


def test_news_take_few_queries_however_large_the_issue(
    client, issue, django_assert_max_num_queries
):
    for number in range(2, 6):
        make_photo(make_article(page=make_page(issue, f"{number:02}"), published=True))

    with django_assert_max_num_queries(8):
        client.get("/offline.json")


def test_of_a_very_large_issue_the_first_stories_are_news(client, issue, monkeypatch):
    monkeypatch.setattr(offline, "MOST_ARTICLES", 1)
    monkeypatch.setattr(offline, "MOST_PICTURES", 1)
    make_photo(make_article(page=issue.pages.get(), published=True))
    make_photo(issue.articles.first())

    latest = client.get("/offline.json").json()["latest"]

    assert len([path for path in latest if path.startswith("/articles/")]) == 1
    assert len([path for path in latest if path.startswith("/media/")]) == 1


@pytest.mark.parametrize("change", ["publish", "withdraw", "correct", "edit"])
def test_generation_moves_with_what_readers_see(client, issue, change):
    article = issue.articles.get()
    draft = make_article(page=issue.pages.get())
    before = client.get("/offline.json")

    if change == "publish":
        draft.publish()
    elif change == "withdraw":
        article.withdraw()
    elif change == "correct":
        article.corrections.create(text="口袋公园应为街心公园。")
    else:
        article.headline = "街心公园开放"
        article.save()

    after = client.get("/offline.json", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["generation"] != before.json()["generation"]


def test_nothing_new_is_said_in_no_words(client, issue):
    before = client.get("/offline.json")

    after = client.get("/offline.json", headers={"If-None-Match": before["ETag"]})

    assert (after.status_code, after.content) == (304, b"")


def test_look_is_that_of_the_release_and_of_the_reader(client, monkeypatch):
    looks = [client.get("/offline.json").json()["look"]]
    client.cookies["reading"] = "elder"
    response = client.get("/offline.json")
    looks.append(response.json()["look"])
    monkeypatch.setattr(offline, "release", lambda: "3f2a")
    looks.append(client.get("/offline.json").json()["look"])

    assert len(set(looks)) == 3
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(
    "change",
    [
        lambda article: article.save(),
        lambda article: Article.objects.update(updated_at=LONG_AGO),  # as from a backup
        lambda article: article.corrections.create(text="更早的更正。", published_at=LONG_AGO),
        lambda article: article.corrections.get().delete(),
    ],
    ids=["edited", "restored", "corrected", "correction deleted"],
)
def test_state_of_an_article_is_another_after_each_change(client, issue, change):
    """Whatever time the change bears: it may have begun before one that ended earlier."""
    article = issue.articles.get()
    article.corrections.create(text="口袋公园应为街心公园。")
    before = states(client, name(article), "issues/2023-05-10")

    change(article)

    after = states(client, name(article), "issues/2023-05-10")
    assert after[name(article)] != before[name(article)]
    assert after["issues/2023-05-10"] == before["issues/2023-05-10"]


@pytest.mark.parametrize(
    "change",
    [
        lambda article: renamed(article.mentions.get().person),
        lambda article: renamed(article.departments[0]),
        lambda article: renamed(article.meetings.get()),
        lambda article: renamed(article.tags.get()),
        lambda article: article.meetings.update(status=Meeting.Status.CANCELLED),
    ],
    ids=["person", "department", "meeting", "tag", "meeting cancelled"],
)
def test_state_of_an_article_is_another_when_a_name_beside_it_is_corrected(client, issue, change):
    other, page = issue.articles.get(), issue.pages.get()
    of_people = {"department": make_department(), "person": make_person()}
    article = make_article("步道开工", page=page, published=True, **of_people)
    article.meetings.add(make_meeting())
    article.tags.add("公园")
    before = states(client, name(article), name(other))

    change(article)

    after = states(client, name(article), name(other))
    assert after[name(article)] != before[name(article)]
    assert after[name(other)] == before[name(other)]


def renamed(thing):
    thing.name = "改过的名"
    thing.save()


def change_page(issue, **fields):
    page = issue.pages.get()
    for field, value in fields.items():
        setattr(page, field, value)
    page.save()


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: issue.save(),
        lambda issue: change_page(issue, section_label="社区"),
        lambda issue: change_page(issue, image=""),
        lambda issue: make_page(issue, "02"),
    ],
    ids=["saved", "page renamed", "picture taken down", "page added"],
)
def test_state_of_an_issue_is_another_after_each_change(client, issue, change):
    change_page(issue, image=picture_file())
    before = states(client, "issues/2023-05-10")

    change(issue)

    assert states(client, "issues/2023-05-10").keys() == before.keys()
    assert states(client, "issues/2023-05-10") != before


def test_pages_and_states_say_of_which_generation_they_are(client, issue, editor):
    article = issue.articles.get()
    named = f"/offline.json?named={name(article)}"
    for _ in range(2):  # made, and kept
        now = str(generation.current())
        page = client.get(article.get_absolute_url())
        assert page["Publication-Generation"] == now
        unchanged = client.get(page.request["PATH_INFO"], headers={"If-None-Match": page["ETag"]})
        assert (unchanged.status_code, unchanged["Publication-Generation"]) == (304, now)
        assert client.get("/offline.json").json()["generation"] == now
        assert client.get(named).json()["generation"] == now

    client.force_login(editor)
    page = client.get(article.get_absolute_url())
    assert page["Publication-Generation"] == str(generation.current())


def test_states_are_read_before_their_generation(client, issue, monkeypatch):
    """A change in between would be taken for known by all copies of the generation it began."""
    article = issue.articles.get()
    before = states(client, name(article))
    read = offline._states_of_articles

    def and_changed(names):
        found = read(names)
        article.save()
        return found

    monkeypatch.setattr(offline, "_states_of_articles", and_changed)
    answer = client.get("/offline.json", {"named": name(article)}).json()

    assert answer == {"generation": str(generation.current()), "states": before}


def test_what_is_not_public_is_not_in_the_answer(client, issue):
    withdrawn = make_article(published=True)
    withdrawn.withdraw()
    tomorrow = timezone.now() + timedelta(days=1)
    hidden = [withdrawn, make_article(), make_article(published=tomorrow)]
    make_issue(DAY, edition=2)
    of_draft = make_article(page=make_page(make_issue(date(2023, 5, 17))), published=True)

    names = [*map(name, [*hidden, of_draft]), "issues/2023-05-10-2", "issues/2023-05-17"]
    assert states(client, *names, "articles/999999") == {}


@pytest.mark.parametrize(
    "bad", ["", "articles/", "articles/一", f"articles/{'9' * 40}", "issues/2023-13-45", "a\x00,/"]
)
def test_names_of_nothing_are_left_out(client, bad):
    assert states(client, bad) == {}


def test_too_many_names_are_refused(client):
    names = [f"articles/{number}" for number in range(offline.MOST_NAMES + 1)]

    response = client.get("/offline.json", {"named": ",".join(names)})

    assert response.status_code == 400
    assert "一次最多问 100 个" in response.json()["error"]


def test_names_take_ten_queries(client, issue, django_assert_num_queries):
    with django_assert_num_queries(10):  # the generation's are two: before and after
        response = client.get("/offline.json?named=articles/1,articles/2,issues/2023-05-10")
    assert "no-store" in response["Cache-Control"]
