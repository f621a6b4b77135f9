"""An article read aloud: in order, marked, with names as recorded; and where nothing can read."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.speech import ENGINE, MARKED, VOICES, heard, speak
from tests.journeys.waiting import wait_until

# What went wrong stands in the window, which has come to rest: whole, or from its beginning on
# where it is the taller.
SEEN = """() => {
  const isAtRest = window.scrolled === scrollY;
  window.scrolled = scrollY;
  window.rests = isAtRest ? (window.rests ?? 0) + 1 : 0;
  if (window.rests < 5) return false;
  const said = document.querySelector("[data-trouble]").getBoundingClientRect();
  const isTall = said.height > innerHeight;
  return said.top > -1 && (isTall ? said.top < 1 : said.bottom < innerHeight + 1);
}"""


def test_voice_reads_all_in_order_marks_it_and_says_names_as_recorded(story, browser_page):
    speak(browser_page, story)
    expect(browser_page.get_by_role("group", name="朗读", exact=True)).to_be_visible()
    marked = []
    while browser_page.evaluate("speaking()") is not None:
        marked += browser_page.evaluate(MARKED)
        browser_page.evaluate("finish()")

    spoken = heard(browser_page)

    assert spoken[:3] == ["为民办实事", "樟树里步道整修完工", "年内再修五处"]
    assert re.fullmatch("更正（.*）“四处”应为“三处”。", spoken[3])
    assert spoken[4:] == [
        "近日，街道负责人岳知远到樟树里查看。",
        "岳知远提出要求：",
        "1、要修好路，不留死角。",
        "2、要种好树。",
        "街道，片区联动。",
        "（云栖办）",
    ]
    # Marked as printed, also across bold words.
    assert marked[4] == "近日，街道负责人乐知远到樟树里查看。"
    assert len(marked) == len(spoken)
    voice = browser_page.evaluate("() => [said[0].voice.name, said[0].lang, said[0].rate]")
    assert voice == ["普通话", "zh_CN", 1]
    # At the end the bar is gone, and no mark is left.
    expect(browser_page.get_by_role("group", name="朗读", exact=True)).to_be_hidden()
    assert browser_page.evaluate(MARKED) == []


def test_reader_pauses_goes_on_goes_back_and_changes_the_speed_by_keyboard(story, browser_page):
    speak(browser_page, story)
    press = browser_page.keyboard.press
    button = browser_page.get_by_role("button", name="朗读", exact=True)
    expect(button).to_have_attribute("aria-expanded", "true")

    press("Tab")  # 上一句
    press("Tab")
    expect(browser_page.get_by_role("button", name="暂停")).to_be_focused()
    press("Enter")
    assert browser_page.evaluate("speaking()") is None
    expect(browser_page.get_by_role("button", name="继续")).to_be_focused()
    assert browser_page.evaluate(MARKED) == ["为民办实事"]
    press("Enter")
    assert browser_page.evaluate("speaking()") == "为民办实事"
    press("Tab")  # 下一句
    press("Enter")
    assert browser_page.evaluate("speaking()") == "樟树里步道整修完工"
    browser_page.get_by_label("语速").select_option("慢")
    assert browser_page.evaluate("() => said.at(-1).rate") == 0.75
    browser_page.get_by_role("button", name="上一句").press("Enter")
    assert browser_page.evaluate("() => [speaking(), said.at(-1).rate]") == ["为民办实事", 0.75]

    browser_page.get_by_role("button", name="停止").press("Enter")

    assert browser_page.evaluate("speaking()") is None
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_what_is_being_said_comes_into_view(story, browser_page):
    browser_page.set_viewport_size({"width": 360, "height": 500})
    speak(browser_page, story)
    while browser_page.evaluate("speaking()") != "（云栖办）":
        browser_page.evaluate("finish()")

    expect(browser_page.get_by_text("（云栖办）")).to_be_in_viewport()
    bar = browser_page.get_by_role("group", name="朗读", exact=True).bounding_box()
    wait_until(
        browser_page,
        f"document.querySelector('.signoff').getBoundingClientRect().bottom <= {bar['y']}",
    )


@pytest.mark.parametrize(
    "engine, words",
    [
        ("delete window.speechSynthesis; delete Window.prototype.speechSynthesis", "不会朗读"),
        (f"({ENGINE})([{{lang: 'en-US'}}, {{lang: 'zh-HK'}}])", "没有装普通话语音"),
    ],
    ids=["no engine", "no Chinese voice"],
)
def test_where_nothing_can_read_the_page_says_so_and_the_text_stays(
    story, browser_page, axe, engine, words
):
    browser_page.add_init_script(engine)
    browser_page.goto(story.get_absolute_url())
    browser_page.get_by_role("button", name="朗读", exact=True).click()

    expect(browser_page.get_by_role("alert").get_by_text(words)).to_be_visible()
    expect(browser_page.get_by_role("group", name="朗读", exact=True)).to_be_hidden()
    expect(browser_page.get_by_text("2.要种好树。")).to_be_visible()
    axe(browser_page)


@pytest.mark.parametrize(
    "go_on",
    [
        lambda page: page.locator("summary", has_text="引用").click(),
        lambda page: page.keyboard.press("Escape"),
    ],
)
def test_what_was_said_of_the_voice_is_not_in_the_way(story, browser_page, go_on):
    speak(browser_page, story, voices=VOICES[:1])
    said = browser_page.get_by_text("没有装普通话语音")
    expect(said).to_be_visible()

    go_on(browser_page)

    expect(said).to_be_hidden()


def test_bar_is_read_whole_in_the_largest_elder_mode(story, browser_page, choose):
    browser_page.set_viewport_size({"width": 360, "height": 740})
    choose("elder.size3")
    speak(browser_page, story)

    buttons = browser_page.get_by_role("group", name="朗读", exact=True).get_by_role("button")
    cut = buttons.evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert (buttons.count(), cut) == (4, 0)


def test_engine_that_breaks_off_is_told_of(story, browser_page):
    speak(browser_page, story)
    browser_page.evaluate("finish()")
    browser_page.evaluate("fail()")

    expect(browser_page.get_by_role("alert").get_by_text("朗读断了")).to_be_visible()


@pytest.mark.parametrize("height", [800, 300], ids=["window", "window lower than the words"])
@pytest.mark.parametrize("last", ["为民办实事", "（云栖办）"], ids=["at once", "at the end"])
def test_what_went_wrong_comes_into_view_in_the_largest_elder_mode(
    story, browser_page, choose, height, last
):
    browser_page.set_viewport_size({"width": 360, "height": height})
    choose("elder.size3")
    speak(browser_page, story)
    while browser_page.evaluate("speaking()") != last:
        browser_page.evaluate("finish()")

    browser_page.evaluate("fail()")

    wait_until(browser_page, SEEN)


def test_browser_without_highlights_marks_the_paragraph(story, browser_page):
    browser_page.add_init_script("delete window.Highlight")
    speak(browser_page, story)

    expect(browser_page.locator(".is-spoken")).to_have_text("为民办实事")
    browser_page.evaluate("finish()")
    expect(browser_page.locator(".is-spoken")).to_have_text("樟树里步道整修完工")
