"""Who may see imports, change them, and make issues of them."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.importing.accepting import ENTERED, REPLACED
from articles.importing.accepting import accept
from articles.models import Issue
from tests.articles.admin.importing.screens import MEETING, SECOND, UPLOAD, review_url, url, write
from tests.articles.importing.reading_room import decide, everything_taken, make_import, read_page
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db


def clerk(django_user_model, *permissions):
    """The browser of somebody who may do no more than this."""
    user = django_user_model.objects.create_user(f"clerk{len(permissions)}", is_staff=True)
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=label, codename=codename)
        )
    client = Client()
    client.force_login(user)
    return client


def addresses(imported):
    """(what is sent, address) of each thing that can be done with an import."""
    file = imported.files.first()
    return [
        ("get", url("change", imported)),
        ("get", url("progress", imported)),
        ("get", review_url(imported)),
        ("get", url("picture", imported, 1, "page-1.jpg")),
        ("post", review_url(imported)),
        ("post", url("accept", imported)),
        ("post", url("again", imported, file.pk)),
        ("post", url("delete", imported)),
        ("get", reverse("admin:articles_import_changelist")),
        ("get", reverse(UPLOAD)),
    ]


def test_nobody_without_permission_sees_or_changes_an_import(client, django_user_model, imported):
    outsider = clerk(django_user_model, "articles.change_article", "articles.view_issue")

    for method, address in addresses(imported):
        assert getattr(client, method)(address).url.startswith("/admin/login/"), address
        assert getattr(outsider, method)(address).status_code == 403, address
    desk = outsider.get(reverse("admin:index")).content.decode()
    issues = outsider.get(reverse("admin:articles_issue_changelist")).content.decode()
    assert "导入" not in desk + issues


def test_who_may_only_see_changes_nothing(django_user_model, imported):
    reader = clerk(django_user_model, "articles.view_import")

    text = reader.get(review_url(imported)).content.decode()

    assert "readonly" in text
    assert "采用，存成草稿" not in text
    refused = [reader.post(review_url(imported)), reader.post(url("accept", imported))]
    refused += [reader.get(reverse(UPLOAD)), reader.post(url("delete", imported))]
    refused.append(reader.post(url("again", imported, imported.files.first().pk)))
    assert {response.status_code for response in refused} == {403}


def test_who_may_not_enter_an_issue_accepts_none(django_user_model, imported):
    reviewer = clerk(
        django_user_model, "articles.view_import", "articles.change_import", *ENTERED[1:]
    )

    assert "采用，存成草稿" not in reviewer.get(review_url(imported)).content.decode()
    assert reviewer.post(url("accept", imported)).status_code == 403
    write(reviewer, imported, **{"masthead-page_name": "民生", "_accept": "1"})
    assert not Issue.objects.exists()


def test_who_may_not_change_meetings_accepts_none(django_user_model, imported):
    # A known meeting gets people: nothing of its own row is written, but by hand it asks for this.
    rights = {"articles.view_import", "articles.change_import", *ENTERED}
    reviewer = clerk(django_user_model, *rights - {"departments.change_meeting"})
    entitled = clerk(django_user_model, *rights, "departments.change_meeting")

    assert reviewer.post(url("accept", imported)).status_code == 403
    assert not Issue.objects.exists()
    assert entitled.post(url("accept", imported)).status_code == 302


def rights(captured, statement, verb):
    """The permissions for what SQL was seen to do to the paper's tables."""
    pattern = re.compile(rf'^{statement} "(articles|departments)_(\w+)"')
    found = {pattern.match(query["sql"]) for query in captured.captured_queries} - {None}
    codenames = {(match[1], f"{verb}_{match[2]}") for match in found}
    known = Permission.objects.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in codenames & set(known)}


def test_accepting_asks_for_all_that_it_writes_and_takes_away(editor):
    make_department("云栖办")
    story = MEETING | {"picture": (7, "picture-7.jpg", "会议现场")}
    imported = make_import(read_page(story, SECOND))
    decide(imported, choices=everything_taken(imported))
    again = make_import(read_page(story | {"body": [*MEETING["body"], "大家说好。"]}))
    decide(again, choices=everything_taken(again))

    with CaptureQueriesContext(connection) as first:
        accept(imported, by=editor)
    with CaptureQueriesContext(connection) as second:
        accept(again, by=editor, replacing={"02"})

    added = rights(first, "INSERT INTO", "add")
    assert added == {right for right in ENTERED if ".add_" in right}
    # What hangs on an article goes with it: by hand it asks for no more.
    assert set(REPLACED) <= rights(second, "DELETE FROM", "delete")


def test_who_may_not_delete_articles_replaces_no_page(django_user_model, imported):
    page = make_page(make_issue(date(2023, 5, 10)), "02")
    make_article("旧闻一则", page=page)
    reviewing = ["articles.view_import", "articles.change_import"]
    adding = clerk(django_user_model, *reviewing, *ENTERED, *REPLACED[1:])
    deleting = clerk(django_user_model, *reviewing, *ENTERED, *REPLACED)

    asked = adding.post(url("accept", imported)).content.decode()
    refused = adding.post(url("accept", imported), {"replacing": ["02"]}, follow=True)

    assert "您没有删除稿件" in asked
    assert "换成这次导入的</button>" not in asked
    assert "您没有删除稿件" in refused.content.decode()
    assert [article.headline for article in page.articles.all()] == ["旧闻一则"]
    deleting.post(url("accept", imported), {"replacing": ["02"]})
    assert page.articles.count() == 2


def test_import_of_another_number_is_not_found(editor_client, imported):
    other = make_import(read_page(number="03"))
    file = other.files.get()

    assert editor_client.get(url("review", imported, 9)).status_code == 404
    again = reverse("admin:articles_import_again", args=[imported.pk, file.pk])
    assert editor_client.post(again).status_code == 404
    assert editor_client.get("/admin/articles/import/胡/change/").status_code == 404
