"""How a page without an image is set: whole rows, in printed order, as even as they can be."""

import re
from itertools import groupby
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.facsimile import COLUMNS, HEIGHT, WIDTH, arranged, sketch

lengths = st.lists(st.integers(0, 3000), max_size=12)


def stories(*lengths, photos=0):
    """Stories that are so many characters long."""
    pictures = SimpleNamespace(all=lambda: range(photos))
    return [SimpleNamespace(plain_text="字" * length, photos=pictures) for length in lengths]


def spans(*lengths):
    """The columns of each row."""
    rows = groupby(arranged(stories(*lengths)), lambda block: block.row)
    return [tuple(block.span for block in row) for _, row in rows]


@given(lengths)
def test_all_stories_are_set_once_in_printed_order_and_rows_are_full(lengths):
    given_stories = stories(*lengths)
    blocks = arranged(given_stories)

    assert [block.article for block in blocks] == given_stories
    for _, row in groupby(blocks, lambda block: block.row):
        row = list(row)
        assert sum(block.span for block in row) == COLUMNS
        assert [block.start for block in row] == [
            sum(block.span for block in row[:place]) for place in range(len(row))
        ]


@pytest.mark.parametrize(
    "lengths, rows",
    [
        ((), []),
        ((500,), [(12,)]),
        ((500, 300, 300), [(12,), (6, 6)]),
        ((500, 300, 640), [(12,), (4, 8)]),
        ((500, 300, 300, 300), [(12,), (4, 4, 4)]),
        ((500, 900, 300, 320), [(12,), (12,), (6, 6)]),
    ],
)
def test_first_story_runs_across_and_others_share_rows_by_length(lengths, rows):
    assert spans(*lengths) == rows


def test_rows_follow_the_printed_order_of_the_real_page(edition):
    articles = edition.articles.as_printed().for_page()

    assert [block.span for block in arranged(list(articles))] == [12, 6, 6, 7, 5]


@given(lengths)
def test_sketch_stays_on_its_sheet(lengths):
    drawn = sketch(stories(*lengths))

    for path in (drawn.bars, drawn.lines):
        for x, y, across in re.findall(r"M(\d+) (\d+)h(\d+)", path):
            assert int(x) + int(across) <= WIDTH
            assert int(y) <= HEIGHT


def test_sketch_has_a_headline_for_each_story():
    drawn = sketch(stories(500, 300, 300))

    assert drawn.bars.count("M") == 3
    assert drawn.lines.count("M") > 20
