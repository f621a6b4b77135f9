"""Staff at the newsroom's desk in a real browser: with the mouse, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Issue
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
    picture_bytes,
)

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=ZH-CN>
<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span
style='font-family:宋体;mso-ascii-font-family:"Times New Roman"'>云栖街道</span><b><span
lang=EN-US>5</span>月</b>整修步道。<o:p></o:p></p>
<p class=MsoNormal><span style='color:red'>居民出行更方便了。</span></p></body></html>
"""
WECHAT = """
<section style="margin:0 16px;line-height:2" data-tools="135editor" onclick="alert(1)">
<section><span style="color:rgb(63,63,63)">步道通了。</span></section>
<section><img data-src="//mmbiz.example/0.png" src="data:image/gif;base64,R0lGOD"></section>
<p style="text-align:justify"><a href="javascript:void(0)">点这里</a><strong>欢迎来走。</strong></p>
<script>alert(2)</script></section>
"""


# The editor and the autocompletes are drawn by scripts.
DRAWN = """() =>
  !document.querySelector(".prose-editor:not(:has(.prose-menubar))") &&
  [...document.querySelectorAll("textarea[data-django-prose-editor-configurable]")].every(
    (text) => text.closest(".prose-editor")) &&
  [...document.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])")].every(
    (select) => select.nextElementSibling?.querySelector("[aria-labelledby*=_label]"))
"""


@pytest.fixture
def picture(tmp_path):
    """A picture file on the clerk's disk."""
    path = tmp_path / "步道.jpg"
    path.write_bytes(picture_bytes())
    return path


@pytest.fixture
def desk(browser_page, editor):
    """The browser, logged in, at the dashboard."""
    browser_page.goto("/admin/")
    browser_page.get_by_label("用户名").fill("editor")
    browser_page.get_by_label("密码").fill("云栖街道")
    browser_page.get_by_role("button", name="登录").click()
    expect(browser_page.get_by_role("heading", level=1, name="工作台")).to_be_visible()
    return browser_page


def field(page, label):
    return page.get_by_role("textbox", name=label, exact=True)


def file_field(page):
    """The file input of the first picture."""
    return page.locator("#photos-0 input[type=file]")


def choose(page, field, term, label):
    """Pick a row in an autocomplete by typing a part of its name or its pinyin."""
    page.get_by_role("combobox", name=field).click()
    page.keyboard.type(term)
    page.get_by_role("option", name=label).click()


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


class Keyboard:
    """A clerk without a mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, target, key="Tab"):
        """Press Tab until the target has the focus."""
        for _ in range(120):
            if target.count() and target.first.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{key} never reached {target}")

    def press(self, target):
        self.to(target)
        self.page.keyboard.press("Enter")

    def type(self, target, text):
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)


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


@pytest.fixture
def three(db):
    """A page with the articles 甲, 乙 and 丙."""
    page = make_page()
    for headline in "甲乙丙":
        make_article(headline, page=page)
    return page


def headlines(page):
    """The headlines in the form, from top to bottom."""
    fields = page.get_by_role("textbox", name="标题")
    return [fields.nth(index).input_value() for index in range(fields.count())]


def test_clerk_drags_an_article_to_the_top(desk, three):
    desk.goto(f"/admin/articles/page/{three.pk}/change/")
    handles = desk.locator(".row-handle")
    start, end = handles.nth(2).bounding_box(), handles.nth(0).bounding_box()

    desk.mouse.move(start["x"] + 8, start["y"] + 8)
    desk.mouse.down()
    desk.mouse.move(start["x"] + 8, start["y"] - 20, steps=5)
    desk.mouse.move(end["x"] + 8, end["y"] - 4, steps=10)
    desk.mouse.up()

    assert headlines(desk) == ["丙", "甲", "乙"]
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_text("成功")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["丙", "甲", "乙"]


def test_clerk_moves_an_article_with_buttons_and_hears_where_it_is(desk, three):
    desk.goto(f"/admin/articles/page/{three.pk}/change/")
    keys = Keyboard(desk)

    keys.press(desk.get_by_role("button", name="下移：甲"))
    expect(desk.locator("[aria-live]")).to_have_text("甲：第 2 位，共 3 位")
    desk.keyboard.press("Enter")

    assert headlines(desk) == ["乙", "丙", "甲"]
    expect(desk.get_by_role("button", name="下移：甲")).to_be_disabled()
    expect(desk.get_by_role("button", name="上移：甲")).to_be_focused()
    keys.press(desk.get_by_role("button", name="保存", exact=True))
    expect(desk.get_by_text("成功")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["乙", "丙", "甲"]


def test_order_is_numbers_without_javascript(chromium, live_server, client, editor, three):
    client.force_login(editor)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"/admin/articles/page/{three.pk}/change/")

    page.get_by_label("版内次序").first.fill("9")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("成功")).to_be_visible()
    assert [str(article) for article in three.articles.order_by("position")] == ["乙", "丙", "甲"]
    context.close()


def test_added_pages_are_numbered_on(desk):
    issue = make_issue()
    make_page(issue, "01", responsible_editor="苏合")
    desk.goto(f"/admin/articles/issue/{issue.pk}/change/")

    desk.get_by_role("button", name="添加一版").click()
    desk.get_by_role("button", name="添加一版").click()
    desk.get_by_role("button", name="移除").first.click()
    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_text("成功")).to_be_visible()
    pages = issue.pages.values_list("sequence", "number", "responsible_editor")
    assert list(pages) == [(1, "01", "苏合"), (2, "03", "苏合")]


@pytest.mark.parametrize(
    "html, text",
    [
        (WORD, "云栖街道5月整修步道。\n居民出行更方便了。"),
        (WECHAT, "步道通了。\n点这里欢迎来走。"),
    ],
    ids=["word", "wechat"],
)
def test_pasted_text_is_stored_clean(desk, html, text):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("贴来的稿子")
    field(desk, "正文").click()

    field(desk, "正文").evaluate(
        """(editor, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        html,
    )
    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_role("link", name="贴来的稿子").first).to_be_visible()
    article = Article.objects.get()
    assert article.plain_text == text
    tags = set(re.findall(r"<(\w+)", article.body))
    assert tags <= {"p", "strong", "a"}
    assert not re.search(r"style=|class=|onclick|javascript:|data:", article.body)


def test_unsaved_text_is_not_left_without_a_question(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("还没存的")
    questions = []

    def stay(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    desk.once("dialog", stay)
    desk.get_by_role("link", name="工作台").first.click()

    expect(field(desk, "标题")).to_have_value("还没存的")
    assert questions == ["beforeunload"]
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("link", name="还没存的").first).to_be_visible()


def test_expired_login_does_not_cost_the_text(desk, editor, client):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("写了一下午")
    desk.context.clear_cookies()

    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_role("alert")).to_contain_text("登录已经过期，没有保存；您写的都还在。")
    other = desk.context.new_page()
    other.goto("/admin/")
    other.get_by_label("用户名").fill("editor")
    other.get_by_label("密码").fill("云栖街道")
    other.get_by_role("button", name="登录").click()
    other.get_by_role("heading", level=1, name="工作台").wait_for()
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.get_by_role("link", name="写了一下午").first).to_be_visible()


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


def test_issue_is_scheduled_and_withdrawn(desk):
    issue = make_issue()
    make_article(page=make_page(issue))
    desk.goto(f"/admin/articles/issue/{issue.pk}/change/")

    desk.get_by_text("定时发布").click()
    desk.get_by_label("发布时间").fill("2099-05-10T08:00")
    desk.get_by_role("button", name="保存并定时").click()
    expect(desk.get_by_text("已定在 2099-05-10 08:00 发布")).to_be_visible()
    desk.get_by_role("button", name="撤回").click()

    expect(desk.get_by_text("已撤回")).to_be_visible()
    assert Issue.objects.get().state == "draft"


def test_editor_and_lists_speak_chinese(desk):
    desk.goto("/admin/articles/article/add/")
    expect(desk.get_by_role("button", name="加粗")).to_be_visible()
    desk.evaluate(
        "document.querySelectorAll('.material-icons').forEach((e) => e.replaceChildren())"
    )
    words = desk.evaluate(
        """[...document.querySelectorAll("[title], [aria-label], [placeholder]")].flatMap(
          (e) => ["title", "aria-label", "placeholder"].map((name) => e.getAttribute(name) ?? "")
        ).concat(document.body.innerText.split("\\n"))"""
    )

    english = {word for word in words if re.search(r"[A-Za-z]{3,}", word)}

    # Names of file formats, and the name of the account.
    assert {word for word in english if not re.search(r"JPEG|PNG|editor", word)} == set()


@pytest.fixture
def screens(editor):
    """One address of each kind of screen, with something of everything on it."""
    issue = make_issue()
    page = make_page(issue)
    article = make_article("步道修好了", page=page, person=make_person())
    article.signoffs.create(department=make_department())
    article.corrections.create(text="“三处”应为“两处”。")
    meeting = make_meeting()
    meeting.attendances.create(role="chair", person=make_person())
    article.meetings.add(meeting)
    article.tags.add("便民")
    make_photo(article, alt_text="")
    make_article("", page=page, department=False)
    make_page(issue)
    return [
        "/admin/",
        "/admin/articles/issue/",
        "/admin/articles/issue/add/",
        f"/admin/articles/issue/{issue.pk}/change/",
        f"/admin/articles/page/{page.pk}/change/",
        "/admin/articles/article/",
        "/admin/articles/article/?q=没有的词",
        "/admin/articles/article/add/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/history/",
        f"/admin/articles/article/{article.pk}/delete/",
        "/admin/departments/department/",
        f"/admin/departments/department/{make_department().pk}/change/",
        "/admin/departments/person/",
        f"/admin/departments/person/{make_person().pk}/change/",
        "/admin/departments/meeting/",
        f"/admin/departments/meeting/{meeting.pk}/change/",
        "/admin/taggit/tag/",
        "/admin/articles/publication/",
        "/admin/password_change/",
    ]


@pytest.mark.parametrize("width, colours", [(1440, "light"), (390, "dark")])
def test_every_screen_is_accessible(screens, desk, axe, width, colours):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=colours)
    for path in screens:
        desk.goto(path)
        desk.wait_for_function(DRAWN)

        axe(desk)


def test_login_is_accessible(browser_page, axe, db):
    browser_page.goto("/admin/login/")
    axe(browser_page)

    browser_page.get_by_label("用户名").fill("nobody")
    browser_page.get_by_label("密码").fill("x")
    browser_page.get_by_role("button", name="登录").click()

    expect(browser_page.get_by_text("用户名或密码不对")).to_be_visible()
    axe(browser_page)


def test_form_with_errors_is_accessible_and_keeps_the_text(desk, axe):
    desk.goto("/admin/articles/issue/add/")
    field(desk, "版名").fill("全景")
    desk.get_by_role("button", name="添加一版").click()
    numbers = field(desk, "版次")
    numbers.nth(0).fill("02")
    numbers.nth(1).fill("02")

    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_text("第02版写了两次，请改正其中一个版次。")).to_be_visible()
    expect(field(desk, "版名").first).to_have_value("全景")
    axe(desk)


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_no_screen_is_wider_than_the_window(screens, desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    for path in screens:
        desk.goto(path)

        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path


def test_clerk_sets_a_subheading_and_a_table(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("步道修好了")
    field(desk, "正文").click()
    desk.keyboard.type("三处步道")
    desk.get_by_role("button", name="段落样式：正文").press("Enter")
    desk.get_by_role("button", name="小标题").click()
    expect(desk.get_by_role("button", name="段落样式：小标题")).to_be_visible()
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("都通了。")
    desk.get_by_role("button", name="插入表格").click()
    expect(desk.get_by_label("行数")).to_be_visible()
    assert desk.get_by_label("第一行是表头").locator("option").all_inner_texts() == ["是", "否"]
    desk.get_by_role("button", name="取消").click()

    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_role("link", name="步道修好了").first).to_be_visible()
    assert Article.objects.get().body == "<h3>三处步道</h3>\n<p>都通了。</p>"
