"""Issues by date, one issue, one page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_issue, make_page
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def may_tenth():
    """A published issue of two pages with a story on each."""
    issue = make_issue(date(2023, 5, 10), published=True)
    for number, headline in (("01", "云栖街道开放三处口袋公园"), ("02", "樟树里老年食堂开张")):
        page = make_page(issue, number, section_label="要闻", responsible_editor="苏合")
        make_article(headline, page=page, published=True)
    return issue


def test_issue_shows_its_pages_in_order_with_their_headlines(client, may_tenth):
    response = client.get("/issues/2023-05-10/")

    text = response.content.decode()
    places = [text.index(word) for word in (">01<", "口袋公园", ">02<", "老年食堂")]
    assert places == sorted(places)


def test_issue_leads_to_its_neighbours_across_second_editions(client, may_tenth):
    second = make_issue(date(2023, 5, 10), edition=2, published=True)
    later = make_issue(date(2023, 5, 17), published=True)

    context = client.get("/issues/2023-05-10-2/").context

    assert context["issue"] == second
    assert (context["previous"], context["next"]) == (may_tenth, later)


def test_preview_tells_what_of_an_issue_readers_would_not_see(editor_client):
    page = make_page(make_issue(date(2023, 5, 17)))
    make_article("还在写", page=page)
    make_article("撤回了", page=page, published=True).withdraw()
    make_article("要发的", page=page, published=timezone.now() + timedelta(1))
    make_article("发了的", page=page, published=True)

    text = editor_client.get("/issues/2023-05-17/").content.decode()

    assert re.findall(r'class="state">(\w+)', text) == ["草稿", "已撤回", "定时"]


def test_page_leads_to_its_neighbours_and_names_its_editor(client, may_tenth):
    response = client.get("/issues/2023-05-10/01/")

    assert response.context["previous"] is None
    assert response.context["next"].number == "02"
    assert "责任编辑 苏合" in response.content.decode()


def test_page_and_story_of_a_second_edition_say_so_in_their_date(client, may_tenth):
    second = make_issue(date(2023, 5, 10), edition=2, published=True)
    extra = make_article(page=make_page(second, "01"), published=True)
    first = may_tenth.pages.first()
    dated = '<time datetime="2023-05-10">2023年5月10日{}</time>'

    for thing in (extra, extra.page):
        text = client.get(thing.get_absolute_url()).content.decode()
        assert dated.format("（当日第2次）") in text
    assert "2023年5月10日（当日第2次） 星期三" in text  # in the strip of a page set by us
    for thing in (first, first.articles.get()):
        assert dated.format("") in client.get(thing.get_absolute_url()).content.decode()


def test_page_shows_its_stories_as_printed(client, may_tenth):
    page = may_tenth.pages.get(number="01")
    make_article("头条", page=page, position=1, published=True)
    page.articles.filter(headline__startswith="云栖").update(position=2)

    headlines = [
        story.headline for story in client.get("/issues/2023-05-10/01/").context["articles"]
    ]

    assert headlines == ["头条", "云栖街道开放三处口袋公园"]


def test_page_whose_stories_were_withdrawn_says_so(client, may_tenth):
    may_tenth.pages.get(number="01").articles.withdraw()

    assert "这一版没有可读的稿件" in client.get("/issues/2023-05-10/01/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/issues/2021-13-45/",
        "/issues/2021-02-30/",
        "/issues/2023-05-10-1/",
        "/issues/2023-05-10-3/",
        "/issues/2023-05-11/",
        "/issues/2023-05-10/99/",
        "/issues/2023-05-10/%E4%BA%8C/",
        "/issues/2022/",
        "/issues/0000/",
        "/issues/2023/13/",
        "/issues/2023/06/",
        "/articles/999999/",
        "/articles/99999999999999999999999/",
        "/departments/nowhere/",
        "/people/999999/",
        "/meetings/999999/",
        "/meetings/2023/01/",
        "/tags/没有的标签/",
        "/nowhere/",
    ],
)
def test_what_does_not_exist_is_a_chinese_404_with_ways_on(client, may_tenth, path):
    response = client.get(path)

    text = response.content.decode()
    assert response.status_code == 404
    assert "没有这一页" in text
    assert 'href="/issues/"' in text
    assert 'href="/search/"' in text
