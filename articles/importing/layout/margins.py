"""Where columns begin and end, and which lines are set in: paragraph openings (段首)."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from articles.importing.marks import is_closed

INDENT = (1.3, 2.8)  # em: the first line of a paragraph is set in by two characters
SHORT = 1.2  # em: a last line that ends before the column does
SHORT_OF_JUSTIFIED = 0.45  # where the lines of the page all end at their column's edge
SPACED = 1.15  # times the usual distance of lines: between paragraphs without an indent
BROKEN_OFF = 2.5  # em: so short a line ends a paragraph, whatever it ends in
FLUSH = 0.12  # em between the ends of two lines that end at one place
MOST_FLUSH = 0.5  # of the lines of a page that is set justified
EDGE = 0.35  # em between lines that begin at one place
FEWEST_INDENTED = 0.02  # of the lines of a page whose paragraphs are set in
LINES_TO_TELL = 8  # of a story, none set in: it has no indents, whatever the rest of the page has


class Margins:
    """The margins of a page's lines of text."""

    def __init__(self, chunks, scale):
        self._em = scale.em
        self._pitch = scale.pitch
        self._lefts = sorted(
            (run.rect.left, run.rect.middle[1])
            for chunk in chunks
            for run in chunk.runs
            if not chunk.is_vertical
        )
        lines = [run for chunk in chunks if len(chunk.runs) > 2 for run in chunk.runs]
        self._cache = {}
        flush = [
            abs(one.rect.right - other.rect.right) <= FLUSH * one.size
            for chunk in chunks
            for one, other in pairwise(chunk.runs)
        ]
        is_justified = sum(flush) > MOST_FLUSH * len(flush)
        self._short = SHORT_OF_JUSTIFIED if is_justified else SHORT
        self._chunk_of = {id(run): chunk for chunk in chunks for run in chunk.runs}
        indented = sum(self.is_set_in(run) for run in lines)
        self.has_indents = indented > FEWEST_INDENTED * len(lines)

    def left(self, run):
        """Where the column of a line begins: its own place, or one about two characters before."""
        if id(run) not in self._cache:
            self._cache[id(run)] = self._left(run)
        return self._cache[id(run)]

    def _left(self, run):
        chunk = self._chunk_of.get(id(run))
        left, em = run.rect.left, run.size
        if chunk is not None and len(chunk.runs) > 1:
            # The lines next to it tell first: round a picture the margin moves along.
            at = next(n for n, other in enumerate(chunk.runs) if other is run)
            near = [other.rect.left for other in chunk.runs[max(0, at - 2) : at + 3]]
            if any(INDENT[0] * em <= left - other <= INDENT[1] * em for other in near):
                return max(x for x in near if INDENT[0] * em <= left - x <= INDENT[1] * em)
            if any(INDENT[0] * em <= other - left <= INDENT[1] * em for other in near):
                return left  # the next line is set in, this one is not
            if len(chunk.runs) > 3 and sum(abs(left - x) <= EDGE * em for x in near) > 2:
                whole = [other.rect.left for other in chunk.runs]
                deeper = [x for x in whole if INDENT[0] * em <= left - x <= INDENT[1] * em]
                return min(deeper, default=left)
        return self._edge_of_page(run)

    def _edge_of_page(self, run):
        """The margin that lines above and below on the page have, if one is an indent before."""
        left, em = run.rect.left, run.size
        start = bisect_left(self._lefts, (left - INDENT[1] * em,))
        stop = bisect_right(self._lefts, (left + EDGE * em, float("inf")))
        near = [(x, y) for x, y in self._lefts[start:stop] if abs(y - run.rect.middle[1]) < 40 * em]
        before = [x for x, _ in near if INDENT[0] * em <= left - x]
        same = [x for x, _ in near if abs(left - x) <= EDGE * em]
        return min(before) if len(before) > max(1, len(same) / 2) else left

    def is_set_in(self, run):
        """Whether a line is set in as a paragraph's first."""
        return INDENT[0] * run.size <= run.rect.left - self.left(run) <= INDENT[1] * run.size

    def right(self, run):
        """Where the column of a line ends, as the lines next to it in its chunk tell."""
        chunk = self._chunk_of.get(id(run))
        if chunk is None:
            return run.rect.right
        at = next(n for n, other in enumerate(chunk.runs) if other is run)
        near = sorted(other.rect.right for other in chunk.runs[max(0, at - 3) : at + 4])
        # Not the longest: a comma may hang over the edge.
        return near[-2] if len(near) > 3 else near[-1]

    def is_short(self, run, right=None):
        """Whether a line ends before its column does."""
        return (right or self.right(run)) - run.rect.right > self._short * run.size

    def is_broken_off(self, run, right=None):
        """Whether a line ends so early that its paragraph, or sub-head, ends there."""
        return (right or self.right(run)) - run.rect.right > BROKEN_OFF * run.size

    def _goes_on(self, before, run):
        """Whether a line is full and ends no sentence, and stands over the other in its column."""
        chunk = self._chunk_of.get(id(run))
        return (
            chunk is not None
            and self._chunk_of.get(id(before)) is chunk
            and before.font == run.font
            and not (is_closed(before.text) or self.is_short(before))
        )

    def _is_spaced(self, before, run):
        """Whether more is left between two lines of a column than between most lines."""
        step = run.rect.top - before.rect.top
        return SPACED * self._pitch < step < 3 * self._pitch and run.rect.across(before.rect) > 0

    def opens(self, run, before, right=None, has_indents=None):
        """Whether a line opens a paragraph, after the line `before` of its story (None: first)."""
        if before is None:
            return True
        if self.has_indents if has_indents is None else has_indents:
            return self.is_set_in(run) and not self._goes_on(before, run)
        if is_closed(before.text) and self._is_spaced(before, run):
            return True
        if not self.is_short(before, right):
            return False
        return is_closed(before.text) or self.is_broken_off(before, right)
