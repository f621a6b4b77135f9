"""Writing and pasting in the rich text editor; nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import (
    make_article,
)
from tests.journeys.desk import field

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

PASTE = """(editor, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
LINES = """
<section><span>步道通了。<br>居民<b>说好。<br/>欢迎</b>来走。</span></section>
<ul><li>第一段<br clear="all" />第二段</li></ul><table><tr><td>甲<br>乙</td></tr></table>
"""


@pytest.mark.parametrize(
    "html, text",
    [
        (WORD, "云栖街道5月整修步道。\n居民出行更方便了。"),
        (WECHAT, "步道通了。\n点这里欢迎来走。"),
        (LINES, "步道通了。\n居民说好。\n欢迎来走。\n第一段\n第二段\n甲\n乙"),
    ],
    ids=["word", "wechat", "line breaks"],
)
def test_pasted_text_is_stored_clean(desk, html, text):
    desk.goto("/admin/articles/article/add/")
    field(desk, "标题").fill("贴来的稿子")
    field(desk, "正文").click()

    field(desk, "正文").evaluate(PASTE, html)
    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_role("link", name="贴来的稿子").first).to_be_visible()
    article = Article.objects.get()
    assert article.plain_text == text
    tags = set(re.findall(r"<(\w+)", article.body))
    assert tags <= {"p", "strong", "a", "ul", "li", "table", "tbody", "tr", "td"}
    assert not re.search(r"style=|class=|onclick|javascript:|data:", article.body)


def test_word_pasted_into_a_paragraph_leaves_it_one(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "正文").click()
    desk.keyboard.type("步道了。")
    for _ in range(2):
        desk.keyboard.press("ArrowLeft")

    field(desk, "正文").evaluate(PASTE, '<span>通</span><br class="Apple-interchange-newline">')

    assert field(desk, "正文").locator("p").all_inner_texts() == ["步道通了。"]


def test_line_break_that_is_typed_ends_the_paragraph(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "正文").click()
    desk.keyboard.type("步道通了。")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("欢迎来走。")

    paragraphs = field(desk, "正文").locator("p")
    assert paragraphs.all_inner_texts() == ["步道通了。", "欢迎来走。"]


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


def test_buttons_that_are_off_say_so_without_the_icons_font_too(desk, axe):
    desk.route("**/*.woff2", lambda route: route.abort())
    desk.goto("/admin/articles/article/add/")
    undo = desk.get_by_role("button", name="撤销")
    expect(undo).to_be_disabled()
    axe(desk)

    field(desk, "正文").press_sequentially("步道通了")
    expect(undo).to_be_enabled()
    undo.click()
    expect(undo).to_be_disabled()


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


def test_text_outlasts_the_article_that_a_colleague_deleted(desk):
    article = make_article("步道修好了")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    field(desk, "正文").click()
    desk.keyboard.type("写了一下午。")
    article.delete()

    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_role("alert")).to_contain_text("没有保存：这一条刚被同事删除")
    expect(field(desk, "正文")).to_contain_text("写了一下午。")


def test_text_is_still_in_the_editor_after_going_on_and_back(desk):
    desk.goto("/admin/articles/article/add/")
    field(desk, "正文").click()
    desk.keyboard.type("写了一下午的正文。")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("link", name="工作台").first.click()
    expect(desk.get_by_role("heading", level=1, name="工作台")).to_be_visible()

    desk.go_back()

    expect(field(desk, "正文")).to_contain_text("写了一下午的正文。")


def test_enter_in_the_time_of_publication_schedules(desk):
    article = make_article("步道修好了")
    desk.goto(f"/admin/articles/article/{article.pk}/change/")

    desk.get_by_text("定时发布").click()
    desk.get_by_label("发布时间").fill("2099-05-10T08:00")
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("已定在 2099-05-10 08:00 发布")).to_be_visible()
