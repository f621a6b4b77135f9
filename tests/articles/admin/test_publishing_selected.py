"""Publishing and withdrawing several rows of a list: asked first, all or nothing."""

import re
from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import Article, Issue, Page
from tests.admin_forms import admin_url
from tests.factories import make_article, make_issue, make_page


def act(client, model, action, *rows):
    data = {"action": action, "index": 0, "_selected_action": [row.pk for row in rows]}
    return client.post(admin_url(model, "changelist"), data, follow=True)


def answer(client, asked, address=None):
    """Press the button of a question: its hidden fields are sent to the list."""
    data = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', asked.text):
        data.setdefault(name, []).append(value)
    address = address or admin_url(asked.context["opts"].model, "changelist")
    return client.post(address, data, follow=True)


def test_selected_articles_are_published_once_that_is_answered(editor_client):
    articles = [make_article("步道修好了"), make_article("食堂开张")]

    asked = act(editor_client, Article, "publish_selected", *articles)

    assert "发布选中的 2 篇稿件？" in asked.text
    assert "读者马上看得到它们" in asked.text
    assert f'href="{admin_url(Article, "change", articles[0].pk)}">步道修好了</a>' in asked.text
    assert not Article.objects.published().exists()

    response = answer(editor_client, asked)

    assert "已发布 2 篇稿件。" in response.content.decode()
    assert Article.objects.published().count() == 2
    assert LogEntry.objects.filter(change_message="发布").count() == 2


def test_selected_articles_are_published_all_or_none(editor_client):
    bare = make_article("", department=False)

    response = act(editor_client, Article, "publish_selected", make_article(), bare)

    text = response.content.decode()
    assert "一件也没有发布" in text
    assert "没有标题" in text
    assert "没有发稿单位" in text
    assert f'href="{admin_url(Article, "change", bare.pk)}"' in text
    assert not Article.objects.published().exists()


def test_selected_article_is_published_at_once(editor_client):
    response = act(editor_client, Article, "publish_selected", make_article())

    assert "已发布 1 篇稿件。" in response.content.decode()


def test_selected_articles_that_are_public_are_not_said_to_be_published(editor_client):
    public, draft = make_article(published=True), make_article()
    later = make_article(published=timezone.now() + timedelta(days=1))

    asked = act(editor_client, Article, "publish_selected", public, later, draft)
    done = answer(editor_client, asked)
    again = act(editor_client, Article, "publish_selected", public, later, draft)

    assert "发布选中的 2 篇稿件？" in asked.text
    assert "已发布 2 篇稿件。" in done.text
    assert "选中的都已经发布，不用再发布。" in again.text
    published = LogEntry.objects.filter(change_message="发布").values_list("object_id", flat=True)
    assert {*published} == {str(later.pk), str(draft.pk)}


def test_public_issue_is_published_again_with_what_joined_it(editor_client, ready_issue):
    ready_issue.publish()
    added = make_article(page=ready_issue.pages.first())

    act(editor_client, Issue, "publish_selected", ready_issue)

    added.refresh_from_db()
    assert added.state == "published"


def test_selected_articles_are_withdrawn_once_that_is_answered(editor_client):
    published = [make_article(f"步道{number}", published=True) for number in range(22)]
    later = make_article("未到时候", published=timezone.now() + timedelta(days=1))
    draft = make_article("草稿一篇")

    asked = act(editor_client, Article, "withdraw_selected", *published, later, draft)

    assert "撤回选中的 23 篇稿件？" in asked.text
    assert "撤回以后，读者看不到它们了" in asked.text
    assert "定了时间、还没有发布的，取消定时，变回草稿。" in asked.text
    assert "另有 3 篇稿件。" in asked.text
    assert "草稿一篇" not in asked.text
    assert Article.objects.published().count() == 22

    response = answer(editor_client, asked)

    assert "已撤回 23 篇稿件。" in response.text
    assert not Article.objects.published().exists()


def test_whole_list_is_withdrawn_as_it_was_filtered(editor_client):
    published = [make_article(f"步道{number}", published=True) for number in range(3)]
    make_article("别的", published=True)
    address = admin_url(Article, "changelist") + "?q=标题:步道"
    data = {"action": "withdraw_selected", "index": 0, "select_across": 1}

    asked = editor_client.post(address, data | {"_selected_action": published[0].pk})

    assert "撤回选中的 3 篇稿件？" in asked.text
    answer(editor_client, asked, address)

    assert [article.headline for article in Article.objects.published()] == ["别的"]


def test_answer_holds_for_no_more_than_was_asked(editor_client):
    first, second, third = (make_article(published=at) for at in (True, True, False))
    asked = act(editor_client, Article, "withdraw_selected", first, second, third)
    third.publish()

    again = answer(editor_client, asked)

    assert "撤回选中的 3 篇稿件？" in again.text
    assert Article.objects.published().count() == 3


def test_selected_issues_are_not_withdrawn_unasked(editor_client, ready_issue):
    ready_issue.publish()
    other = make_issue(published=True)

    asked = act(editor_client, Issue, "withdraw_selected", ready_issue, other)

    assert "撤回选中的 2 期？" in asked.text
    assert "读者看不到它们，上面的稿件也都看不到了。" in asked.text
    assert Issue.objects.published().count() == 2


def test_who_may_only_look_is_not_even_asked(reader_client):
    articles = [make_article(published=True), make_article(published=True)]

    for asked in ("", "2"):
        data = {"action": "withdraw_selected", "asked": asked}
        data["_selected_action"] = [article.pk for article in articles]
        response = reader_client.post(admin_url(Article, "changelist"), data, follow=True)
        assert "撤回选中的" not in response.text

    assert Article.objects.published().count() == 2


def test_selected_article_is_withdrawn_at_once(editor_client):
    article = make_article(published=True)

    response = act(editor_client, Article, "withdraw_selected", article)

    assert "已撤回 1 篇稿件。" in response.content.decode()
    assert not Article.objects.published().exists()


def test_selected_drafts_are_not_said_to_be_withdrawn(editor_client):
    article, draft = make_article(published=True), make_article()
    before = draft.updated_at

    both = act(editor_client, Article, "withdraw_selected", article, draft)
    again = act(editor_client, Article, "withdraw_selected", article, draft)

    assert "已撤回 1 篇稿件。" in both.content.decode()
    assert "选中的都没有发布，不用撤回。" in again.content.decode()
    assert LogEntry.objects.get(change_message="撤回").object_id == str(article.pk)
    draft.refresh_from_db()
    assert draft.updated_at == before


def test_selected_issues_are_published_with_their_articles(editor_client, ready_issue):
    response = act(editor_client, Issue, "publish_selected", ready_issue)

    assert "已发布 1 期。" in response.content.decode()
    assert Article.objects.published().count() == 3


def test_selected_issue_with_an_empty_page_is_refused_by_name(editor_client, ready_issue):
    page = make_page(ready_issue, "03", section_label="民生")

    response = act(editor_client, Issue, "publish_selected", ready_issue)

    text = response.content.decode()
    assert "2023年5月10日 第03版 民生：还没有稿件。" in text
    assert f'href="{admin_url(Page, "change", page.pk)}"' in text
    assert not Issue.objects.published().exists()
