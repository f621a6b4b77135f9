"""Articles in lists: what a card says, and that nothing in it is taken for HTML."""

from datetime import date

import pytest
from django.utils import timezone

from articles.models import Article
from liangcheng.chinese.dates import chinese_date
from liangcheng.templating import macro
from tests.factories import make_article, make_department, make_issue, make_page, make_photo

pytestmark = pytest.mark.django_db

PART = "components/cards.html"


def shown(level, *, photos=0, show_date=False, show_photo=False, is_lead=False, **fields):
    fields = {"published": True, "department": make_department("云栖办", slug="yunqi"), **fields}
    article = make_article(**fields)
    for _ in range(photos):
        make_photo(article)
    article = Article.objects.for_list().get(pk=article.pk)
    return macro(PART, "card")(article, level, show_date, show_photo, is_lead)


def test_a_card_says_what_is_printed_around_a_headline():
    html = shown(3, headline="步道 修好了", kicker="引题", subheadline="副题")

    assert '<p class="kicker">引题</p>' in html
    assert '<h3 class="headline"><a href="/articles/' in html
    assert '<span class="phrase">步道</span> <span class="phrase">修好了</span>' in html
    assert '<p class="subheadline">副题</p>' in html
    assert '<p class="summary">云栖街道近日整修了' in html
    assert '<a href="/departments/yunqi/">云栖办</a>' in html


def test_a_card_leaves_out_what_there_is_not():
    html = shown(2, show_photo=True)

    for part in ("kicker", "subheadline", "picture", "<time", "opening", "state"):
        assert part not in html


def test_a_card_of_a_day_names_the_day_and_the_page():
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02")

    html = shown(2, show_date=True, page=page)

    assert '<time datetime="2023-05-10">2023年5月10日</time>\n<span>第02版</span>' in html


def test_a_card_of_a_second_issue_that_day_says_so():
    page = make_page(make_issue(date(2023, 5, 10), edition=2, published=True), "01")

    html = shown(2, show_date=True, page=page)

    assert '<time datetime="2023-05-10">2023年5月10日（当日第2次）</time>\n<span>第01版' in html


def test_a_card_of_the_web_only_names_its_day():
    html = shown(2, show_date=True)

    assert f"{chinese_date(timezone.localdate())}</time>" in html


def test_a_lead_is_shown_at_length_and_its_picture_at_once():
    html = shown(3, show_photo=True, is_lead=True, photos=2)

    assert '<div class="opening"><p>云栖街道' in html
    assert html.count("<picture>") == 1
    assert 'loading="eager"' in html
    assert 'alt="一条步道"' in html


def test_the_picture_of_any_other_waits_until_it_is_near():
    assert 'loading="lazy"' in shown(3, show_photo=True, photos=1)


def test_where_drafts_may_be_the_state_is_shown():
    article = make_article(published=True)
    article.withdraw()
    article = Article.objects.for_list().get(pk=article.pk)

    html = macro(PART, "byline")(article, show_state=True)

    assert '<span class="state">已撤回</span>' in html
    assert "state" not in macro(PART, "byline")(article)


@pytest.mark.parametrize("is_lead", [False, True])
def test_what_is_printed_is_text(is_lead):
    html = shown(
        2,
        is_lead=is_lead,
        headline="<b>步道</b>",
        kicker="<i>",
        subheadline="a & b",
        body="<p>1 &lt; 2</p>",
        department=make_department("云<栖>办", slug="yun"),
    )

    for written in (
        "&lt;b&gt;步道&lt;/b&gt;",
        "&lt;i&gt;",
        "a &amp; b",
        "1 &lt; 2",
        "云&lt;栖&gt;办",
    ):
        assert written in html
    assert "<b>" not in html
