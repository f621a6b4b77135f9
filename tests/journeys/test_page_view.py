"""A page of the paper in a real browser: clicked, enlarged, by mouse, finger and keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_issue, make_page, pdf_file, picture_file
from tests.journeys.waiting import wait_until
from tests.keeping import kept

UPPER = [[50, 50], [950, 50], [950, 300], [50, 300]]
LOWER = [[50, 600], [450, 600], [450, 900], [50, 900]]
STANDS = """() => {
  const room = document.querySelector(".viewer-stage").getBoundingClientRect();
  const box = document.querySelector(".viewer-sheet").getBoundingClientRect();
  const times = Math.max(box.width / room.width, box.height / room.height);
  const told = parseFloat(document.querySelector("dialog output").value);
  return Math.abs(times - told) < 0.06 && !document.getAnimations().length;
}"""
BODY = f"<p>{'云栖街道近日整修了三处便民步道，居民出行更方便了。' * 12}</p>"


@pytest.fixture
@kept
def issue(db):
    """Page 01 with an image and two stories on it, page 02 with five and no image."""
    issue = make_issue(date(2023, 5, 10), published=True, pdf=pdf_file(2))
    first = make_page(issue, "01", image=picture_file(2400, 3600), responsible_editor="苏合")
    make_article("步道修好了", page=first, regions=[UPPER], body=BODY, published=True)
    make_article("食堂开张", page=first, regions=[LOWER], body=BODY, published=True)
    second = make_page(issue, "02")
    for number in range(1, 6):
        make_article(f"第{number}处公园开放", page=second, body=BODY, published=True)
    return issue


@pytest.fixture
def first(issue, browser_page):
    browser_page.goto("/issues/2023-05-10/01/")
    return browser_page


@pytest.fixture
def second(issue, browser_page):
    browser_page.goto("/issues/2023-05-10/02/")
    return browser_page


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


def test_page_is_enlarged_by_buttons_keys_and_wheel(first):
    sheet = first.locator("[data-sheet]")
    viewer = enlarged(first)
    whole = sheet.bounding_box()
    assert whole["height"] <= 900
    shows(first, 1)

    for button in viewer.get_by_role("button").all():
        box = button.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    viewer.get_by_role("button", name="放大").click()
    shows(first, "1.5")
    first.keyboard.press("+")
    shows(first, "2.3")
    first.keyboard.press("-")
    shows(first, "1.5")
    first.keyboard.press("0")
    shows(first, 1)

    # What lies under the pointer stays under it.
    x, y = middle(zone(first, "步道修好了"))
    first.mouse.move(x, y)
    for _ in range(5):
        first.mouse.wheel(0, -120)
        first.wait_for_timeout(50)
    shows(first, r"[34]\.\d")
    box = zone(first, "步道修好了").bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(x, abs=4)
    assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=4)
    wait_until(first, "document.querySelector('[data-sheet] img').currentSrc.includes('original')")

    before = sheet.bounding_box()
    first.keyboard.press("ArrowDown")
    wait_until(
        first,
        "y => document.querySelector('[data-sheet]').getBoundingClientRect().y < y - 50",
        arg=before["y"],
    )


def test_page_closed_within_a_turn_of_the_wheel_is_enlarged_by_it_again(first):
    enlarged(first)
    first.evaluate("""() => {
      const turn = new WheelEvent("wheel", { deltaY: -120, bubbles: true, cancelable: true });
      document.querySelector(".viewer-stage").dispatchEvent(turn);
      document.querySelector("dialog[data-viewer]").close();
    }""")

    enlarged(first)
    shows(first, 1)
    first.mouse.move(*middle(zone(first, "步道修好了")))
    first.mouse.wheel(0, -120)
    shows(first, r"1\.[34]")


def test_dragging_moves_the_page_and_opens_nothing(first):
    enlarged(first)
    for _ in range(3):
        first.keyboard.press("+")
    shows(first, "3.4")
    before = first.locator("[data-sheet]").bounding_box()
    first.mouse.move(700, 500)
    first.mouse.down()
    first.mouse.move(620, 450, steps=4)
    first.mouse.move(600, 440, steps=4)
    first.mouse.up()

    wait_until(
        first,
        "x => document.querySelector('[data-sheet]').getBoundingClientRect().x < x - 50",
        arg=before["x"],
    )
    shows(first, "3.4")
    expect(first).to_have_url(re.compile("/01/$"))


def test_story_in_the_enlarged_page_opens_and_the_way_back_leads_there(first):
    enlarged(first)
    first.keyboard.press("+")
    shows(first, "1.5")
    zone(first, "步道修好了").focus()
    first.keyboard.press("Tab")
    expect(zone(first, "食堂开张")).to_be_focused()
    first.keyboard.press("Enter")
    expect(headline(first)).to_have_text("食堂开张")

    first.go_back()

    expect(first.get_by_role("dialog")).to_be_visible()


def test_page_that_is_still_enlarged_after_a_reload_leaves_the_focus_on_its_button(first):
    viewer = enlarged(first)
    first.reload()
    expect(viewer).to_be_visible()

    first.keyboard.press("Escape")

    expect(viewer).to_be_hidden()
    expect(first.get_by_role("button", name="放大看版面")).to_be_focused()


def test_way_forward_enlarges_the_page_again(first):
    viewer = enlarged(first)
    entries = first.evaluate("history.length")
    first.go_back()
    expect(viewer).to_be_hidden()

    first.go_forward()

    expect(viewer).to_be_visible()
    first.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    wait_until(first, "history.state === null")
    enlarged(first)
    assert first.evaluate("history.length") == entries


def test_enlarged_page_is_closed_by_key_button_and_the_way_back(first):
    opener = first.get_by_role("button", name="放大看版面")
    viewer = enlarged(first)
    first.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(opener).to_be_focused()

    enlarged(first).get_by_role("button", name="关闭").click()
    expect(viewer).to_be_hidden()

    enlarged(first)
    first.go_back()
    expect(viewer).to_be_hidden()
    expect(first).to_have_url(re.compile("/01/$"))
    expect(first.locator(".sheet-place > [data-sheet]")).to_have_count(1)


def test_page_enlarged_again_in_the_moment_of_closing_stays_open(first):
    viewer = enlarged(first)
    first.evaluate("""() => {
      const viewer = document.querySelector("dialog[data-viewer]");
      const opener = document.querySelector("[data-enlarge]");
      viewer.addEventListener("close", () => opener.click(), { once: true });
      addEventListener("popstate", () => { window.hasGoneBack = true; }, { once: true });
      viewer.close();
    }""")

    wait_until(first, "window.hasGoneBack")
    expect(viewer).to_be_visible()
    first.go_back()
    expect(viewer).to_be_hidden()
    expect(first).to_have_url(re.compile("/01/$"))


@pytest.mark.parametrize(
    "how", ["opener.click()", 'dispatchEvent(new PopStateEvent("popstate"))'], ids=["press", "way"]
)
def test_page_enlarged_again_before_its_closing_is_told_is_closed_as_ever(first, how):
    """As on a busy device: the dialog tells that it is closed some time after it is."""
    viewer = enlarged(first)
    entries = first.evaluate("history.length")
    first.evaluate(f"""() => {{
      const viewer = document.querySelector("dialog[data-viewer]");
      const opener = document.querySelector("[data-enlarge]");
      viewer.addEventListener("close", () => {{ window.isTold = true; }}, {{ once: true }});
      viewer.close();
      {how};
    }}""")

    wait_until(first, "window.isTold")
    expect(viewer).to_be_visible()
    expect(viewer.locator("[data-sheet]")).to_be_visible()
    first.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    wait_until(first, "history.state === null")
    expect(first.locator(".sheet-place > [data-sheet]")).to_be_visible()
    assert first.evaluate("history.length") == entries


def touch(client, kind, *points):
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_fingers_enlarge_and_move_the_page_on_a_phone(first):
    first.set_viewport_size({"width": 360, "height": 740})
    client = first.context.new_cdp_session(first)
    client.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})
    enlarged(first)
    shows(first, 1)

    touch(client, "touchStart", (150, 400), (210, 400))
    for apart in (40, 60, 80, 90):
        touch(client, "touchMove", (180 - apart, 400), (180 + apart, 400))
        first.wait_for_timeout(40)
    touch(client, "touchEnd")
    shows(first, r"(2\.[89]|3(\.[0-2])?)")  # as much as the fingers parted

    before = first.locator("[data-sheet]").bounding_box()
    touch(client, "touchStart", (180, 500))
    for y in (480, 440, 400, 380):
        touch(client, "touchMove", (180, y))
        first.wait_for_timeout(40)
    touch(client, "touchEnd")
    wait_until(
        first,
        "y => document.querySelector('[data-sheet]').getBoundingClientRect().y < y - 50",
        arg=before["y"],
    )
    expect(first).to_have_url(re.compile("/01/$"))


def test_enlarged_page_has_the_room_in_the_largest_elder_mode(first, choose):
    choose("elder.size3")
    first.set_viewport_size({"width": 360, "height": 740})
    first.reload()
    viewer = enlarged(first)
    hint = viewer.get_by_text("点文章读全文")
    expect(hint).to_be_visible()

    assert viewer.locator(".viewer-stage").bounding_box()["height"] > 600
    viewer.get_by_role("button", name="放大").click()
    expect(hint).to_be_hidden()


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
