"""Headlines beside each other on one line are told apart; decks are taken off columns."""

from itertools import pairwise
from statistics import median_high

from articles.importing.layout.chunks import Chunk
from articles.importing.layout.heads import says_byline
from articles.importing.layout.runs import Run
from articles.importing.layout.sheet import Rect
from articles.importing.marks import is_closed

GAP = 0.4  # em of the headline: less is no gap at all
LOOK_DOWN = 24  # em under a headline, past a picture, where the gap between columns is sought
ENOUGH = 1.5  # of evidence
TYPED = ((0.42, 0.58), (0.88, 1.12), (1.9, 2.1))  # em: what a space key makes


def split_headlines(chunks, rules, scale, opens):
    """The chunks, those of headline size cut where two headlines stand beside each other.

    Evidence is that the gap goes on between columns that both begin a paragraph, and: a rule in
    it, the same gap in two lines, drawn apart, of no width that a space key makes, halves that
    stand in the middle of their columns.
    """
    out = []
    for chunk in chunks:
        out += _split(chunk, chunks, rules, scale, opens)
    return out


def split_tops(chunks, scale):
    """The chunks, those under a headline without the deck or byline that stands on top of them.

    Assumes such a line stands in the middle of its column and ends no sentence.
    """
    heads = [chunk for chunk in chunks if chunk.role is None and scale.is_headline(chunk)]
    out = []
    for chunk in chunks:
        if (
            chunk.role is None
            and len(chunk.runs) > 1
            and not scale.is_headline(chunk)
            and any(_is_right_under(chunk, head, scale) for head in heads)
        ):
            while len(chunk.runs) > 1 and _is_on_top(chunk, scale):
                out.append(Chunk([chunk.runs[0]]))
                chunk = Chunk(chunk.runs[1:])
        out.append(chunk)
    return out


def _is_right_under(chunk, head, scale):
    return (
        -scale.em < chunk.rect.top - head.rect.bottom < 2 * scale.em
        and chunk.rect.across(head.rect) > 0
    )


def _is_on_top(chunk, scale):
    first = chunk.runs[0]
    if says_byline(Chunk([first])):
        return True
    rest = Rect.around(run.rect for run in chunk.runs[1:])
    # Most lines end with the column; a comma hangs over its edge.
    right = median_high(run.rect.right for run in chunk.runs[1:])
    at_left, at_right = first.rect.left - rest.left, right - first.rect.right
    return (
        not is_closed(first.text)
        and abs(at_left - at_right) < 1.2 * scale.em
        and (min(at_left, at_right) > 0.3 * scale.em or first.rect.width > rest.width + scale.em)
    )


def _split(chunk, chunks, rules, scale, opens):
    if chunk.role is not None or chunk.is_vertical or not scale.is_headline(chunk):
        return [chunk]
    for left, right in _common_gaps(chunk):
        if _evidence(chunk, left, right, chunks, rules, scale, opens) >= ENOUGH:
            one, other = _cut(chunk, (left + right) / 2)
            return [
                *_split(one, chunks, rules, scale, opens),
                *_split(other, chunks, rules, scale, opens),
            ]
    return [chunk]


def _common_gaps(chunk):
    """The gaps (from, to) that all lines of a chunk have, from the widest."""
    gaps = None
    for run in chunk.runs:
        mine = [
            (one.rect.right, other.rect.left)
            for one, other in pairwise(run.glyphs)
            if other.rect.left - one.rect.right >= GAP * run.size
        ]
        mine += [(-1e6, run.rect.left), (run.rect.right, 1e6)]
        if gaps is None:
            gaps = mine
        else:
            gaps = [
                (max(a, c), min(b, d))
                for a, b in gaps
                for c, d in mine
                if min(b, d) - max(a, c) >= GAP * run.size
            ]
    whole = chunk.rect
    inner = [(a, b) for a, b in gaps or [] if a >= whole.left and b <= whole.right]
    return sorted(inner, key=lambda gap: gap[0] - gap[1])


def _evidence(chunk, left, right, chunks, rules, scale, opens):
    bottom = chunk.rect.bottom
    below = [
        other
        for other in chunks
        if other.role is None
        and other is not chunk
        and other.rect.bottom > bottom + scale.em
        and -scale.em <= other.rect.top - bottom < LOOK_DOWN * scale.em
        and other.rect.across(chunk.rect.grown(4 * scale.em)) > 0
    ]
    if any(other.rect.left < left and other.rect.right > right for other in below):
        return 0
    slack = 0.6 * chunk.size
    before = [other for other in below if other.rect.right <= right + slack]
    after = [other for other in below if other.rect.left >= left - slack]
    if not before or not after:
        return 0
    nearest = max(after, key=lambda other: (-other.rect.left, -other.rect.top))
    if not all(opens(_first(side, chunk, scale)) for side in (before, after)):
        return 0
    points = 0.0
    if any(
        rule.height > rule.width
        and left - slack < rule.middle[0] < right + slack
        and rule.top < nearest.rect.bottom
        and rule.bottom > bottom
        for rule in rules
    ):
        points += 3
    crossing = [run for run in chunk.runs if run.rect.left < left and run.rect.right > right]
    points += 2 * (len(crossing) > 1)
    points += 1.5 * all(_is_drawn_apart(run, left) for run in crossing)
    wide = (right - left) / chunk.size
    points += 0.5 * (not any(least <= wide <= most for least, most in TYPED))
    points += _centred(chunk, left, right, before, after, scale)
    return points


def _first(columns, chunk, scale):
    """The first column of text under one half of a headline."""
    under = [other for other in columns if other.rect.across(chunk.rect) > 0] or columns
    texts = [other for other in under if len(other.runs) > 1] or under
    return min(texts, key=lambda other: (round(other.rect.left / scale.em), other.rect.top))


def _is_drawn_apart(run, left):
    one, other = next(pair for pair in pairwise(run.glyphs) if pair[0].rect.right >= left - 0.01)
    return other.number != one.number + 1


def _centred(chunk, left, right, before, after, scale):
    """1 if both halves can stand in the middle of columns of their own, -1 if one cannot."""
    whole = chunk.rect
    halves = ((whole.left, left, before), (right, whole.right, after))
    return 1 if all(_can_be_centred(*half, scale) for half in halves) else -1


def _can_be_centred(start, end, columns, scale):
    middle = (start + end) / 2
    return any(
        abs((one.rect.left + other.rect.right) / 2 - middle) < 0.8 * scale.em
        and one.rect.left <= start + scale.em
        and other.rect.right >= end - scale.em
        for one in columns
        for other in columns
    )


def _cut(chunk, x):
    """A chunk as two, what stands left of x and what right of it."""
    sides = ([], [])
    for run in chunk.runs:
        for side, is_left in zip(sides, (True, False), strict=True):
            glyphs = tuple(g for g in run.glyphs if (g.rect.middle[0] < x) == is_left)
            if glyphs:
                side.append(Run(glyphs))
    return Chunk(sides[0]), Chunk(sides[1])
