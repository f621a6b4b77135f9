"""The paper's screens in the admin: they open within a budget, publish, and refuse strangers."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, Issue, Page, Publication
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_page,
    make_person,
    make_photo,
)
from tests.html_forms import form_data

# No screen of the admin asks the database more often, however large the archive.
BUDGET = 20


def url(model, action, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


@pytest.fixture
def ready_issue(db):
    """A draft issue with nothing missing: two pages, three articles."""
    issue = make_issue(date(2023, 5, 10), number=18, total_number=218)
    first, second = make_page(issue, "01"), make_page(issue, "02")
    for page, headline in [(first, "步道修好了"), (first, "食堂开张"), (second, "夜校招生")]:
        make_article(headline, page=page)
    return issue


def full_article(page=None, **fields):
    article = make_article("云栖街道整修便民步道", page=page, person=make_person(), **fields)
    article.signoffs.create(department=make_department(), position=2)
    article.tags.add("便民", "道路")
    article.corrections.create(text="“三处”应为“两处”。")
    make_photo(article)
    return article


# Each screen


def test_issue_screens_open_within_budget(
    editor_client, ready_issue, django_assert_max_num_queries
):
    with django_assert_max_num_queries(BUDGET):
        listed = editor_client.get(url(Issue, "changelist"))
    with django_assert_max_num_queries(BUDGET):
        added = editor_client.get(url(Issue, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(url(Issue, "change", ready_issue.pk))

    assert "2023年5月10日" in listed.content.decode()
    assert "录入新一期" in added.content.decode()
    assert "这一版的稿件" in changed.content.decode()


def test_issue_list_counts_pages_and_articles(editor_client, ready_issue):
    response = editor_client.get(url(Issue, "changelist"))

    issue = response.context["cl"].result_list[0]
    assert (issue.pages_of_it, issue.articles_of_it) == (2, 3)


@pytest.mark.parametrize("model", [Issue, Article])
def test_list_queries_do_not_grow(
    editor_client, model, django_assert_num_queries, django_assert_max_num_queries
):
    full_article(make_page(published=True), published=True)
    with django_assert_max_num_queries(BUDGET) as before:
        editor_client.get(url(model, "changelist"))
    for _ in range(12):
        full_article(make_page(published=True), published=True)

    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(url(model, "changelist"))


def test_page_screens_open_within_budget(editor_client, ready_issue, django_assert_max_num_queries):
    page = ready_issue.pages.get(number="01")

    with django_assert_max_num_queries(BUDGET):
        response = editor_client.get(url(Page, "change", page.pk))

    text = response.content.decode()
    assert text.index("步道修好了") < text.index("食堂开张")
    assert f"{url(Article, 'add')}?page={page.pk}" in text


def test_page_list_is_the_list_of_issues(editor_client):
    response = editor_client.get(url(Page, "changelist"))

    assert response.url == url(Issue, "changelist")


def test_page_is_added_in_its_issue_only(editor_client):
    assert editor_client.get(url(Page, "add")).status_code == 403


def test_article_screens_open_within_budget(
    editor_client, ready_issue, django_assert_max_num_queries
):
    article = full_article(ready_issue.pages.first())

    with django_assert_max_num_queries(BUDGET):
        listed = editor_client.get(url(Article, "changelist"))
    with django_assert_max_num_queries(BUDGET):
        added = editor_client.get(url(Article, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(url(Article, "change", article.pk))

    assert article.headline in listed.content.decode()
    assert "写稿件" in added.content.decode()
    assert "便民，道路" in changed.content.decode()


def test_article_form_queries_do_not_grow_with_departments_and_people(
    editor_client, django_assert_num_queries, django_assert_max_num_queries
):
    article = full_article()
    with django_assert_max_num_queries(BUDGET) as before:
        editor_client.get(url(Article, "change", article.pk))
    for _ in range(4):
        article.signoffs.create(department=make_department())
        article.mentions.create(person=make_person())

    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(url(Article, "change", article.pk))


def test_publication_is_one_row(editor_client, django_assert_max_num_queries):
    before = editor_client.get(url(Publication, "changelist"))
    paper = Publication.objects.create(name="云栖")
    after = editor_client.get(url(Publication, "changelist"))

    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(after.url)

    assert (before.url, after.url) == (
        url(Publication, "add"),
        url(Publication, "change", paper.pk),
    )
    assert "云栖" in changed.content.decode()
    assert editor_client.get(url(Publication, "add")).status_code == 403
    assert editor_client.post(url(Publication, "delete", paper.pk)).status_code == 403


def test_publication_is_saved_and_stays(editor_client):
    paper = Publication.objects.create(name="云栖")
    address = url(Publication, "change", paper.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), tagline="云栖人家", _save="1")
    )

    paper.refresh_from_db()
    assert paper.tagline == "云栖人家"
    assert response.url == address


def test_tag_screens_open_within_budget(editor_client, django_assert_max_num_queries):
    full_article()
    tag = Tag.objects.get(name="便民")

    with django_assert_max_num_queries(BUDGET):
        listed = editor_client.get(url(Tag, "changelist"), {"q": "便"})
    added = editor_client.get(url(Tag, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(url(Tag, "change", tag.pk))

    assert f'{url(Article, "changelist")}?tag={tag.pk}">1 篇' in listed.content.decode()
    assert "道路" not in listed.content.decode()
    assert (added.status_code, changed.status_code) == (200, 200)


# Finding


def shown(response):
    return {str(row) for row in response.context["cl"].result_list}


def test_article_list_filters(editor_client, ready_issue):
    department = make_department("云栖文化站")
    make_article("旧闻", published=True)
    make_article("征稿", department=department)
    make_article("下月开放", published=timezone.now() + timedelta(days=3))
    withdrawn = make_article("撤下的", published=True)
    withdrawn.withdraw()
    tagged = make_article("有标签的")
    tagged.tags.add("便民")

    def found(**query):
        return shown(editor_client.get(url(Article, "changelist"), query))

    assert found(state="published") == {"旧闻"}
    assert found(state="scheduled") == {"下月开放"}
    assert found(state="withdrawn") == {"撤下的"}
    assert found(state="draft", issue="none") == {"征稿", "有标签的"}
    assert found(issue=ready_issue.pk) == {"步道修好了", "食堂开张", "夜校招生"}
    assert found(department=department.pk) == {"征稿"}
    assert found(tag=Tag.objects.get().pk) == {"有标签的"}
    assert found(dated_on__year=2023, dated_on__month=5) == {"步道修好了", "食堂开张", "夜校招生"}
    assert found(q="食堂") == {"食堂开张"}
    assert found(q="步道 三处") == shown(editor_client.get(url(Article, "changelist")))


@pytest.mark.parametrize("name", ["issue", "department", "tag", "state"])
def test_article_list_survives_a_filter_that_is_nonsense(editor_client, name):
    make_article("还在")

    response = editor_client.get(url(Article, "changelist"), {name: "胡"}, follow=True)

    assert shown(response) == {"还在"}


def test_article_list_offers_recent_issues_and_the_chosen_one(editor_client):
    oldest, *_ = [make_issue() for _ in range(14)]

    plain = editor_client.get(url(Article, "changelist")).content.decode()
    chosen = editor_client.get(url(Article, "changelist"), {"issue": oldest.pk}).content.decode()

    assert str(oldest) not in plain
    assert str(oldest) in chosen


@pytest.mark.parametrize(
    "typed, is_found",
    [
        ("2023-05-10", True),
        ("2023.5", True),
        ("2023年5月", True),
        ("5月10日", True),
        ("2023", True),
        ("2023-06", False),
        ("4月", False),
        ("步道", False),
    ],
)
def test_issue_list_finds_by_typed_date(editor_client, ready_issue, typed, is_found):
    response = editor_client.get(url(Issue, "changelist"), {"q": typed})

    assert bool(shown(response)) == is_found


def test_issue_list_filters_by_state(editor_client, ready_issue):
    make_issue(date(2023, 5, 3), published=True)

    response = editor_client.get(url(Issue, "changelist"), {"state": "published"})

    assert shown(response) == {"2023年5月3日"}


# Publishing from the list


def act(client, model, action, *rows):
    data = {"action": action, "index": 0, "_selected_action": [row.pk for row in rows]}
    return client.post(url(model, "changelist"), data, follow=True)


def test_selected_articles_are_published(editor_client):
    articles = [make_article(), make_article()]

    response = act(editor_client, Article, "publish_selected", *articles)

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
    assert f'href="{url(Article, "change", bare.pk)}"' in text
    assert not Article.objects.published().exists()


def test_selected_articles_are_withdrawn(editor_client):
    article = make_article(published=True)

    response = act(editor_client, Article, "withdraw_selected", article)

    assert "已撤回 1 篇稿件。" in response.content.decode()
    assert not Article.objects.published().exists()


def test_selected_issues_are_published_with_their_articles(editor_client, ready_issue):
    response = act(editor_client, Issue, "publish_selected", ready_issue)

    assert "已发布 1 期。" in response.content.decode()
    assert Article.objects.published().count() == 3


def test_selected_issue_with_an_empty_page_is_refused_by_name(editor_client, ready_issue):
    page = make_page(ready_issue, "03", section_label="民生")

    response = act(editor_client, Issue, "publish_selected", ready_issue)

    text = response.content.decode()
    assert "2023年5月10日 第03版 民生：还没有稿件。" in text
    assert f'href="{url(Page, "change", page.pk)}"' in text
    assert not Issue.objects.published().exists()


# Publishing from the form


def test_issue_is_published_from_its_form(editor_client, ready_issue):
    address = url(Issue, "change", ready_issue.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), number="19", _publish="1"), follow=True
    )

    ready_issue.refresh_from_db()
    assert (ready_issue.state, ready_issue.number) == ("published", 19)
    assert "已发布：“2023年5月10日”。" in response.content.decode()
    assert "撤回" in response.content.decode()


def test_issue_that_is_not_ready_is_saved_and_says_why(editor_client, ready_issue):
    bare = make_article("", page=ready_issue.pages.first(), department=False)
    address = url(Issue, "change", ready_issue.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), number="19", _publish="1"), follow=True
    )

    ready_issue.refresh_from_db()
    assert (ready_issue.state, ready_issue.number) == ("draft", 19)
    assert "还不能发布" in response.content.decode()
    assert f'href="{url(Article, "change", bare.pk)}"' in response.content.decode()


def test_article_is_scheduled_from_its_form(editor_client):
    article = make_article()
    address = url(Article, "change", article.pk)
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
    ],
)
def test_article_scheduled_for_no_time_is_saved_only(editor_client, typed, sentence):
    article = make_article()
    address = url(Article, "change", article.pk)

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
    address = url(Article, "change", article.pk)

    response = editor_client.post(
        address, form_data(editor_client.get(address), headline="改过的标题", _preview="1")
    )

    assert response.url == article.get_absolute_url()
    assert "改过的标题" in editor_client.get(response.url).content.decode()


def test_publish_and_withdraw_have_their_own_addresses(editor_client, ready_issue):
    published = editor_client.post(url(Issue, "publish", ready_issue.pk), follow=True)
    ready_issue.refresh_from_db()
    assert ready_issue.state == "published"

    withdrawn = editor_client.post(url(Issue, "withdraw", ready_issue.pk), follow=True)

    ready_issue.refresh_from_db()
    assert ready_issue.state == "withdrawn"
    assert "已发布" in published.content.decode()
    assert "读者看不到了" in withdrawn.content.decode()
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["发布", "撤回"]


def test_publishing_wants_a_post(editor_client, ready_issue):
    assert editor_client.get(url(Issue, "publish", ready_issue.pk)).status_code == 405


def test_published_article_in_an_unpublished_issue_says_so(editor_client, ready_issue):
    article = make_article(page=ready_issue.pages.first(), published=True)

    response = editor_client.get(url(Article, "change", article.pk))

    assert "2023年5月10日这一期还没有发布，发布后读者才看得到。" in response.content.decode()


# Who may


@pytest.fixture
def reader_client(client, django_user_model):
    """A member of staff who may only look at articles."""
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    return client


def test_staff_without_permission_are_refused(reader_client, ready_issue):
    article = ready_issue.articles.first()
    refused = [
        reader_client.get(url(Issue, "changelist")),
        reader_client.get(url(Issue, "change", ready_issue.pk)),
        reader_client.get(url(Page, "change", ready_issue.pages.first().pk)),
        reader_client.get(url(Article, "add")),
        reader_client.post(url(Article, "change", article.pk), {}),
        reader_client.post(url(Article, "publish", article.pk)),
        reader_client.post(url(Article, "withdraw", article.pk)),
        reader_client.post(url(Issue, "publish", ready_issue.pk)),
        reader_client.get(url(Publication, "add")),
        reader_client.get(url(Tag, "changelist")),
    ]

    assert [response.status_code for response in refused] == [403] * len(refused)
    article.refresh_from_db()
    assert article.state == "draft"


def test_staff_who_may_only_look_get_no_buttons(reader_client, ready_issue):
    response = reader_client.get(url(Article, "change", ready_issue.articles.first().pk))

    assert response.status_code == 200
    assert "保存" not in response.content.decode()


def test_visitors_are_sent_to_the_login(client, ready_issue):
    response = client.post(url(Issue, "publish", ready_issue.pk))

    assert response.url.startswith(reverse("admin:login"))
    ready_issue.refresh_from_db()
    assert ready_issue.state == "draft"
