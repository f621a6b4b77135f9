"""What the parameters of an address ask, how the title says it, and the addresses next to it."""

from datetime import date

import pytest
from django.http import QueryDict

from articles.search.form import SearchForm
from articles.search.searching import Search
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db

PARK = "%E5%85%AC%E5%9B%AD"  # 公园


def form(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    asked = SearchForm(data)
    asked.full_clean()
    return asked


def errors(**parameters):
    return [error for errors in form(**parameters).errors.values() for error in errors]


# The question


def test_nothing_asked_is_no_question():
    assert form().question is None
    assert form(q="", department="", order="relevance", before="9").question is None


def test_departments_are_offered_in_the_order_of_their_tree():
    street = make_department("云栖街道", slug="street", classification="subdistrict", position=1)
    make_department("樟树里", slug="area", classification="area", parent=street, position=2)
    make_department("云栖办", slug="office", classification="office", parent=street, position=1)
    make_department("上级局", slug="bureau", classification="external", position=2)

    assert form().fields["department"].choices == [
        ("", "全部单位"),
        ("street", "云栖街道"),
        ("office", "　云栖办"),
        ("area", "　樟树里"),
        ("bureau", "上级局"),
    ]


def test_conditions_and_words_are_one_question():
    department = make_department(slug="yunqi")
    issue = make_issue(date(2021, 4, 14), published=True)

    question = form(
        q="公园 日期:2021-04..2021-06",
        department="yunqi",
        issue="2021-04-14",
        page="A3",
        kind="on_site",
        to="2021-05-31",
        year="2021",
    ).question

    labels = [clause.labels for clause in question.clauses[1:]]
    assert labels == [
        (f"dep{department.pk}",),
        (f"iss{issue.pk}",),
        ("paga3",),
        ("kinonsite",),
    ]
    assert (question.since, question.until) == (date(2021, 4, 1), date(2021, 5, 31))


@pytest.mark.parametrize("words", ["\u202e公园", "公\u200b园", "公园\x00", "　公园　"])
def test_characters_that_nobody_sees_do_not_matter(words):
    assert form(q=words).title == "公园"
    assert form(q=words).question == form(q="公园").question


def test_long_question_is_cut_in_title_and_addresses():
    long = form(q="公" * 10_000)

    assert long.title == "公" * 200
    assert len(long.address()) < 2000
    assert long.question.notices


def test_question_without_letters_is_empty_and_says_so():
    question = form(q="，。！").question

    assert question.is_empty
    assert question.notices == ("“，。！”里没有可以查的字，请写汉字、字母或数字。",)
    assert not form(q="，。！", year="2021").question.is_empty


@pytest.mark.parametrize(
    "query, sentence",
    [
        ({"department": "nowhere"}, "没有这个单位，请从列表里选。"),
        ({"from": "2021年"}, "日期请写成 2021-04-14。"),
        ({"from": "2022-01-01", "to": "2021-01-01"}, "“到”的日期比“从”的早，请对调。"),
        ({"issue": "2021-02-30"}, "没有这一期。"),
        ({"page": "第二版"}, "没有这样的版次。"),
        ({"tag": "没有"}, "没有这个标签。"),
        ({"kind": "party"}, "没有这类会议。"),
        ({"year": "0"}, "没有这个年份。"),
        ({"order": "random"}, "没有这种排列方法。"),
        ({"before": "x"}, "没有这一页。"),
    ],
    ids=str,
)
def test_wrong_condition_is_told_in_one_sentence(query, sentence):
    (error,) = errors(q="公园", **query)

    assert error.startswith(sentence)
    assert form(q="公园", **query).question is None


def test_issue_and_tag_that_are_not_public_are_unknown():
    make_issue(date(2023, 5, 10))
    make_article().tags.add("未定稿")

    assert errors(issue="2023-05-10")[0].startswith("没有这一期。")
    assert errors(tag="未定稿")[0].startswith("没有这个标签。")


# Title and addresses


def test_title_says_the_whole_question():
    make_department("云栖办", slug="yunqi")
    make_issue(date(2021, 4, 14), published=True)
    make_article(published=True).tags.add("便民")
    question = {"q": "口袋公园", "department": "yunqi", "from": "2021-04-01", "to": "2021-06-30"}
    inside = {"issue": "2021-04-14", "page": "02", "year": "2021", "tag": "便民", "kind": "visit"}

    assert form(**question).title == "口袋公园 · 云栖办 · 2021年4月至6月"
    assert form(**inside).title == "2021年4月14日 · 第02版 · 2021年 · 便民 · 调研"


def test_conditions_are_chips_that_can_be_taken_off_one_by_one():
    make_department("云栖办", slug="yunqi")

    asked = form(q="公园", department="yunqi", year="2021", before="9", **{"from": "2021-04-07"})

    assert [(chip.text, chip.address) for chip in asked.chips] == [
        ("云栖办", f"/search/?q={PARK}&from=2021-04-07&year=2021"),
        ("2021年4月7日起", f"/search/?q={PARK}&department=yunqi&year=2021"),
        ("2021年", f"/search/?q={PARK}&department=yunqi&from=2021-04-07"),
    ]
    assert asked.everywhere == f"/search/?q={PARK}"


def test_whole_paper_is_offered_only_to_words_with_conditions():
    plain, wordless = form(q="公园"), form(year="2021")

    assert not plain.everywhere
    assert not wordless.everywhere


# Ways out


def ways_out(**parameters):
    asked = form(**parameters)
    assert not Search(asked.question).overview(1).hits
    return [way.text for way in asked.ways_out()]


def test_ways_out_leave_out_what_keeps_everything_away():
    make_department("云栖办", slug="yunqi")
    page = make_page(make_issue(date(2023, 5, 10), published=True))
    make_article("口袋公园开放", page=page, published=True)

    assert ways_out(q="公园 食堂", department="yunqi") == ["只查“公园”"]
    assert ways_out(q="公园", department="yunqi") == ["去掉“云栖办”", "只查“公园”"]
    assert ways_out(q="公园", year="2020") == ["去掉“2020年”", "只查“公园”"]
    assert ways_out(q="食堂") == []


def test_words_written_in_one_are_taken_apart():
    make_article("口袋公园开放", body="<p>建设了一年。</p>", published=True)

    assert ways_out(q="口袋公园建设")[0] == "只查“口袋 公园 建设”"


def test_no_way_out_leads_to_a_draft():
    make_article("未定稿")

    assert ways_out(q="未定稿 公园") == []
