"""What stands on a share card."""

from datetime import date

import pytest

from articles import cards
from articles.models import Publication
from tests.factories import make_article, make_department, make_issue, make_page, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return Publication(name="云栖", tagline="品位云栖", publisher="云栖街道")


@pytest.fixture
def article():
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02", section_label="全景")
    department = make_department("云栖办")
    return make_article("步道修好了", kicker="民心工程", page=page, department=department)


def test_article_is_shown_with_its_place_in_the_paper(paper, article):
    card = cards.of_article(article, paper)

    assert (card.masthead, card.kicker, card.headline) == ("云栖", "民心工程", "步道修好了")
    assert (card.where, card.source) == ("2023年5月10日 第02版 全景", "（云栖办）")
    assert card.description == "《云栖》 民心工程 步道修好了 2023年5月10日 第02版 全景"


def test_article_of_a_second_issue_that_day_says_so(paper, article):
    article.issue.edition = 2

    assert cards.of_article(article, paper).where == "2023年5月10日（当日第2次） 第02版 全景"


def test_web_only_article_says_so(paper):
    card = cards.of_article(make_article("步道修好了", department=False), paper)

    assert (card.where, card.source) == ("网络首发", "")


def test_issue_is_shown_with_its_first_headlines(paper, article):
    card = cards.of_issue(article.issue, paper, ["一", "二", "三", "四"])

    assert (card.headline, card.stories) == ("2023年5月10日", ("一", "二", "三"))
    assert (card.where, card.source) == ("星期三", "云栖街道")


def test_page_is_shown_with_its_first_headlines(paper, article):
    card = cards.of_page(article.page, paper, ["一", "二", "三", "四"])

    assert (card.headline, card.stories) == ("第02版 全景", ("一", "二", "三"))
    assert (card.where, card.source) == ("2023年5月10日 星期三", "云栖街道")


@pytest.mark.parametrize(
    "field, value", [("headline", "步道修好啦"), ("kicker", ""), ("signoff", "街道办")]
)
def test_key_follows_each_correction(paper, article, field, value):
    before = cards.of_article(article, paper).key
    assert cards.of_article(article, paper).key == before

    setattr(article, field, value)

    assert cards.of_article(article, paper).key != before


def test_key_follows_the_name_of_the_paper_and_the_photo(paper, article):
    before = cards.of_article(article, paper).key
    make_photo(article)
    with_photo = cards.of_article(type(article).objects.get(pk=article.pk), paper).key
    paper.name = "樟树"

    assert len({before, with_photo, cards.of_article(article, paper).key}) == 3
