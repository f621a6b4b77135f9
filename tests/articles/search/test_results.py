"""From hits to what is shown: order, passages with the words marked, numbers by department."""

from collections import Counter
from datetime import date

import pytest

from articles.models import Article
from articles.published import as_cards
from articles.search.query import parse
from articles.search.results import answer, facets, in_order, passage, pieces, results
from articles.search.searching import RELEVANCE, Search
from departments.models import Department
from tests.factories import make_article, make_department, make_issue, make_page, make_photo

pytestmark = pytest.mark.django_db


def shown(pieces):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in pieces)


def best(article, words):
    return shown(passage(article, parse(words).words))


# Order


def test_results_are_in_the_order_of_the_hits():
    for day in (3, 10, 17):
        page = make_page(make_issue(date(2023, 5, day), published=True))
        make_article(f"公园{day}", page=page, published=True)
    question = parse("公园")

    articles = results(Search(question).newest(9), question)

    assert [article.headline for article in articles] == ["公园17", "公园10", "公园3"]


def test_results_hold_what_is_public_now():
    article = make_article("公园开放", published=True)
    question = parse("公园")
    found = Search(question).newest(9)
    article.withdraw()

    assert results(found, question) == []


def test_results_take_the_same_queries_for_one_hit_and_for_many(django_assert_num_queries):
    def hydrate():
        question = parse("公园")
        found = Search(question).newest(20)
        with django_assert_num_queries(3):  # articles, sign-offs with departments, photos
            for article in results(found, question):
                str([*article.departments, article.lead_photo, article.page])

    make_photo(make_article("公园", published=True))
    hydrate()
    for _ in range(9):
        make_photo(make_article("公园", page=make_page(published=True), published=True))
    hydrate()


def test_articles_keep_the_order_of_hits_and_those_gone_are_left_out():
    for _ in range(3):
        make_article("公园", published=True)
    hits = Search("公园").newest(9).hits
    Article.objects.filter(pk=hits[1].article_id).delete()

    assert [article.pk for article in in_order(hits, as_cards)] == [
        hits[0].article_id,
        hits[2].article_id,
    ]


def test_answer_counts_on_the_first_page_only():
    for _ in range(3):
        make_article("公园", published=True)
    question = parse("公园")

    first = answer(question, 2)
    second = answer(question, 2, cursor=int(first.cursor))
    by_relevance = answer(question, 2, order=RELEVANCE, cursor=2)

    assert (first.count.number, len(first.hits)) == (3, 2)
    assert (second.count, len(second.hits)) == (None, 1)
    assert len(by_relevance.hits) == 1


# Marks


@pytest.mark.parametrize(
    "text, words, marked",
    [
        ("口袋公园开放", "公园", "口袋[公园]开放"),
        ("公园公园", "公园", "[公园公园]"),
        ("公園與步道", "公园", "[公園]與步道"),
        ("公园与步道", "公園", "[公园]与步道"),
        ("第１２路公交", "12路", "第[１２路]公交"),
        ("用ＡＰＰ报修，用App缴费", "app", "用[ＡＰＰ]报修，用[App]缴费"),
        ("文明，和谐", "文明，和谐", "[文明，和谐]"),
        ("文明，和谐", "文明和谐", "文明，和谐"),
        ("便民步道", "步道 便民步", "[便民步道]"),
        ("便民步道", "-步道 便民", "[便民]步道"),
        ("", "公园", ""),
    ],
)
def test_words_are_marked_as_search_finds_them(text, words, marked):
    assert shown(pieces(text, parse(words).words)) == marked


def test_pieces_of_a_part_keep_a_hit_that_goes_across_its_end():
    assert pieces("口袋公园开放", ["公园开"], 1, 4) == [("袋", False), ("公园", True)]
    assert pieces("口袋公园开放", ["公园开"], 4) == [("开", True), ("放", False)]
    assert pieces("口袋公园开放", ["口袋"], 2, 4) == [("公园", False)]


def test_other_names_of_a_department_are_marked_too():
    department = make_department("云管办")
    department.other_names.create(name="云栖管理办")

    assert (
        shown(pieces("云管办（云栖管理办）", parse("云管办").words)) == "[云管办]（[云栖管理办]）"
    )


# Passages


def test_passage_is_where_most_of_the_words_stand_together():
    first = "步道整修一新。" + "居民纷纷前来散步。" * 12
    second = "街道表示，步道旁的公园年内开放。" + "大家都很期待。" * 12
    article = make_article(body=f"<p>{first}</p><p>{second}</p>")

    assert best(article, "步道 公园").startswith("街道表示，[步道]旁的[公园]年内开放。")
    assert best(article, "步道").startswith("[步道]整修一新。")


def test_passage_without_a_hit_is_the_beginning():
    article = make_article(body="<p>" + "居民纷纷前来散步。" * 20)

    passage = best(article, "公园")

    assert passage == "居民纷纷前来散步。" * 10


def test_passage_of_a_long_quotation_is_marked_though_it_is_cut():
    sentence = "居民说步道又平又宽" * 15
    article = make_article(body=f"<p>记者走访。{sentence}大家都来了。</p>")

    passage = best(article, f"“{sentence}”")

    assert passage.startswith("记者走访。[居民说")
    assert passage.endswith("]……")


def test_passage_may_be_the_caption_of_a_picture():
    article = make_article("步道开放", published=True)
    make_photo(article, caption="孩子们在公园里")

    assert best(article, "公园") == "图说：孩子们在[公园]里"
    assert not best(article, "步道").startswith("图说")


# Numbers


def test_facets_name_what_the_labels_stand_for():
    office = make_department("云栖办", slug="yunqi")
    article = make_article(published=True)
    article.tags.add("便民")
    make_article().tags.add("未定稿")
    tag, draft = (one.tags.get() for one in Article.objects.order_by("pk"))
    labels = Counter(
        {
            "all": 9,
            f"dep{office.pk}": 5,
            "dep999": 7,
            "yea2022": 2,
            "yea2023": 1,
            f"tag{tag.pk}": 3,
            f"tag{draft.pk}": 3,
            "kinonsite": 4,
            "pag02": 9,
        }
    )

    found = facets(labels, Department.objects.all())

    assert {
        facet.parameter: [(c.name, c.value, c.count) for c in facet.choices] for facet in found
    } == {
        "department": [("云栖办", "yunqi", 5)],
        "year": [("2023年", "2023", 1), ("2022年", "2022", 2)],
        "tag": [("便民", "便民", 3)],
        "kind": [("现场交流会", "on_site", 4)],
    }


def test_facets_are_the_twelve_with_most_hits():
    offices = [make_department() for _ in range(14)]
    labels = Counter({f"dep{office.pk}": number for number, office in enumerate(offices)})

    choices = facets(labels, offices)[0].choices

    assert [choice.count for choice in choices] == list(range(13, 1, -1))
