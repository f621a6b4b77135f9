"""Gutters that a comma hangs into: two columns' lines that nearly touch are told apart (栏间).

Closing marks may hang over the edge of their column, so that less than a character is left
between them and the next column, or nothing at all; programs that draw a page line by line over
all columns leave no other trace. The lines above and below show the gutter.
"""

from bisect import bisect_left
from itertools import pairwise, takewhile

from articles.importing.marks import NEVER_FIRST

OF_TEXT = 0.1  # of the text's size: larger or smaller type is no column
PLAIN = 0.75  # em of white that shows a gutter by itself
HANGING = 0.75  # em from the edge of the column, a hanging mark left out
MOST_HANGING = 2  # marks: 。”
REACH = 7  # em up and down
ALIKE = 0.35  # em between the edges that two lines show
SET_IN = 2.4  # em that the next column's line may be set in
ENOUGH = 2  # points of lines that show it
CLOSE = 2.4  # em: a line so near shows it for two
GOES_ON = 3  # em, at least, of the next column's line


def cut_at_gutters(runs, em):
    """The runs, those of text size cut where others show a gutter between two columns."""
    text = [run for run in runs if abs(run.size - em) <= OF_TEXT * em]
    gaps = [gap for run in text for gap in _gaps_in(run)]
    rows = _Rows(runs, [gap for gap in [*gaps, *_between(text)] if gap.is_plain])
    places = {}
    for gap in gaps:
        if rows.show(gap):
            places.setdefault(id(gap.run), []).append(gap.place)
    return [piece for run in runs for piece in _cut(run, places.get(id(run), ()))]


class _Gap:
    """White on one line from `left`, the column's edge, to `right`, where the next one begins."""

    def __init__(self, line, other, size, run=None, place=0):
        """After the characters of `line`, before `other`; marks at its end may hang."""
        one = line[-1]
        hanging = len(list(takewhile(lambda glyph: glyph.text in NEVER_FIRST, reversed(line))))
        self.left = line[-hanging].rect.left if hanging else one.rect.right
        self.right = other.rect.left
        self.middle, self.size = one.rect.middle[1], size
        self.is_plain = other.rect.left - one.rect.right >= PLAIN * size
        self.run, self.place = run, place


def _gaps_in(run):
    for place, other in enumerate(run.glyphs[1:], 1):
        gap = _Gap(run.glyphs[max(0, place - MOST_HANGING) : place], other, run.size, run, place)
        if run.rect.right - gap.right < GOES_ON * run.size:
            break
        is_white = gap.is_plain or gap.right - gap.left >= HANGING * run.size
        if is_white and other.text not in NEVER_FIRST:
            yield gap


def _between(runs):
    """The gaps between runs that follow each other on one line."""
    ordered = sorted(runs, key=lambda run: (round(run.rect.middle[1]), run.rect.left))
    return [
        _Gap(one.glyphs[-MOST_HANGING:], other.glyphs[0], one.size)
        for one, other in pairwise(ordered)
        if abs(one.rect.middle[1] - other.rect.middle[1]) < 0.3 * one.size
        and other.rect.left >= one.rect.right
    ]


class _Rows:
    """The lines of a page over each other: what white each leaves, and what crosses another's."""

    def __init__(self, runs, shown):
        rows = {}
        for run in runs:
            rows.setdefault(round(run.rect.middle[1]), ([], []))[0].append(run)
        for gap in shown:
            rows.setdefault(round(gap.middle), ([], []))[1].append(gap)
        self._rows = sorted((middle, *row) for middle, row in rows.items())
        self._middles = [middle for middle, _, _ in self._rows]

    def show(self, gap):
        """Whether lines right above and below leave white from the same edge to the same place."""
        at = bisect_left(self._middles, round(gap.middle))
        points, is_shown = 0, False
        for rows in (reversed(self._rows[:at]), self._rows[at:]):
            for middle, runs, gaps in rows:
                distance = abs(middle - gap.middle)
                if distance > REACH * gap.size:
                    break
                if distance < 0.5 * gap.size:
                    continue
                if any(_crosses(run, gap) for run in runs):
                    break
                most = max((_points(gap, other) for other in gaps), default=0)
                is_shown = is_shown or most > 1
                points += most
        return is_shown and points >= ENOUGH


def _crosses(run, gap):
    """Whether a character but a hanging mark stands where a gap is."""
    if run.rect.right < gap.left or run.rect.left > gap.right:
        return False
    left, right = gap.left - 0.15 * gap.size, gap.right + 0.15 * gap.size
    return any(
        left < glyph.rect.middle[0] < right and glyph.text not in NEVER_FIRST
        for glyph in run.glyphs
    )


def _points(gap, other):
    """How well another line's white shows the edges of this one's.

    A line set in, or one that ends before its column does, shows only one of the two.
    """
    near = ALIKE * gap.size
    ends_alike = abs(other.left - gap.left) <= near
    begins_alike = abs(other.right - gap.right) <= near
    is_set_in = near < other.right - gap.right <= SET_IN * gap.size
    if ends_alike and (begins_alike or is_set_in):
        is_close = abs(other.middle - gap.middle) < CLOSE * gap.size
        return 2 if begins_alike or is_close else 1
    return int(begins_alike and other.left < gap.left)


def _cut(run, places):
    pieces = []
    for place in sorted(places, reverse=True):
        run, rest = run.split(place)
        pieces.insert(0, rest)
    return [run, *pieces]
