"""An editor copies an article into WeChat's editor."""

import re

from playwright.sync_api import expect

from articles.models import Article
from tests.admin_forms import admin_url
from tests.factories import make_article, make_photo

READ = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return { html: await read("text/html"), text: await read("text/plain") };
}"""


def test_editor_copies_an_article_for_wechat(desk, axe, browser_problems):
    article = make_article("步道修好了", body="<p>步道<strong>修好</strong>了。</p><p>好走。</p>")
    make_photo(article)
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto(admin_url(Article, "change", article.pk))
    desk.get_by_role("link", name="复制到公众号").click()
    expect(desk.get_by_text("还没有在网站上发布")).to_be_visible()
    # The preview looks as it will there, under a policy without inline styles.
    first = desk.locator("#wechat-preview p", has_text="步道修好了。")
    expect(first).to_have_css("text-indent", "34px")
    axe(desk)
    assert browser_problems == []

    desk.get_by_role("button", name="复制正文").click()

    expect(desk.get_by_role("status")).to_have_text("已复制，到公众号的正文里粘贴。")
    copied = desk.evaluate(READ)
    assert re.search(r'<p style="[^"]*text-indent: ?34px[^"]*">步道<strong style=', copied["html"])
    assert "【图1：整修后的步道】" in copied["html"]
    assert "data-css" not in copied["html"]
    assert "步道修好了。\n好走。" in copied["text"].replace("\r\n", "\n")

    desk.get_by_role("button", name="复制原文链接").click()
    expect(desk.get_by_role("status")).to_have_text("已复制原文链接。")
    assert desk.evaluate("navigator.clipboard.readText()").endswith(article.get_absolute_url())
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith("-图1.jpg")
    # Reading the clipboard back is this test's doing: there the browser's own parser meets `style`.
    browser_problems[:] = [one for one in browser_problems if "inline style" not in one]


def test_browser_that_forbids_copying_leaves_the_text_selected(desk):
    article = make_article("步道修好了")
    desk.add_init_script("document.execCommand = () => false")
    desk.goto(admin_url(Article, "wechat", article.pk))

    desk.get_by_role("button", name="复制正文").click()

    expect(desk.get_by_role("status")).to_contain_text("请按 Ctrl+C")
    assert "便民步道" in desk.evaluate("String(document.getSelection())")
