"""Search by containment."""

from datetime import date

import pytest

from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db


def found(client, **query):
    return [article.headline for article in client.get("/search/", query).context["object_list"]]


def test_search_finds_words_in_headline_kicker_and_text(client):
    make_article("口袋公园开放", published=True)
    make_article("二", kicker="又一座口袋公园", published=True)
    make_article("三", body="<p>居民说，口袋公园好。</p>", published=True)
    make_article("四", published=True)

    assert sorted(found(client, q="口袋公园")) == ["三", "二", "口袋公园开放"]


def test_search_wants_every_word(client):
    make_article("公园开放", published=True)
    make_article("公园里的食堂", published=True)

    assert found(client, q="公园 食堂") == ["公园里的食堂"]


def test_search_by_department_and_dates(client):
    department = make_department(slug="yunqi")
    for day in (date(2022, 5, 1), date(2023, 5, 1)):
        page = make_page(make_issue(day, published=True))
        make_article(f"{day.year}", page=page, department=department, published=True)
    make_article("别处", published=True)

    assert found(client, department="yunqi") == ["2023", "2022"]
    assert found(client, department="yunqi", **{"from": "2023-01-01"}) == ["2023"]
    assert found(client, department="yunqi", to="2022-12-31") == ["2022"]


def test_hit_is_marked_and_everything_else_escaped(client):
    make_article("题", body="<p>他说：1 &lt; 2，<strong>公园</strong>好。</p>", published=True)

    text = client.get("/search/", {"q": "公园"}).content.decode()

    assert "他说：1 &lt; 2，<mark>公园</mark>好。" in text


def test_search_page_is_not_indexed(client):
    assert client.get("/search/")["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "query",
    [
        {"q": "%"},
        {"q": "_"},
        {"q": "'; DROP TABLE articles_article; --"},
        {"q": '"'},
        {"q": "\x00"},
        {"q": "公" * 10_000},
        {"q": "<script>alert(1)</script>"},
        {"q": "🙂"},
        {"q": "\u202e公园"},
        {"q": "公园", "from": "昨天"},
        {"q": "公园", "department": "nowhere"},
        {"q": "\\"},
    ],
)
def test_odd_questions_get_a_page_and_no_wrong_answer(client, query):
    make_article("公园开放", published=True)

    response = client.get("/search/", query)

    assert response.status_code == 200
    assert not response.context["object_list"]
    assert "<script>alert" not in response.content.decode()


def test_empty_result_says_what_to_loosen(client):
    assert "换一个短一点的词" in client.get("/search/", {"q": "没有的词"}).content.decode()


def test_wrong_date_asks_to_correct_it(client):
    text = client.get("/search/", {"q": "公园", "from": "2021年"}).content.decode()

    assert "日期请写成 2021-04-14" in text
    assert "请先改正上面标出的地方" in text
