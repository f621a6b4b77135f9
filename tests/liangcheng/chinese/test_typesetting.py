"""Lines of Chinese: where one may end, and what fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.chinese.typesetting import (
    NOT_FIRST,
    NOT_LAST,
    break_lines,
    fit,
    headline_lines,
    one_line,
)


def characters(text):
    """A measure: each character is one wide."""
    return len(text)


@pytest.mark.parametrize(
    "text, lines",
    [
        ("云栖街道，樟树里", ["云栖街", "道，樟树", "里"]),  # no line begins with a comma
        ("云栖街“樟树里”", ["云栖街", "“樟树", "里”"]),  # none ends with an opening quote
        ("云栖街——樟树", ["云栖", "街——樟", "树"]),  # a dash is not torn apart
        ("共有12.5万人", ["共有", "12.5", "万人"]),  # nor is a number
        ("云栖 樟树里", ["云栖 樟", "树里"]),
        ("", []),
    ],
)
def test_lines_end_where_chinese_lets_them(text, lines):
    assert break_lines(text, 4, characters) == lines


@given(st.text(alphabet="云栖街道，。“”（）《》——……A1 %", max_size=60), st.integers(4, 12))
def test_lines_lose_nothing_and_none_is_too_wide(text, width):
    lines = break_lines(text, width, characters)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


@given(st.text(alphabet="云栖街道樟树里", min_size=1, max_size=30))
def test_ordinary_lines_begin_and_end_as_they_should(text):
    marked = "".join(f"“{character}”，" for character in text)

    for line in break_lines(marked, 9, characters):
        assert line[0] not in NOT_FIRST
        assert line[-1] not in NOT_LAST


def test_headline_breaks_at_its_own_spaces_first():
    headline = "同心争创文明城市 携手共建美丽云栖"

    assert headline_lines(headline, 20, characters, 3) == headline.split()


def test_headline_leaves_no_single_character_on_its_last_line():
    assert headline_lines("云栖街道整修便民步道了", 10, characters, 3) == [
        "云栖街道整修",
        "便民步道了",
    ]


def test_long_headline_shrinks_until_it_fits():
    def measure_at(size):
        return lambda text: len(text) * size

    assert fit("云栖街道", 100, measure_at, (40, 20), 1) == (20, ["云栖街道"])


def test_headline_too_long_at_the_smallest_size_ends_in_an_ellipsis():
    def measure_at(size):
        return lambda text: len(text) * size

    assert fit("云栖街道，整修步道方便居民", 120, measure_at, (40, 20), 2) == (
        20,
        ["云栖街道，整", "修步道方……"],
    )


def test_one_line_is_cut_before_punctuation():
    assert one_line("云栖街道，整修步道", 7, characters) == "云栖街道……"
    assert one_line("云栖街道", 7, characters) == "云栖街道"
