"""Entering an issue and ordering a page: what is proposed, stored, refused and why."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Article, Issue, Page
from tests.admin_forms import admin_url, form_data, form_errors, save
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    picture_file,
)

pytestmark = pytest.mark.django_db

# Issue


def test_first_issue_is_proposed_with_one_page(editor_client, settings):
    data = form_data(editor_client.get(admin_url(Issue, "add")))

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["issued_on"])
    assert (data["edition"], data["number"]) == ("1", "")
    assert (data["pages-TOTAL_FORMS"], data["pages-0-number"]) == ("1", "01")


def test_next_issue_is_proposed_like_the_one_before(editor_client):
    before = make_issue(number=18, total_number=218)
    make_page(before, "01", section_label="要闻", responsible_editor="苏合", art_editor="白芷")
    make_page(before, "02", section_label="全景", responsible_editor="苏合")

    save(editor_client, admin_url(Issue, "add"), issued_on="2030-05-10")

    issue = Issue.objects.get(issued_on="2030-05-10")
    assert (issue.number, issue.total_number) == (19, 219)
    pages = issue.pages.values_list("number", "section_label", "responsible_editor", "art_editor")
    assert list(pages) == [("01", "要闻", "苏合", "白芷"), ("02", "全景", "苏合", "")]


def test_saving_an_issue_stays_in_its_form(editor_client):
    response = save(editor_client, admin_url(Issue, "add"), issued_on="2030-05-10")

    assert response.url == admin_url(Issue, "change", Issue.objects.get().pk)


def test_pages_keep_the_order_they_were_given(editor_client):
    issue = make_issue()
    for number in ("01", "02", "03"):
        make_page(issue, number)

    save(
        editor_client,
        admin_url(Issue, "change", issue.pk),
        **{"pages-0-sequence": "3", "pages-1-sequence": "1", "pages-2-sequence": "2"},
    )

    assert [page.number for page in issue.pages.all()] == ["02", "03", "01"]


def test_page_without_a_place_in_the_order_comes_last(editor_client):
    issue = make_issue()
    make_page(issue, "01")

    save(
        editor_client,
        admin_url(Issue, "change", issue.pk),
        rows=[("pages", {"number": "02", "sequence": ""}), ("pages", {"number": "A3"})],
    )

    assert list(issue.pages.values_list("number", "sequence")) == [("01", 1), ("02", 2), ("A3", 3)]


def test_issue_of_a_taken_date_is_refused_by_name(editor_client):
    make_issue("2030-05-10")

    response = save(editor_client, admin_url(Issue, "add"), issued_on="2030-05-10")

    assert form_errors(response) == [
        "2030年5月10日的这一期已经有了，请到“各期”的列表里打开它；"
        "若是增期或号外，请把“当日第几次”改为 2。"
    ]


def test_page_number_twice_in_the_form_is_refused_by_name(editor_client):
    response = save(
        editor_client,
        admin_url(Issue, "add"),
        issued_on="2030-05-10",
        rows=[("pages", {"number": "02"}), ("pages", {"number": "02"})],
    )

    assert form_errors(response) == ["第02版写了两次，请改正其中一个版次。"]
    assert not Issue.objects.exists()


def test_page_number_may_be_typed_in_full_width(editor_client):
    save(
        editor_client,
        admin_url(Issue, "add"),
        issued_on="2030-05-10",
        **{"pages-0-number": "０２"},
    )
    page = Page.objects.get()
    assert page.number == "02"

    save(editor_client, admin_url(Page, "change", page.pk), number="Ａ３")

    page.refresh_from_db()
    assert page.number == "A3"


def test_page_number_that_the_issue_has_is_refused_by_name(editor_client):
    issue = make_issue("2030-05-10")
    make_page(issue, "01")
    second = make_page(issue, "02")

    in_page = save(editor_client, admin_url(Page, "change", second.pk), number="01")

    assert form_errors(in_page) == ["2030年5月10日已经有第01版了。"]


@pytest.mark.parametrize("number", ["第二版", "A-3", "2/3"])
def test_page_number_that_is_no_address_is_refused_and_what_was_typed_stays(editor_client, number):
    address = admin_url(Page, "change", make_page().pk)

    response = save(editor_client, address, number=number, art_editor="白芷")

    assert form_errors(response) == ["版次只能用数字和字母，如 02、A3。"]
    assert (form_data(response)["number"], form_data(response)["art_editor"]) == (number, "白芷")


def test_issue_number_in_the_place_of_the_edition_is_refused(editor_client):
    address = admin_url(Issue, "change", make_issue().pk)

    response = save(editor_client, address, edition="1024")

    assert "期号填在旁边的“期号”里" in form_errors(response)[0]
    assert form_data(response)["edition"] == "1024"


def test_page_number_may_be_used_again_for_a_deleted_page(editor_client):
    issue = make_issue()
    make_page(issue, "01", section_label="旧")

    response = save(
        editor_client,
        admin_url(Issue, "change", issue.pk),
        rows=[("pages", {"number": "05", "section_label": "新"})],
        **{"pages-0-DELETE": "on"},
    )

    assert response.status_code == 302
    assert list(issue.pages.values_list("number", "section_label")) == [("05", "新")]


def test_page_with_articles_is_not_deleted(editor_client):
    issue = make_issue()
    make_article("步道修好了", page=make_page(issue, "01"))

    response = save(editor_client, admin_url(Issue, "change", issue.pk), **{"pages-0-DELETE": "on"})

    assert form_errors(response) == [
        "第01版 要闻还有 1 篇稿件，没有删除。请先把稿件移到别的版或删除。"
    ]
    assert issue.pages.count() == 1


# Page


def test_articles_of_a_page_are_reordered_and_nothing_else_of_them_changes(editor_client):
    page = make_page()
    first = make_article("甲", page=page)
    make_article("乙", page=page)
    address = admin_url(Page, "change", page.pk)
    data = form_data(editor_client.get(address), _save="1")
    # Meanwhile, a colleague gives it another headline.
    Article.objects.filter(pk=first.pk).update(headline="甲改")

    response = editor_client.post(
        address, data | {"articles-0-position": "2", "articles-1-position": "1"}
    )

    assert [str(article) for article in page.articles.order_by("position")] == ["乙", "甲改"]
    assert response.url == admin_url(Issue, "change", page.issue_id)
    first.refresh_from_db()
    assert "便民步道" in first.plain_text


def test_issue_that_a_colleague_changed_meanwhile_is_not_overwritten(editor_client):
    issue = make_issue(number=1)
    address = admin_url(Issue, "change", issue.pk)
    data = form_data(editor_client.get(address), _save="1", number="3")
    save(editor_client, address, number="2")

    refused = editor_client.post(address, data)

    assert "被别人改过" in refused.content.decode()
    issue.refresh_from_db()
    assert issue.number == 2


def test_page_image_is_uploaded_in_the_pages_form(editor_client):
    page = make_page()

    save(editor_client, admin_url(Page, "change", page.pk), files={"image": picture_file()})

    page.refresh_from_db()
    assert (page.width, page.height) == (600, 900)
    assert page.section_label == "要闻"


def test_stored_page_image_is_shown_and_kept(editor_client):
    page = make_page(image=picture_file())
    address = admin_url(Page, "change", page.pk)

    text = editor_client.get(address).content.decode()
    save(editor_client, address, section_label="全景")

    assert f'src="{page.image.url.replace("original", "240")}"' in text
    name = page.image.name
    page.refresh_from_db()
    assert (page.section_label, page.image.name) == ("全景", name)


def test_page_image_is_taken_away(editor_client):
    page = make_page(image=picture_file())

    save(editor_client, admin_url(Page, "change", page.pk), remove_image="on")

    page.refresh_from_db()
    assert not page.image


def test_another_page_image_stays_though_the_old_one_was_to_go(editor_client):
    page = make_page(image=picture_file())

    save(
        editor_client,
        admin_url(Page, "change", page.pk),
        files={"image": picture_file(300, 400)},
        remove_image="on",
    )

    page.refresh_from_db()
    assert (page.width, page.height) == (300, 400)


def test_page_image_cannot_be_taken_away_where_there_is_none(editor_client):
    response = editor_client.get(admin_url(Page, "change", make_page().pk))

    assert "去掉现在的版面图" not in response.content.decode()


def test_page_image_that_is_no_picture_is_refused_by_name(editor_client):
    page = make_page()
    text = ContentFile("只是文字".encode(), "版面.jpg")

    response = save(editor_client, admin_url(Page, "change", page.pk), files={"image": text})

    assert "这个文件不是图片" in form_errors(response)[0]


def test_page_image_chosen_in_vain_is_to_be_chosen_again(editor_client):
    page = make_page()
    make_page(page.issue, "09")

    response = save(
        editor_client,
        admin_url(Page, "change", page.pk),
        files={"image": picture_file()},
        number="09",
    )

    assert "刚才选的图，请重新选一次" in response.content.decode()
    page.refresh_from_db()
    assert not page.image


@pytest.mark.parametrize("term", ["第02版", "02", "2030-05-10 第02版", "民生"])
def test_page_is_found_as_it_is_shown(editor_client, term):
    issue = make_issue("2030-05-10")
    make_page(issue, "01")
    page = make_page(issue, "02", section_label="民生")
    field = {"app_label": "articles", "model_name": "article", "field_name": "page"}

    offered = editor_client.get(reverse("admin:autocomplete"), field | {"term": term}).json()

    assert [result["id"] for result in offered["results"]] == [str(page.pk)]
