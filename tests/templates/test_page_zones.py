"""The zones of an article on the picture of its page."""

import re
from datetime import date

import pytest

from articles.models import Article
from liangcheng.templating import macro
from tests.factories import make_article, make_issue, make_page, picture_file

pytestmark = pytest.mark.django_db

ZONES = [[[40, 120], [480, 120], [480, 400], [40, 400]], [[500, 120], [960, 120], [960, 200]]]


@pytest.fixture
def page():
    return make_page(make_issue(date(2023, 5, 10), published=True), "02", image=picture_file())


def shown(article, *caption):
    return macro("components/page_zones.html", "page_zones")(article, *caption)


def test_zones_lie_on_the_picture_of_the_page_and_lead_to_it(page):
    html = shown(make_article(page=page, regions=ZONES))

    assert '<a href="/issues/2023-05-10/02/">' in html
    assert 'alt="第02版版面，本文位置已标出"' in html
    assert 'viewBox="0 0 1000 1000" preserveAspectRatio="none"' in html
    assert html.count('<polygon points="40,120 480,120 480,400 40,400"/>') == 1
    assert html.count('<polygon points="500,120 960,120 960,200"/>') == 1


def test_picture_is_small_and_its_box_known_beforehand(page):
    html = shown(make_article(page=page, regions=ZONES))

    assert 'width="600" height="900"' in html
    assert 'loading="lazy"' in html
    assert set(re.findall(r"\d+\.(?:avif|jpg) \d+w", html)) == {
        *("240.avif 240w", "240.jpg 240w", "480.avif 480w", "480.jpg 480w"),
    }


def test_caption_is_shown_where_one_is_given(page):
    article = make_article(page=page, regions=ZONES)

    captioned = shown(article, "在版面上")

    assert "<figcaption>在版面上</figcaption>" in captioned
    assert "figcaption" not in shown(article)


def test_nothing_is_shown_without_image_zones_or_page(page):
    plain = make_page(page.issue, "03")

    assert shown(make_article(page=page)) == ""
    assert shown(make_article(page=plain, regions=ZONES)) == ""
    assert shown(make_article(regions=ZONES)) == ""


def test_article_that_comes_with_its_page_costs_no_query(page, django_assert_num_queries):
    make_article(page=page, regions=ZONES)
    article = Article.objects.for_list().get()

    with django_assert_num_queries(0):
        assert "polygon" in shown(article)


def test_article_page_shows_where_it_stands(client, page):
    article = make_article(page=page, regions=ZONES, published=True)

    text = client.get(article.get_absolute_url()).content.decode()

    assert "在版面上的位置" in text
    assert client.get(f"{page.image.url.rpartition('/')[0]}/480.avif").status_code == 200
