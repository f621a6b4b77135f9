"""复制到公众号 in the admin."""

import pytest
from django.contrib.auth.models import Permission

from articles.models import Article, Issue
from tests.admin_forms import admin_url
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def test_form_leads_to_the_screen(editor_client, ready_issue):
    for row in (ready_issue, ready_issue.articles.first()):
        form = editor_client.get(admin_url(type(row), "change", row.pk)).content.decode()

        assert f'href="{admin_url(type(row), "wechat", row.pk)}"' in form


def test_draft_can_be_copied_but_is_called_one(editor_client, ready_issue):
    article = ready_issue.articles.first()
    make_photo(article)
    address = admin_url(Article, "wechat", article.pk)

    draft = editor_client.get(address)
    ready_issue.publish()
    public = editor_client.get(address)

    assert "还没有在网站上发布" in draft.content.decode()
    assert "还没有在网站上发布" not in public.content.decode()
    for response in (draft, public):
        assert "no-store" in response["Cache-Control"]
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert 'download="2023-05-10-' in response.content.decode()


def test_issue_leaves_out_what_was_withdrawn(editor_client, ready_issue):
    ready_issue.publish()
    withdrawn = ready_issue.articles.get(headline="步道修好了")
    withdrawn.withdraw()

    text = editor_client.get(admin_url(Issue, "wechat", ready_issue.pk)).content.decode()

    assert "食堂开张" in text
    assert "步道修好了" not in text


def test_what_is_written_cannot_break_out_of_the_screen(editor_client):
    article = make_article('</textarea><script>alert("x")</script> style="y"')
    article.signoff = '"><img src=x>'
    article.save()

    text = editor_client.get(admin_url(Article, "wechat", article.pk)).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert ' style="' not in text


@pytest.mark.parametrize("permission", [None, "view_article"])
def test_who_may_not_change_articles_may_not_copy_them(client, django_user_model, permission):
    user = django_user_model.objects.create_user("苏合", password="云栖街道", is_staff=True)
    if permission:
        user.user_permissions.add(Permission.objects.get(codename=permission))
    client.force_login(user)

    response = client.get(admin_url(Article, "wechat", make_article().pk))

    assert response.status_code == 403


def test_reader_is_asked_to_log_in(client):
    response = client.get(admin_url(Article, "wechat", make_article().pk))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
