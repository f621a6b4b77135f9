"""A large first character goes back into the line that it begins (首字下沉)."""

from dataclasses import replace

from articles.importing.layout.runs import is_hanzi
from articles.importing.layout.sheet import Rect

LARGE = 1.7  # times the text
MOST = 2  # characters, as of a number: 11月
BESIDE = 1.2  # em of the text between it and the lines beside it
LEVEL = 0.75  # em of the text between its top and that of the first line
FEWEST_LINES = 2  # of the text beside it


def without_initials(glyphs, em):
    """The glyphs, large first characters at the size and in the place of their line's own.

    Assumes such a character stands by itself, its top level with a line of text at its right and
    at least one more line there, all of them close to it; more text stands under it.
    """
    large = [glyph for glyph in glyphs if glyph.size > LARGE * em]
    text = [glyph for glyph in glyphs if abs(glyph.size - em) <= 0.12 * em]
    moved = {}
    for group in _groups(large):
        if len(group) <= MOST and (line := _line_beside(group, text, em)):
            moved |= _into(group, line)
    if not moved:
        return glyphs
    ordered = sorted(
        (moved.get(id(glyph), glyph) for glyph in glyphs),
        key=lambda glyph: (glyph.number, glyph.rect.left),
    )
    return [replace(glyph, number=number) for number, glyph in enumerate(ordered)]


def _groups(large):
    """Large characters that stand beside each other on a line, or downwards."""
    groups = []
    for glyph in large:
        near = [group for group in groups if any(_is_beside(one, glyph) for one in group)]
        groups = [group for group in groups if group not in near]
        groups.append([glyph, *(one for group in near for one in group)])
    return [sorted(group, key=lambda glyph: glyph.rect.left) for group in groups]


def _is_beside(one, other):
    a, b, size = one.rect, other.rect, max(one.size, other.size)
    on_a_line = a.down(b) > 0.5 * size and -a.across(b) < 0.8 * size
    downwards = abs(a.middle[0] - b.middle[0]) < 0.2 * size and -a.down(b) < 0.7 * size
    return on_a_line or (downwards and one.font == other.font)


def _line_beside(group, text, em):
    """The first character of the text that goes on at the right of large ones, or None."""
    rect = Rect.around(glyph.rect for glyph in group)
    if not all(is_hanzi(glyph.text) or glyph.text.isalnum() for glyph in group):
        return None
    firsts = {}
    for glyph in text:
        if glyph.rect.middle[0] > rect.right and glyph.rect.down(rect) > 0.5 * glyph.rect.height:
            row = round(glyph.rect.middle[1] / (0.6 * em))
            if row not in firsts or glyph.rect.left < firsts[row].rect.left:
                firsts[row] = glyph
    rows = [one for one in firsts.values() if one.rect.left - rect.right < BESIDE * em]
    if len(rows) < FEWEST_LINES:
        return None
    first = min(rows, key=lambda glyph: glyph.rect.top)
    under = [
        glyph
        for glyph in text
        if -0.3 * em <= glyph.rect.top - rect.bottom < 2 * em
        and abs(glyph.rect.left - rect.left) < 2.6 * em
    ]
    return first if under and abs(first.rect.top - rect.top) < LEVEL * first.size else None


def _into(group, first):
    """{id of a large character: the same as one of the line that begins with `first`}."""
    width = (first.rect.left - group[0].rect.left) / len(group)
    return {
        id(glyph): replace(
            glyph,
            rect=Rect(
                group[0].rect.left + place * width,
                first.rect.top,
                group[0].rect.left + (place + 1) * width,
                first.rect.bottom,
            ),
            size=first.size,
            font=first.font,
            number=first.number,
        )
        for place, glyph in enumerate(group)
    }
