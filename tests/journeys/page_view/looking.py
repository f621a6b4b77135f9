"""Where things stand on a page, and how large it is shown."""

import re

from playwright.sync_api import expect

from tests.journeys.waiting import wait_until

STANDS = """() => {
  const room = document.querySelector(".viewer-stage").getBoundingClientRect();
  const box = document.querySelector(".viewer-sheet").getBoundingClientRect();
  const times = Math.max(box.width / room.width, box.height / room.height);
  const told = parseFloat(document.querySelector("dialog output").value);
  return Math.abs(times - told) < 0.06 && !document.getAnimations().length;
}"""


def zone(page, name):
    return page.get_by_role("group", name="版面上的文章").get_by_role("link", name=name)


def enlarged(page):
    page.get_by_role("button", name="放大看版面").click()
    viewer = page.get_by_role("dialog", name="放大看第0")
    expect(viewer).to_be_visible()
    return viewer


def shows(page, times):
    """The page is so many times as large, and has come to rest.

    The number changes at once and the page moves from the next frame on: on a busy machine it may
    stand where it stood, with no animation begun, so what is looked at is how large it stands.
    """
    expect(page.locator("dialog output")).to_have_text(re.compile(rf"^{times} 倍$"))
    wait_until(page, STANDS)


def middle(locator):
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def headline(page):
    return page.get_by_role("heading", level=1)
