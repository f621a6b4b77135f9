"""Staff at the newsroom's desk: with the mouse, and with the keyboard alone."""

import re

from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from articles.models import Article, Issue
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_page,
    make_person,
)
from tests.journeys.desk import Keyboard, choose, field, file_field

# Where the lines of a cell begin.
TOPS = """cell => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return [...text.getClientRects()].map((line) => line.top);
}"""


def test_clerk_enters_an_issue_and_publishes_it(desk, picture):
    make_department("云栖党建办", parent=make_department("云栖街道"))

    # An issue with its page
    desk.get_by_role("main").get_by_role("link", name="录入新一期").first.click()
    desk.get_by_label("出版日期").fill("2023-05-10")
    field(desk, "版次").fill("02")
    field(desk, "版名").fill("全景")
    field(desk, "责任编辑").fill("苏合")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("heading", level=1, name="2023年5月10日")).to_be_visible()
    expect(desk.get_by_text("第02版 全景：还没有稿件。")).to_be_visible()

    # An article on it
    desk.get_by_role("link", name="添加稿件").click()
    expect(desk.get_by_role("combobox", name="版")).to_contain_text("2023年5月10日 第02版 全景")
    field(desk, "标题").fill("步道修好了")
    field(desk, "正文").click()
    desk.keyboard.type("云栖街道修好了步道。")
    desk.keyboard.press("Enter")
    desk.keyboard.type("居民出行更方便了。")
    choose(desk, "发稿单位", "yqdjb", "云栖党建办 · 云栖街道")
    field(desk, "标签").fill("便民、道路")
    desk.get_by_role("button", name="添加图片").click()
    file_field(desk).set_input_files(picture)
    field(desk, "图说").fill("修好的步道")
    field(desk, "替代文字").fill("一条步道")

    # Preview while it is a draft
    desk.get_by_role("button", name="保存并预览").click()
    expect(desk.get_by_role("complementary", name="预览提示")).to_be_visible()
    expect(desk.get_by_role("heading", level=1, name="步道修好了")).to_be_visible()
    expect(desk.get_by_role("img", name="一条步道")).to_be_visible()
    address = desk.url
    assert desk.request.get("/feeds/atom/").text().count("步道修好了") == 0

    # Publish
    desk.goto("/admin/")
    desk.get_by_role("button", name="发布这一期").click()
    expect(desk.get_by_text("已发布：“2023年5月10日”。")).to_be_visible()

    # What the public sees
    desk.context.clear_cookies()
    desk.goto("/")
    desk.get_by_role("link", name="步道修好了").first.click()
    expect(desk).to_have_url(address)
    expect(desk.get_by_text("居民出行更方便了。")).to_be_visible()
    expect(desk.get_by_text("（云栖党建办）")).to_be_visible()
    assert "步道修好了" in desk.request.get("/feeds/atom/").text()


def test_clerk_enters_an_issue_with_the_keyboard_alone(browser_page, editor, picture):
    make_department("云栖党建办")
    page, keys = browser_page, Keyboard(browser_page)
    page.goto("/admin/")
    keys.type(page.get_by_label("用户名"), "editor")
    keys.type(page.get_by_label("密码"), "云栖街道")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="工作台")).to_be_visible()

    keys.press(page.get_by_role("link", name="录入新一期"))
    expect(page.get_by_role("heading", level=1, name="录入新一期")).to_be_visible()
    keys.type(field(page, "版次"), "02")
    keys.type(field(page, "版名"), "全景")
    page.keyboard.press("Enter")
    expect(page.get_by_text("第02版 全景：还没有稿件。")).to_be_visible()

    keys.press(page.get_by_role("link", name="添加稿件"))
    expect(page.get_by_role("heading", level=1, name="写稿件")).to_be_visible()
    keys.type(field(page, "标题"), "步道修好了")
    keys.to(field(page, "正文"))
    page.keyboard.type("云栖街道修好了步道。")
    keys.to(page.get_by_role("combobox", name="发稿单位"))
    page.keyboard.press("Enter")
    page.keyboard.type("djb")
    expect(page.get_by_role("option")).to_have_count(0)  # pinyin counts from the beginning
    page.keyboard.press("Control+a")
    page.keyboard.type("yqdjb")
    expect(page.get_by_role("option", name="云栖党建办")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="发稿单位")).to_contain_text("云栖党建办")
    keys.press(page.get_by_role("button", name="添加图片"))
    file = file_field(page)
    expect(file).to_be_focused()
    file.set_input_files(picture)
    keys.type(field(page, "替代文字"), "一条步道")
    keys.press(page.get_by_role("button", name="保存并预览"))
    expect(page.get_by_role("complementary", name="预览提示")).to_be_visible()

    page.goto("/admin/")
    keys.press(page.get_by_role("button", name="发布这一期"))
    expect(page.get_by_text("已发布：")).to_be_visible()
    article = Article.objects.published().get()
    assert (article.headline, article.plain_text) == ("步道修好了", "云栖街道修好了步道。")
    assert article.photos.get().alt_text == "一条步道"


def test_form_begins_at_its_first_field_or_its_first_mistake(desk):
    desk.goto("/admin/articles/issue/add/")
    expect(desk.get_by_label("出版日期")).to_be_focused()

    desk.get_by_label("出版日期").fill("2023-05-10")
    field(desk, "版次").fill("二版")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(field(desk, "版次")).to_have_value("二版")
    expect(field(desk, "版次")).to_be_focused()


def test_who_types_while_the_form_still_loads_is_not_led_elsewhere(desk):
    late = []
    # Django's own script, were it there, and what the window's `load` waits for.
    desk.route(re.compile(r"/change_form\.|/late\.png"), lambda route: late.append(route))
    desk.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
             document.body.append(Object.assign(new Image(), { src: "/late.png" }));
           })"""
    )
    desk.goto("/admin/articles/issue/add/", wait_until="domcontentloaded")
    field(desk, "版名").click()
    desk.keyboard.type("全")

    assert late
    for route in late:
        route.fulfill(status=204)
    desk.wait_for_load_state("load")
    expect(desk.get_by_role("button", name="下移")).to_be_attached()  # the scripts have begun

    desk.keyboard.type("景")
    expect(field(desk, "版名")).to_have_value("全景")


def test_what_a_colleague_saved_meanwhile_is_told_where_the_clerk_looks(desk):
    article = make_article("步道修好了")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    Article.objects.get().save()

    field(desk, "副题").fill("居民出行更方便")
    desk.get_by_role("button", name="保存", exact=True).click()

    told = desk.get_by_text("它被别人改过")
    expect(told).to_be_in_viewport()
    expect(desk.locator("ul.errorlist", has=told)).to_be_focused()


def test_row_that_is_added_is_typed_into(desk):
    make_person("苏合")
    desk.goto("/admin/articles/article/add/")
    desk.get_by_role("button", name="添加人物").click()
    desk.keyboard.press("Enter")
    desk.keyboard.type("苏")

    expect(desk.get_by_role("option", name="苏合")).to_be_visible()


def test_letters_typed_on_an_autocomplete_are_searched_for(desk):
    make_department("云栖党建办")
    desk.goto("/admin/articles/article/add/")
    unit = desk.get_by_role("combobox", name="发稿单位").first
    search = desk.locator(".select2-dropdown .select2-search__field")
    Keyboard(desk).to(unit)

    desk.keyboard.press("Control+b")
    expect(search).to_have_count(0)
    desk.keyboard.type("yqdjb")

    expect(search).to_have_value("yqdjb")
    expect(desk.get_by_role("option", name="云栖党建办")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(unit).to_contain_text("云栖党建办")


def test_key_that_the_input_method_took_opens_an_autocomplete(desk):
    desk.goto("/admin/articles/article/add/")
    unit = desk.get_by_role("combobox", name="发稿单位").first
    search = desk.locator(".select2-dropdown .select2-search__field")
    unit.focus()

    unit.dispatch_event("keydown", {"key": "d", "isComposing": True})
    expect(search).to_have_count(0)
    unit.dispatch_event("keydown", {"key": "Process", "keyCode": 229})

    expect(search).to_be_focused()


def test_long_headline_leaves_date_and_place_in_one_line(desk):
    page = make_page(make_issue("2026-12-02"), section_label="全景")
    make_article("街道召开会议" * 12, page=page, department=make_department("云栖街道" * 3))
    desk.set_viewport_size({"width": 1024, "height": 800})
    desk.goto("/admin/articles/article/")

    for column in ("day", "place"):
        tops = desk.locator(f"#result_list td.field-{column}").evaluate(TOPS)
        assert len({*tops}) == 1, column


def test_text_that_may_only_be_read_is_as_large_as_the_form(desk, editor):
    article = make_article(body="<p>步道修好了。</p><ul><li>灯也亮了</li></ul>")
    editor.groups.get().permissions.remove(Permission.objects.get(codename="change_article"))
    desk.goto(f"/admin/articles/article/{article.pk}/change/")

    size = "element => getComputedStyle(element).fontSize"
    form = desk.locator(".field-body_as_read").evaluate(size)
    for words in ("步道修好了。", "灯也亮了"):
        assert desk.get_by_text(words, exact=True).evaluate(size) == form


def test_saving_once_more_after_going_back_asks_first(desk):
    asked = []
    desk.on("dialog", lambda dialog: [asked.append(dialog.message), dialog.dismiss()])
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("步道修好了")
    desk.get_by_role("button", name="保存并预览").click()
    expect(desk.get_by_role("complementary", name="预览提示")).to_be_visible()

    desk.go_back()
    desk.get_by_role("button", name="保存", exact=True).click()

    expect(field(desk, "标题")).to_be_visible()
    assert len(asked) == 1
    assert "已经存过一次" in asked[0]
    assert Article.objects.count() == 1


def test_person_who_is_missing_is_added_from_the_article(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("步道修好了")
    desk.get_by_role("button", name="添加人物").click()

    with desk.expect_popup() as opened:
        desk.locator("#add_id_mentions-0-person").click()
    popup = opened.value
    field(popup, "姓名").fill("苏合")
    popup.get_by_role("button", name="保存").click()

    expect(desk.get_by_role("combobox", name="人物")).to_contain_text("苏合")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("link", name="步道修好了").first).to_be_visible()
    assert str(Article.objects.get().mentions.get()) == "苏合"


def test_issue_is_scheduled_and_taken_back(desk):
    issue = make_issue()
    make_article(page=make_page(issue))
    desk.goto(f"/admin/articles/issue/{issue.pk}/change/")

    desk.get_by_text("定时发布").click()
    desk.get_by_label("发布时间").fill("2099-05-10T08:00")
    desk.get_by_role("button", name="保存并定时").click()
    expect(desk.get_by_text("已定在 2099-05-10 08:00 发布")).to_be_visible()
    desk.get_by_role("button", name="取消定时").click()

    expect(desk.get_by_text("已取消定时")).to_be_visible()
    assert Issue.objects.get().state == "draft"
