"""Readers choose how the paper looks, and see it so on every page, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Keyboard

# What breaks a promise of 长者模式 on a page: type, leading and what there is to press, in pixels.
BROKEN = """() => {
  const broken = new Set();
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest(".visually-hidden, .skip-link, option");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    if (!text || !isSeen(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const least = element.closest("h1, h2, h3") ? 1.3 : 1.7;
    if (size < 24) broken.add(`${size} px: ${text}`);
    if (!element.closest(".nameplate") && parseFloat(style.lineHeight) / size < least)
      broken.add(`leading ${style.lineHeight} at ${size} px: ${text}`);
  }
  const pressed = "a[href], button, input:not([type=hidden]), select, summary";
  for (const element of document.querySelectorAll(pressed)) {
    const { width, height } = element.getBoundingClientRect();
    if (isSeen(element) && (width < 47.9 || height < 47.9))
      broken.add(`${width} × ${height}: ${element.outerHTML.slice(0, 120)}`);
  }
  for (const element of document.querySelectorAll("main *")) {
    const { columnCount } = getComputedStyle(element);
    if (!["auto", "1"].includes(columnCount)) broken.add(`columns in ${element.className}`);
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) broken.add(`${scrollWidth} px wide`);
  return [...broken];
}"""


@pytest.fixture
def story(edition):
    """The address of the lead story of the real edition."""
    return edition.articles.as_printed().first().get_absolute_url()


@pytest.mark.parametrize("width", [360, 1440])
def test_elder_mode_stays_wherever_the_reader_goes(story, browser_page, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    page = browser_page
    page.goto(story)

    page.get_by_role("button", name="长者模式").click()

    expect(page).to_have_url(re.compile(f"{story}$"))
    sections = page.get_by_role("navigation", name="主要栏目")
    for section in (None, "往期", "单位", "人物", "搜索"):
        if section:
            sections.get_by_role("link", name=section).click()
        expect(page.locator("html")).to_have_class("elder")
        expect(page.get_by_role("button", name="退出长者模式")).to_be_in_viewport()
        assert page.evaluate(BROKEN) == [], page.url

    page.get_by_role("button", name="退出长者模式").click()
    expect(page.locator("html")).to_have_class("")
    expect(page.get_by_role("heading", level=1, name="搜索")).to_be_visible()


@pytest.mark.parametrize("words", ["elder", "elder.size3"])
def test_elder_mode_keeps_its_word_on_every_kind_of_page(kinds, browser_page, choose, words):
    choose(words)
    broken = {}
    for path in kinds:
        browser_page.goto(path)
        for width in (360, 768, 1440):
            browser_page.set_viewport_size({"width": width, "height": 800})
            if found := browser_page.evaluate(BROKEN):
                broken[path, width] = found
        browser_page.set_viewport_size({"width": 320, "height": 640})
        if (width := browser_page.evaluate("document.documentElement.scrollWidth")) > 320:
            broken[path, 320] = f"{width} px wide"

    assert not broken


@pytest.mark.parametrize("width, words", [(360, "elder"), (1440, "dark.elder"), (360, "dark.hant")])
def test_every_look_is_accessible(kinds, browser_page, axe, choose, width, words):
    choose(words)
    browser_page.set_viewport_size({"width": width, "height": 800})
    for path in ["/", "/issues/2021-04-14/02/", "/search/?q=文明", "/nowhere/", *kinds[-5:]]:
        browser_page.goto(path)
        axe(browser_page, "color-contrast-enhanced")  # 7:1


@pytest.mark.parametrize("width", [360, 1440])
def test_settings_need_no_script(story, chromium, live_server, width):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto(story)
    page.get_by_role("link", name="显示设置", exact=True).click()
    for label in ("大一号", "大一号", "繁體", "深色", "減少動畫"):
        page.get_by_role("button", name=label).click()
    expect(page).to_have_url(re.compile("/settings/.*#motion$"))
    expect(page.get_by_text("特大")).to_be_visible()

    page.get_by_role("link", name="回到剛才那一頁").click()

    expect(page).to_have_url(re.compile(f"{story}$"))
    expect(page.locator("html")).to_have_class("dark hant size2 still")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.get_by_role("heading", level=1)).to_have_text("同心爭創文明城市 攜手共建美麗涼城")
    expect(page.locator("html")).to_have_css("font-size", "24px")
    expect(page.locator("body")).to_have_css("background-color", "rgb(23, 21, 19)")

    page.get_by_role("button", name="長者模式").click()
    expect(page.locator("html")).to_have_class("dark elder hant size2 still")
    context.close()


def test_search_from_a_traditional_page_finds(story, browser_page, choose):
    choose("hant")
    browser_page.goto("/")
    browser_page.get_by_label("在全部稿件中搜索").fill("洗車點位")
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_text("找到 1 篇")).to_be_visible()
    expect(browser_page.locator("mark").first).to_have_text("洗車點位")


def test_reader_goes_on_where_the_settings_were_changed(story, browser_page):
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(story)
    place = page.locator(".body p").nth(3)
    place.evaluate("paragraph => paragraph.scrollIntoView({ behavior: 'instant' })")

    # By keyboard, where the reader is: no scrolling to the masthead.
    page.locator(".elder-switch").evaluate("button => button.focus({ preventScroll: true })")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_class("elder")
    expect(place).to_be_in_viewport()


def test_keyboard_goes_on_from_the_button_it_pressed(story, browser_page):
    page = browser_page
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(story)
    keys = Keyboard(page)

    keys.press(page.get_by_role("button", name="长者模式", exact=True))
    switch = page.get_by_role("button", name="退出长者模式")
    expect(switch).to_be_focused()
    expect(switch).to_have_css("outline-style", "solid")
    keys.press(switch)
    expect(page.get_by_role("button", name="长者模式", exact=True)).to_be_focused()

    page.goto("/settings/")
    for name in ("A+ 大一号", "深色", "打开长者模式"):
        with page.expect_navigation():
            keys.press(page.get_by_role("button", name=name))
        focused = page.get_by_role("button", name=name.replace("打开", "退出")).last
        expect(focused).to_be_focused()
        expect(focused).to_be_in_viewport()


@pytest.mark.parametrize("by_touch", [True, False], ids=["finger", "mouse"])
def test_no_ring_shows_on_a_button_that_no_keyboard_pressed(story, chromium, live_server, by_touch):
    context = chromium.new_context(
        base_url=live_server.url, has_touch=by_touch, viewport={"width": 360, "height": 640}
    )
    page = context.new_page()
    for path in (story, "/settings/"):
        page.goto(path)
        button = page.locator(".elder-switch").last
        with page.expect_navigation():
            button.tap() if by_touch else button.click()
        page.wait_for_load_state()
        page.wait_for_timeout(200)  # nothing is to come

        assert page.evaluate("document.activeElement === document.body")
    context.close()


def test_switch_waits_for_the_network_and_the_story_stays(story, browser_page):
    browser_page.goto(story)
    browser_page.context.set_offline(True)
    browser_page.get_by_role("button", name="长者模式").click()

    expect(browser_page.get_by_text("现在连不上网，换不了显示方式")).to_be_visible()
    expect(browser_page).to_have_url(re.compile(story))
    browser_page.context.set_offline(False)
    browser_page.get_by_role("button", name="长者模式").click()
    expect(browser_page.get_by_role("button", name="退出长者模式")).to_be_visible()


def test_going_back_shows_no_old_look(story, browser_page, choose):
    browser_page.goto(story)
    choose("elder")

    browser_page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(browser_page.locator("html")).to_have_class("elder")


def test_device_decides_until_the_reader_does(story, browser_page, choose):
    page = browser_page
    night, day = "rgb(23, 21, 19)", "rgb(251, 250, 246)"
    for words, device, colour in [
        ("", "dark", night), ("", "light", day), ("light", "dark", day), ("dark", "light", night),
    ]:  # fmt: skip
        choose(words)
        page.emulate_media(color_scheme=device)
        page.goto(story)
        expect(page.locator("body")).to_have_css("background-color", colour)

    page.emulate_media(reduced_motion="no-preference")
    for words, scrolling in [("", "smooth"), ("still", "auto")]:
        choose(words)
        page.goto(story)
        expect(page.locator("html")).to_have_css("scroll-behavior", scrolling)

    choose("dark")
    page.goto(story)
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("width", [960, 1056, 1440])
def test_largest_type_leaves_a_department_and_a_search_as_wide_as_the_window(
    edition, browser_page, choose, width
):
    choose("size3")
    browser_page.set_viewport_size({"width": width, "height": 800})
    for path in ("/departments/dangjianban/", "/search/?q=文明", "/meetings/"):
        browser_page.goto(path)

        beside = browser_page.locator(".with-aside > *").evaluate_all(
            """parts => parts.map((part) => part.clientWidth
                / parseFloat(getComputedStyle(document.documentElement).fontSize))"""
        )
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert min(beside) > 11, path
        assert beside[0] > beside[1], path
