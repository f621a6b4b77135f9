"""Every screen opens within a budget of queries, and finds what is looked for."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from taggit.models import Tag

from articles.models import Article, Issue, Page, Publication
from tests.admin_forms import admin_url, form_data, form_errors, save
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db

# No screen of the admin asks the database more often, however large the archive.
BUDGET = 20


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
        listed = editor_client.get(admin_url(Issue, "changelist"))
    with django_assert_max_num_queries(BUDGET):
        added = editor_client.get(admin_url(Issue, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(admin_url(Issue, "change", ready_issue.pk))

    assert "2023年5月10日" in listed.content.decode()
    assert "录入新一期" in added.content.decode()
    assert "这一版的稿件" in changed.content.decode()


def test_issue_list_counts_pages_and_articles(editor_client, ready_issue):
    response = editor_client.get(admin_url(Issue, "changelist"))

    issue = response.context["cl"].result_list[0]
    assert (issue.pages_of_it, issue.articles_of_it) == (2, 3)


@pytest.mark.parametrize("model", [Issue, Article])
def test_list_queries_do_not_grow(
    editor_client, model, django_assert_num_queries, django_assert_max_num_queries
):
    full_article(make_page(published=True), published=True)
    with django_assert_max_num_queries(BUDGET) as before:
        editor_client.get(admin_url(model, "changelist"))
    for _ in range(12):
        full_article(make_page(published=True), published=True)

    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(admin_url(model, "changelist"))


def test_page_screens_open_within_budget(editor_client, ready_issue, django_assert_max_num_queries):
    page = ready_issue.pages.get(number="01")

    with django_assert_max_num_queries(BUDGET):
        response = editor_client.get(admin_url(Page, "change", page.pk))

    text = response.content.decode()
    assert text.index("步道修好了") < text.index("食堂开张")
    assert f"{admin_url(Article, 'add')}?page={page.pk}" in text


def test_page_list_is_the_list_of_issues(editor_client):
    response = editor_client.get(admin_url(Page, "changelist"))

    assert response.url == admin_url(Issue, "changelist")


def test_page_is_added_in_its_issue_only(editor_client):
    assert editor_client.get(admin_url(Page, "add")).status_code == 403


def test_article_screens_open_within_budget(
    editor_client, ready_issue, django_assert_max_num_queries
):
    article = full_article(ready_issue.pages.first())

    with django_assert_max_num_queries(BUDGET):
        listed = editor_client.get(admin_url(Article, "changelist"))
    with django_assert_max_num_queries(BUDGET):
        added = editor_client.get(admin_url(Article, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(admin_url(Article, "change", article.pk))

    assert article.headline in listed.content.decode()
    assert "写稿件" in added.content.decode()
    assert "便民，道路" in changed.content.decode()


def test_article_form_queries_do_not_grow_with_departments_and_people(
    editor_client, django_assert_num_queries, django_assert_max_num_queries
):
    article = full_article()
    with django_assert_max_num_queries(BUDGET) as before:
        editor_client.get(admin_url(Article, "change", article.pk))
    for _ in range(4):
        article.signoffs.create(department=make_department())
        article.mentions.create(person=make_person())

    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(admin_url(Article, "change", article.pk))


def test_publication_is_one_row(editor_client, django_assert_max_num_queries):
    before = editor_client.get(admin_url(Publication, "changelist"))
    paper = Publication.objects.create(name="云栖")
    after = editor_client.get(admin_url(Publication, "changelist"))

    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(after.url)

    assert (before.url, after.url) == (
        admin_url(Publication, "add"),
        admin_url(Publication, "change", paper.pk),
    )
    assert "云栖" in changed.content.decode()
    assert editor_client.get(admin_url(Publication, "add")).status_code == 403
    assert editor_client.post(admin_url(Publication, "delete", paper.pk)).status_code == 403


def test_publication_is_saved_and_stays(editor_client):
    paper = Publication.objects.create(name="云栖")
    address = admin_url(Publication, "change", paper.pk)

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
        listed = editor_client.get(admin_url(Tag, "changelist"), {"q": "便"})
    added = editor_client.get(admin_url(Tag, "add"))
    with django_assert_max_num_queries(BUDGET):
        changed = editor_client.get(admin_url(Tag, "change", tag.pk))

    assert f'{admin_url(Article, "changelist")}?tag={tag.pk}">1 篇' in listed.content.decode()
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
        return shown(editor_client.get(admin_url(Article, "changelist"), query))

    assert found(state="published") == {"旧闻"}
    assert found(state="scheduled") == {"下月开放"}
    assert found(state="withdrawn") == {"撤下的"}
    assert found(state="draft", issue="none") == {"征稿", "有标签的"}
    assert found(issue=ready_issue.pk) == {"步道修好了", "食堂开张", "夜校招生"}
    assert found(department=department.pk) == {"征稿"}
    assert found(tag=Tag.objects.get().pk) == {"有标签的"}
    assert found(date="2023-05") == {"步道修好了", "食堂开张", "夜校招生"}
    assert found(date="2023-06") == set()
    assert found(date="2023") == {"步道修好了", "食堂开张", "夜校招生"}
    assert found(q="食堂") == {"食堂开张"}
    assert found(q="步道 三处") == shown(editor_client.get(admin_url(Article, "changelist")))


@pytest.mark.parametrize("name", ["issue", "department", "tag", "state", "date"])
def test_article_list_survives_a_filter_that_is_nonsense(editor_client, name):
    make_article("还在")

    response = editor_client.get(admin_url(Article, "changelist"), {name: "胡"}, follow=True)

    assert shown(response) == {"还在"}


def test_article_list_offers_years_and_the_months_of_the_chosen_one(editor_client, ready_issue):
    make_article(page=make_page(make_issue(date(2021, 4, 14))))

    plain = editor_client.get(admin_url(Article, "changelist")).content.decode()
    chosen = editor_client.get(admin_url(Article, "changelist"), {"date": "2023"}).content.decode()

    assert plain.index("?date=2023") < plain.index("?date=2022") < plain.index("?date=2021")
    assert "date=2023-05" not in plain
    assert "date=2023-05" in chosen


def test_article_list_offers_recent_issues_and_the_chosen_one(editor_client):
    oldest, *_ = [make_issue() for _ in range(14)]

    plain = editor_client.get(admin_url(Article, "changelist")).content.decode()
    chosen = editor_client.get(
        admin_url(Article, "changelist"), {"issue": oldest.pk}
    ).content.decode()

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
    response = editor_client.get(admin_url(Issue, "changelist"), {"q": typed})

    assert bool(shown(response)) == is_found


def test_issue_list_filters_by_state(editor_client, ready_issue):
    make_issue(date(2023, 5, 3), published=True)

    response = editor_client.get(admin_url(Issue, "changelist"), {"state": "published"})

    assert shown(response) == {"2023年5月3日"}


@pytest.mark.parametrize(
    "path",
    [
        "article/add/?page=abc",
        "article/add/?page=99999999999999999999",
        "article/add/?meetings=abc",
        "article/?issue=99999999999999999999",
        "article/?department=99999999999999999999",
        "issue/?q=0000",
    ],
)
def test_nonsense_in_an_address_is_no_error(editor_client, path):
    assert editor_client.get(f"/admin/articles/{path}").status_code == 200


def test_address_of_what_was_deleted_says_so_without_a_key(editor_client):
    for model, told in [(Article, "这篇稿件"), (Issue, "这期"), (Tag, "这个标签")]:
        address = admin_url(model, "change", 999)
        assert editor_client.head(address).status_code == 302
        assert "已经不在了" not in editor_client.get("/admin/").content.decode()

        text = editor_client.get(address, follow=True).content.decode()

        assert f"{told}已经不在了，可能刚被同事删除。" in text
        assert "ID 为" not in text


def test_delete_page_names_no_connecting_rows(editor_client, db):
    article = full_article(published=False)
    article.meetings.add(make_meeting("云栖座谈会"))

    text = editor_client.get(admin_url(Article, "delete", article.pk)).content.decode()

    assert article.headline in text
    assert "object (" not in text
    assert "标签项" not in text
    assert "Search entry" not in text
    assert "Search text" not in text


def test_tag_is_added_by_its_name_and_keeps_its_address(editor_client):
    save(editor_client, admin_url(Tag, "add"), name="口袋公园")
    tag = Tag.objects.get()

    save(editor_client, admin_url(Tag, "change", tag.pk), name="小公园")

    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("小公园", "口袋公园")


def test_tag_without_an_address_can_be_opened(editor_client):
    tag = Tag.objects.create(name="——")

    assert editor_client.get(admin_url(Tag, "change", tag.pk)).status_code == 200


def test_tag_of_the_form_is_as_long_as_one_of_an_article_may_be(editor_client):
    response = save(editor_client, admin_url(Tag, "add"), name="长" * 61)

    assert "标签“长" in form_errors(response)[0]
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    "name, told",
    [
        ("口袋公园", "已经有这个标签了，请直接使用。"),
        ("口袋，公园", "这是几个标签："),
        ("——", "标签里要有汉字、字母或数字"),
    ],
)
def test_tag_that_would_be_another_or_none_is_refused(editor_client, name, told):
    Tag.objects.create(name="口袋公园")

    response = save(editor_client, admin_url(Tag, "add"), name=name)

    assert form_errors(response)[0].startswith(told)
    assert Tag.objects.count() == 1


def test_history_of_a_tag_is_chinese(editor_client):
    tag = Tag.objects.create(name="口袋公园")

    save(editor_client, admin_url(Tag, "change", tag.pk), name=" 小公园 ")

    assert LogEntry.objects.get().get_change_message() == "已修改名称。"
