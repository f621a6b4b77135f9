"""What a reader types, understood; whatever it is, it is a question and never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.analysis import LONGEST_QUERY, runs
from articles.search.documents import label
from articles.search.query import MOST_CLAUSES, Clause, Question, Zone, parse
from articles.search.searching import Search
from departments.models import Department
from tests.factories import make_article, make_department, make_issue, make_person

pytestmark = pytest.mark.django_db

DAY = date(2021, 4, 14)


def clauses(text):
    return list(parse(text, everything=True).clauses)


def words(*phrases, **facts):
    return [Clause((phrase,), **facts) for phrase in phrases]


# Words, phrases, exclusions


@pytest.mark.parametrize(
    "text, expected",
    [
        ("步道 公园", words("步道", "公园")),
        ("　步道　公园　", words("步道", "公园")),
        ("步道\t\n公园", words("步道", "公园")),
        ("步道 步道", words("步道")),
        ("步道、公园", words("步道 公园")),  # one word: as it stands in the text
        ('"步道 公园"', words("步道 公园")),
        ("“步道 公园”", words("步道 公园")),
        ("„步道 公园‟", words("步道 公园")),
        ("＂步道 公园＂", words("步道 公园")),
        ("口袋“步道”公园", words("口袋", "步道", "公园")),
        ("步道 -公园", [*words("步道"), *words("公园", is_excluded=True)]),
        ("步道 －公园", [*words("步道"), *words("公园", is_excluded=True)]),
        ('步道 -"口袋 公园"', [*words("步道"), *words("口袋 公园", is_excluded=True)]),
        ("步道 －“口袋 公园”", [*words("步道"), *words("口袋 公园", is_excluded=True)]),
        ("Wi-Fi", words("wi fi")),  # within a word it is a hyphen
        ("步道 - 公园", words("步道", "公园")),  # and alone nothing
        ("新冠-19", words("新冠 19")),
        ("標題", words("标题")),
        ("ＡＢＣ１２３", words("abc123")),
    ],
)
def test_words_phrases_and_exclusions(text, expected):
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ('"步道 公园', words("步道", "公园")),
        ('步道" 公园', words("步道", "公园")),
        ('"步道" "公园', words("步道", "公园")),
        ("“步道", words("步道")),
        ('""步道', words("步道")),
        ('步道 -"公园', [*words("步道"), *words("公园", is_excluded=True)]),
        ('标题:"步道', words("步道", zone=Zone.HEADLINE)),
    ],
)
def test_unbalanced_quotes_are_left_out(text, expected):
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "－－", '"', '""', "“”", "-“”", "：", "部门:", "标题：", "日期:", "-部门:"],
)
def test_operators_and_punctuation_alone_ask_nothing_or_for_themselves(text):
    # 部门: without a name is a word like any other.
    question = parse(text)

    assert question.is_empty or question.clauses[0].phrases == (runs(text),)
    assert Search(question).overview(20).hits == []


# Keys


@pytest.mark.parametrize("text", ["标题:步道", "标题：步道", "标题:“步道”", "标题：＂步道＂"])
def test_headline_key_looks_in_headlines_only(text):
    assert clauses(text) == words("步道", zone=Zone.HEADLINE)


def test_headline_key_with_a_minus_excludes():
    assert clauses("-标题:步道") == words("步道", zone=Zone.HEADLINE, is_excluded=True)


def test_a_key_in_the_middle_of_a_word_is_text():
    assert clauses("小标题:步道") == words("小标题 步道")


@pytest.mark.parametrize("key", ["部门", "单位"])
@pytest.mark.parametrize("colon", [":", "："])
@pytest.mark.parametrize("name", ["社管办", "社区管理办", "“社管办”", "社区管理办公室"])
def test_department_key_takes_each_of_its_names(key, colon, name):
    department = make_department("社管办", full_name="社区管理办公室")
    department.other_names.create(name="社区管理办")

    asked = parse(f"{key}{colon}{name}")

    assert asked.clauses == (Clause(labels=(label("dep", department.pk),)),)
    assert (asked.words, asked.notices) == ((), ())


def test_person_key_takes_all_people_of_a_name():
    people = [make_person("苏合", disambiguation=where) for where in ("云栖办", "竹影里")]

    assert clauses("人物:苏合") == [
        Clause(labels=tuple(sorted(label("per", one.pk) for one in people)))
    ]


def test_tag_key_takes_a_tag_with_spaces_in_quotes():
    article = make_article()
    article.tags.add("云栖 早市")

    assert clauses("标签:“云栖 早市”") == [Clause(labels=(label("tag", article.tags.get().pk),))]


def test_a_key_takes_names_of_its_kind_only():
    make_department("云栖办")

    asked = parse("人物:云栖办")

    assert asked.notices == ("没有叫“云栖办”的人物，改按文字查找。",)
    assert "云栖办" in asked.words


def test_a_key_with_a_minus_excludes_the_bearer():
    department = make_department("云栖办")

    assert clauses("-部门:云栖办") == [
        Clause(labels=(label("dep", department.pk),), is_excluded=True)
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("版:02", ("pag02", "pag02")),
        ("版：2", ("pag02", "pag2")),
        ("版:A3", ("paga3", "paga3")),
        ("版:０２", ("pag02", "pag02")),
    ],
)
def test_page_key_takes_numbers_as_printed_and_without_the_zero(text, expected):
    assert clauses(text) == [Clause(labels=expected)]


def test_kind_key_takes_the_name_of_a_kind_of_meeting():
    assert clauses("类别:座谈会") == [Clause(labels=("kinsymposium",))]


def test_issue_key_takes_a_day_and_an_edition():
    morning, extra = make_issue(DAY), make_issue(DAY, edition=2)

    assert clauses("期:2021-04-14 期：2021-04-14-2") == [
        Clause(labels=(label("iss", morning.pk),)),
        Clause(labels=(label("iss", extra.pk),)),
    ]


@pytest.mark.parametrize(
    "text, phrase",
    [
        ("部门:没有办", "没有办"),
        ("人物:没有人", "没有人"),
        ("标签:没有的", "没有的"),
        ("类别:茶话会", "茶话会"),
        ("日期:去年", "去年"),
        ("日期:2021-13", "2021 13"),
        ("-日期:2021", "2021"),
        ("期:2021-04-15", "2021 04 15"),
        ("期:2021-02-30", "2021 02 30"),
        ("期:2021-04-14-99999999999999999999", "2021 04 14 99999999999999999999"),
        ("版:第二", "第二"),
    ],
)
def test_what_a_key_does_not_know_is_text_with_a_notice(text, phrase):
    asked = parse(text)

    assert asked.clauses == tuple(words(phrase, is_excluded=text.startswith("-")))
    assert len(asked.notices) == 1
    assert text.partition(":")[2] in asked.notices[0]


# Dates


@pytest.mark.parametrize(
    "text, since, until",
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-04", date(2021, 4, 1), date(2021, 4, 30)),
        ("2021-4", date(2021, 4, 1), date(2021, 4, 30)),
        ("2021.04", date(2021, 4, 1), date(2021, 4, 30)),
        ("2021年4月", date(2021, 4, 1), date(2021, 4, 30)),
        ("２０２１年４月", date(2021, 4, 1), date(2021, 4, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-04-14", DAY, DAY),
        ("2021/4/14", DAY, DAY),
        ("20210414", DAY, DAY),
        ("2021年4月14日", DAY, DAY),
        ("2021-04..2021-06", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021年4月至2021年6月", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021-04到2021-06", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021-04~2021-06", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021-04—2021-06", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021-04——2021-06", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021..", date(2021, 1, 1), None),
        ("..2021", None, date(2021, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
    ],
)
def test_dates_in_every_form(text, since, until):
    for colon in ":：":
        asked = parse(f"日期{colon}{text}")

        assert (asked.since, asked.until) == (since, until)
        assert (asked.clauses, asked.notices) == ((), ())
        assert Search(asked).overview(20).hits == []


@pytest.mark.parametrize("text", ["2021-02-30", "2021-00", "0000", "..", "2021..茶", "1", "999999"])
def test_what_is_no_date_is_text(text):
    asked = parse(f"日期:{text}")

    assert (asked.since, asked.until) == (None, None)
    assert not runs(text) or len(asked.notices) == 1


@pytest.mark.parametrize(
    "text", ["……！？", "🎉🎉", "% _ *", "\x00", "\u202e\u202c", "()", "+-*/", "《》", "NULL\x00"]
)
def test_characters_that_are_no_letters_ask_nothing(text):
    assert parse(text).clauses == tuple(words("null") if "N" in text else ())


def test_two_dates_hold_both():
    asked = parse("日期:2021 日期:2021-04..")

    assert (asked.since, asked.until) == (date(2021, 4, 1), date(2021, 12, 31))


# Names as words


def test_a_word_that_is_a_name_also_means_its_bearer():
    department = make_department("社管办")
    department.other_names.create(name="社区管理办")

    (clause,) = clauses("社区管理办")

    assert clause == Clause(("社区管理办", "社管办"), (label("dep", department.pk),))
    assert clauses("“社区管理办”") == words("社区管理办")


# Limits


def test_a_query_of_ten_thousand_characters_is_cut_with_a_notice():
    asked = parse("步道公园" * 2500)

    assert asked.words == (("步道公园" * 2500)[:LONGEST_QUERY],)
    assert asked.notices == (f"只查前 {LONGEST_QUERY} 个字，后面的没有查。",)


def test_a_query_of_very_many_words_is_cut_with_a_notice():
    asked = parse(" ".join(map(chr, range(0x4E00, 0x4E00 + 90))))

    assert len(asked.clauses) == MOST_CLAUSES
    assert asked.notices == (f"一次最多查 {MOST_CLAUSES} 个词，后面的没有查。",)


def test_parse_asks_the_database_once_where_names_could_stand(django_assert_max_num_queries):
    make_department("云栖办")
    with django_assert_max_num_queries(1):
        parse("云栖办 部门:云栖办 人物:苏合 步道 标题:步道 -公园")


def test_narrowed_adds_conditions():
    asked = parse("步道 日期:2021").narrowed("dep1", "tag2", since=DAY)

    assert asked.clauses == (*words("步道"), Clause(labels=("dep1",)), Clause(labels=("tag2",)))
    assert (asked.since, asked.until) == (DAY, date(2021, 12, 31))
    assert Question().narrowed(until=DAY).is_empty is False


# Anything at all

OPERATORS = [
    *"\"“”„‟＂-－:：*^+%_!&|~()[]{}<>\\/'`;,.=@#$?\x00\t\n　",
    *("部门:", "人物：", "标签:", "类别:", "日期:", "期:", "版:", "标题:", "-标题:", '标题:"'),
    *("NEAR(", "NEAR/2", " AND ", " OR ", " NOT ", "{headline}:", "headline:", "labels : all"),
    *("<->", ":*", "!!", "'a' & 'b'", "tsquery", "$1", "%s", "%(a)s"),
    *("'; DROP TABLE articles_article; --", "1=1", "UNION SELECT", "/*", "--"),
    *("\u202e", "\u200f", "\u2066", "\ufeff", "🎉", "👨‍👩‍👧", "\ud800", "e\u0301", "½", "①", "𠮷"),
    *(
        "2021",
        "2021-04",
        "..",
        "至",
        "2021-02-30",
        "9999",
        "٢٠٢١",
        "凉城",
        "步",
        "a",
        "W",
        "云栖办",
    ),
]


def ask(text):
    if not Department.objects.exists():  # for all examples of a test
        make_article("步道 Wi-Fi", department=make_department("云栖办"), published=True)
    question = parse(text)
    for search in (Search(question), Search(question, everything=True)):
        assert search.overview(5).is_complete
        assert search.by_relevance(5).is_complete
        assert search.newest(5).is_complete


@given(st.text())
def test_any_text_can_be_asked(text):
    ask(text)


@given(st.lists(st.sampled_from(OPERATORS), max_size=12).map("".join))
def test_any_row_of_operators_can_be_asked(text):
    ask(text)
