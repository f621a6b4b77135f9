"""A page as readers see it: its image with hot zones, or set by us, and all its texts."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage

from tests.factories import make_article, make_issue, make_page, make_photo, pdf_file, picture_file

pytestmark = pytest.mark.django_db

LEFT = [[40, 120], [480, 120], [480, 400], [40, 400]]
RIGHT = [[520, 120], [960, 120], [960, 400], [520, 400]]


@pytest.fixture
def issue():
    return make_issue(date(2023, 5, 10), published=True)


@pytest.fixture
def page(issue):
    """A page with an image and two stories that have zones, the later one drawn first."""
    page = make_page(issue, "01", image=picture_file())
    make_article("步道修好了", page=page, position=2, regions=[RIGHT], published=True)
    make_article("食堂开张", page=page, position=1, regions=[LEFT, RIGHT], published=True)
    return page


def text_of(client, page):
    response = client.get(page.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_zones_are_links_in_printed_order_named_by_their_headline(client, page):
    text = text_of(client, page)

    zones = re.findall(r'<a href="(.+?)" data-story="\d+" aria-label="(.+?)"><title>', text)
    first, second = page.articles.as_printed()
    assert zones == [
        (first.get_absolute_url(), "食堂开张"),
        (second.get_absolute_url(), "步道修好了"),
    ]
    assert text.count('class="zone" points="520,120 960,120 960,400 520,400"') == 2


def test_story_without_zones_is_in_the_list_only(client, page):
    make_article("没有热区", page=page, published=True)

    text = text_of(client, page)

    assert 'aria-label="没有热区"' not in text
    assert re.search(r'<li data-story="\d+"><a href="/articles/\d+/">没有热区</a>', text)


def test_page_is_turned_before_its_texts_are_read(client, page, issue):
    following = make_page(issue, "02", section_label="民生")
    earlier = make_issue(date(2023, 5, 3), published=True)

    text = text_of(client, page)

    (nav,) = re.findall(r'<nav [^>]*aria-label="翻版、翻期">(.+?)</nav>', text, re.S)
    links = re.findall(r'href="(.+?)">(.+?)<span class="visually-hidden"> (.+?)</span></a>', nav)
    assert links == [
        (following.get_absolute_url(), "下一版", "第02版 民生"),
        (earlier.get_absolute_url(), "上一期", "2023年5月3日"),
    ]
    assert text.index("翻版、翻期") < text.index("本版全文")


def test_only_page_of_the_only_issue_has_nothing_to_be_turned_to(client, page):
    assert "翻版" not in text_of(client, page)


def test_reader_is_told_to_press_only_what_can_be_pressed(client, page, issue):
    drawn = text_of(client, page)
    assert "点版面上的文章，读它的全文。" in drawn
    assert "点文章读全文。" in drawn
    assert "文章全文在下面。" not in drawn

    page.articles.update(regions=[])
    plain = text_of(client, page)
    assert "点版面上的文章" not in plain
    assert "点文章读全文" not in plain
    assert "文章全文在下面。" in plain

    set_by_us = make_page(issue, "02")
    make_article(page=set_by_us, published=True)
    assert "点文章读全文。" in text_of(client, set_by_us)
    assert "全文在下面" not in text_of(client, make_page(issue, "03", image=picture_file()))


def test_larger_picture_is_offered_and_its_box_known(client, page):
    text = text_of(client, page)

    assert f'data-original="{page.image.url}" data-width="600"' in text
    assert 'width="600" height="900"' in text


@pytest.mark.parametrize("has_image", [True, False])
def test_all_texts_of_the_page_stand_on_it_in_full_once(client, issue, has_image):
    page = make_page(issue, "02", image=picture_file() if has_image else "")
    body = f"<p>{'云栖街道整修步道。' * 100}</p><p>末一句。</p>"
    article = make_article("步道修好了", page=page, body=body, published=True, kicker="民生实事")
    article.corrections.create(text="“三处”应为“四处”。\n“步道”应为“绿道”。")
    make_photo(article, credit="苏合")

    text = text_of(client, page)

    assert text.count("末一句。") == 1
    assert "）“三处”应为“四处”。</p><p>“步道”应为“绿道”。</p>" in text
    assert "摄影 苏合" in text
    assert "民生实事" in text


def test_page_without_image_ignores_zones(client, issue):
    page = make_page(issue, "02")
    make_article("步道修好了", page=page, regions=[LEFT], published=True)

    text = text_of(client, page)

    assert "<polygon" not in text
    assert 'class="sheet facsimile"' in text


def test_pdfs_are_linked_with_their_size(client, issue):
    page = make_page(issue, "02")
    make_article(page=page, published=True)
    assert "application/pdf" not in text_of(client, page)

    page.pdf = pdf_file()
    page.save()
    issue.pdf = pdf_file(3)
    issue.save()

    for address in (page.get_absolute_url(), issue.get_absolute_url()):
        text = client.get(address).content.decode()
        assert f'<a href="{issue.pdf.url}" type="application/pdf">整期 PDF <small>' in text
    assert f'<a href="{page.pdf.url}" type="application/pdf">本版 PDF' in text_of(client, page)


def test_page_whose_files_are_gone_is_still_read(client, page):
    page.pdf = pdf_file()
    page.save()
    default_storage.delete(page.image.name)
    default_storage.delete(page.pdf.name)

    assert "食堂开张" in text_of(client, page)
    assert client.get("/issues/2023-05-10/").status_code == 200


def test_draft_on_a_public_page_is_in_neither_zones_nor_texts(client, page):
    make_article("还在写", page=page, regions=[LEFT])

    assert "还在写" not in text_of(client, page)


def test_editor_sees_drafts_marked_in_the_preview(editor_client):
    page = make_page(make_issue(), image=picture_file())
    make_article("还在写", page=page, regions=[LEFT])

    text = text_of(editor_client, page)

    assert 'aria-label="还在写"' in text
    assert '<span class="state">草稿</span>' in text


def test_issue_shows_its_pages_in_little(client, page, issue):
    make_article(page=make_page(issue, "02"), published=True)

    text = client.get("/issues/2023-05-10/").content.decode()

    assert page.image.url.replace("original", "240") in text
    assert text.count('class="sketch"') == 1
