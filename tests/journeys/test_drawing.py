"""Clerks draw hot zones on a page's image: with mouse, keyboard or finger, and without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import make_article, make_issue, make_page, picture_file
from tests.journeys.desk import Keyboard
from tests.journeys.waiting import wait_until

LEFT = [[0, 0], [400, 0], [400, 500], [0, 500]]
RIGHT = [[500, 0], [900, 0], [900, 500], [500, 500]]


@pytest.fixture
def page_of_paper(db):
    """A page with the articles 步道修好了, with a zone, and 食堂开张 and 夜校招生, without."""
    issue = make_issue(date(2023, 5, 10))
    page = make_page(issue, "02", section_label="民生", image=picture_file(900, 1300))
    make_article("步道修好了", page=page, regions=[LEFT])
    make_article("食堂开张", page=page)
    make_article("夜校招生", page=page)
    return page


def regions(headline):
    return Article.objects.get(headline=headline).regions


class Board:
    """The screen as a clerk uses it; places are in per-mille of the page."""

    def __init__(self, browser, page_of_paper):
        self.browser = browser
        browser.goto(f"/admin/articles/page/{page_of_paper.pk}/zones/")
        self.svg = browser.locator("svg.canvas")
        self.status = browser.get_by_role("status")
        self.settle()

    def settle(self):
        """Wait until nothing moves any more, because the image is there."""
        self.svg.wait_for()
        wait_until(self.browser, "document.querySelector('.sheet img').complete")
        self.svg.scroll_into_view_if_needed()

    def button(self, name):
        return self.browser.get_by_role("button", name=name, exact=True)

    def at(self, x, y):
        box = self.svg.bounding_box()
        return box["x"] + x / 1000 * box["width"], box["y"] + y / 1000 * box["height"]

    def drag(self, start, end):
        mouse = self.browser.mouse
        mouse.move(*self.at(*start))
        mouse.down()
        mouse.move(*self.at(*((a + b) / 2 for a, b in zip(start, end, strict=True))))
        mouse.move(*self.at(*end))
        mouse.up()

    def click(self, *place):
        self.browser.mouse.click(*self.at(*place))

    def drawn(self, headline):
        """The corners of an article's zones, as they would be sent."""
        text = self.browser.get_by_label(f"《{headline}》的热区", exact=True).input_value()
        return [[tuple(map(int, c.split(","))) for c in line.split()] for line in text.split("\n")]

    def draw_crossing(self):
        self.button("画多边形").click()
        for corner in [(500, 600), (900, 900), (900, 600)]:
            self.click(*corner)
        self.browser.mouse.dblclick(*self.at(500, 900))

    def save(self):
        self.button("保存").click()

    def save_in_vain(self):
        with self.browser.expect_navigation():
            self.save()
        expect(self.browser.get_by_role("alert")).to_contain_text("没有保存，您画的都还在")
        self.settle()


def near(zones, *expected):
    """Whether corners lie where they are expected: a pixel is about two per-mille."""
    return len(zones) == len(expected) and all(
        len(zone) == len(corners)
        and all(
            abs(value - wanted) <= 4
            for corner, other in zip(zone, corners, strict=True)
            for value, wanted in zip(corner, other, strict=True)
        )
        for zone, corners in zip(zones, expected, strict=True)
    )


@pytest.fixture
def desk(browser_page, login):
    browser_page.context.add_cookies([login])
    return browser_page


@pytest.fixture
def board(desk, page_of_paper):
    return Board(desk, page_of_paper)


# The mouse


def test_clerk_draws_corrects_assigns_undoes_and_saves(board, desk):
    # Begun with the first story that has no zone.
    expect(board.button("食堂开张")).to_have_attribute("aria-pressed", "true")

    board.drag((500, 100), (800, 400))
    assert near(board.drawn("食堂开张"), [(500, 100), (800, 400)])
    expect(board.status).to_contain_text("已画《食堂开张》的第1个热区")
    board.drag((800, 400), (900, 600))
    assert near(board.drawn("食堂开张"), [(500, 100), (900, 600)])
    board.drag((700, 300), (720, 330))
    assert near(board.drawn("食堂开张"), [(520, 130), (920, 630)])

    desk.get_by_label("归到稿件").select_option(label="3　夜校招生")
    assert near(board.drawn("夜校招生"), [(520, 130), (920, 630)])
    expect(desk.get_by_text("选中了《夜校招生》的第1个热区")).to_be_visible()

    for _ in range(3):
        board.button("撤销").click()
    assert near(board.drawn("食堂开张"), [(500, 100), (800, 400)])
    desk.keyboard.press("Control+z")
    expect(board.button("撤销")).to_be_disabled()
    expect(desk.get_by_text("还没有热区")).to_have_count(2)
    for _ in range(4):
        desk.keyboard.press("Control+y")
    expect(board.button("重做")).to_be_disabled()

    board.save()
    expect(desk.get_by_text("已保存：改了 1 篇稿件，它们现在有 1 个热区。")).to_be_visible()
    (stored,) = regions("夜校招生")
    assert near([stored[::2]], [(520, 130), (920, 630)])
    desk.reload()
    assert board.drawn("夜校招生") == [[tuple(corner) for corner in stored[::2]]]
    expect(desk.locator("polygon.zone")).to_have_count(2)
    assert regions("步道修好了") == [LEFT]


def test_clerk_clicks_a_polygon_and_shapes_it(board, desk):
    board.button("夜校招生").click()
    board.button("画多边形").click()
    for corner in [(500, 600), (900, 600), (900, 800), (700, 800), (700, 950)]:
        board.click(*corner)
    desk.mouse.dblclick(*board.at(500, 950))

    # The last corner lies right below the first: a side snaps to what is near.
    ell = [(500, 600), (900, 600), (900, 800), (700, 800), (700, 950), (500, 950)]
    assert near(board.drawn("夜校招生"), ell)
    expect(board.button("画长方形")).to_have_attribute("aria-pressed", "true")

    # Right angles stay when a corner is dragged; a corner put into a side is free.
    board.drag((900, 800), (950, 850))
    assert near(
        board.drawn("夜校招生")[:1], [*ell[:1], (950, 600), (950, 850), (700, 850), *ell[4:]]
    )
    board.drag((725, 600), (725, 560))
    assert len(board.drawn("夜校招生")[0]) == 7
    board.button("删除这个角").click()
    assert len(board.drawn("夜校招生")[0]) == 6

    board.button("画多边形").click()
    board.click(100, 700)
    board.click(200, 700)
    desk.keyboard.press("Escape")
    expect(board.button("完成")).to_be_hidden()
    assert len(board.drawn("夜校招生")) == 1


def test_zone_drawn_near_another_takes_up_its_side(board):
    board.button("夜校招生").click()

    board.drag((404, 503), (700, 700))

    (((left, top), _),) = board.drawn("夜校招生")
    assert (left, top) == (400, 500)


def test_sides_that_cross_are_red_at_once_and_refused_by_name(board, desk, axe):
    board.draw_crossing()

    expect(desk.locator("polygon.is-wrong")).to_have_count(1)
    expect(desk.get_by_text("《食堂开张》的第1个热区边线碰到了自己")).to_be_visible()
    expect(board.button("《食堂开张》的第1个热区，边线碰到了自己，请挪开它的角")).to_be_visible()
    drawn = board.drawn("食堂开张")
    board.save()

    expect(desk.get_by_role("alert")).to_contain_text("《食堂开张》：第1个热区的边线碰到了自己")
    assert board.drawn("食堂开张") == drawn
    assert regions("食堂开张") == []
    axe(desk)


def test_every_step_before_a_refusal_is_undone_and_done_again(board, desk):
    board.drag((500, 100), (800, 300))
    board.draw_crossing()
    board.save_in_vain()
    desk.keyboard.press("Control+z")
    assert near(board.drawn("食堂开张"), [(500, 100), (800, 300)])
    desk.keyboard.press("Control+y")
    board.save_in_vain()
    board.button("撤销").click()
    board.drag((500, 800), (700, 900))
    assert len(board.drawn("食堂开张")) == 2
    for _ in range(2):
        board.button("撤销").click()
    expect(board.button("撤销")).to_be_disabled()
    desk.keyboard.press("Control+y")
    board.save()

    expect(desk.get_by_text("已保存：改了 1 篇稿件")).to_be_visible()
    expect(board.button("撤销")).to_be_disabled()
    assert near([zone[::2] for zone in regions("食堂开张")], [(500, 100), (800, 300)])


def test_after_a_refusal_undo_keeps_what_a_colleague_stored_meanwhile(board, desk):
    board.draw_crossing()
    Article.objects.filter(headline="夜校招生").update(regions=[RIGHT])
    board.save_in_vain()

    board.button("撤销").click()

    expect(board.status).to_contain_text("已撤销：没有存上的改动。")
    assert board.drawn("夜校招生") == [[(500, 0), (900, 500)]]
    board.button("重做").click()
    expect(desk.locator("polygon.is-wrong")).to_have_count(1)
    board.button("撤销").click()
    board.save()
    expect(desk.get_by_text("热区没有改动。")).to_be_visible()
    assert (regions("食堂开张"), regions("夜校招生")) == ([], [RIGHT])


def test_leaving_with_unsaved_zones_is_asked_about(board, desk):
    asked = []

    def on_dialog(dialog):
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", on_dialog)
    board.drag((500, 100), (800, 400))
    desk.keyboard.press("Control+z")
    desk.goto("/admin/")
    assert asked == []

    desk.go_back()
    board.settle()
    board.drag((500, 100), (800, 400))
    desk.goto("/admin/")
    assert asked == ["beforeunload"]

    # Gone back to, they are there again.
    desk.go_back()
    expect(desk.locator("polygon.zone")).to_have_count(2)
    assert near(board.drawn("食堂开张"), [(500, 100), (800, 400)])


def test_clerk_comes_second_and_takes_what_the_colleague_drew(board, desk):
    board.drag((500, 100), (800, 400))
    Article.objects.filter(headline="食堂开张").update(regions=[RIGHT])

    board.save()

    expect(desk.get_by_role("alert")).to_contain_text("它的热区被别人改过")
    expect(desk.locator("polygon.theirs")).to_have_count(1)
    assert near(board.drawn("食堂开张"), [(500, 100), (800, 400)])
    board.button("改用对方画的：食堂开张").click()
    assert board.drawn("食堂开张") == [[(500, 0), (900, 500)]]
    board.save()
    expect(desk.get_by_text("热区没有改动。")).to_be_visible()
    assert regions("食堂开张") == [RIGHT]


def test_image_is_enlarged_to_hit_corners(board, desk):
    before = board.svg.bounding_box()["width"]

    board.button("放大").click()
    board.button("放大").click()
    assert board.svg.bounding_box()["width"] == pytest.approx(before * 2.25, abs=2)
    # Into what is in sight.
    board.button("添加热区：夜校招生").click()
    zone = desk.locator("polygon.zone.is-picked")
    expect(zone).to_be_in_viewport(ratio=1)
    board.button("看整版").click()

    assert board.svg.bounding_box()["width"] == pytest.approx(before, abs=1)


# The keyboard


def test_clerk_draws_with_the_keyboard_alone(board, desk):
    keys = Keyboard(desk)

    keys.press(board.button("添加热区：食堂开张"))
    zone = desk.locator("polygon.is-picked")
    expect(zone).to_be_focused()
    (((left, top), (right, bottom)),) = board.drawn("食堂开张")
    for key in ["Shift+ArrowRight", "Shift+ArrowRight", "ArrowLeft", "Shift+ArrowDown"]:
        desk.keyboard.press(key)
    assert board.drawn("食堂开张") == [[(left + 19, top + 10), (right + 19, bottom + 10)]]
    expect(board.status).to_contain_text(f"《食堂开张》的第1个热区：左 {left + 19}，上 {top + 10}")

    # The third corner: lower right.
    keys.to(desk.locator("[data-corner='2']"))
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("ArrowDown")
    assert board.drawn("食堂开张") == [[(left + 19, top + 10), (right + 19, bottom + 21)]]
    expect(desk.locator("[data-corner='2']")).to_be_focused()
    desk.keyboard.press("Control+z")  # both at once
    assert board.drawn("食堂开张") == [[(left + 19, top + 10), (right + 19, bottom + 10)]]

    # A corner more, and away again.
    keys.press(board.button("在第1个角后面加一个角"))
    assert len(board.drawn("食堂开张")[0]) == 5
    expect(desk.locator("[data-corner='1']")).to_be_focused()
    desk.keyboard.press("Delete")
    expect(zone).to_be_focused()
    assert len(board.drawn("食堂开张")[0]) == 2

    # A second zone, deleted; the keyboard stays in the story.
    desk.keyboard.press("Escape")
    expect(board.button("《食堂开张》的第1个热区").first).to_be_focused()
    keys.press(board.button("添加热区：食堂开张"))
    desk.keyboard.press("Delete")
    expect(board.button("食堂开张")).to_be_focused()
    assert len(board.drawn("食堂开张")) == 1

    keys.press(board.button("保存"))
    expect(desk.get_by_text("已保存：")).to_be_visible()
    assert len(regions("食堂开张")) == 1


# Other devices, other eyes


@pytest.mark.parametrize("width, colours", [(1440, "light"), (1024, "dark"), (390, "light")])
def test_screen_is_accessible_and_no_wider_than_the_window(
    desk, page_of_paper, axe, width, colours
):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=colours)
    board = Board(desk, page_of_paper)
    axe(desk)

    board.button("《步道修好了》的第1个热区").first.click()

    expect(desk.locator("polygon.is-picked")).to_be_visible()
    axe(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_finger_picks_and_assigns_on_a_phone(at_the_desk, page_of_paper):
    phone = at_the_desk(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    board = Board(phone, page_of_paper)
    expect(board.button("选取")).to_have_attribute("aria-pressed", "true")

    phone.touchscreen.tap(*board.at(200, 250))
    phone.get_by_label("归到稿件").select_option(label="2　食堂开张")
    board.button("保存").click()

    expect(phone.get_by_text("已保存：改了 2 篇稿件")).to_be_visible()
    assert (regions("步道修好了"), regions("食堂开张")) == ([], [LEFT])


@pytest.mark.parametrize("by_touch", [True, False], ids=["finger", "mouse"])
def test_screen_says_what_to_press_before_drawing(at_the_desk, page_of_paper, by_touch):
    browser = at_the_desk(viewport={"width": 390, "height": 800}, has_touch=by_touch)
    board = Board(browser, page_of_paper)
    words = "点“画长方形”，再在图上" if by_touch else "点一篇稿件，再在图上"
    expect(browser.locator("#zones-help")).to_contain_text(words, use_inner_text=True)
    if by_touch:
        board.button("画长方形").tap()

    board.drag((500, 0), (900, 500))

    assert near(board.drawn("食堂开张"), [(500, 0), (900, 500)])


def test_zones_are_written_without_javascript(at_the_desk, page_of_paper):
    page = at_the_desk(java_script_enabled=False)
    page.goto(f"/admin/articles/page/{page_of_paper.pk}/zones/")
    expect(page.locator(".printed polygon")).to_have_count(1)
    expect(page.get_by_role("button", name="撤销")).to_be_hidden()

    page.get_by_label("《食堂开张》的热区", exact=True).fill("500,0 900,500")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("已保存：改了 1 篇稿件")).to_be_visible()
    assert regions("食堂开张") == [RIGHT]
