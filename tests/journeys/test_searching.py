"""Readers search in a real browser: suggestions, conditions, pages, and ways out of nothing."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from articles.changes import gathered
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_page,
    picture_file,
)
from tests.keeping import kept

WIDTHS = [360, 1440]


@pytest.fixture
@kept
@gathered()
def archive(db):
    """Thirty articles about a park, by two offices, in two years; the newest with its place."""
    offices = [make_department("云栖办", slug="yunqi"), make_department("梧桐办", slug="wutong")]
    zone = [[100, 200], [600, 200], [600, 500], [100, 500]]
    for number in range(30):
        issue = make_issue(date(2022 + number // 15, 5, 1 + number % 15), published=True)
        image = {"image": picture_file()} if number == 29 else {}
        make_article(
            "口袋公园修好了",
            page=make_page(issue, "01", **image),
            regions=[zone] if image else [],
            department=offices[number % 2],
            published=True,
        )


@pytest.fixture
def box(archive, browser_page):
    """The large search box, at the search page."""
    browser_page.goto("/search/")
    return browser_page.get_by_role("combobox", name="关键词")


def suggestions(page):
    return page.get_by_role("listbox", name="搜索建议").get_by_role("option")


def type_and_wait(box, words):
    box.press_sequentially(words)
    expect(box).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("width", WIDTHS)
def test_reader_types_chooses_narrows_and_goes_back_in_time(archive, browser_page, axe, width):
    page = browser_page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/search/")
    box = page.get_by_role("combobox", name="关键词")
    type_and_wait(box, "口")
    axe(page)

    box.press("ArrowDown")
    expect(suggestions(page).and_(page.locator("[aria-selected=true]"))).to_have_text("口袋")
    box.press("Enter")

    expect(page).to_have_title(re.compile("^搜索：口袋｜"))
    expect(page.get_by_text("找到 30 篇")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("口袋")
    expect(page.get_by_role("img", name="第01版版面，本文位置已标出")).to_be_visible()
    axe(page)
    facets = page.get_by_role("navigation", name="缩小范围")
    if width == 360:
        page.get_by_role("link", name="缩小范围").click()
    facets.get_by_role("link", name="2022年").click()
    expect(page.get_by_text("找到 15 篇")).to_be_visible()
    chosen = page.get_by_role("list", name="已选的条件")
    chosen.get_by_role("link", name="2022年，去掉这个条件").click()
    expect(page.get_by_text("找到 30 篇")).to_be_visible()

    page.get_by_role("link", name="更早的结果").click()

    expect(page.locator(".cards > li")).to_have_count(10)
    axe(page)
    page.get_by_role("link", name="回到最新").click()
    expect(page.get_by_text("找到 30 篇")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_reader_who_found_nothing_is_led_out(archive, browser_page, axe, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto("/search/?q=公园 食堂&department=wutong")
    expect(browser_page.get_by_text("没有找到这样的稿件。")).to_be_visible()
    axe(browser_page)
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width

    browser_page.get_by_role("link", name="只查“公园”").click()

    expect(browser_page.get_by_text("找到 30 篇")).to_be_visible()


def test_reader_searches_inside_an_issue_and_then_everywhere(archive, browser_page, axe):
    browser_page.goto("/issues/2022-05-01/")
    browser_page.get_by_role("searchbox", name="在本期内搜索").fill("公园")
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_text("找到 1 篇")).to_be_visible()
    expect(browser_page.get_by_role("link", name="2022年5月1日，去掉这个条件")).to_be_visible()
    axe(browser_page)
    browser_page.get_by_role("link", name="在全部报纸里找").click()
    expect(browser_page.get_by_text("找到 30 篇")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_help_and_conditions_open_by_keyboard(archive, browser_page, axe, colours):
    browser_page.emulate_media(color_scheme=colours)
    browser_page.goto("/search/?q=公园&year=2022&from=2022-05-03")
    for summary in ("按单位、日期找", "怎样查得更准"):
        browser_page.get_by_text(summary).focus()
        browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_label("从")).to_have_value("2022-05-03")
    expect(browser_page.get_by_text("词和词之间空一格")).to_be_visible()
    axe(browser_page)


# Larger letters, wrong dates


@pytest.mark.parametrize("words", ["size3", "elder.size3"])
def test_boxes_show_seven_of_the_largest_characters_on_a_phone(db, browser_page, choose, words):
    choose(words)
    make_article(page=make_page(make_issue(date(2022, 5, 1), published=True)), published=True)
    browser_page.set_viewport_size({"width": 360, "height": 740})

    for path, name in [("/search/", "关键词"), ("/issues/2022-05-01/", "在本期内搜索")]:
        browser_page.goto(path)
        box = browser_page.get_by_label(name, exact=True).and_(browser_page.locator("input"))
        characters = box.evaluate(
            """(box) => {
              const { fontSize, paddingLeft, paddingRight } = getComputedStyle(box);
              return (box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight))
                / parseFloat(fontSize);
            }"""
        )
        assert characters >= 7, path


def test_in_one_column_the_way_to_the_numbers_is_shown_on_a_wide_window_too(
    archive, browser_page, choose
):
    choose("elder")
    browser_page.goto("/search/?q=公园")
    browser_page.get_by_role("link", name="缩小范围").click()

    expect(browser_page.get_by_role("heading", name="缩小范围")).to_be_in_viewport()


def test_a_wrong_date_leaves_the_fields_in_line(db, browser_page):
    browser_page.goto("/search/?q=公园&from=2026-05-01&to=2026-04-01")
    expect(browser_page.get_by_text("“到”的日期比“从”的早")).to_be_visible()

    tops = {browser_page.get_by_label(name, exact=True).bounding_box()["y"] for name in "从到"}
    assert tops == {browser_page.get_by_label("单位").bounding_box()["y"]}


# The combobox


def test_suggestions_are_walked_by_arrows_and_escape_restores_what_was_typed(box):
    type_and_wait(box, "口")
    page = box.page
    expect(page.get_by_text(re.compile("有 [0-9]+ 条建议"))).to_be_attached()

    box.press("ArrowUp")
    last = suggestions(page).last
    expect(last).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == last.get_attribute("id")
    expect(box).to_have_value(last.inner_text())

    box.press("Escape")
    expect(box).to_have_value("口")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(suggestions(page)).to_have_count(0)


def test_suggestions_and_what_is_said_of_them_are_in_traditional_characters(
    archive, browser_page, choose
):
    choose("hant")
    browser_page.goto("/")
    box = browser_page.get_by_role("combobox", name="在全部稿件中搜索")
    type_and_wait(box, "雲棲")

    options = browser_page.get_by_role("listbox", name="搜索建議").get_by_role("option")
    expect(options).to_have_text(["雲棲辦"])
    expect(browser_page.get_by_text("有 1 條建議，按上下鍵選")).to_be_attached()
    options.first.click()
    expect(browser_page.get_by_text("找到 15 篇")).to_be_visible()


def test_chosen_suggestion_is_told_in_the_reader_s_own_colours(box):
    box.page.emulate_media(forced_colors="active")
    type_and_wait(box, "口")

    box.press("ArrowUp")

    grounds = suggestions(box.page).evaluate_all(
        """options => [options.at(-1), document.body].map(
            (element) => getComputedStyle(element).backgroundColor)"""
    )
    assert grounds[0] != grounds[1]


def test_enter_without_a_choice_searches_for_what_was_typed(box):
    type_and_wait(box, "口")

    box.press("Enter")

    expect(box.page).to_have_title(re.compile("^搜索：口｜"))


def test_suggestion_is_chosen_by_touch(box):
    type_and_wait(box, "口")

    box.page.get_by_role("option", name="口袋", exact=True).click()

    expect(box.page).to_have_title(re.compile("^搜索：口袋｜"))


def test_characters_being_composed_ask_for_nothing(box):
    asked = []
    box.page.on("request", lambda request: "suggest" in request.url and asked.append(request))
    box.focus()
    box.evaluate(
        """(input) => {
          input.value = "kou";
          input.dispatchEvent(new InputEvent("input", { isComposing: true }));
        }"""
    )
    box.page.wait_for_timeout(400)
    assert not asked

    box.evaluate(
        """(input) => {
          input.value = "口";
          input.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )

    expect(suggestions(box.page).first).to_be_visible()
    assert len(asked) == 1


def test_box_in_the_masthead_suggests_too(archive, browser_page):
    browser_page.goto("/")
    box = browser_page.get_by_role("combobox", name="在全部稿件中搜索")
    type_and_wait(box, "云栖")

    browser_page.get_by_role("option", name="云栖办").click()

    expect(browser_page.get_by_text("找到 15 篇")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_search_needs_no_script(archive, chromium, live_server, width):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto("/search/")

    page.get_by_role("searchbox", name="关键词").fill("公园")
    page.get_by_role("search", name="详细搜索").get_by_role("button", name="搜索").click()

    expect(page.get_by_text("找到 30 篇")).to_be_visible()
    context.close()
