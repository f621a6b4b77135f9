"""The screen on which hot zones are drawn: what it shows, stores, refuses, and to whom."""

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.admin.articles import ArticleAdmin
from articles.models import Article, Issue, Page
from tests.admin_forms import admin_url, form_data, form_errors, save
from tests.factories import make_article, make_issue, make_page, picture_file

pytestmark = pytest.mark.django_db

BUDGET = 20
LEFT = [[0, 0], [400, 0], [400, 500], [0, 500]]
RIGHT = [[500, 0], [900, 0], [900, 500], [500, 500]]


@pytest.fixture
def page(db):
    issue = make_issue(date(2023, 5, 10))
    return make_page(issue, "01", section_label="民生", image=picture_file())


@pytest.fixture
def articles(page):
    """步道修好了 with a zone, 食堂开张 without."""
    return [
        make_article("步道修好了", page=page, regions=[LEFT]),
        make_article("食堂开张", page=page),
    ]


@pytest.fixture
def colleague(django_user_model):
    """The browser of another clerk, 白芷."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("bz", last_name="白芷"))
    return client


def zones_url(page):
    return reverse("admin:articles_page_zones", args=[page.pk])


def draw(client, page, zones, opened=None):
    """Send the form with the zones of some articles written anew.

    `zones` is {article or its key: text}; `opened` what the form held when it was opened before.
    """
    data = opened or form_data(client.get(zones_url(page)))
    written = {f"regions-{getattr(row, 'pk', row)}": text for row, text in zones.items()}
    return client.post(zones_url(page), data | written)


def stored(*articles):
    return [Article.objects.get(pk=article.pk).regions for article in articles]


# What it shows


def test_screen_lists_the_articles_as_printed_within_budget(
    editor_client, page, articles, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(BUDGET) as before:
        text = editor_client.get(zones_url(page)).content.decode()
    for _ in range(9):
        make_article(page=page, regions=[RIGHT])
    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(zones_url(page))

    assert text.index("步道修好了") < text.index("食堂开张")
    assert "1 个热区" in text
    assert text.count("还没有热区") == 1
    assert "0,0 400,500</textarea>" in text
    assert 'points="0,0 400,0 400,500 0,500"' in text
    assert f"{page.image.url.replace('original', '240')}" in text


def test_article_without_a_headline_is_known_by_its_beginning(editor_client, page):
    make_article("", page=page, body="<p>周三上午停水，请提前储水。</p>")

    text = editor_client.get(zones_url(page)).content.decode()

    assert "（无标题）周三上午停水" in text


def test_screen_holds_nothing_that_the_policy_forbids(editor_client, page, articles):
    text = editor_client.get(zones_url(page)).content.decode()

    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_page_without_an_image_sends_to_its_form_with_the_reason(editor_client):
    page = make_page()

    response = editor_client.get(zones_url(page), follow=True)

    assert response.redirect_chain[-1][0] == admin_url(Page, "change", page.pk)
    assert "还没有版面图。请先在这里上传版面图并保存，再画热区。" in response.content.decode()


def test_page_without_articles_says_so(editor_client, page):
    text = editor_client.get(zones_url(page)).content.decode()

    assert "这一版还没有稿件。" in text


def test_forms_of_page_issue_and_article_lead_there(editor_client, page, articles):
    bare = make_page(page.issue)
    other = make_article(page=bare)
    draws = f'href="{zones_url(page)}'

    def text(model, row):
        return editor_client.get(admin_url(model, "change", row.pk)).content.decode()

    assert f'{draws}">画热区' in text(Page, page)
    assert f'{draws}">画热区' in text(Issue, page.issue)
    assert f'{draws}?article={articles[0].pk}">画热区' in text(Article, articles[0])
    for model, row in [(Page, bare), (Article, other)]:
        assert "画热区" not in text(model, row)


def test_screen_begins_with_the_article_it_was_opened_for(editor_client, page, articles):
    rows = editor_client.get(zones_url(page), {"article": articles[1].pk}).context["rows"]

    assert [row.is_chosen for row in rows] == [False, True]
    assert editor_client.get(zones_url(page), {"article": "胡"}).status_code == 200


# Storing


def test_zones_of_all_articles_are_stored_by_one_button(
    editor_client, page, articles, django_assert_max_num_queries
):
    first, second = articles
    data = form_data(editor_client.get(zones_url(page)))

    with django_assert_max_num_queries(30):
        response = draw(
            editor_client, page, {first: "", second: "500,0 900,500\n0,0 400,500"}, data
        )

    assert stored(*articles) == [[], [RIGHT, LEFT]]
    shown = editor_client.get(response.url)
    assert response.url == zones_url(page)
    assert "已保存：改了 2 篇稿件，它们现在有 2 个热区。" in shown.content.decode()


def test_drawing_is_in_the_history_of_page_and_article(editor_client, editor, page, articles):
    first, second = articles

    draw(editor_client, page, {second: "500,0 900,500"})

    def history(row):
        entries = LogEntry.objects.filter(
            object_id=row.pk, content_type__model=row._meta.model_name
        )
        return [(entry.user, entry.get_change_message()) for entry in entries]

    assert history(page) == [(editor, "画热区：《食堂开张》")]
    assert history(second) == [(editor, "画热区")]
    assert history(first) == []


def test_nothing_drawn_is_nothing_stored(editor_client, page, articles):
    response = draw(editor_client, page, {})

    assert "热区没有改动。" in editor_client.get(response.url).content.decode()
    assert not LogEntry.objects.exists()


# Refusing


def test_wrong_zones_are_refused_by_name_and_kept_in_the_form(editor_client, page, articles):
    first, second = articles
    crossing = "0,0 100,100 100,0 0,100"

    response = draw(
        editor_client,
        page,
        {first: "500,0 900,500", second: f"1,1 9,9\n{crossing}"},
    )

    (sentence,) = form_errors(response)
    assert sentence.startswith("第2个热区的边线碰到了自己")
    assert f'<a href="#story-{second.pk}">《食堂开张》</a>：第2个热区' in response.content.decode()
    data = form_data(response)
    assert data[f"regions-{second.pk}"] == f"1,1 9,9\n{crossing}"
    assert data[f"regions-{first.pk}"] == "500,0 900,500"
    assert stored(*articles) == [[LEFT], []]


def test_zones_written_wrong_are_refused_by_name_and_kept_in_the_form(
    editor_client, page, articles
):
    second = articles[1]

    response = draw(editor_client, page, {second: "左上 右下"})

    (sentence,) = form_errors(response)
    assert sentence.startswith("第1个热区里的“左上”看不懂")
    assert form_data(response)[f"regions-{second.pk}"] == "左上 右下"


def test_clerk_who_comes_second_is_told_who_was_first(editor_client, colleague, page, articles):
    first, second = articles
    opened = form_data(editor_client.get(zones_url(page)))
    draw(colleague, page, {first: "0,0 300,300"})
    mine = {first: "0,0 100,100", second: "500,0 900,500"}

    refused = draw(editor_client, page, mine, opened)

    (sentence,) = form_errors(refused)
    assert re.search(r"它的热区被 白芷 （\d\d-\d\d \d\d:\d\d）改过。您画的还在，没有保存", sentence)
    assert "对方画的：0,0 300,300" in refused.content.decode()
    assert stored(*articles) == [[[[0, 0], [300, 0], [300, 300], [0, 300]]], []]

    # Having read that, the clerk insists.
    draw(editor_client, page, {}, form_data(refused))

    assert stored(*articles) == [[[[0, 0], [100, 0], [100, 100], [0, 100]]], [RIGHT]]


def test_form_that_comes_back_shows_what_a_colleague_drew_elsewhere(
    editor_client, colleague, page, articles
):
    first, second = articles
    opened = form_data(editor_client.get(zones_url(page)))
    draw(colleague, page, {first: "0,0 300,300"})

    refused = draw(editor_client, page, {second: "1,1 2,2 3,3"}, opened)

    assert len(form_errors(refused)) == 1
    assert form_data(refused)[f"regions-{first.pk}"] == "0,0 300,300"


def test_change_that_no_clerk_made_is_noticed_too(editor_client, page, articles):
    first, _ = articles
    opened = form_data(editor_client.get(zones_url(page)))
    Article.objects.filter(pk=first.pk).update(regions=[RIGHT])

    refused = draw(editor_client, page, {first: ""}, opened)

    assert "它的热区被别人改过" in form_errors(refused)[0]


def test_zones_for_an_article_that_moved_away_can_be_given_to_another(
    editor_client, page, articles
):
    first, second = articles
    opened = form_data(editor_client.get(zones_url(page)))
    second.page = make_page(page.issue, "05", section_label="副刊")
    second.save()

    refused = draw(editor_client, page, {second: "500,0 900,500"}, opened)

    (sentence,) = form_errors(refused)
    assert sentence == (
        "已经不在这一版上了（现在在2023年5月10日 第05版 副刊）。"
        "请把给它画的热区归到别的稿件，或者删掉，再保存。"
    )
    again = form_data(refused)
    assert again[f"regions-{second.pk}"] == "500,0 900,500"
    taken_away = draw(editor_client, page, {first: "左上", second: ""}, again)
    assert f"regions-{second.pk}" not in form_data(taken_away)
    draw(editor_client, page, {first: "0,0 400,500\n500,0 900,500", second: ""}, again)
    assert stored(*articles) == [[LEFT, RIGHT], []]


def test_zones_for_a_deleted_article_can_be_given_to_another(editor_client, page, articles):
    second = articles[1]
    opened = form_data(editor_client.get(zones_url(page)))
    second_key = second.pk
    second.delete()

    refused = draw(editor_client, page, {second_key: "500,0 900,500"}, opened)

    assert "一篇已经删除的稿件" in refused.content.decode()
    assert form_errors(refused)[0].startswith("已经不在这一版上了。")


# Who may


@pytest.mark.parametrize("missing", ["change_page", "change_article"])
def test_who_may_not_change_pages_and_articles_does_not_draw(
    client, editor, page, articles, missing
):
    editor.groups.get().permissions.remove(Permission.objects.get(codename=missing))
    client.force_login(editor)
    before = stored(*articles)

    opened = client.get(zones_url(page))
    sent = client.post(zones_url(page), {f"regions-{articles[0].pk}": ""})

    assert (opened.status_code, sent.status_code) == (403, 403)
    assert stored(*articles) == before
    form = client.get(admin_url(Issue, "change", page.issue_id))
    assert "画热区" not in form.content.decode()


def test_reader_is_sent_to_the_login(client, page):
    assert reverse("admin:login") in client.get(zones_url(page)).url


@pytest.mark.parametrize("key", [0, 10**17])
def test_page_that_does_not_exist_is_not_found(editor_client, key):
    address = reverse("admin:articles_page_zones", args=[key])

    assert editor_client.get(address).status_code == 404


def test_article_that_a_clerk_may_not_change_keeps_its_zones(
    editor_client, page, articles, monkeypatch
):
    first, second = articles

    def may_change(self, request, obj=None):
        return obj != first

    monkeypatch.setattr(ArticleAdmin, "has_change_permission", may_change)
    opened = editor_client.get(zones_url(page))

    draw(editor_client, page, {first: "", second: "500,0 900,500"}, form_data(opened))

    assert "您的账号不能改这一篇。" in opened.content.decode()
    assert stored(*articles) == [[LEFT], [RIGHT]]


def test_zones_of_another_pages_article_are_not_stored_here(editor_client, page, articles):
    elsewhere = make_article(page=make_page(page.issue), regions=[LEFT])

    refused = draw(editor_client, page, {elsewhere: "500,0 900,500"})

    assert "已经不在这一版上了" in form_errors(refused)[0]
    assert stored(elsewhere) == [[LEFT]]


# An article that leaves its page


def test_clerk_hears_that_a_moved_article_lost_its_zones(editor_client, page, articles):
    new = make_page(page.issue, "03", image=picture_file())

    response = save(editor_client, admin_url(Article, "change", articles[0].pk), page=new.pk)

    text = editor_client.get(response.url).content.decode()
    assert "“步道修好了”换了版，它在2023年5月10日 第01版 民生上的 1 个热区已经去掉。" in text
    assert f'在新的版面图上要重新画：<a href="{zones_url(new)}?article={articles[0].pk}">' in text


def test_clerk_hears_nothing_where_no_zones_were_lost(editor_client, page, articles):
    new = make_page(page.issue, "03")

    moved = save(editor_client, admin_url(Article, "change", articles[1].pk), page=new.pk)
    stayed = save(editor_client, admin_url(Article, "change", articles[0].pk), headline="修好了")

    assert "热区已经去掉" not in editor_client.get(moved.url).content.decode()
    assert "热区已经去掉" not in editor_client.get(stayed.url).content.decode()
    assert stored(articles[0]) == [[LEFT]]
