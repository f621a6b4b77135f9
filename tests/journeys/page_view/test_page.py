"""A page of the paper in a real browser: clicked, read, printed, by mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.page_view.looking import enlarged, headline, middle, zone


def test_reader_clicks_the_story_on_the_page(first):
    entry = first.get_by_role("listitem").filter(has_text="食堂开张")
    expect(entry).not_to_have_class("is-lit")

    first.mouse.move(*middle(zone(first, "食堂开张")))
    expect(entry).to_have_class("is-lit")
    first.mouse.click(*middle(zone(first, "食堂开张")))

    expect(headline(first)).to_have_text("食堂开张")


def test_zones_lie_where_the_stories_stand(first):
    page = first.locator("[data-sheet] img").bounding_box()
    box = zone(first, "食堂开张").locator(".zone").bounding_box()

    left, top = (box["x"] - page["x"]) / page["width"], (box["y"] - page["y"]) / page["height"]
    assert (left, top) == pytest.approx((0.05, 0.6), abs=0.01)
    assert box["width"] / page["width"] == pytest.approx(0.4, abs=0.01)


def test_keyboard_goes_through_the_stories_as_printed(first):
    first.locator("#content").focus()
    for name in ("步道修好了", "食堂开张"):
        while first.evaluate("!document.activeElement.matches('.zones a, .contents a')"):
            first.keyboard.press("Tab")
        expect(zone(first, name)).to_be_focused()
        expect(first.get_by_role("listitem").filter(has_text=name)).to_have_class("is-lit")
        first.keyboard.press("Tab")
    first.keyboard.press("Shift+Tab")
    first.keyboard.press("Enter")

    expect(headline(first)).to_have_text("食堂开张")


def test_page_set_by_us_is_clicked_like_its_picture(second):
    block = second.locator(".block", has_text="第3处公园开放")
    expect(second.locator(".facsimile .strip")).to_be_visible()

    block.locator(".body").hover()
    expect(second.get_by_role("listitem").filter(has_text="第3处公园开放")).to_have_class("is-lit")
    block.locator(".body").click()

    expect(headline(second)).to_have_text("第3处公园开放")


def test_page_set_by_us_is_one_column_on_a_phone_and_a_sheet_when_enlarged(second):
    second.set_viewport_size({"width": 360, "height": 740})
    lefts = second.locator(".block").evaluate_all(
        "blocks => blocks.map((block) => Math.round(block.getBoundingClientRect().x))"
    )
    assert len(set(lefts)) == 1
    expect(headline(second)).to_be_visible()

    enlarged(second)

    sheet = second.locator("[data-sheet]").bounding_box()
    assert sheet["width"] <= 361
    assert sheet["height"] / sheet["width"] == pytest.approx(39 / 27, rel=0.15)
    expect(second.locator(".strip")).to_be_visible()


@pytest.mark.parametrize("width, colours", [(1440, "light"), (1440, "dark"), (360, "light")])
def test_page_view_is_accessible(issue, browser_page, axe, width, colours):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.emulate_media(color_scheme=colours)
    for path in ("/issues/2023-05-10/01/", "/issues/2023-05-10/02/", "/issues/2023-05-10/"):
        browser_page.goto(path)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
        axe(browser_page)
    for path in ("/issues/2023-05-10/01/", "/issues/2023-05-10/02/"):
        browser_page.goto(path)
        enlarged(browser_page)
        axe(browser_page)


def test_without_scripts_zones_and_list_are_links(issue, chromium, live_server):
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/issues/2023-05-10/01/")
    expect(page.get_by_role("button", name="放大看版面")).to_be_hidden()
    expect(page.get_by_role("link", name="版面原图")).to_be_visible()

    page.mouse.click(*middle(zone(page, "步道修好了")))

    expect(headline(page)).to_have_text("步道修好了")
    page.go_back()
    page.get_by_role("navigation", name="本版标题").get_by_role("link", name="食堂开张").click()
    expect(headline(page)).to_have_text("食堂开张")
    context.close()


def test_page_is_printed_as_a_page(second):
    second.emulate_media(media="print")

    expect(second.locator(".strip")).to_be_visible()
    expect(second.locator(".colophon")).to_be_hidden()  # it could be all that a last sheet bears
    expect(second.get_by_role("navigation", name="本版标题")).to_be_hidden()
