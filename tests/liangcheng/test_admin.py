"""The newsroom's front page, its menu, and what the admin's pages may load."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Publication
from tests.admin_forms import form_data
from tests.factories import make_article, make_issue, make_page, make_photo

BUDGET = 20


@pytest.fixture
def open_issue(db):
    """A draft issue that lacks a headline, a department, an article and a text for a picture."""
    issue = make_issue(date(2023, 5, 10), total_number=218)
    page = make_page(issue, "01", section_label="要闻")
    make_photo(make_article("步道修好了", page=page), alt_text="")
    make_article("", page=page, department=False)
    make_page(issue, "02", section_label="民生")
    return issue


def desk(client):
    return client.get(reverse("admin:index")).content.decode()


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


# The dashboard


def test_dashboard_names_what_the_open_issue_lacks_and_links_there(editor_client, open_issue):
    text = desk(editor_client)

    bare = Article.objects.get(headline="")
    story = Article.objects.exclude(headline="").get()
    empty_page = open_issue.pages.get(number="02")
    for row, sentence in [
        (bare, "：没有标题。"),
        (bare, "：没有发稿单位。"),
        (empty_page, "第02版 民生：还没有稿件。"),
        (story, "1 张图片没有替代文字"),
    ]:
        assert re.search(f'<a href="{change_url(row)}">[^<]*{sentence}', text)
    assert "发布前还缺 3 项" in text
    assert "总第218期" in text
    assert f"{reverse('admin:articles_article_add')}?page={empty_page.pk}" in text
    assert "发布这一期" not in text


def test_dashboard_shows_the_pages_in_order_with_their_articles(editor_client, open_issue):
    response = editor_client.get(reverse("admin:index"))

    pages = [(page.number, page.article_count) for page in response.context["open_pages"]]
    assert pages == [("01", 2), ("02", 0)]


def test_dashboard_publishes_an_issue_that_is_ready(editor_client):
    issue = make_issue()
    make_article(page=make_page(issue))

    text = desk(editor_client)
    editor_client.post(reverse("admin:articles_issue_publish", args=[issue.pk]))

    assert "发布这一期" in text
    assert Article.objects.published().count() == 1


def test_dashboard_invites_to_enter_the_next_issue(editor_client):
    make_issue(date(2023, 5, 10), published=True)

    text = desk(editor_client)

    assert "没有正在编的期" in text
    assert f'href="{reverse("admin:articles_issue_add")}">录入新一期' in text
    assert "2023年5月10日这一期" in text


def test_dashboard_lists_drafts_that_no_open_issue_takes_along(editor_client, open_issue):
    make_article("没有排版的", page=None)
    make_article("落下的", page=make_page(published=True))
    make_article("跟着走的", page=open_issue.pages.first())

    response = editor_client.get(reverse("admin:index"))

    assert {str(article) for article in response.context["drafts"]} == {"没有排版的", "落下的"}


def test_dashboard_lists_what_is_scheduled_and_what_went_out(editor_client):
    make_issue(date(2023, 5, 17), published=timezone.now() + timedelta(days=2))
    make_article("预告", published=timezone.now() + timedelta(days=1))
    make_article("通知", published=True)

    response = editor_client.get(reverse("admin:index"))

    assert [str(issue) for issue in response.context["scheduled_issues"]] == ["2023年5月17日"]
    assert [str(article) for article in response.context["scheduled_articles"]] == ["预告"]
    assert [str(article) for article in response.context["published_articles"]] == ["通知"]


def test_dashboard_says_nothing_of_issues_to_who_may_not_see_them(client, django_user_model):
    make_issue(date(2023, 5, 17), published=True)
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(clerk)

    text = client.get(reverse("admin:index")).content.decode()

    assert "还没有发布过" not in text


def test_dashboard_queries_do_not_grow(
    editor_client, open_issue, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(day):
        make_article()
        make_article(page=make_page(published=True))
        make_article(published=True)
        make_article(published=timezone.now() + timedelta(days=1))
        make_photo(make_article(page=make_page(open_issue)))
        make_page(make_issue(date(2022, 5, day)))
        make_issue(published=timezone.now() + timedelta(days=1))

    fill(1)
    with django_assert_max_num_queries(BUDGET) as before:
        desk(editor_client)
    for day in range(2, 12):
        fill(day)

    with django_assert_num_queries(len(before.captured_queries)):
        desk(editor_client)


def test_dashboard_lists_are_cut(editor_client):
    for _ in range(12):
        make_article()
        make_issue(published=True)

    response = editor_client.get(reverse("admin:index"))

    assert len(response.context["drafts"]) == 8
    assert len(response.context["published_issues"]) == 3


def test_dashboard_shows_nothing_without_permission(client, django_user_model, open_issue):
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))

    text = desk(client)

    assert "您的账号还没有编辑权限" in text
    for word in ("2023年5月10日", "步道修好了", "录入新一期", "写稿件", "待处理"):
        assert word not in text


def test_dashboard_of_who_may_only_look_at_articles(client, django_user_model, open_issue):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    make_article("没有排版的")

    text = desk(client)

    assert "没有排版的" in text
    assert "2023年5月10日" not in text
    assert "写稿件" not in text


# Menu and frame


def test_menu_has_plain_names_in_a_newsrooms_order(editor_client):
    Publication.objects.create(name="云栖")

    text = desk(editor_client)

    menu = text[text.index('id="menu"') : text.index("</nav>", text.index('id="menu"'))]
    names = re.findall(r">([^<>]+)</a>", menu)
    assert names == ["工作台", "稿件", "各期", "导入", "标签", "报头页脚", "会议", "人物", "单位"]
    assert "<b>云栖</b>编辑部" in text


def test_accounts_are_in_the_menu_of_who_may_change_them(admin_client):
    text = desk(admin_client)

    assert reverse("admin:auth_user_changelist") in text
    assert reverse("admin:auth_group_changelist") in text


def test_app_index_lists_its_models(editor_client):
    text = editor_client.get(reverse("admin:app_list", args=["articles"])).content.decode()

    assert reverse("admin:articles_article_changelist") in text


def test_login_is_in_chinese_and_says_what_is_wrong(client, editor):
    response = client.post(reverse("admin:login"), {"username": "editor", "password": "错"})

    assert "<h1>登录编辑部</h1>" in response.content.decode()
    assert "用户名或密码不对，请再输一次。" in response.content.decode()


def test_history_and_deletion_speak_plainly(editor_client):
    article = make_article("步道修好了")
    address = change_url(article)
    editor_client.post(address, form_data(editor_client.get(address), headline="新标题"))

    history = editor_client.get(reverse("admin:articles_article_history", args=[article.pk]))
    deletion = editor_client.get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert "<h1>修改记录：新标题</h1>" in history.content.decode()
    assert "editor" in history.content.decode()
    assert "删除“新标题”？" in deletion.content.decode()


def test_deletion_of_what_is_in_use_is_refused_with_the_reason(editor_client):
    issue = make_issue(date(2023, 5, 10))
    make_article("步道修好了", page=make_page(issue))

    response = editor_client.post(
        reverse("admin:articles_issue_delete", args=[issue.pk]), {"post": "yes"}
    )

    assert "不能删除“2023年5月10日”" in response.content.decode()
    assert "步道修好了" in response.content.decode()


def test_selected_rows_are_deleted_after_a_question(editor_client):
    article = make_article("步道修好了")
    data = {"action": "delete_selected", "index": 0, "_selected_action": [article.pk]}
    address = reverse("admin:articles_article_changelist")

    question = editor_client.post(address, data)
    editor_client.post(address, data | {"post": "yes"})

    assert "删除所选的 1 项？" in question.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["index", "articles_article_add", "articles_issue_add"])
def test_pages_hold_nothing_that_the_policy_forbids(editor_client, name):
    response = editor_client.get(reverse(f"admin:{name}"))

    text = response.content.decode()
    assert not re.search(r"<[^>]+\son[a-z]+=", text)
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert "<style" not in text
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    for script in re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", text):
        nonce = re.search(r'nonce="([^"]+)"', script)[1]
        assert f"'nonce-{nonce}'" in policy


def test_desk_answers_whether_the_login_still_holds(client, editor):
    address = reverse("admin:here")
    before = client.head(address)
    client.force_login(editor)

    assert before.status_code == 302
    assert client.head(address).status_code == 204
