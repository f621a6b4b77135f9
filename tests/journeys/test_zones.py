"""Where a story stood on the printed page, seen in a real browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_issue, make_page, picture_file

# The upper left and the lower right corner of a shape without its stroke, in the window.
CORNERS = """(shape) => {
  const box = shape.getBBox(), to = shape.getScreenCTM();
  const corner = (x, y) => [x * to.a + to.e, y * to.d + to.f];
  return [...corner(box.x, box.y), ...corner(box.x + box.width, box.y + box.height)];
}"""


@pytest.fixture
def article(db):
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02", image=picture_file())
    zone = [[100, 200], [600, 200], [600, 500], [100, 500]]
    return make_article("云栖街道的步道修好了", page=page, regions=[zone], published=True)


@pytest.mark.parametrize("width, colours", [(1280, "light"), (1280, "dark"), (360, "light")])
def test_story_with_zones_is_accessible(article, browser_page, axe, width, colours):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.emulate_media(color_scheme=colours)

    browser_page.goto(article.get_absolute_url())

    axe(browser_page)
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_zone_lies_where_the_story_stood(article, browser_page):
    browser_page.goto(article.get_absolute_url())
    picture = browser_page.get_by_role("img", name="第02版版面，本文位置已标出")
    picture.scroll_into_view_if_needed()

    page = picture.bounding_box()
    left, top, right, bottom = browser_page.locator("polygon:not(.casing)").evaluate(CORNERS)

    places = (
        *((x - page["x"]) / page["width"] for x in (left, right)),
        *((y - page["y"]) / page["height"] for y in (top, bottom)),
    )
    assert places == pytest.approx((0.1, 0.6, 0.2, 0.5), abs=0.01)


def test_zone_leads_to_the_page_by_keyboard(article, browser_page):
    browser_page.goto(article.get_absolute_url())
    browser_page.get_by_role("link", name="第02版版面，本文位置已标出").focus()

    browser_page.keyboard.press("Enter")

    expect(browser_page).to_have_url(re.compile("/issues/2023-05-10/02/$"))
