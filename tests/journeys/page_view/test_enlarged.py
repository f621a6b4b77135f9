"""A page as large as the window: by buttons, keys, wheel and fingers, and the ways out of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.page_view.looking import enlarged, headline, middle, shows, zone
from tests.journeys.waiting import wait_until


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
