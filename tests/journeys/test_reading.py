"""Readers of the real edition in a real browser."""

import re

import pytest
from playwright.sync_api import expect

# The texts whose last line is one character, and perhaps punctuation after it.
LONELY = """() => [...document.querySelectorAll("main :is(p, h1, h2, li > a)")].filter((block) => {
  if (block.closest("details:not([open])")) return false;
  const bottoms = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    [...texts.currentNode.data].forEach((character, at) => {
      if (!/[\\p{L}\\p{N}]/u.test(character)) return;
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      bottoms.push(...[...range.getClientRects()].map((box) => Math.round(box.bottom)));
    });
  }
  const last = bottoms.filter((bottom) => bottom > bottoms.at(-1) - 8);
  return bottoms.length > 12 && last.length === 1;
}).map((block) => block.textContent.trim().slice(-20))"""


def test_reader_finds_a_story_by_its_date(edition, browser_page):
    last = edition.articles.as_printed().last()
    browser_page.goto("/")
    browser_page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="往期").click()
    browser_page.get_by_role("link", name="2021年", exact=True).click()
    browser_page.get_by_role("link", name="2021年4月14日").click()
    browser_page.get_by_role("link", name="02 全景").click()
    expect(browser_page.locator(".strip").get_by_text("责任编辑 龙廷恺")).to_be_visible()

    contents = browser_page.get_by_role("navigation", name="本版标题")
    contents.get_by_role("link", name="部署目标任务 明确主体责任").click()

    expect(browser_page.get_by_role("heading", level=1)).to_have_text("部署目标任务 明确主体责任")
    expect(browser_page.get_by_text("（街道纪工委）")).to_be_visible()
    browser_page.get_by_role("link", name="下一篇").click()
    expect(browser_page).to_have_url(re.compile(f"{last.get_absolute_url()}$"))


def test_reader_finds_a_story_by_its_department(edition, browser_page):
    browser_page.goto("/departments/")
    browser_page.get_by_role("link", name="平安办").click()

    expect(browser_page.get_by_role("heading", name="凉城进一步加大规范商业")).to_be_visible()


def test_reader_finds_a_story_by_a_word(edition, browser_page):
    browser_page.goto("/")
    browser_page.get_by_label("在全部稿件中搜索").fill("洗车点位")
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_text("找到 1 篇")).to_be_visible()
    expect(browser_page.locator("mark").first).to_have_text("洗车点位")


def test_keyboard_reaches_the_text_at_once(edition, browser_page):
    browser_page.goto("/issues/2021-04-14/02/")

    browser_page.keyboard.press("Tab")
    assert browser_page.locator(":focus").inner_text() == "跳到正文"
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")

    assert browser_page.locator(":focus").inner_text().startswith("同心争创文明城市")


def test_paragraphs_are_set_in_lines_of_thirty_to_thirty_eight_characters(edition, browser_page):
    browser_page.goto(edition.articles.as_printed().first().get_absolute_url())

    characters = browser_page.locator(".body p").first.evaluate(
        "p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)"
    )

    assert 30 <= characters <= 38


def test_no_paragraph_or_headline_ends_with_a_line_of_one_character(edition, browser_page):
    browser_page.set_viewport_size({"width": 360, "height": 780})
    paths = [article.get_absolute_url() for article in edition.articles.as_printed()]
    for path in ["/", "/issues/", "/issues/2021-04-14/02/", *paths]:
        browser_page.goto(path)

        assert browser_page.evaluate(LONELY) == [], path


def test_every_kind_of_page_is_accessible_and_fits_the_screen(a_quarter, kinds, browser_page, axe):
    for path in a_quarter(kinds):
        browser_page.goto(path)

        for width, colours in [(1440, "dark"), (768, None), (360, "light")]:
            browser_page.set_viewport_size({"width": width, "height": 800})
            assert browser_page.evaluate("document.documentElement.scrollWidth") <= width, path
            if colours:
                browser_page.emulate_media(color_scheme=colours)
                axe(browser_page)


@pytest.mark.parametrize("width, look", [(768, ""), (1024, ""), (1440, "size3")])
def test_foot_of_a_page_says_whose_paper_it_is_in_whole_lines(
    edition, browser_page, choose, width, look
):
    choose(look)
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto("/tags/")

    characters = browser_page.get_by_text("主办单位").evaluate(
        "p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)"
    )

    assert characters >= 12
