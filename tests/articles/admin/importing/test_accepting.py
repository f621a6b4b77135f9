"""An import that was looked through becomes an issue, or the clerk is asked."""

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.models import Article, Import, Issue, Page
from departments.models import Person
from tests.articles.admin.importing.screens import (
    MEETING,
    SECOND,
    autosave,
    review_url,
    shown,
    url,
    write,
)
from tests.articles.importing.reading_room import decide, everything_taken, make_import, read_page
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db


def hidden(response):
    """What the answer to a question sends: {name: values}."""
    found = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', response.text):
        found.setdefault(name, []).append(value)
    return found


def test_accepting_makes_a_draft_issue_and_goes_on_there(editor_client, editor, imported):
    response = editor_client.post(url("accept", imported), follow=True)

    issue = Issue.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:articles_issue_change", args=[issue.pk])
    assert "已存成草稿：2023年5月10日，1 版、2 篇稿件。" in response.content.decode()
    assert (issue.issued_on, issue.state) == (date(2023, 5, 10), "draft")
    logged = {entry.get_change_message() for entry in LogEntry.objects.filter(user=editor)}
    assert f"由《{imported}》导入" in logged


def test_page_joins_a_public_issue_when_asked_and_is_not_called_a_draft(editor_client, imported):
    issue = make_issue(date(2023, 5, 10), published=True)

    asked = editor_client.post(url("accept", imported))

    text = asked.content.decode()
    assert (
        "还没有存。2023年5月10日这一期已经发布：采用以后，读者马上看得到第02版的版面图和 PDF；"
        "稿件还是草稿，要一篇一篇发布。"
    ) in text
    assert f'href="{review_url(imported)}">回去改日期</a>' in text
    assert not Page.objects.exists()

    done = editor_client.post(url("accept", imported), hidden(asked), follow=True)

    assert issue.pages.get().number == "02"
    text = done.content.decode()
    assert "已存成草稿" not in text
    assert "这一期已经发布，读者看得到版和版面图；新的稿件还是草稿" in text


def test_accepted_import_is_only_looked_at(editor_client, imported):
    editor_client.post(url("accept", imported))

    text = editor_client.get(review_url(imported)).content.decode()

    assert "这次导入已经采用，成为" in text
    assert "采用，存成草稿" not in text
    assert autosave(editor_client, imported, lambda review: None).status_code == 403


def test_accepted_import_asks_of_nobody_who_was_entered(editor_client):
    make_department("云栖办")
    # A 副局长 of no bureau may be any bureau's: the next import is asked who that is.
    story = MEETING | {
        "body": ["5月8日，云栖街道召开环境整治推进会。区绿化局局长沈半夏、副局长林深参加会议。"]
    }
    imported = make_import(read_page(story))
    decide(imported, choices=everything_taken(imported))

    editor_client.post(url("accept", imported))

    assert Person.objects.filter(name="林深").exists()
    page = shown(editor_client, imported)
    (row,) = (row for row in page.suggestions if row.name == "林深")
    assert (row.is_taken, row.asks_who, page.waiting, page.asking) == (True, False, 0, 0)
    assert page.open_doubts == []


def test_plain_form_is_stored_and_accepted_by_one_button(editor_client, imported):
    headline = shown(editor_client, imported).stories[0].fields["headline"].name

    write(editor_client, imported, **{headline: "步道全修好了", "_accept": "1"})

    headlines = Article.objects.as_printed().values_list("headline", flat=True)
    assert list(headlines) == ["步道全修好了", "口袋公园开放"]


def test_page_without_a_date_is_refused_with_what_to_do(editor_client):
    imported = make_import(read_page(masthead="第{number}版"))

    response = editor_client.post(url("accept", imported), follow=True)

    assert response.redirect_chain[-1][0] == review_url(imported)
    assert "没有日期。请填上出版日期。" in response.content.decode()
    assert not Issue.objects.exists()


def test_page_that_is_there_is_compared_and_replaced_when_asked(editor_client, imported):
    issue = make_issue(date(2023, 5, 10))
    page = make_page(issue, "02")
    make_article("云栖街道整修便民步道", page=page, body="<p>老的。</p>")
    make_article("旧闻一则", page=page, body="<p>旧的。</p>")

    response = editor_client.post(url("accept", imported))

    text = response.content.decode()
    assert re.search(r"改</b> <a[^>]+>云栖街道整修便民步道", text)
    assert "增</b> 口袋公园开放" in text
    assert re.search(r"删</b> <a[^>]+>旧闻一则", text)
    assert Article.objects.filter(headline="旧闻一则").exists()

    editor_client.post(url("accept", imported), {"replacing": ["02"]})

    headlines = Article.objects.as_printed().values_list("headline", flat=True)
    assert list(headlines) == ["云栖街道整修便民步道", "口袋公园开放"]
    assert Page.objects.count() == 1


def test_replacing_a_page_and_joining_a_public_issue_are_both_asked(editor_client):
    imported = make_import(
        read_page(), read_page(SECOND, number="03", number_in_file=2, image="page-2.jpg")
    )
    issue = make_issue(date(2023, 5, 10), published=True)
    make_article("旧闻一则", page=make_page(issue, "02"))

    first = editor_client.post(url("accept", imported))
    second = editor_client.post(url("accept", imported), hidden(first))

    assert "这一期已经发布：换上的版面图和 PDF，读者马上看得到。" in first.content.decode()
    assert "采用以后，读者马上看得到第03版的版面图；" in second.content.decode()
    assert Article.objects.get().headline == "旧闻一则"

    editor_client.post(url("accept", imported), hidden(second))

    assert [page.number for page in issue.pages.order_by("number")] == ["02", "03"]
    assert not Article.objects.filter(headline="旧闻一则").exists()


def test_page_that_readers_know_is_not_offered_to_be_replaced(editor_client, imported):
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02")
    make_article("云栖街道整修便民步道", page=page, published=True, body="<p>老的。</p>")

    text = editor_client.post(url("accept", imported)).content.decode()

    assert "已经发布过，导入不会替换它" in text
    assert "换成这次导入的</button>" not in text


def test_deleting_an_import_keeps_its_issue(
    editor_client, imported, django_capture_on_commit_callbacks
):
    editor_client.post(url("accept", imported))
    stored = imported.pages().first().image

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("delete", imported), {"post": "yes"})

    assert not Import.objects.exists()
    assert Issue.objects.exists()
    assert not default_storage.exists(stored)
