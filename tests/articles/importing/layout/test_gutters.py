"""Gutters that a comma hangs into, told by the lines above and below."""

from articles.importing.layout.gutters import cut_at_gutters
from articles.importing.layout.runs import Run
from articles.importing.layout.sheet import Glyph, Rect

EM = 10


def run(x, y, text):
    return Run(
        tuple(
            Glyph(character, Rect(x + n * EM, y, x + (n + 1) * EM, y + EM), EM, "song", n)
            for n, character in enumerate(text)
        )
    )


def texts(runs):
    return [one.text for one in cut_at_gutters(runs, EM)]


def test_line_that_hangs_into_the_gutter_is_cut_there():
    runs = [
        run(0, 0, "街道走访居民"),
        run(70, 0, "社区里添了花"),
        run(0, 15, "了解难处，大，园居民都说好"),  # the comma at 60 fills the gutter
        run(0, 30, "家的想法都记"),
        run(70, 30, "好事情要办好"),
    ]

    assert texts(runs)[2:4] == ["了解难处，大，", "园居民都说好"]


def test_two_marks_may_hang():
    runs = [
        run(0, 0, "街道走访居民"),
        run(80, 0, "社区里添了花"),
        run(0, 15, "解大家的难处。”园居民都说好"),  # the marks at 60 and 70
        run(0, 30, "街道走访居民"),
        run(80, 30, "事情要办好事"),
    ]

    assert texts(runs)[2:4] == ["解大家的难处。”", "园居民都说好"]


def test_comma_within_a_line_is_no_gutter():
    runs = [run(0, 15 * n, "街道走访居民，了解大家的难处，") for n in range(5)]

    assert texts(runs) == [one.text for one in runs]


def test_lines_that_cross_it_end_a_gutter():
    runs = [
        run(0, 0, "街道走访居民"),
        run(70, 0, "社区里添了花"),
        run(0, 15, "街道走访居民了解大家的难处和想法"),
        run(0, 30, "了解难处，大，园居民都说好事情"),
    ]

    assert texts(runs)[2:] == [runs[2].text, runs[3].text]
