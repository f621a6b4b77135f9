"""The search page: results, numbers, pages, ways out, odd questions; and suggestions."""

from datetime import date

import pytest

from articles.changes import gathered
from articles.search import searching
from articles.search.searching import Count, Found
from articles.views import search as views
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    picture_file,
)

pytestmark = pytest.mark.django_db


def search(client, **query):
    return client.get("/search/", query)


def found(client, **query):
    return [article.headline for article in search(client, **query).context["articles"]]


def text_of(client, **query):
    return search(client, **query).content.decode()


# Results


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
    assert found(client, department="yunqi", year="2022") == ["2022"]


def test_search_by_tag_and_kind_of_meeting(client):
    make_article("步道修好了", published=True).tags.add("便民")
    visited = make_article("到社区去", published=True)
    visited.meetings.add(make_meeting(classification="on_site"))

    assert found(client, tag="便民") == ["步道修好了"]
    assert found(client, kind="on_site") == ["到社区去"]


def test_search_inside_an_issue_and_a_page(client):
    issue = make_issue(date(2023, 5, 10), published=True)
    for number in ("02", "A3"):
        make_article(f"公园{number}", page=make_page(issue, number), published=True)
    other = make_page(make_issue(date(2023, 5, 10), edition=2, published=True), "02")
    make_article("公园号外", page=other, published=True)

    assert found(client, q="公园", issue="2023-05-10") == ["公园02", "公园A3"]
    assert found(client, q="公园", issue="2023-05-10", page="A3") == ["公园A3"]
    assert found(client, q="公园", issue="2023-05-10-2") == ["公园号外"]


def test_hits_are_marked_and_everything_else_escaped(client):
    body = "<p>他说：1 &lt; 2，<strong>公园</strong>好。</p>"
    make_article("公园 <b>开放</b>", kicker="口袋公园", body=body, published=True)

    text = text_of(client, q="公园")

    assert "他说：1 &lt; 2，<mark>公园</mark>好。" in text
    assert '<span class="phrase"><mark>公园</mark></span>' in text
    assert "&lt;b&gt;开放&lt;/b&gt;" in text
    assert '<p class="kicker">口袋<mark>公园</mark></p>' in text


def test_result_shows_where_on_its_page_it_stood(client):
    page = make_page(published=True, image=picture_file())
    zone = [[0, 0], [500, 0], [500, 500]]
    make_article("公园开放", page=page, regions=[zone], published=True)

    assert "版面，本文位置已标出" in text_of(client, q="公园")


def test_results_by_relevance_have_headlines_first(client):
    for day, headline, body in (
        (date(2023, 5, 3), "公园开放", "<p>居民都来了。</p>"),
        (date(2023, 5, 10), "步道开放", "<p>步道旁边是公园。</p>"),
    ):
        page = make_page(make_issue(day, published=True))
        make_article(headline, body=body, page=page, published=True)

    assert found(client, q="公园") == ["步道开放", "公园开放"]
    assert found(client, q="公园", order="relevance") == ["公园开放", "步道开放"]


def test_search_page_is_not_indexed(client):
    response = search(client, q="公园")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_form_keeps_what_was_asked(client):
    make_department("云栖办", slug="yunqi")

    text = text_of(client, q="公园", department="yunqi", to="2023-05-10", year="2023", before="9")

    assert 'value="公园"' in text
    assert '<option value="yunqi" selected>云栖办</option>' in text
    assert 'value="2023-05-10"' in text
    assert '<input type="hidden" name="year" value="2023"' in text
    assert 'name="before"' not in text


# Conditions


def test_facets_divide_the_hits_and_lead_to_their_part(client):
    offices = [make_department("云栖办", slug="yunqi"), make_department("梧桐办", slug="wutong")]
    for year, office in ((2022, 0), (2023, 0), (2023, 1)):
        page = make_page(make_issue(date(year, 5, 3 + office), published=True))
        article = make_article("公园", page=page, department=offices[office], published=True)
        article.tags.add("便民", *(["绿化"] if office else []))

    facets = dict(search(client, q="公园").context["facets"])

    shown = {title: [(c.name, c.count) for c, _ in choices] for title, choices in facets.items()}
    assert shown == {
        "单位": [("云栖办", 2), ("梧桐办", 1)],
        "年份": [("2023年", 2), ("2022年", 1)],
        "标签": [("便民", 3), ("绿化", 1)],
    }
    for choices in facets.values():
        for choice, address in choices:
            assert client.get(address).context["found"].count.number == choice.count


def test_facet_that_was_chosen_is_a_chip_instead(client):
    for name in ("yunqi", "wutong"):
        make_article("公园", department=make_department(slug=name), published=True).tags.add(name)

    context = search(client, q="公园", department="yunqi").context

    assert context["facets"] == []
    assert len(context["form"].chips) == 1


def test_numbers_of_the_newest_hits_only_say_so(client, monkeypatch):
    monkeypatch.setattr(searching, "MOST_SORTED_OUT", 2)
    monkeypatch.setattr(views, "MOST_SORTED_OUT", 2)
    for number in range(3):
        make_article(f"公园{number}", published=True)

    assert "以下数字按最近 2 篇计" in text_of(client, q="公园")
    assert "篇计" not in text_of(client, q="公园0")


def test_search_inside_is_offered_where_readers_are(client):
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02")
    make_article(page=page, department=make_department("云栖办", slug="yunqi"), published=True)

    issue = client.get("/issues/2023-05-10/").content.decode()
    printed = client.get("/issues/2023-05-10/02/").content.decode()
    department = client.get("/departments/yunqi/").content.decode()

    key = '<input type="hidden" name="issue" value="2023-05-10">'
    assert "在本期内搜索" in issue
    assert key in issue
    assert "在本版内搜索" in printed
    assert key in printed
    assert '<input type="hidden" name="page" value="02">' in printed
    assert "在云栖办的稿件里搜索" in department
    assert '<input type="hidden" name="department" value="yunqi">' in department


# Pages


@pytest.fixture
def sixty(client):
    """Sixty articles that hold a word, some of one day; their headlines, the newest first."""
    with gathered():
        for week in range(20):
            page = make_page(make_issue(date(2022, 1, 1 + week), published=True))
            for _ in range(3):
                make_article("公园", page=page, published=True)
    return found(client, q="公园")


@pytest.mark.parametrize("order", ["", "relevance"])
def test_pages_visit_each_article_once_in_order(client, sixty, order):
    visited, pages, context = [], 1, search(client, q="公园", order=order).context
    visited += context["articles"]
    while context["further"]:
        context = client.get(context["further"]).context
        visited += context["articles"]
        pages += 1

    assert pages == 3
    assert visited == sorted(
        visited, key=lambda article: (-article.dated_on.toordinal(), article.position)
    )
    assert len({article.pk for article in visited}) == len(visited) == 60


def test_first_page_counts_and_further_pages_do_not(client, sixty):
    first = search(client, q="公园")
    further = client.get(first.context["further"])

    assert "找到 60 篇" in first.content.decode()
    assert 'rel="next"' in first.content.decode()
    text = further.content.decode()
    assert "找到 " not in text
    assert "缩小范围" not in text
    assert "回到最新" in text
    assert "<title>搜索：公园（更早的结果）｜" in text


def test_further_pages_by_relevance_are_more_and_not_earlier(client, sixty):
    first = search(client, q="公园", order="relevance")
    text = client.get(first.context["further"]).content.decode()

    assert "<title>搜索：公园（按相关排列）（更多结果）｜" in text
    assert '<p class="count">更多结果</p>' in text
    assert "更早" not in text


@pytest.mark.parametrize(
    "order, sentence", [("", "没有更早的结果了"), ("relevance", "没有更多结果了")]
)
def test_page_beyond_the_last_leads_back(client, order, sentence):
    make_article("公园", published=True)

    text = text_of(client, q="公园", before="1", order=order)

    assert sentence in text
    assert 'href="/search/?q=%E5%85%AC%E5%9B%AD' in text


@pytest.mark.parametrize(
    "reached, sentence",
    [
        (date(2016, 3, 2), "只查到2016年3月，更早的还没有查。"),
        (None, "时间到了，还没有查完。"),
    ],
)
def test_search_that_ran_out_of_time_says_how_far_it_got_and_goes_on(
    client, monkeypatch, reached, sentence
):
    found = Found([], cursor="9", reached=reached, is_complete=False, count=Count(0, False))
    monkeypatch.setattr(views, "answer", lambda *args, **kwargs: found)

    text = text_of(client, q="公园")

    assert sentence in text
    assert '<a href="/search/?q=%E5%85%AC%E5%9B%AD&amp;before=9" rel="next">继续往前查' in text
    assert "没有找到" not in text


# Nothing found


def test_empty_result_says_what_to_loosen(client):
    assert "换一个短一点的词" in text_of(client, q="没有的词")


def test_empty_result_asks_whether_another_word_was_meant(client):
    make_article("便民步道修好了", published=True)

    text = text_of(client, q="bianmin")

    assert "你要找的是不是" in text
    assert '<a href="/search/?q=%E4%BE%BF%E6%B0%91">便民</a>' in text


def test_question_without_letters_has_nothing_to_search_for(client):
    make_article("公园", published=True)

    assert "“，。！”里没有可以查的字" in text_of(client, q="，。！")
    assert "没有可以查的字" in text_of(client, q="？", to="2999-01-01")
    assert found(client, q="？", to="2999-01-01") == ["公园"]


def test_notices_of_a_question_are_told(client):
    assert "没有叫“无名处”的单位，改按文字查找。" in text_of(client, q="单位:无名处")


# Odd questions


@pytest.mark.parametrize(
    "query",
    [
        {"q": "%"},
        {"q": "_"},
        {"q": "'; DROP TABLE articles_article; --"},
        {"q": '"'},
        {"q": "“”“-"},
        {"q": "\x00"},
        {"q": "\x0b\uffff\ud7ff"},
        {"q": "公" * 10_000},
        {"q": "部门:" * 2000},
        {"q": "<script>alert(1)</script>"},
        {"q": 'headline : "a" NEAR(b, 2) OR * ^ {text}'},
        {"q": "!a & <-> :* '"},
        {"q": "🙂"},
        {"q": "\\"},
        {"q": "公园", "from": "昨天"},
        {"q": "公园", "from": "2022-01-01", "to": "2021-01-01"},
        {"q": "公园", "from": "9999-12-31"},
        {"q": "公园", "to": "0001-01-01"},
        {"q": "公园", "department": "nowhere"},
        {"q": "公园", "department": "\x00"},
        {"q": "公园", "issue": "2021-02-30"},
        {"q": "公园", "issue": "昨天"},
        {"q": "公园", "issue": "\x00"},
        {"q": "公园", "page": "第二版"},
        {"q": "公园", "page": "99"},
        {"q": "公园", "tag": "没有"},
        {"q": "公园", "tag": "\x00"},
        {"q": "公园", "kind": "party"},
        {"q": "公园", "year": "0"},
        {"q": "公园", "year": "9" * 5000},
        {"q": "公园", "order": "random"},
        {"q": "公园", "before": "x"},
        {"q": "公园", "before": "-1"},
        {"q": "公园", "before": str(1 << 63)},
        {"q": "公园", "before": "0"},
        {"q": "公园", "order": "relevance", "before": str((1 << 63) - 1)},
    ],
    ids=str,
)
def test_odd_questions_get_a_page_and_no_wrong_answer(client, query):
    make_article("公园开放", published=True)

    response = client.get("/search/", query)

    assert response.status_code == 200
    assert not response.context.get("articles")
    assert "<script>alert" not in response.content.decode()
    assert client.get("/search/suggest/", query).status_code == 200
    assert client.get("/feeds/search/atom/", query).status_code in (200, 404)


# Suggestions


def test_suggestions_are_a_list_as_opensearch_wants_it(client):
    make_article("便民步道修好了", published=True)

    response = client.get("/search/suggest/", {"q": "便"})

    assert response["Content-Type"] == "application/x-suggestions+json"
    words, suggestions = response.json()
    assert words == "便"
    assert "便民" in suggestions


def test_suggestions_are_in_the_characters_that_the_reader_chose(client):
    make_article("余芳家里", person=make_person("余芳"), published=True)
    make_article("余粮", department=make_department("余杭党群中心"), published=True)
    assert client.get("/search/suggest/", {"q": "余"}).json()[1] == ["余杭党群中心", "余芳", "余粮"]

    client.cookies["reading"] = "hant"
    response = client.get("/search/suggest/", {"q": "餘"})

    assert response.json() == ["餘", ["餘杭黨群中心", "余芳", "餘糧"]]
    assert "Cookie" in response["Vary"]


def test_nothing_typed_suggests_nothing(client):
    assert client.get("/search/suggest/").json() == ["", []]
