"""Hot zones: what is refused and in which words, and their geometry."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.regions import (
    MOST_CORNERS,
    MOST_ZONES,
    bounds,
    parse_regions,
    regions_text,
    svg_points,
    validate_regions,
)

SQUARE = [[40, 120], [480, 120], [480, 400], [40, 400]]
TRIANGLE = [[0, 0], [1000, 0], [0, 1000]]
ELL = [[0, 0], [600, 0], [600, 200], [200, 200], [200, 600], [0, 600]]
BOW_TIE = [[0, 0], [100, 100], [100, 0], [0, 100]]
# A saw with as many corners as are allowed: none of its many sides meets another.
SAW = [[0, 0], *([5 * n, 10 if n % 2 else 300] for n in range(1, MOST_CORNERS - 1)), [1000, 0]]


def doubled_area(polygon):
    """Twice the area by the shoelace formula."""
    following = polygon[1:] + polygon[:1]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True)))


def problems(regions):
    """The sentences with which regions are refused; none if they are accepted."""
    try:
        validate_regions(regions)
    except ValidationError as refused:
        return refused.messages
    return []


# What is accepted


@pytest.mark.parametrize(
    "regions", [[SQUARE], [TRIANGLE], [ELL], [ELL[::-1]], [SAW], [SQUARE, TRIANGLE], [SQUARE] * 50]
)
def test_simple_polygons_inside_the_page_are_accepted(regions):
    assert problems(regions) == []


def test_corner_on_a_straight_side_is_accepted():
    assert problems([[[0, 0], [50, 0], [100, 0], [100, 100]]]) == []


# What is refused, and in which words


@pytest.mark.parametrize(
    "regions, words",
    [
        (None, "热区的写法不对"),
        ({"zones": [SQUARE]}, "热区的写法不对"),
        ("40,120", "热区的写法不对"),
        ([], "一个热区也没有。请至少画一个。"),
        ([SQUARE] * (MOST_ZONES + 1), "热区有 51 个，最多 50 个。请把挨着的几个合成一个。"),
        (["40,120"], "第1个热区的写法不对"),
        ([[]], "第1个热区只有 0 个角，围不成一块。请至少点 3 个角。"),
        ([SQUARE[:2]], "第1个热区只有 2 个角"),
        ([SQUARE * 51], "第1个热区有 204 个角，最多 200 个。请删去一些。"),
        ([[[0, 0], [9, 0], [9]]], "第1个热区的第3个角写法不对"),
        ([[[0, 0], [9, 0], [9, 9, 9]]], "第1个热区的第3个角写法不对"),
        ([[[0, 0], [9, 0.5], [9, 9]]], "第1个热区的第2个角写法不对"),
        ([[[0, 0], [9, True], [9, 9]]], "第1个热区的第2个角写法不对"),
        ([[[0, 0], ["9", 0], [9, 9]]], "第1个热区的第2个角写法不对"),
        ([[[0, 0], [1001, 0], [9, 9]]], "第1个热区的第2个角超出了版面。请移到版面以内"),
        ([[[0, -1], [9, 0], [9, 9]]], "第1个热区的第1个角超出了版面"),
        ([[[5, 5], [5, 5], [9, 0]]], "第1个热区的第1个角和第2个角在同一个位置。请删去其中一个。"),
        ([[*SQUARE, SQUARE[0]]], "第1个热区的第5个角和第1个角在同一个位置"),
        ([[[0, 0], [50, 50], [90, 90]]], "第1个热区的角都在一条直线上，没有面积"),
        ([[[0, 0], [0, 90], [0, 50]]], "第1个热区的角都在一条直线上，没有面积"),
        ([BOW_TIE], "第1个角后面的边碰到了第3个角后面的边。请挪开这些角"),
        # A corner on another side; a corner on another corner; sides that run back along others.
        ([[[0, 0], [90, 0], [50, 90], [50, 0]]], "边线碰到了自己"),
        ([[[0, 0], [50, 50], [90, 0], [90, 90], [50, 50], [0, 90]]], "边线碰到了自己"),
        ([[[0, 0], [90, 0], [40, 0], [40, 90]]], "第1个角后面的边碰到了第2个角后面的边"),
        ([[[0, 0], [40, 0], [40, 90], [90, 90], [90, 0]]], "第1个角后面的边碰到了第5个"),
    ],
)
def test_bad_regions_are_refused_with_a_sentence(regions, words):
    assert any(words in sentence for sentence in problems(regions))


def test_each_wrong_zone_has_its_sentence():
    sentences = [sentence[:6] for sentence in problems([SQUARE, BOW_TIE, SQUARE[:2]])]

    assert sentences == ["第2个热区的", "第3个热区只"]


CORNERS = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=3, max_size=7)


@given(CORNERS)
def test_accepted_polygon_has_an_area_wherever_it_begins_and_whichever_way_it_runs(polygon):
    accepted = problems([polygon]) == []

    assert (problems([polygon[1:] + polygon[:1]]) == []) == accepted
    assert (problems([polygon[::-1]]) == []) == accepted
    assert doubled_area(polygon) > 0 or not accepted


@given(st.lists(st.lists(st.integers(0, 1000), min_size=2, max_size=2), min_size=3, max_size=3))
def test_triangle_is_accepted_if_it_has_an_area(triangle):
    assert (problems([triangle]) == []) == (doubled_area(triangle) > 0)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_value_of_json_breaks_the_check(value):
    assert all(sentence.endswith("。") for sentence in problems(value))


# Geometry


def test_bounds_hold_all_zones():
    assert bounds([SQUARE, [[30, 200], [500, 150], [60, 950]]]) == (30, 120, 500, 950)


def test_points_are_written_as_svg_reads_them():
    assert svg_points(SQUARE) == "40,120 480,120 480,400 40,400"


# Written by hand


@pytest.mark.parametrize(
    "regions, text",
    [
        ([], ""),
        ([SQUARE], "40,120 480,400"),
        ([SQUARE[::-1]], "40,400 480,400 480,120 40,120"),
        ([TRIANGLE, SQUARE], "0,0 1000,0 0,1000\n40,120 480,400"),
    ],
)
def test_regions_are_written_as_lines_and_read_back(regions, text):
    assert regions_text(regions) == text
    assert parse_regions(text) == regions


@given(st.lists(st.lists(st.lists(st.integers(0, 1000), min_size=2, max_size=2), min_size=3)))
def test_any_regions_are_read_back_as_they_were(regions):
    assert parse_regions(regions_text(regions)) == regions


@pytest.mark.parametrize(
    "text",
    [
        "480,400 40,120",
        "  40 , 120   480 ,400 \r\n\r\n",
        "４０，１２０　４８０，４００",
        "40、120 480、400",
        pytest.param(f"40,120{' ' * 200_000}480,400", id="blanks that would take a day"),
    ],
)
def test_regions_are_read_as_people_write_them(text):
    assert parse_regions(text) == [SQUARE]


def test_every_line_that_cannot_be_read_is_named():
    with pytest.raises(ValidationError) as refused:
        parse_regions("40,120 480\n\n0,0 9,9\n左上 右下\n1,2 3.5,4")

    assert [sentence[:14] for sentence in refused.value.messages] == [
        "第1个热区里的“480”看不",
        "第3个热区里的“左上”看不懂",
        "第4个热区里的“3.5,4”",
    ]


@pytest.mark.parametrize("text", ["10,10 20,10", "10,10 10,20", "10,10 10,10"])
def test_two_corners_that_make_no_rectangle_are_refused_as_two(text):
    with pytest.raises(ValidationError) as refused:
        parse_regions(text)

    assert "第1个热区只写了一条直线上的两个角" in refused.value.messages[0]


def test_corners_beyond_the_page_are_read_and_then_refused():
    (sentence,) = problems(parse_regions("-1,0 2000,9"))

    assert "超出了版面" in sentence
