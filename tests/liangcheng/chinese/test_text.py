from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.chinese.text import (
    cut_around,
    digest,
    excerpt,
    filled_lines,
    join_tags,
    split_tags,
    whole_number,
    without_whitespace,
)


def test_without_whitespace_removes_the_ideographic_space_too():
    assert without_whitespace("　　云栖 街道\n\t整修\u00a0步道 ") == "云栖街道整修步道"


def test_filled_lines_say_something():
    assert filled_lines(" 三处。\r\n\n　\n\t四处。 ") == ["三处。", "四处。"]
    assert filled_lines("") == []


@pytest.mark.parametrize(
    "line,names",
    [
        ("文明创建、社区治理", ["文明创建", "社区治理"]),
        ("文明创建，社区治理,双拥；养老;安全", ["文明创建", "社区治理", "双拥", "养老", "安全"]),
        ("一网统管\n平安建设", ["一网统管", "平安建设"]),
        ("  文明  创建 、、，", ["文明 创建"]),
        ("双拥，双拥", ["双拥"]),
        ("", []),
        (None, []),
    ],
)
def test_split_tags_knows_the_commas_at_hand(line, names):
    assert split_tags(line) == names


@given(st.text())
def test_split_tags_names_are_clean_and_each_once(line):
    names = split_tags(line)

    assert len(set(names)) == len(names)
    for name in names:
        assert name == " ".join(name.split()) != ""
        assert not set(name) & set("，、；,;\n")


@given(st.text())
def test_joined_tags_split_into_the_same(line):
    names = split_tags(line)

    joined = join_tags([SimpleNamespace(name=name) for name in names])

    assert split_tags(joined) == sorted(names)


def test_excerpt_of_a_short_text_is_the_text():
    assert excerpt("步道\n 整修好了。", 20) == "步道 整修好了。"


def test_excerpt_of_a_text_that_is_nearly_all_blanks_is_the_text():
    assert excerpt("步道" + "\n" * 200 + "修好了。", 20) == "步道 修好了。"


def test_digest_leaves_out_what_stands_between_the_paragraphs():
    text = "步道修好了。\n清理楼道，更换座椅\n居民提出：\n多种些树！\n提升队伍"

    assert digest(text, 90) == "步道修好了。居民提出：多种些树！"


def test_digest_keeps_a_long_line_that_ends_like_no_sentence():
    assert digest("甲" * 21 + "\n步道修好了。", 90) == "甲" * 21 + " 步道修好了。"


@pytest.mark.parametrize("text", ["", "步道", "步道\n座椅"])
def test_digest_of_a_text_without_sentences_is_its_beginning(text):
    assert digest(text, 90) == excerpt(text, 90)


@given(st.text(alphabet="步道，。\n", max_size=400))
def test_digest_is_never_longer_than_asked(text):
    assert len(digest(text, 20)) <= 22  # with ……


def test_excerpt_leaves_no_blank_after_the_stop_of_a_paragraph():
    assert excerpt("步道 修好了。\n“好走！”\n\n 三处\n开放", 30) == "步道 修好了。“好走！”三处 开放"
    assert excerpt("图为步道。 苏合 摄", 30) == "图为步道。 苏合 摄"


def test_excerpt_ends_with_a_sentence_that_is_near_the_end():
    assert excerpt("步道整修好了。居民出行更方便。孩子们也来了。", 16) == (
        "步道整修好了。居民出行更方便。"
    )


def test_excerpt_keeps_the_closing_quotation_mark_of_its_last_sentence():
    assert excerpt("居民说：“走得更稳了。”大家都来试一试新步道。", 14) == ("居民说：“走得更稳了。”")


def test_excerpt_without_a_near_sentence_end_is_marked_as_cut():
    assert excerpt("好。云栖街道整修了三处便民步道，居民出行更方便", 15) == (
        "好。云栖街道整修了三处便民步道……"
    )


@given(st.text(), st.integers(1, 60))
def test_excerpt_is_a_beginning_within_its_length(text, length):
    text = " ".join(text.split())

    shown = excerpt(text, length)

    if shown != text:
        shown = shown.removesuffix("……")
    assert text.startswith(shown)
    assert len(shown) <= length


def shown(text, place, length):
    start, end, lead, tail = cut_around(text, place, length)
    return lead + text[start:end] + tail


def test_cutting_begins_with_the_sentence_that_holds_the_place():
    text = "街道办事处日前作出安排。" * 5 + "步道整修一新。" + "居民纷纷点赞。" * 5

    assert shown(text, text.index("步道"), 20) == "步道整修一新。居民纷纷点赞。"


def test_cutting_round_an_early_place_is_the_beginning():
    assert shown("步道整修好了。居民出行更方便。", 0, 100) == "步道整修好了。居民出行更方便。"


def test_cutting_in_a_long_sentence_is_marked_at_both_ends():
    text = "云" * 60 + "步道" + "栖" * 60

    assert shown(text, 60, 40) == "……" + "云" * 10 + "步道" + "栖" * 28 + "……"


@given(st.text("云栖。，”", min_size=1), st.data())
def test_cutting_holds_its_place_within_its_length(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(4, 60))

    start, end, _, _ = cut_around(text, place, length)

    assert 0 <= start <= place
    assert place < end or not text[end : place + 1].strip("，")
    assert end - start <= length


@pytest.mark.parametrize("text, number", [("0", 0), ("7", 7), ("0042", 42), ("9999", 9999)])
def test_digits_write_a_number(text, number):
    assert whole_number(text, 9999) == number


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.5", " 1", "二", "１", "²", "10000", "9" * 5000]
)
def test_any_other_text_writes_none(text):
    assert whole_number(text, 9999) is None
