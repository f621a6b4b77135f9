"""Readers find an issue by its date: with a finger, with the keyboard, without JavaScript."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_article, make_issue, make_page, picture_file
from tests.keeping import kept

PATHS = ["/issues/", "/issues/2023/", "/issues/2023/05/", "/issues/on-this-day/?day=05-10"]


@pytest.fixture
@kept
def paper(db):
    """Issues of three years, one with a page image, one day with two, and one of today."""
    for day in (date(2021, 5, 12), *(date(2023, 5, 3) + timedelta(weeks=n) for n in range(5))):
        page = make_page(make_issue(day, published=True), "01", published=True)
        make_article(f"云栖街道{day.month}月{day.day}日的头条", page=page, published=True)
    make_page(make_issue(date(2023, 5, 10), edition=2, published=True), "01")
    page.image = picture_file()
    page.save()


def focused(page):
    return page.locator(":focus").get_attribute("href")


@pytest.mark.parametrize("width, colours", [(1440, "light"), (360, "dark")])
def test_calendar_is_accessible_and_fits(paper, browser_page, axe, width, colours):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.emulate_media(color_scheme=colours)
    for path in PATHS:
        browser_page.goto(path)

        axe(browser_page)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("look", ["size3", "elder.size1", "elder.size3"])
def test_days_have_room_beside_each_other_in_large_type(paper, browser_page, choose, look):
    make_issue(date(2023, 5, 11), published=True)
    choose(look)
    browser_page.set_viewport_size({"width": 360, "height": 800})
    for path in ("/issues/2023/", "/issues/2023/05/"):
        browser_page.goto(path)

        boxes = [day.bounding_box() for day in browser_page.locator(".calendar td a").all()]
        for one, other in pairwise(boxes):
            is_beside = one["y"] == other["y"] and one["x"] < other["x"]
            assert not is_beside or one["x"] + one["width"] <= other["x"] + 0.5, path
        sticking_out = browser_page.locator(".calendar .word").evaluate_all(
            """words => words.filter((word) => {
                 const [own, day] = [word, word.closest("a")].map((e) => e.getBoundingClientRect());
                 return own.width > day.width + 0.5;
               }).length"""
        )
        assert sticking_out == 0, path


def test_reader_jumps_to_a_month_and_opens_a_day(paper, browser_page):
    browser_page.set_viewport_size({"width": 360, "height": 800})
    browser_page.goto("/")
    browser_page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="往期").click()
    browser_page.get_by_label("年份", exact=True).select_option("2021年")
    browser_page.get_by_label("月份", exact=True).select_option("5月")
    browser_page.get_by_role("button", name="翻到这个月").click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text("2021年5月")
    browser_page.get_by_role("link", name="2023年5月").click()
    browser_page.locator("table").get_by_role("link", name="2023年5月17日").click()

    expect(browser_page).to_have_url(re.compile("/issues/2023-05-17/$"))


def test_arrow_keys_go_from_issue_to_issue(paper, browser_page):
    browser_page.goto("/issues/2023/05/")
    days = browser_page.get_by_role("grid").get_by_role("link")
    expect(days).to_have_count(6)
    days.last.focus()
    visited = []
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "End",
                "ArrowDown"):  # fmt: skip
        browser_page.keyboard.press(key)
        visited.append(focused(browser_page)[-3:-1])

    assert visited == ["03", "10", "-2", "17", "10", "03", "31", "31"]
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("!document.activeElement.closest('table')")
    browser_page.keyboard.press("Shift+Tab")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile("/issues/2023-05-31/$"))


def test_today_is_marked_in_words(paper, browser_page):
    make_issue(timezone.localdate(), published=True)
    browser_page.goto("/issues/")

    today = browser_page.locator("[aria-current=date]")

    expect(today).to_contain_text("今天")
    expect(today.get_by_role("link")).to_contain_text("最新")


def test_calendar_works_without_javascript(paper, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/issues/")
    page.get_by_label("年份", exact=True).select_option("2023年")
    page.get_by_label("月份", exact=True).select_option("6月")
    page.get_by_role("button", name="翻到这个月").click()
    expect(page.get_by_text("2023年6月没有出报")).to_be_visible()
    page.get_by_role("link", name="2023年5月10日", exact=True).focus()
    page.keyboard.press("Tab")
    assert focused(page) == "/issues/2023-05-10-2/"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("当日第2次")
    context.close()


@pytest.mark.parametrize("width", [960, 1152, 1440])
def test_headlines_of_back_issues_keep_their_lines_in_large_type(
    paper, browser_page, choose, width
):
    browser_page.set_viewport_size({"width": width, "height": 800})
    for look in ("size1", "size2", "size3"):
        choose(look)
        for path in ("/issues/", "/issues/2023/05/"):
            browser_page.goto(path)

            characters = browser_page.locator(".back-issue .headlines").first.evaluate(
                "list => list.clientWidth / parseFloat(getComputedStyle(list).fontSize)"
            )
            assert characters >= 6, (look, path)
            assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_days_and_page_numbers_are_printed_black_in_a_box(paper, browser_page):
    browser_page.emulate_media(media="print")
    for path, part in [("/issues/2023/05/", "td a:first-child"), ("/", ".folio b")]:
        browser_page.goto(path)

        printed = browser_page.locator(part).evaluate_all(
            """parts => parts.map(getComputedStyle).map((style) =>
                `${style.color} on ${style.backgroundColor}, ${style.borderStyle}`)"""
        )
        assert set(printed) == {"rgb(0, 0, 0) on rgba(0, 0, 0, 0), solid"}, path
