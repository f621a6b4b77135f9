"""How an article is cited."""

from datetime import date

import pytest

from articles.citing import citation
from articles.models import Publication
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db
PUBLICATION = Publication(name="云栖")


def test_printed_article_is_cited_by_day_page_and_headline():
    page = make_page(make_issue(date(2023, 5, 10)), "03")

    cited = citation(make_article("步道修好了 椅子也添了", page=page), PUBLICATION)

    assert cited == "《云栖》2023年5月10日 03版：步道修好了 椅子也添了"


def test_second_edition_of_a_day_is_told_apart():
    page = make_page(make_issue(date(2023, 5, 10), edition=2), "01")

    assert "2023年5月10日（当日第2次） 01版" in citation(make_article(page=page), PUBLICATION)


def test_web_only_article_says_so_and_a_draft_has_no_day():
    article = make_article("步道修好了", published=True)
    article.dated_on = date(2023, 5, 10)

    assert citation(article, PUBLICATION) == "《云栖》2023年5月10日 网络首发：步道修好了"
    assert citation(make_article("草稿"), PUBLICATION) == "《云栖》网络首发：草稿"
