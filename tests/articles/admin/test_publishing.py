"""Publishing from forms, and who may."""

from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, Issue, Page, Publication
from tests.admin_forms import admin_url, form_data, save
from tests.factories import (
    make_article,
    make_department,
    make_page,
)

# Publishing from the form


def test_issue_is_published_from_its_form(editor_client, ready_issue):
    address = admin_url(Issue, "change", ready_issue.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), number="19", _publish="1"), follow=True
    )

    ready_issue.refresh_from_db()
    assert (ready_issue.state, ready_issue.number) == ("published", 19)
    assert "已发布：“2023年5月10日”。" in response.content.decode()
    assert "撤回" in response.content.decode()


def test_issue_that_is_not_ready_is_saved_and_says_why(editor_client, ready_issue):
    bare = make_article("", page=ready_issue.pages.first(), department=False)
    address = admin_url(Issue, "change", ready_issue.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), number="19", _publish="1"), follow=True
    )

    ready_issue.refresh_from_db()
    assert (ready_issue.state, ready_issue.number) == ("draft", 19)
    assert "还不能发布" in response.content.decode()
    assert f'href="{admin_url(Article, "change", bare.pk)}"' in response.content.decode()


def test_article_is_scheduled_from_its_form(editor_client):
    article = make_article()
    address = admin_url(Article, "change", article.pk)
    tomorrow = timezone.localtime() + timedelta(days=1)

    response = editor_client.post(
        address,
        form_data(
            editor_client.get(address),
            publish_at=f"{tomorrow:%Y-%m-%dT}08:30",
            _schedule="1",
        ),
        follow=True,
    )

    article.refresh_from_db()
    assert article.state == "scheduled"
    assert article.published_at == datetime(
        tomorrow.year, tomorrow.month, tomorrow.day, 8, 30, tzinfo=timezone.get_current_timezone()
    )
    assert f"已定在 {tomorrow:%Y-%m-%d} 08:30 发布" in response.content.decode()


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("", "没有选择发布时间。"),
        ("2020-01-01T08:00", "2020-01-01 08:00 已经过了。"),
        ("明早", "时间写得不对，请重新选择。"),
        ("9999-01-01T08:00", "年份写成了 9999"),
    ],
)
def test_article_scheduled_for_no_time_is_saved_only(editor_client, typed, sentence):
    article = make_article()
    address = admin_url(Article, "change", article.pk)

    response = editor_client.post(
        address,
        form_data(
            editor_client.get(address), headline="改过的标题", publish_at=typed, _schedule="1"
        ),
        follow=True,
    )

    article.refresh_from_db()
    assert (article.state, article.headline) == ("draft", "改过的标题")
    assert f"已保存，但没有定时：{sentence}" in response.content.decode()


def test_article_preview_saves_and_shows_it_at_its_address(editor_client):
    article = make_article()
    address = admin_url(Article, "change", article.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), headline="改过的标题", _preview="1")
    )

    assert response.url == article.get_absolute_url()
    assert "改过的标题" in editor_client.get(response.url).content.decode()


def test_publish_and_withdraw_have_their_own_addresses(editor_client, ready_issue):
    published = editor_client.post(admin_url(Issue, "publish", ready_issue.pk), follow=True)
    ready_issue.refresh_from_db()
    assert ready_issue.state == "published"

    withdrawn = editor_client.post(admin_url(Issue, "withdraw", ready_issue.pk), follow=True)

    ready_issue.refresh_from_db()
    assert ready_issue.state == "withdrawn"
    assert "已发布" in published.content.decode()
    assert "读者看不到了" in withdrawn.content.decode()
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["发布", "撤回"]


def test_publishing_wants_a_post(editor_client, ready_issue):
    assert editor_client.get(admin_url(Issue, "publish", ready_issue.pk)).status_code == 405


def test_published_article_in_an_unpublished_issue_says_so(editor_client, ready_issue):
    article = make_article(page=ready_issue.pages.first(), published=True)

    response = editor_client.get(admin_url(Article, "change", article.pk))

    assert "2023年5月10日这一期还没有发布，发布后读者才看得到。" in response.content.decode()


# Who may


def test_who_may_only_look_reads_the_text_and_no_tags(reader_client):
    article = make_article(body="<p>步道<strong>修好了</strong>。</p><script>1</script>")

    text = reader_client.get(admin_url(Article, "change", article.pk)).content.decode()

    assert "<p>步道<strong>修好了</strong>。</p>" in text
    assert "&lt;p&gt;" not in text


def test_staff_without_permission_are_refused(reader_client, ready_issue):
    article = ready_issue.articles.first()
    refused = [
        reader_client.get(admin_url(Issue, "changelist")),
        reader_client.get(admin_url(Issue, "change", ready_issue.pk)),
        reader_client.get(admin_url(Page, "change", ready_issue.pages.first().pk)),
        reader_client.get(admin_url(Article, "add")),
        reader_client.post(admin_url(Article, "change", article.pk), {}),
        reader_client.post(admin_url(Article, "publish", article.pk)),
        reader_client.post(admin_url(Article, "withdraw", article.pk)),
        reader_client.post(admin_url(Issue, "publish", ready_issue.pk)),
        reader_client.get(admin_url(Publication, "add")),
        reader_client.get(admin_url(Tag, "changelist")),
    ]

    assert [response.status_code for response in refused] == [403] * len(refused)
    article.refresh_from_db()
    assert article.state == "draft"


def test_staff_who_may_only_look_get_no_buttons(reader_client, ready_issue):
    response = reader_client.get(admin_url(Article, "change", ready_issue.articles.first().pk))

    assert response.status_code == 200
    assert "保存" not in response.content.decode()


def test_visitors_are_sent_to_the_login(client, ready_issue):
    response = client.post(admin_url(Issue, "publish", ready_issue.pk))

    assert response.url.startswith(reverse("admin:login"))
    ready_issue.refresh_from_db()
    assert ready_issue.state == "draft"


def test_staff_who_may_only_add_cannot_publish(client, django_user_model):
    user = django_user_model.objects.create_user("adder", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["add_article", "add_signoff", "view_department"])
    )
    client.force_login(user)
    department = make_department()
    row = {"department": department.pk, "position": 1}

    save(client, admin_url(Article, "add"), [("signoffs", row)], headline="想自己发", _publish="1")

    assert Article.objects.get().state == "draft"


def test_pages_are_not_offered_to_who_may_not_look_for_them(client, django_user_model):
    user = django_user_model.objects.create_user("reporter", is_staff=True)
    allowed = ["add_article", "change_article", "view_article", "view_meeting"]
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(user)
    article = make_article(page=make_page())

    form = client.get(admin_url(Article, "change", article.pk)).content.decode()
    save(client, admin_url(Article, "change", article.pk), headline="步道修好了", page="")

    assert 'name="page"' not in form
    assert 'name="meetings"' in form
    page, article.page = article.page, None
    article.refresh_from_db()
    assert (article.headline, article.page) == ("步道修好了", page)


def test_schedule_is_cancelled_in_its_own_words(editor_client):
    article = make_article("未到时候", published=timezone.now() + timedelta(days=1))

    form = editor_client.get(admin_url(Article, "change", article.pk)).content.decode()
    done = editor_client.post(admin_url(Article, "withdraw", article.pk), follow=True)

    assert "取消定时</button>" in form
    assert "它又是草稿了" in done.content.decode()
    article.refresh_from_db()
    assert article.state == "draft"


@pytest.mark.parametrize(
    "change, words",
    [
        ({"headline": " "}, "不能没有标题"),
        ({"signoffs-0-DELETE": "on"}, "不能没有发稿单位"),
    ],
)
def test_published_article_stays_complete(editor_client, change, words):
    article = make_article("步道修好了", published=True)

    response = save(editor_client, admin_url(Article, "change", article.pk), **change)

    assert words in response.content.decode()
    article.refresh_from_db()
    assert article.problems() == []


def test_published_issue_with_an_empty_page_says_that_it_is_out(editor_client, ready_issue):
    ready_issue.publish()
    make_page(ready_issue, "03")

    text = editor_client.get(admin_url(Issue, "change", ready_issue.pk)).content.decode()

    assert "已经发布，但缺 1 项" in text
