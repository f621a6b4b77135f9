"""One article's page: tools, pictures looked at closely, print, without scripts."""

import gzip
from pathlib import Path

import pypdfium2
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from articles.models import Publication
from tests.factories import make_article, make_photo
from tests.journeys.speech import speak
from tests.journeys.waiting import wait_until

# Tools


@pytest.mark.parametrize("width, colours", [(360, "dark"), (1440, "light")])
def test_tools_are_words_large_enough_and_accessible_when_open(
    story, browser_page, axe, width, colours
):
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.emulate_media(color_scheme=colours)
    speak(browser_page, story)
    axe(browser_page)
    tools = browser_page.get_by_role("group", name="朗读、打印、引用、分享")
    for name in ("引用", "分享"):
        tools.get_by_text(name, exact=True).click()
        axe(browser_page)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width
    expect(browser_page.locator("details[open]")).to_have_count(1)
    targets = tools.locator("button:visible, summary, select:visible").all()

    sizes = [target.bounding_box() for target in targets]

    assert len(sizes) == 10
    assert all(min(size["width"], size["height"]) >= 44 for size in sizes), sizes
    assert browser_page.get_by_alt_text("本文网址的二维码").evaluate(
        "i => i.decode().then(() => 1)"
    )


def test_citation_and_address_are_copied_by_keyboard(story, browser_page):
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser_page.goto(story.get_absolute_url())
    address = browser_page.url
    summary = browser_page.locator("summary", has_text="引用")
    summary.press("Enter")
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_role("button", name="复制引用")).to_be_focused()
    browser_page.keyboard.press("Enter")

    expect(browser_page.get_by_text("已复制，可以去粘贴了。").first).to_be_visible()
    copied = browser_page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines() == ["《社区报》2023年5月10日 03版：樟树里步道整修完工", address]
    browser_page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(browser_page.get_by_role("button", name="复制引用")).to_be_hidden()


def test_where_the_clipboard_is_closed_the_text_is_selected(story, browser_page):
    browser_page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false"
    )
    browser_page.goto(story.get_absolute_url())
    browser_page.locator("summary", has_text="分享").click()
    browser_page.get_by_role("button", name="复制网址").click()

    expect(browser_page.get_by_text("已经选中，请按住文字").last).to_be_visible()
    assert browser_page.evaluate("String(getSelection())").strip() == browser_page.url


def test_device_shares_where_it_can(story, browser_page):
    browser_page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    browser_page.goto(story.get_absolute_url())
    browser_page.locator("summary", has_text="分享").click()
    browser_page.get_by_role("button", name="分享到……").click()

    assert browser_page.evaluate("shared.url") == browser_page.url


def test_a_code_that_does_not_come_leaves_no_broken_picture(story, browser_page):
    browser_page.route("**/qr.svg", lambda route: route.abort())
    browser_page.goto(story.get_absolute_url())
    browser_page.locator("summary", has_text="分享").click()

    expect(browser_page.get_by_text("微信扫一扫")).to_be_hidden()
    expect(browser_page.get_by_role("button", name="复制网址")).to_be_visible()


def test_print_button_waits_for_pictures_and_prints(story, browser_page):
    browser_page.add_init_script("window.print = () => { window.printed = true; }")
    browser_page.goto(story.get_absolute_url())
    browser_page.get_by_role("button", name="打印").click()

    wait_until(browser_page, "window.printed")
    pictures = browser_page.evaluate(
        "[...document.querySelectorAll('[data-story] img')].map((one) => one.complete)"
    )
    assert pictures == [True] * 4


def test_printed_article_is_a_cutting_with_its_source(story, browser_page, tmp_path):
    browser_page.goto(story.get_absolute_url())
    path = tmp_path / "cutting.pdf"
    browser_page.pdf(path=path, format="A4")

    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()

    text = "".join(text.split())
    for words in ("樟树里步道整修完工", "1.要修好路", "“四处”应为“三处”", "（云栖办）", "摄影苏合"):
        assert words in text
    assert "《社区报》2023年5月10日03版：樟树里步道整修完工http" in text
    for words in ("朗读", "看大图", "相关报道", "便民步道听取意见", "搜索"):
        assert words not in text


@pytest.mark.parametrize("look", ["dark", "elder"])
def test_every_look_is_printed_on_white_paper_without_the_web_s_own_parts(
    story, browser_page, choose, look
):
    choose(look)
    browser_page.goto(story.get_absolute_url())
    browser_page.emulate_media(media="print")

    scheme = browser_page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme != "dark"
    expect(browser_page.get_by_role("complementary", name="稿件资料")).to_be_hidden()
    expect(browser_page.get_by_role("contentinfo")).to_be_hidden()


@pytest.mark.parametrize("look", ["", "elder.size3"])
def test_name_of_the_paper_is_printed_larger_than_its_tagline(story, browser_page, choose, look):
    Publication(name="云栖", tagline="云栖街道主办").save()
    choose(look)
    browser_page.goto(story.get_absolute_url())
    browser_page.emulate_media(media="print")

    name, tagline = (
        browser_page.locator(part).evaluate("part => parseFloat(getComputedStyle(part).fontSize)")
        for part in (".nameplate a", ".tagline")
    )

    assert name > 1.5 * tagline


# The text


@pytest.mark.parametrize("look", ["", "elder.size1"])
def test_subheads_and_a_wide_table_are_read_on_a_phone(db, browser_page, axe, choose, look):
    cells = "".join(f"<td><p>{text}</p></td>" for text in ["6月30日上午", "社区活动中心"] * 3)
    story = make_article(
        published=True, body=f"<h3>怎么走</h3><table><tbody><tr>{cells}</tr></tbody></table>"
    )
    choose(look)
    browser_page.set_viewport_size({"width": 360, "height": 780})
    browser_page.goto(story.get_absolute_url())

    characters = (
        browser_page.get_by_role("cell")
        .first.locator("p")
        .evaluate("p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)")
    )
    assert characters >= 3
    expect(browser_page.get_by_role("heading", level=2, name="怎么走")).to_be_visible()
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(browser_page)
    browser_page.emulate_media(media="print")
    browser_page.set_viewport_size({"width": 700, "height": 990})  # A4 within its margins
    table = browser_page.get_by_role("table")
    assert table.evaluate("table => table.scrollWidth <= table.clientWidth")


# Pictures


def test_pictures_are_looked_at_closely_by_keyboard(story, browser_page, axe):
    browser_page.goto(story.get_absolute_url())
    press = browser_page.keyboard.press
    first = browser_page.get_by_role("link", name="一条步道 看大图")
    first.press("Enter")

    dialog = browser_page.get_by_role("dialog", name="看大图")
    expect(dialog.get_by_text("第一张 摄影 苏合")).to_be_visible()
    expect(browser_page.get_by_role("button", name="关闭")).to_be_focused()
    axe(browser_page)
    press("ArrowRight")
    expect(dialog.get_by_alt_text("一排座椅")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("第2张，共 / 2张")
    press("ArrowRight")
    press("ArrowLeft")
    expect(dialog.get_by_text("第二张", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="放大").press("Enter")
    assert dialog.get_by_alt_text("一排座椅").bounding_box()["width"] == 1200
    dialog.get_by_role("button", name="缩小").press("Enter")
    picture = dialog.get_by_alt_text("一排座椅").bounding_box()
    assert picture["height"] < 900
    press("Escape")

    expect(dialog).to_be_hidden()
    expect(browser_page.get_by_role("link", name="一排座椅 看大图")).to_be_focused()


def test_who_took_a_picture_is_named_in_one_line_under_it_too(story, browser_page):
    make_photo(story, caption="樟树里的居民在新修的步道上散步", credit="苏合", alt_text="散步")
    browser_page.goto(story.get_absolute_url())
    browser_page.get_by_role("link", name="散步 看大图").press("Enter")
    dialog = browser_page.get_by_role("dialog", name="看大图")
    for width in range(320, 440, 15):
        browser_page.set_viewport_size({"width": width, "height": 780})

        words = dialog.locator("[data-caption]").evaluate(
            """caption => {
              const texts = document.createTreeWalker(caption, NodeFilter.SHOW_TEXT);
              let last;
              while (texts.nextNode()) last = texts.currentNode;
              const range = document.createRange();
              range.setStart(last, last.data.lastIndexOf("摄影"));
              range.setEnd(last, last.data.length);
              return [...range.getClientRects()].map((box) => Math.round(box.top));
            }"""
        )
        assert len(set(words)) == 1, width


@pytest.mark.parametrize("words", ["elder", "size3", "elder.size3"])
def test_large_words_leave_the_picture_its_room(story, browser_page, choose, words):
    choose(words)
    make_photo(story, caption="樟树里的居民在新修的步道上散步。" * 8, alt_text="散步的居民")
    browser_page.set_viewport_size({"width": 360, "height": 740})
    browser_page.goto(story.get_absolute_url())
    browser_page.get_by_role("link", name="散步的居民 看大图").click()
    dialog = browser_page.get_by_role("dialog", name="看大图")

    for width, height in [(360, 740), (412, 915), (740, 360)]:
        browser_page.set_viewport_size({"width": width, "height": height})
        stage = dialog.get_by_role("group", name="图片").bounding_box()
        assert stage["width"] * stage["height"] > width * height / 2
        for button in dialog.get_by_role("button").all():
            expect(button).to_be_in_viewport(ratio=1)
            assert 48 <= button.bounding_box()["height"] <= 72  # one line


def test_finger_to_the_side_turns_to_the_next_picture(story, browser_page):
    browser_page.set_viewport_size({"width": 360, "height": 740})
    browser_page.goto(story.get_absolute_url())
    browser_page.get_by_text("看大图").first.click()
    dialog = browser_page.get_by_role("dialog", name="看大图")
    box = dialog.get_by_alt_text("一条步道").bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    mouse = browser_page.mouse
    mouse.move(300, 300)
    mouse.down()
    mouse.move(120, 310, steps=4)
    mouse.up()

    expect(dialog.get_by_alt_text("一排座椅")).to_be_visible()
    dialog.get_by_role("button", name="关闭").click()
    expect(dialog).to_be_hidden()


# Without scripts, and how much it weighs


def test_without_scripts_all_of_it_can_be_read_cited_and_looked_at(
    story, chromium, live_server, axe
):
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(story.get_absolute_url())

    expect(page.get_by_role("button", name="朗读")).to_have_count(0)
    expect(page.get_by_role("button", name="打印")).to_have_count(0)
    page.get_by_text("引用", exact=True).click()
    expect(page.get_by_text("2023年5月10日 03版：樟树里步道整修完工").first).to_be_visible()
    expect(page.get_by_role("button", name="复制引用")).to_have_count(0)
    page.get_by_text("分享", exact=True).click()
    expect(page.get_by_alt_text("本文网址的二维码")).to_be_visible()
    page.get_by_text("分享", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="1.要修好路")).to_be_visible()
    page.get_by_text("看大图").first.click()
    page.wait_for_url("**/original.jpg")
    context.close()


@pytest.mark.parametrize("has_reading", [False, True])
def test_nothing_moves_while_an_article_comes(story, browser_page, has_reading):
    browser_page.set_viewport_size({"width": 360, "height": 740})
    browser_page.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries()"
        ".map((one) => one.value))).observe({type: 'layout-shift', buffered: true})"
    )
    if has_reading:
        speak(browser_page, story)
    else:
        browser_page.goto(story.get_absolute_url(), wait_until="networkidle")
    browser_page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    assert browser_page.evaluate("shifts") == []


def test_scripts_and_styles_of_an_article_are_few_bytes(story, browser_page):
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(story.get_absolute_url(), wait_until="networkidle")

    paths = [url.partition("/static/")[2] for url in asked]
    files = [path for path in paths if path.endswith((".js", ".css"))]

    # The code is fetched when its panel is opened or the article is printed.
    assert not [url for url in asked if url.endswith("qr.svg")]
    assert {"liangcheng/js/read-aloud.js", "liangcheng/css/story.css"} <= {*files}
    size = sum(len(gzip.compress(Path(finders.find(path)).read_bytes())) for path in files)
    page = len(gzip.compress(browser_page.content().encode()))
    assert size + page < 60_000, (size, page)
