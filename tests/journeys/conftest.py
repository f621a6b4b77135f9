"""What journeys begin with: one address of each kind of page, and the newsroom's desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_photo,
    picture_bytes,
    picture_file,
)

KINDS = [
    "/",
    "/issues/",
    "/issues/2021/",
    "/issues/2021/04/",
    "/issues/2020/04/",
    "/issues/2021-04-14/",
    "/issues/on-this-day/?day=04-14",
    "/issues/2021-04-14/02/",
    "/articles/",
    "/departments/",
    "/departments/dangjianban/",
    "/departments/wenhuazhongxin/",
    "/people/",
    "/meetings/",
    "/meetings/2021/04/",
    "/tags/",
    "/tags/文明创建/",
    "/search/",
    "/search/?q=文明",
    "/search/?q=没有的词",
    "/api/",
    "/offline/",
    "/settings/",
    "/nowhere/",
]


@pytest.fixture
def picture(tmp_path):
    """A picture file on the clerk's disk."""
    path = tmp_path / "步道.jpg"
    path.write_bytes(picture_bytes())
    return path


@pytest.fixture
def desk(browser_page, editor):
    """The browser, logged in, at the dashboard."""
    browser_page.goto("/admin/")
    browser_page.get_by_label("用户名").fill("editor")
    browser_page.get_by_label("密码").fill("云栖街道")
    browser_page.get_by_role("button", name="登录").click()
    expect(browser_page.get_by_role("heading", level=1, name="工作台")).to_be_visible()
    return browser_page


@pytest.fixture
def login(live_server, client, editor):
    """The cookie of a clerk who is logged in: the login itself is travelled elsewhere."""
    client.force_login(editor)
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


@pytest.fixture
def at_the_desk(chromium, live_server, login):
    """Another browser, logged in: `at_the_desk(java_script_enabled=False)`."""
    contexts = []

    def opened(**options):
        contexts.append(chromium.new_context(base_url=live_server.url, locale="zh-CN", **options))
        contexts[-1].add_cookies([login])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def kinds(edition):
    """One address of each kind of page: of the real edition, and of what it has not.

    Those are an article on the web only with a picture, a long address, and a page with its image.
    """
    illustrated = make_article("云栖街道的步道修好了", published=True)
    make_photo(illustrated, credit="苏合")
    make_article("地址很长：https://example.cn/" + "a" * 120, published=True)
    drawn = make_page(make_issue(date(2020, 4, 15), published=True), "01", image=picture_file())
    corners = [[50, 50], [950, 50], [950, 300], [50, 300]]
    make_article("公园开放", page=drawn, regions=[corners], body="<p>公园。</p>", published=True)
    make_issue(date(2019, 5, 8), published=True)  # 2020/04 lies between two
    first = edition.articles.as_printed().first()
    person, meeting = first.mentions.get().person, first.meetings.get()
    others = (illustrated, first, person, meeting, drawn)
    return KINDS + [thing.get_absolute_url() for thing in others]
