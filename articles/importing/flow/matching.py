"""Which headline is whose: by the pairs of characters it shares with each story, all at once.

Assumed: a headline speaks of its story in the story's words, most of all in those of its first
paragraph, and in words that the other stories do not have. A slogan does not; then order decides,
and a person is told.
"""

from itertools import pairwise
from typing import NamedTuple

from articles.importing.flow.assigning import assigned
from articles.importing.likeness import pairs, share

MARGIN = 0.15  # under which a match is weak
_OF_THE_LEAD = 0.5
_RIGHT_BEFORE = 0.22
_OUT_OF_ORDER = 0.04
_LEFT_OVER = 0.3  # what a line costs that is no story's headline
_WITHOUT = 0.5  # what a story without a headline costs
_MOST_TORN = 9  # lines whose every grouping is tried


class Head(NamedTuple):
    """What may be a headline: its piece's place, and which lines of that: (start, end)."""

    place: int
    lines: tuple[int, int]
    text: str


class Match(NamedTuple):
    """A head and a story's number; `margin` to the next best, `shared` pairs in common."""

    head: Head
    story: int
    margin: float
    shared: int


class _Text(NamedTuple):
    first: int
    all: set
    lead: set


def matched(pieces, headlines, stories):
    """The headlines of the stories: ([Match], [Head that is nobody's]).

    `headlines` are the places of pieces that may be some, `stories` [(place of the first piece,
    text, lead paragraph)]. Lines that are torn are grouped as they fit best.
    """
    texts = [_Text(first, pairs(text), pairs(lead)) for first, text, lead in stories]
    cuts = dict.fromkeys(headlines, ())
    for place in headlines:
        if pieces[place].is_torn:
            options = _cuts(len(pieces[place].lines))
            cuts[place] = max(
                options,
                key=lambda cut, place=place: _worth(_heads(pieces, cuts | {place: cut}), texts),
            )
    heads = _heads(pieces, cuts)
    scores = [[_score(head, heads, text, texts) for text in texts] for head in heads]
    matches, others = [], []
    for row, column in enumerate(assigned(scores)):
        if column is None:
            others.append(heads[row])
        else:
            shared = len(pairs(heads[row].text) & texts[column].all)
            matches.append(Match(heads[row], column, _margin(scores, row, column), shared))
    return matches, others


def _cuts(count):
    """Every way to group so many lines, as the places where one group ends, fewest groups first."""
    if count > _MOST_TORN:
        return [tuple(range(1, count))]
    every = [
        tuple(place for place in range(1, count) if mask >> (place - 1) & 1)
        for mask in range(1 << (count - 1))
    ]
    return sorted(every, key=len)


def _heads(pieces, cuts):
    heads = []
    for place, cut in cuts.items():
        lines = pieces[place].lines
        for start, end in pairwise((0, *cut, len(lines))):
            text = "".join(line.text for line in lines[start:end])
            heads.append(Head(place, (start, end), text))
    return heads


def _worth(heads, texts):
    """How well all lines find their stories, grouped so: what they share, not which share of it.

    Else a line would rather be put to a slogan, which has nothing to lose.
    """
    scores = [[_weight(head, text, texts) for text in texts] for head in heads]
    owners = assigned(scores)
    taken = [column for column in owners if column is not None]
    worth = sum(scores[row][column] for row, column in enumerate(owners) if column is not None)
    return worth - _LEFT_OVER * owners.count(None) - _WITHOUT * (len(texts) - len(taken))


def _weight(head, text, texts):
    """The pairs that a headline shares with a story, each by how few stories have it."""
    shared = pairs(head.text) & text.all
    return sum(1 / sum(pair in one.all for one in texts) for pair in shared)


def _score(head, heads, text, texts):
    mine = pairs(head.text)
    score = _weight(head, text, texts) / len(mine) if mine else 0.0
    score += _OF_THE_LEAD * share(mine, text.lead)
    is_last_line = not any(
        other.place == head.place and other.lines[0] >= head.lines[1] for other in heads
    )
    score += _RIGHT_BEFORE * (text.first == head.place + 1 and is_last_line)
    apart = abs(heads.index(head) / len(heads) - texts.index(text) / len(texts))
    return score - _OUT_OF_ORDER * apart


def _margin(scores, row, column):
    """By how much a match is better than the next for its headline, and for its story."""
    others = [value for place, value in enumerate(scores[row]) if place != column]
    others += [values[column] for place, values in enumerate(scores) if place != row]
    return scores[row][column] - max(others, default=0.0)
