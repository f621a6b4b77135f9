"""A page that has no image is set by us: which of its stories stands where, and how wide.

The sheet is twelve columns wide. The first story runs across it; the others follow in printed
order, side by side in rows, each as wide as its length asks, so that a row ends as even as it can.
"""

from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

COLUMNS = 12
# How stories may share a row, by the columns each takes: none narrower than a newspaper's column.
ROWS = ((12,), (6, 6), (7, 5), (5, 7), (8, 4), (4, 8), (4, 4, 4))
# What stands beside the text, in characters of it: a headline with the space round it, a picture.
HEADLINE, PICTURE = 70, 260
# A story across the whole sheet claims to be the first: rather so much white below a shorter one.
ALONE = 250
# Rows that are all alike look like a list, not like a paper.
ALIKE = 0.04


@dataclass(frozen=True)
class Block:
    """One story on the sheet, `span` columns wide in row `row`, beginning after `start` columns."""

    article: object
    row: int
    start: int
    span: int

    @property
    def is_lead(self):
        return self.row == 0


def arranged(articles):
    """The stories of a page, in printed order, as blocks; they come with their photos."""
    if not articles:
        return []
    lead, *others = articles
    rows = [[(lead, COLUMNS)], *_rows(others)]
    return [
        Block(article, number, sum(span for _, span in row[:place]), span)
        for number, row in enumerate(rows)
        for place, (article, span) in enumerate(row)
    ]


def _rows(articles):
    """Stories shared out into the rows that leave least white, as lists of (article, columns)."""
    sizes = [_size(article) for article in articles]
    # The best way to set the first 0, 1, 2 … stories: its white, and its rows as spans.
    best = [(0, ())]
    for end in range(1, len(articles) + 1):
        ways = []
        for spans in ROWS:
            begin = end - len(spans)
            if begin >= 0:
                white, before = best[begin]
                white += _white(spans, sizes[begin:end])
                if before and before[-1] == spans:
                    white += ALIKE * sum(sizes[begin:end])
                ways.append((white, (*before, spans)))
        best.append(min(ways))
    left = iter(articles)
    return [[(next(left), span) for span in spans] for spans in best[-1][1]]


def _white(spans, sizes):
    """What a row leaves empty below its shorter stories, in characters of text."""
    if len(spans) == 1:
        return ALONE
    height = max(size / span for size, span in zip(sizes, spans, strict=True))
    return height * COLUMNS - sum(sizes)


def _size(article):
    return len(article.plain_text) + HEADLINE + PICTURE * len(article.photos.all())


# The sketch: the sheet in little, for where a page's picture would stand

WIDTH, HEIGHT, MARGIN, HEAD, GUTTER, LEADING = 180, 260, 9, 22, 6, 5


class Sketch(NamedTuple):
    """Two SVG paths in a box of `width` × `height`: bars for headlines, lines for text."""

    width: int
    height: int
    bars: str = ""
    lines: str = ""


def sketch(articles):
    """The sheet that the stories of a page make, as a `Sketch`."""
    blocks = arranged(articles)
    rows = {}
    for block in blocks:
        rows[block.row] = max(rows.get(block.row, 0), _size(block.article) / block.span)
    if not rows:
        return Sketch(WIDTH, HEIGHT)
    unit = (HEIGHT - HEAD - MARGIN) / sum(rows.values())
    tops, top = {}, HEAD
    for row in rows:
        tops[row], top = top, top + rows[row] * unit
    column = (WIDTH - 2 * MARGIN) / COLUMNS
    bars, lines = [], []
    for block in blocks:
        left, top = MARGIN + block.start * column, tops[block.row]
        width = block.span * column - (GUTTER if block.start + block.span < COLUMNS else 0)
        bottom = top + _size(block.article) / block.span * unit
        bars.append(f"M{left:.0f} {top + 6:.0f}h{width * (0.8 if block.is_lead else 0.9):.0f}")
        parts = 3 if block.span == COLUMNS else 2 if block.span > COLUMNS / 2 else 1
        part = (width - GUTTER * (parts - 1)) / parts
        for y in count(top + 14, LEADING):
            if y > bottom - 3:
                break
            lines += [f"M{left + n * (part + GUTTER):.0f} {y:.0f}h{part:.0f}" for n in range(parts)]
    return Sketch(WIDTH, HEIGHT, "".join(bars), "".join(lines))
