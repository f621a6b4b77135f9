"""Ordering articles and pages: by drag, with buttons, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_article,
    make_issue,
    make_page,
)
from tests.journeys.desk import Keyboard


@pytest.fixture
def three(db):
    """A page with the articles 甲, 乙 and 丙."""
    page = make_page()
    for headline in "甲乙丙":
        make_article(headline, page=page)
    return page


def headlines(page):
    """The headlines in the form, from top to bottom."""
    return page.locator(".field-title a").all_inner_texts()


def test_clerk_drags_an_article_to_the_top(desk, three):
    desk.goto(f"/admin/articles/page/{three.pk}/change/")
    handles = desk.locator(".row-handle")
    handles.nth(2).scroll_into_view_if_needed()
    start, end = handles.nth(2).bounding_box(), handles.nth(0).bounding_box()

    desk.mouse.move(start["x"] + 8, start["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(start["x"] + 8, start["y"] - 20, steps=5)
    desk.mouse.move(end["x"] + 8, end["y"] - 4, steps=10)
    desk.mouse.up()

    assert headlines(desk) == ["丙", "甲", "乙"]
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_text("已保存")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["丙", "甲", "乙"]


def test_clerk_moves_an_article_with_buttons_and_hears_where_it_is(desk, three):
    desk.goto(f"/admin/articles/page/{three.pk}/change/")
    keys = Keyboard(desk)

    keys.press(desk.get_by_role("button", name="下移：甲"))
    expect(desk.locator("[aria-live]")).to_have_text("甲：第 2 位，共 3 位")
    desk.keyboard.press("Enter")

    assert headlines(desk) == ["乙", "丙", "甲"]
    expect(desk.get_by_role("button", name="下移：甲")).to_be_disabled()
    expect(desk.get_by_role("button", name="上移：甲")).to_be_focused()
    keys.press(desk.get_by_role("button", name="保存", exact=True))
    expect(desk.get_by_text("已保存")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["乙", "丙", "甲"]


def test_order_is_numbers_without_javascript(chromium, live_server, client, editor, three):
    client.force_login(editor)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"/admin/articles/page/{three.pk}/change/")

    page.get_by_label("版内次序").first.fill("9")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["乙", "丙", "甲"]
    context.close()


def test_added_pages_are_numbered_on(desk):
    issue = make_issue()
    make_page(issue, "01", responsible_editor="苏合")
    desk.goto(f"/admin/articles/issue/{issue.pk}/change/")

    desk.get_by_role("button", name="添加一版").click()
    desk.get_by_role("button", name="添加一版").click()
    desk.get_by_role("button", name="移除").first.click()
    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_text("已保存")).to_be_visible()
    pages = issue.pages.values_list("sequence", "number", "responsible_editor")
    assert list(pages) == [(1, "01", "苏合"), (2, "03", "苏合")]
