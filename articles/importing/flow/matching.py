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
_BESIDE = 0.3  # what it counts to stand beside a story, on the side where the page's headlines do
_PRIOR = 0.7
_PLAIN = 0.3  # the margin of a headline that leaves no doubt
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
    last: int
    all: set
    lead: set


def matched(pieces, headlines, stories):
    """The headlines of the stories: ([Match], [Head that is nobody's]).

    `headlines` are the places of pieces that may be some, `stories` [(places of the first
    piece and the last, text, lead paragraph)]. Lines that are torn are grouped as they fit best.
    """
    texts = [_Text(first, last, pairs(text), pairs(lead)) for first, last, text, lead in stories]
    cuts = dict.fromkeys(headlines, ())
    for place in headlines:
        if pieces[place].is_torn:
            cuts[place] = _best_cut(pieces, cuts, place, texts)
    heads = _heads(pieces, cuts)
    habit = _habit(heads, texts) if heads else (0, 0)
    scores = [[_score(head, heads, text, texts, habit) for text in texts] for head in heads]
    matches, others = [], []
    for row, column in enumerate(assigned(scores)):
        if column is None:
            others.append(heads[row])
        else:
            shared = len(pairs(heads[row].text) & texts[column].all)
            matches.append(Match(heads[row], column, _margin(scores, row, column), shared))
    return matches, others


def _best_cut(pieces, cuts, place, texts):
    """Where a torn piece's lines are parted into headlines: the places where one ends.

    Of a few lines every way is tried; of many, two neighbours are joined while that is better.
    """
    count = len(pieces[place].lines)

    def worth(cut):
        return _worth(_heads(pieces, cuts | {place: cut}), texts)

    if count <= _MOST_TORN:
        return max(_cuts(count), key=worth)
    cut, best = tuple(range(1, count)), worth(tuple(range(1, count)))
    while cut:
        joined = max((cut[:at] + cut[at + 1 :] for at in range(len(cut))), key=worth)
        if worth(joined) <= best:
            break
        cut, best = joined, worth(joined)
    return cut


def _cuts(count):
    """Every way to part so many lines, as the places where one headline ends, fewest first."""
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


def _score(head, heads, text, texts, habit=(_BESIDE, 0.0)):
    """How well a headline fits a story; `habit` is what standing right before it counts, and after.

    The habit is the page's (`_habit()`): some tools write a headline after its story.
    """
    mine = pairs(head.text)
    score = _weight(head, text, texts) / len(mine) if mine else 0.0
    score += _OF_THE_LEAD * share(mine, text.lead)
    siblings = [other.lines for other in heads if other.place == head.place]
    is_last, is_first = head.lines == max(siblings), head.lines == min(siblings)
    score += habit[0] * (text.first == head.place + 1 and is_last)
    score += habit[1] * (text.last == head.place - 1 and is_first)
    apart = abs(heads.index(head) / len(heads) - texts.index(text) / len(texts))
    return score - _OUT_OF_ORDER * apart


def _habit(heads, texts):
    """What it counts on this page that a headline stands right before a story, and right after.

    Told by the headlines whose words leave no doubt whose they are.
    """
    # Where none does: a page that begins with a headline goes on so, and one that ends with one.
    first, last = min(text.first for text in texts), max(text.last for text in texts)
    ends_so = min(head.place for head in heads) > first and heads[-1].place > last
    before, after = (0.0, _PRIOR) if ends_so else (_PRIOR, 0.0)
    for head in heads:
        scores = sorted(
            ((_score(head, heads, text, texts, (0, 0)), text) for text in texts),
            key=lambda one: -one[0],
        )
        if scores[0][0] - (scores[1][0] if len(scores) > 1 else 0) >= _PLAIN:
            before += scores[0][1].first == head.place + 1
            after += scores[0][1].last == head.place - 1
    total = before + after
    return _BESIDE * before / total, _BESIDE * after / total


def _margin(scores, row, column):
    """By how much a match is better than the next for its headline, and for its story."""
    others = [value for place, value in enumerate(scores[row]) if place != column]
    others += [values[column] for place, values in enumerate(scores) if place != row]
    return scores[row][column] - max(others, default=0.0)
