"""Readers without network, and what must not stay on their devices."""

import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import expect

from articles import generation
from liangcheng import offline, page_cache
from tests.factories import make_article, make_issue, make_page, make_photo, picture_file

DAY = date(2023, 5, 10)
STORED = """async () => {
  const paths = async (name) =>
    (await (await caches.open(name)).keys()).map((key) => new URL(key.url).pathname);
  return { pages: await paths("paper-pages"), pictures: await paths("paper-pictures") };
}"""
TEXT = """async (path) => {
  const copy = await (await caches.open("paper-pages")).match(path, { ignoreVary: true });
  return copy ? copy.text() : "";
}"""
FILL = """async ([addresses, generation]) => {
  const pages = await caches.open("paper-pages");
  const headers = { "Publication-Generation": generation };
  for (const address of addresses) await pages.put(address, new Response("旧页", { headers }));
}"""

# What a browser does by itself after a visit, done at once; until the new worker is at work.
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state !== "activated") {
    await new Promise((done) =>
      worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  }
}"""
REGISTERED = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


@pytest.fixture
def service_workers():
    return "allow"


@pytest.fixture
def latest(transactional_db):
    """The latest issue: one page, two stories, one of them with a picture."""
    page = make_page(make_issue(DAY, published=True), "01")
    make_photo(make_article("口袋公园开放", page=page, published=True))
    make_article("早餐车换新", page=page, published=True)
    return page.issue


@pytest.fixture
def earlier(latest):
    """A story of an earlier day, with a picture."""
    issue = make_issue(date(2023, 5, 3), published=True)
    article = make_article("步道修好了", page=make_page(issue, "01"), published=True)
    make_photo(article)
    return article


def path(thing):
    return thing.get_absolute_url()


def stored(page):
    """The paths of the stored pages, and the folders of the stored pictures."""
    return page.evaluate(STORED)


def until(condition):
    """Wait until a condition holds: the worker does its work unseen."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def read(page, *things):
    """Read pages with network, each until the worker says that it has nothing left to do."""
    page.add_init_script(
        "navigator.serviceWorker.addEventListener('message', () => (window.isTidy = true))"
    )
    for thing in things:
        page.goto(thing if isinstance(thing, str) else path(thing))
        until(lambda: page.evaluate("window.isTidy"))


def fill(page, *addresses):
    """Put copies of this moment on the device."""
    page.evaluate(FILL, [addresses, str(generation.current())])


def go_offline(page, address):
    page.context.set_offline(True)
    return page.goto(address)


def unread(page):
    """The heading of a page that is not stored."""
    return page.get_by_role("heading", level=1, name="这一页还没有存下")


def test_what_was_read_and_the_latest_issue_are_read_without_network(
    latest, earlier, browser_page, axe
):
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 740})
    read(page, f"{path(earlier)}?from=timeline", earlier)
    notice = page.locator(".stored-notice")
    expect(notice).to_be_hidden()

    assert go_offline(page, path(earlier)).from_service_worker
    expect(page.locator("h1")).to_have_text("步道修好了")
    expect(notice).to_contain_text("看到的是")
    expect(notice.locator("time")).to_have_text(
        page.evaluate("new Date().toLocaleDateString('zh-CN', {month: 'long', day: 'numeric'})")
    )
    page.locator(".story .enlarge img").evaluate("image => image.decode()")
    page.get_by_role("link", name="首页").first.click()
    page.get_by_role("link", name="早餐车换新").click()
    expect(page.locator("h1")).to_have_text("早餐车换新")
    axe(page)

    assert page.goto("/people/").status == 503
    expect(unread(page)).to_be_visible()
    expect(page.get_by_role("region", name="最新一期").get_by_role("link")).to_have_text(
        ["2023年5月10日", "2023年5月10日 第01版 要闻", "口袋公园开放", "早餐车换新"]
    )
    expect(page.get_by_role("region", name="读过的稿件").get_by_role("link")).to_have_text(
        ["步道修好了"]
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)
        axe(page)
    page.context.set_offline(False)  # and it opens by itself
    expect(page.locator("h1")).to_have_text("人物")

    go_offline(page, path(latest.articles.last()))
    page.context.set_offline(False)
    notice.get_by_role("link", name="重新打开").click()
    expect(notice).to_be_hidden()
    expect(page.locator("h1")).to_have_text("早餐车换新")


def test_story_taken_back_is_gone_once_online(latest, earlier, browser_page, browser_problems):
    page = browser_page
    other = make_article("另一篇", published=True)
    read(page, earlier, other, "/articles/", "/")
    (folder,) = [photo.image.url.rpartition("/")[0] for photo in earlier.photos.all()]
    assert f"{folder}/" in stored(page)["pictures"]
    earlier.withdraw()
    other.withdraw()

    # One where it was, the other seen by the way.
    assert page.goto(path(earlier)).status == 404
    expect(page.locator("h1")).to_have_text("没有这一页")
    browser_problems.clear()
    read(page, latest)

    now = stored(page)
    assert f"{folder}/" not in now["pictures"]
    for each in now["pages"]:
        assert "步道修好了" not in page.evaluate(TEXT, each), each
        assert "另一篇" not in page.evaluate(TEXT, each), each
    assert {"/", "/articles/"} <= set(now["pages"])  # without them
    for gone in (earlier, other):
        go_offline(page, path(gone))
        expect(unread(page)).to_be_visible()


def test_correction_reaches_the_stored_copy(latest, earlier, browser_page):
    read(browser_page, earlier)
    earlier.corrections.create(text="步道共四处。")

    read(browser_page, "/")

    go_offline(browser_page, path(earlier))
    expect(browser_page.get_by_text("步道共四处。")).to_be_visible()


def test_picture_of_a_page_taken_down_is_gone_once_online(latest, browser_page):
    page = latest.pages.get()
    page.image = picture_file()
    page.save()
    read(browser_page, "/", page)
    folder = page.image.url.rpartition("/")[0]
    assert f"{folder}/" in stored(browser_page)["pictures"]

    page.image = ""
    page.save()
    read(browser_page, "/departments/")

    assert f"{folder}/" not in stored(browser_page)["pictures"]
    go_offline(browser_page, path(page))
    expect(browser_page.get_by_role("link", name="口袋公园开放").first).to_be_visible()
    assert folder not in browser_page.content()


@pytest.mark.parametrize(
    "is_open",
    [
        False,
        pytest.param(
            True,
            marks=pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own"),
        ),
    ],
)
def test_copy_made_while_a_correction_was_saved_is_corrected_too(
    latest, earlier, browser_page, is_open
):
    """The correction bears a time before the copy, and its transaction ended after it."""
    begun = timezone.now() - timedelta(minutes=1)

    if is_open:
        with transaction.atomic():
            earlier.corrections.create(text="步道共四处。", published_at=begun)
            read(browser_page, earlier)
    else:
        read(browser_page, earlier)
        earlier.corrections.create(text="步道共四处。", published_at=begun)
    assert "步道共四处" not in browser_page.evaluate(TEXT, path(earlier))
    read(browser_page, "/")

    go_offline(browser_page, path(earlier))
    expect(browser_page.get_by_text("步道共四处。")).to_be_visible()


def test_nothing_is_fetched_twice_but_what_shows_a_change(
    latest, earlier, browser_page, monkeypatch
):
    other = make_article("另一篇", published=True)
    asked, answer = [], page_cache.PageCache.__call__

    def noted(self, request):
        asked.append(request.get_full_path())
        return answer(self, request)

    monkeypatch.setattr(page_cache.PageCache, "__call__", noted)
    stories = [path(earlier), *map(path, latest.articles.all())]
    read(browser_page, "/", earlier)
    assert sorted(each for each in asked if each in stories) == sorted(stories)

    for change in (other.save, earlier.save, other.withdraw):
        asked.clear()
        change()
        read(browser_page, "/departments/")
        anew = [path(earlier)] if change == earlier.save else []
        assert [each for each in asked if each in stories] == anew


def test_drafts_the_desk_and_searches_are_never_stored(latest, browser_page, editor):
    draft = make_article("未定稿", page=latest.pages.get())
    make_photo(draft)
    read(browser_page, "/")
    browser_page.goto("/admin/")
    browser_page.get_by_label("用户名").fill("editor")
    browser_page.get_by_label("密码").fill("云栖街道")
    browser_page.get_by_role("button", name="登录").click()
    expect(browser_page.get_by_role("heading", level=1, name="工作台")).to_be_visible()

    read(browser_page, draft)
    expect(browser_page.get_by_text("预览：")).to_be_visible()
    browser_page.get_by_label("在全部稿件中搜索").fill("公园")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_text("找到 1 篇")).to_be_visible()
    read(browser_page, "/articles/?before=5", "/")

    everything = browser_page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            found.push(...(await (await caches.open(name)).keys()).map((key) => key.url));
          return found;
        }"""
    )
    photo = draft.photos.get().image.url.rpartition("/")[0]
    for secret in (path(draft), photo, "/admin/", "/search/", "?"):
        assert not [address for address in everything if secret in address], secret


def test_another_look_and_another_release_renew_what_is_stored(
    latest, browser_page, live_server, monkeypatch
):
    page = browser_page
    story = path(latest.articles.first())
    read(page, "/", story)
    fill(page, story)

    page.context.add_cookies([{"name": "reading", "value": "elder", "url": live_server.url}])
    read(page, "/")
    assert "口袋公园开放" in page.evaluate(TEXT, story)

    fill(page, story)
    for module in (offline, page_cache):
        monkeypatch.setattr(module, "release", lambda: "3f2a")
    read(page, "/")
    assert "口袋公园开放" in page.evaluate(TEXT, story)


def test_new_release_installs_the_worker_anew_and_switched_off_nothing_stays(
    latest, browser_page, settings, monkeypatch
):
    page = browser_page
    read(page, "/")
    page.evaluate("caches.delete('paper-files')")
    monkeypatch.setattr(offline, "release", lambda: "3f2a")
    page.evaluate(UPDATE)
    assert page.evaluate("caches.has('paper-files')")

    settings.OFFLINE = False
    page.evaluate(UPDATE)
    until(lambda: page.evaluate(REGISTERED) == 0)
    assert page.evaluate("caches.keys()") == []


def test_site_away_behind_its_proxy_is_as_good_as_no_network(
    latest, browser_page, browser_problems, monkeypatch
):
    read(browser_page, "/articles/")
    monkeypatch.setattr(page_cache.PageCache, "__call__", lambda *args: HttpResponse(status=503))

    browser_page.goto("/articles/")

    expect(browser_page.locator(".stored-notice")).to_be_visible()
    expect(browser_page.get_by_role("link", name="口袋公园开放")).to_be_visible()
    browser_page.context.close()  # nor does the worker ask for anything after this
    browser_problems.clear()


def test_the_oldest_make_room_and_a_full_device_is_no_trouble(latest, browser_page):
    page = browser_page
    read(page, "/")
    fill(page, *(f"/tags/{number}/" for number in range(205)))

    read(page, "/departments/")

    pages = stored(page)["pages"]
    assert len(pages) == 200
    assert pages[-1] == "/departments/"
    assert "/tags/0/" not in pages
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    page.goto("/meetings/")
    expect(page.get_by_role("heading", level=1)).to_have_text("会议")
    until(lambda: len(stored(page)["pages"]) == 100)


def test_reader_clears_what_is_stored(latest, browser_page, axe):
    read(browser_page, "/")
    browser_page.goto("/offline/")
    axe(browser_page)

    browser_page.get_by_role("button", name="清除存下的内容").click()

    expect(browser_page.get_by_text("已经清除。")).to_be_focused()
    expect(browser_page.get_by_role("region", name="最新一期")).to_be_hidden()
    assert stored(browser_page)["pages"] == []


def test_without_scripts_the_page_says_why_nothing_is_stored(latest, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()

    page.goto("/offline/")

    expect(page.get_by_text("这个浏览器不能离线阅读")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="离线阅读")).to_be_visible()
    expect(unread(page)).to_be_hidden()
    expect(page.locator(".stored-notice")).to_be_hidden()
    context.close()
