"""Characters → runs: the pieces of printed lines, up to the next gap, rule or frame (字串)."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from articles.importing.layout.sheet import Rect
from articles.importing.marks import HANZI

_HANZI = re.compile(f"[{HANZI}]")
SAME_SIZE = 0.12  # of each other
SAME_MIDDLE = 0.3  # em between the middles of characters on one line
WITHIN_TEXT = 0.95  # em: a wider gap ends a run of text
WITHIN_HEADLINE = 1.9  # em: there the two halves of a headline are set apart
AT_COLUMN = 0.4  # em: enough of a gap where a column begins
IN_STREAM = 0.45  # em: closer, and drawn one after the other, characters are one piece
NEIGHBOURS = 7  # em up and down, within which other lines show where a column begins
LINES_OF_COLUMN = 3
# A gap so much wider than the others of a headline is a space, in em; never beside these.
SPACE = 0.16
_NO_SPACE_BESIDE = re.compile(
    r"[0-9０-９A-Za-z，。、；：！？…—·“”‘’（）《》「」『』【】〔〕〈〉(),.:;!?%/-]"
)


def is_hanzi(character):
    return bool(_HANZI.match(character))


@dataclass(frozen=True)
class Run:
    """Characters of one line beside each other, or of a line set downwards, in reading order."""

    glyphs: tuple
    is_vertical: bool = False

    @cached_property
    def rect(self):
        return Rect.around(glyph.rect for glyph in self.glyphs)

    @cached_property
    def text(self):
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def size(self):
        return median(glyph.size for glyph in self.glyphs)

    @cached_property
    def font(self):
        """The font of most Chinese characters, "" for a run without any."""
        fonts = Counter(glyph.font for glyph in self.glyphs if is_hanzi(glyph.text))
        return fonts.most_common(1)[0][0] if fonts else ""

    @cached_property
    def text_of_words(self):
        """The text with a space between two words of Latin letters, and nowhere else."""
        out = self.glyphs[0].text
        for one, other in pairwise(self.glyphs):
            is_latin = one.text.isascii() and other.text.isascii() and other.text.isalpha()
            is_apart = is_latin and self._gap(one, other) > SPACE * self.size
            out += (" " if is_apart else "") + other.text
        return out

    @cached_property
    def spaced_text(self):
        """The text with a space where the characters stand apart, as those of a headline do."""
        gaps = [self._gap(one, other) for one, other in pairwise(self.glyphs)]
        if not gaps:
            return self.text
        usual = median(gaps)
        out = self.glyphs[0].text
        for gap, (one, other) in zip(gaps, pairwise(self.glyphs), strict=True):
            beside = _NO_SPACE_BESIDE.match(one.text) or _NO_SPACE_BESIDE.match(other.text)
            is_apart = gap - usual > (0.6 if beside else SPACE) * self.size
            out += (" " if is_apart else "") + other.text
        return out

    def _gap(self, one, other):
        if self.is_vertical:
            return other.rect.top - one.rect.bottom
        return other.rect.left - one.rect.right

    def split(self, at):
        """The run up to the character at that index, and from there."""
        return replace(self, glyphs=self.glyphs[:at]), replace(self, glyphs=self.glyphs[at:])

    def joined(self, other):
        return replace(self, glyphs=self.glyphs + other.glyphs)


def horizontal_runs(glyphs, headline_size, walls):
    """The runs of characters set across, top to bottom, left to right.

    From `headline_size` on wider gaps belong to a run. `walls` are upright rules and the sides of
    frames, which no run crosses.
    """
    pieces = _pieces(glyphs)
    edges = _Edges(pieces)
    runs = []
    for row in _rows(pieces):
        current = row[0].run
        for piece in row[1:]:
            if _is_apart(current, piece, headline_size, walls, edges):
                runs.append(current)
                current = piece.run
            else:
                current = current.joined(piece.run)
        runs.append(current)
    return sorted(runs, key=lambda run: (run.rect.top, run.rect.left))


@dataclass(frozen=True)
class _Piece:
    """Characters drawn one after the other without a gap; whether the pen jumped to it."""

    run: Run
    jumped: bool


def _pieces(glyphs):
    """The characters in the order drawn, cut where one does not stand right after the last."""
    pieces, current, jumped = [], [], True
    for glyph in sorted(glyphs, key=lambda glyph: glyph.number):
        if current:
            last = current[-1]
            gap = glyph.rect.left - last.rect.right
            if (
                -0.6 * glyph.size <= gap <= IN_STREAM * glyph.size
                and glyph.rect.left > last.rect.left
                and _on_one_line(last.rect, last.size, glyph.rect, glyph.size)
            ):
                current.append(glyph)
                continue
            pieces.append(_Piece(Run(tuple(current)), jumped))
            is_along = 0 < gap < 3 * glyph.size and _on_one_line(
                last.rect, last.size, glyph.rect, glyph.size
            )
            jumped = not is_along
        current = [glyph]
    if current:
        pieces.append(_Piece(Run(tuple(current)), jumped))
    return pieces


def _on_one_line(one, one_size, other, other_size):
    small, large = sorted((one_size, other_size))
    return (
        large - small <= SAME_SIZE * large
        and abs(one.middle[1] - other.middle[1]) <= SAME_MIDDLE * small
    )


def _rows(pieces):
    """Pieces on one line, of one size, each row from left to right."""
    rows = []
    for piece in sorted(pieces, key=lambda piece: piece.run.rect.middle[1]):
        run = piece.run
        for row in reversed(rows[-60:]):
            first = row[0].run
            if run.rect.middle[1] - first.rect.middle[1] > run.size:
                continue
            if _on_one_line(first.rect, first.size, run.rect, run.size):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.run.rect.left) for row in rows]


def _is_apart(one, piece, headline_size, walls, edges):
    other = piece.run
    gap = other.rect.left - one.rect.right
    size = max(one.size, other.size)
    if gap > (WITHIN_HEADLINE if size >= headline_size else WITHIN_TEXT) * size:
        return True
    if size >= headline_size and gap > 0.6 * size and abs(one.size - other.size) > 0.03 * size:
        return True
    if gap > -0.2 * size and any(
        one.rect.right - 0.5 * size < wall.middle[0] < other.rect.left + 0.5 * size
        and one.rect.middle[0] < wall.middle[0] < other.rect.middle[0]
        and wall.top < one.rect.middle[1] < wall.bottom
        for wall in walls
    ):
        return True
    return (
        gap > AT_COLUMN * size and size < headline_size and piece.jumped and edges.begin_at(other)
    )


class _Edges:
    """Where columns begin: places to which the pen jumped on several lines close by."""

    def __init__(self, pieces):
        self._starts = sorted(
            (piece.run.rect.left, piece.run.rect.middle[1]) for piece in pieces if piece.jumped
        )

    def begin_at(self, run):
        slack, reach = 0.3 * run.size, NEIGHBOURS * run.size
        first = bisect_left(self._starts, (run.rect.left - slack,))
        lines = set()
        for left, middle in self._starts[first:]:
            if left > run.rect.left + slack:
                break
            if abs(middle - run.rect.middle[1]) <= reach:
                lines.add(round(middle))
        return len(lines) >= LINES_OF_COLUMN
