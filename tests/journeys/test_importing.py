"""Clerks import pages: from the typesetter's PDF to what readers see, by mouse and by keyboard."""

import base64
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from articles.importing.arrangement import Doubt
from articles.importing.dividing import part_key
from articles.importing.reviewing import review_of
from articles.models import Article, Issue
from departments.models import Person
from tests.articles.importing.reading_room import STORY, make_file, make_import, read_page
from tests.conftest import BASE_DIR
from tests.factories import make_article, make_department, make_issue, make_page, make_person
from tests.journeys.desk import Keyboard
from tests.journeys.waiting import wait_until

# A page of an invented paper, and who signs its five stories.
PDF = BASE_DIR / "tests" / "data" / "importing" / "a-qinghe-2022-05-18-p02.pdf"
SIGNERS = ["平安办", "人大工委", "青禾三村居民区", "党群办", "服务办"]
MEETING = {
    "headline": "云栖街道召开环境整治推进会",
    "body": ["5月8日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议。"],
    "signoff": "（云栖办）",
}
DOUBT = "标题“云栖街道整修便民步道”也可能是别的稿件的，请核对。"
# Drops a file on the page: [name, base64 of its content].
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: "application/pdf" }));
  document.querySelector(".drop").dispatchEvent(
    new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
}"""
COUNT_CLICKS = """addEventListener("click", (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""


@pytest.fixture
def desk(browser_page, login):
    browser_page.context.add_cookies([login])
    return browser_page


@pytest.fixture
def imported(db):
    """A page of two stories that was read with one doubt; 云栖办 signs both."""
    make_department("云栖办")
    source, arrangement = read_page(STORY, MEETING, image="page-1.jpg")
    arrangement.doubts = [Doubt(kind="headline", sentence=DOUBT, story=0, block=1)]
    return make_import((source, arrangement))


class Table:
    """The review screen as a clerk uses it."""

    def __init__(self, browser, imported):
        self.browser = browser
        browser.goto(f"/admin/articles/import/{imported.pk}/review/1/")
        self.saving = browser.locator(".saving")
        self.menu = browser.locator("#block-menu")
        self.stories = browser.locator(".story")

    def button(self, name):
        return self.browser.get_by_role("button", name=name, exact=True)

    def is_saved(self, what):
        expect(self.saving).to_have_text(f"{what}已存好。")

    def open_menu(self, block):
        self.browser.locator(f".mark[data-block='{block}'] .shade").click()
        expect(self.menu).to_be_visible()


def of_stories(imported):
    """{block: story} as stored."""
    placements = review_of(imported.pages().get()).arrangement.placements
    return {placement.block: placement.story for placement in placements}


def test_pdf_dropped_in_the_admin_is_published_with_hot_zones_in_few_clicks(desk, axe):
    for name in SIGNERS:
        make_department(name)
    desk.add_init_script(COUNT_CLICKS)
    desk.goto("/admin/")

    desk.get_by_role("link", name="导入版面").first.click()
    expect(desk.get_by_text("把文件拖到这里")).to_be_visible()
    desk.evaluate(DROP, [PDF.name, base64.b64encode(PDF.read_bytes()).decode()])
    expect(desk.get_by_text(f"{PDF.name}（")).to_be_visible()
    desk.get_by_role("button", name="开始导入").click()
    expect(desk.get_by_role("heading", level=1, name="审稿：第02版 全景")).to_be_visible(
        timeout=30_000
    )
    expect(desk.locator(".story")).to_have_count(5)
    expect(desk.locator("svg.marks .is-headline")).to_have_count(5)
    axe(desk)
    desk.get_by_role("button", name="建议全部采用").click()
    expect(desk.locator(".suggestion.is-open")).to_have_count(0)
    desk.get_by_role("button", name="采用，存成草稿").click()
    expect(desk.get_by_text("已存成草稿：2022年5月18日，1 版、5 篇稿件。")).to_be_visible()
    desk.get_by_role("button", name="保存并发布").click()
    expect(desk.get_by_text("已发布：“2022年5月18日”。")).to_be_visible()
    desk.get_by_role("link", name="看网站上的这一页").click()
    desk.get_by_role("link", name=re.compile("第02版")).first.click()
    zone = desk.get_by_role("link", name="筑牢安全防线 守护万家灯火").first
    expect(zone).to_be_visible()
    # Its picture is being made: whoever asks for it is not to outlive the test.
    wait_until(desk, "[...document.images].every((image) => image.complete)")
    assert int(desk.evaluate("sessionStorage.clicks")) == 7

    articles = Article.objects.published().as_printed()
    assert [bool(article.regions) for article in articles] == [True] * 5
    assert [article.departments[0].name for article in articles] == SIGNERS
    assert desk.locator(".zones a, svg a").count() >= 5


def test_clerk_rearranges_corrects_undoes_and_comes_back(desk, imported):
    table = Table(desk, imported)
    expect(desk.get_by_role("heading", name="请先看这 1 处")).to_be_visible()
    desk.get_by_role("link", name=DOUBT).click()
    expect(desk.locator(".mark.is-picked[data-block='1']")).to_have_count(1)
    desk.get_by_label("看过了", exact=True).check()
    expect(desk.get_by_role("heading", name="1 处疑点都看过了")).to_be_visible()

    table.open_menu(5)
    desk.get_by_label("归到稿件").select_option(label="1　云栖街道整修便民步道")
    table.is_saved("归到稿件。")
    expect(table.stories.first).to_contain_text("召开环境整治推进会")
    table.button("好了").click()
    assert of_stories(imported)[5] == 0
    table.button("撤销").click()
    table.is_saved("已撤销：归到稿件。")
    assert of_stories(imported)[5] == 1

    table.open_menu(2)
    desk.get_by_label("切成两块").select_option(label="居民出行更方便了。")
    table.is_saved("切开。")
    table.button("好了").click()
    table.open_menu(part_key(2, 1))
    table.button("从这里起另成一篇").click()
    table.is_saved("另成一篇。")
    expect(table.stories).to_have_count(3)
    desk.keyboard.press("Escape")
    for _ in range(2):
        desk.keyboard.press("Control+z")
    expect(table.stories).to_have_count(2)

    desk.get_by_label("第1篇的标题").fill("步道全修好了")
    table.is_saved("改字。")
    desk.get_by_label("标题对调").first.select_option(index=1)
    table.is_saved("对调标题。")
    expect(desk.get_by_label("第2篇的标题")).to_have_value("步道全修好了")
    table.stories.first.get_by_role("button", name="并入下一篇").click()
    table.is_saved("并入下一篇。")
    expect(table.stories).to_have_count(1)
    for _ in range(2):
        desk.keyboard.press("Control+z")
    expect(desk.get_by_label("第1篇的标题")).to_have_value("步道全修好了")
    table.open_menu(5)
    table.button("略去").click()
    table.is_saved("略去。")
    desk.keyboard.press("Escape")

    desk.reload()
    expect(desk.get_by_label("第1篇的标题")).to_have_value("步道全修好了")
    expect(desk.get_by_role("heading", name="1 处疑点都看过了")).to_be_visible()
    assert of_stories(imported)[5] is None


def test_typed_words_are_undone_at_once_and_the_field_keeps_the_keyboard(desk, imported):
    table = Table(desk, imported)
    headline, page_name = desk.get_by_label("第1篇的标题"), desk.get_by_label("版名")
    for field, is_stored in [(headline, False), (page_name, False), (page_name, True)]:
        before = field.input_value()
        field.fill("写错了")
        if is_stored:
            table.is_saved("改字。")
        desk.keyboard.press("Control+z")
        table.is_saved("已撤销：改字。")
        expect(table.button("重做")).to_be_enabled()
        expect(field).to_have_value(before)
        expect(field).to_be_focused()
    desk.keyboard.press("Control+y")
    table.is_saved("已重做：改字。")
    expect(page_name).to_have_value("写错了")

    desk.reload()
    expect(headline).to_have_value(STORY["headline"])
    expect(page_name).to_have_value("写错了")


def test_two_clerks_collide_visibly_and_neither_loses_anything(desk, imported, browser_problems):
    mine, theirs = Table(desk, imported), Table(desk.context.new_page(), imported)
    theirs.browser.get_by_label("第1篇的标题").fill("对方的标题")
    theirs.is_saved("改字。")

    desk.get_by_label("第1篇的标题").fill("我的标题")

    expect(desk.get_by_text("这一版被您自己在另一个窗口")).to_be_visible()
    browser_problems.clear()  # 409 is what this is about
    mine.button("以我的为准").click()
    mine.is_saved("以我的为准。")
    mine.button("撤销").click()
    expect(desk.get_by_label("第1篇的标题")).to_have_value("对方的标题")
    mine.button("重做").click()
    expect(desk.get_by_label("第1篇的标题")).to_have_value("我的标题")


def test_page_is_reviewed_and_accepted_by_keyboard(desk, imported):
    table, keys = Table(desk, imported), Keyboard(desk)
    keys.press(desk.get_by_role("link", name=DOUBT))
    block = desk.locator("#open-1")
    expect(block).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("这一块是")).to_be_focused()
    keys.to(desk.get_by_label("归到稿件"))
    desk.keyboard.press("ArrowDown")
    table.is_saved("归到稿件。")
    desk.keyboard.press("Escape")
    expect(table.menu).to_be_hidden()
    expect(block).to_be_focused()
    assert of_stories(imported)[1] == 1
    desk.keyboard.press("Control+z")
    table.is_saved("已撤销：归到稿件。")

    left = desk.locator(".left-over")
    waiting = desk.locator(".suggestion.is-open").count()
    expect(left).to_contain_text(f"还有 {waiting} 条建议没有定，不会录入。")
    person = table.button("采用人物：苏合")
    keys.press(person)
    expect(person).to_have_attribute("aria-pressed", "true")
    expect(person).to_be_focused()
    expect(left).to_contain_text(f"还有 {waiting - 1} 条建议没有定")
    keys.press(table.button("采用，存成草稿"))

    expect(desk.get_by_text("已存成草稿：")).to_be_visible()
    (article,) = Article.objects.filter(mentions__isnull=False)
    assert article.mentions.get().name == "苏合"


def test_taking_all_suggestions_leaves_namesakes_to_be_chosen(desk, imported):
    known = make_person("苏合")
    table = Table(desk, imported)
    left, row = desk.locator(".left-over"), desk.locator(".suggestion[data-name='苏合']")

    table.button("建议全部采用").click()

    table.is_saved("采用建议。")
    expect(desk.locator(".suggestion.is-open")).to_have_count(1)
    expect(row).to_have_class(re.compile("is-open"))
    expect(table.button("建议全部采用")).to_have_count(0)
    expect(left).to_contain_text(
        "还有 1 条建议没有定，不会录入。"
        "其中 1 条有同名的人：请在下拉框里选定是哪一位，或选“新的人”。"
    )
    desk.get_by_label("苏合是哪一位").select_option(str(known.pk))
    table.is_saved("选定人物。")
    expect(left).not_to_contain_text("建议没有定")
    table.button("采用，存成草稿").click()
    expect(desk.get_by_text("已存成草稿：")).to_be_visible()
    assert list(Person.objects.all()) == [known]
    assert known.mentions.count() == 1


@pytest.mark.parametrize("width, colours", [(1440, "light"), (390, "dark")])
def test_import_is_accessible_and_no_wider_than_the_window(desk, imported, axe, width, colours):
    make_file(imported, state="failed", problem="这份 PDF 没有文字层。")
    make_person("苏合")
    make_article("旧闻一则", page=make_page(make_issue(date(2023, 5, 10)), "02"))
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=colours)

    def check():
        axe(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width

    for path in ["add/", f"{imported.pk}/change/", ""]:
        desk.goto(f"/admin/articles/import/{path}")
        check()
    table = Table(desk, imported)
    namesakes = desk.get_by_label("苏合是哪一位")
    namesakes.select_option("新的人")
    table.is_saved("选定人物。")
    expect(namesakes).to_have_value("0")
    expect(table.button("采用人物：苏合")).to_have_attribute("aria-pressed", "true")
    for summary in desk.locator(".side summary").all():
        summary.click()
    check()
    table.open_menu(2)
    expect(table.button("好了")).to_be_in_viewport()
    check()
    table.button("好了").click()
    table.button("采用，存成草稿").click()
    expect(desk.get_by_role("heading", level=1, name="这一期已经有这些版了")).to_be_visible()
    check()


def test_text_is_imported_and_accepted_without_javascript(at_the_desk):
    page = at_the_desk(java_script_enabled=False)
    page.goto("/admin/articles/import/add/")
    page.get_by_text("没有文件？粘贴文字").click()
    text = BASE_DIR / "tests" / "data" / "importing" / "a-qinghe-2022-05-18-p02.seedlike.txt"
    page.get_by_label("或者把文字粘贴在这里").fill(text.read_text())
    page.get_by_role("button", name="开始导入").click()

    # The page that shows the progress looks again by itself.
    expect(page.get_by_role("heading", level=1, name="审稿：第02版 全景")).to_be_visible(
        timeout=30_000
    )
    page.get_by_label("第1篇的标题").fill("筑牢安全防线")
    page.get_by_label("版名").fill("要闻")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.get_by_role("button", name="采用，存成草稿").click()

    expect(page.get_by_text("已存成草稿：2022年5月18日")).to_be_visible()
    assert Issue.objects.get().pages.get().section_label == "要闻"
    assert Article.objects.filter(headline="筑牢安全防线").exists()
