"""How right an imported page is, against the truth that somebody wrote down: counts of each kind.

Texts are compared without white space. A count is what was found and right, what was found, and
what there is; precision and recall follow from counts of many pages.
"""

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from liangcheng.chinese.text import without_whitespace

RIGHT = 0.97  # the overlap of two bodies that are the same story
NEAR = 0.3  # and of two that at least mean the same one
CONTEXT = 6  # characters on both sides that tell one paragraph break from another
MASTHEAD = ("date", "page_number", "page_name", "paper_name", "responsible_editor", "art_editor")


class Count(NamedTuple):
    """`right` of `found` are right, and of `there` that the page has."""

    right: int = 0
    found: int = 0
    there: int = 0

    def plus(self, other):
        return Count(*map(sum, zip(self, other, strict=True)))

    @property
    def precision(self):
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self):
        return self.right / self.there if self.there else 1.0


def scores(page, truth):
    """{what: Count} of an imported page, as `import_issue --format json` prints it, and a truth."""
    pairs = _paired(page["articles"], truth["articles"])
    found, there = len(page["articles"]), len(truth["articles"])
    right = sum(_overlap(_body(one), _body(other)) >= RIGHT for one, other in pairs)
    counts = {
        "articles": Count(right, found, there),
        "body": _characters(pairs, page["articles"], truth["articles"]),
        "breaks": _breaks(pairs, page["articles"], truth["articles"]),
    }
    for field in ("headline", "kicker", "deck", "byline", "department"):
        counts[field] = _field(field, pairs, page["articles"], truth["articles"])
    counts["masthead"] = _masthead(page, truth)
    counts["captions"] = _captions(pairs, page["articles"], truth["articles"])
    if any(article.get("people") for article in truth["articles"]):
        counts["people"] = _people(pairs, page["articles"], truth["articles"])
        counts["meeting"] = _meeting("kind", pairs, page["articles"], truth["articles"])
        counts["chair"] = _meeting("chair", pairs, page["articles"], truth["articles"])
    return counts


def _body(article):
    return without_whitespace("".join(article["paragraphs"]))


def _bigrams(text):
    return Counter(map("".join, pairwise(text)))


def _overlap(one, other):
    """How much two texts are the same, by pairs of characters: 0 to 1 (F1)."""
    ones, others = _bigrams(one), _bigrams(other)
    total = ones.total() + others.total()
    return 2 * (ones & others).total() / total if total else float(one == other)


def _paired(found, there):
    """Each story with the one it must be, the most alike first: [(found, truth)]."""
    ranked = sorted(
        (
            (_overlap(_body(one), _body(other)), number, place)
            for number, one in enumerate(found)
            for place, other in enumerate(there)
        ),
        key=lambda one: -one[0],
    )
    pairs, taken = [], (set(), set())
    for overlap, number, place in ranked:
        if overlap >= NEAR and number not in taken[0] and place not in taken[1]:
            pairs.append((found[number], there[place]))
            taken[0].add(number)
            taken[1].add(place)
    return pairs


def _characters(pairs, found, there):
    right = sum((_bigrams(_body(one)) & _bigrams(_body(other))).total() for one, other in pairs)
    return Count(
        right,
        sum(_bigrams(_body(one)).total() for one in found),
        sum(_bigrams(_body(one)).total() for one in there),
    )


def _breaks(pairs, found, there):
    def of(article):
        texts = [without_whitespace(text) for text in article["paragraphs"]]
        return Counter(
            (before[-CONTEXT:], after[:CONTEXT]) for before, after in pairwise(filter(None, texts))
        )

    right = sum((of(one) & of(other)).total() for one, other in pairs)
    return Count(
        right, sum(of(one).total() for one in found), sum(of(one).total() for one in there)
    )


def _field(field, pairs, found, there):
    right = sum(_said(one, field) == _said(other, field) != "" for one, other in pairs)
    return Count(
        right,
        sum(bool(_said(one, field)) for one in found),
        sum(bool(_said(one, field)) for one in there),
    )


def _said(value, field):
    return without_whitespace(str(value.get(field) or ""))


def _masthead(page, truth):
    fields = [field for field in MASTHEAD if field in truth]
    return Count(
        sum(_said(page, field) == _said(truth, field) != "" for field in fields),
        sum(bool(_said(page, field)) for field in fields),
        sum(bool(_said(truth, field)) for field in fields),
    )


def _captions(pairs, found, there):
    def of(article):
        return Counter(map(without_whitespace, article.get("captions") or []))

    right = sum((of(one) & of(other)).total() for one, other in pairs)
    return Count(
        right, sum(of(one).total() for one in found), sum(of(one).total() for one in there)
    )


def _people(pairs, found, there):
    right = sum(
        any(_is_same(person, other) for other in truth.get("people") or [])
        for one, truth in pairs
        for person in one["people"]
    )
    return Count(
        right,
        sum(len(one["people"]) for one in found),
        sum(len(one.get("people") or []) for one in there),
    )


def _is_same(person, other):
    """The same name and title; where the organisation ends and the title begins is a convention."""
    if _said(person, "name") != _said(other, "name"):
        return False
    ours, theirs = (_said(one, "organisation") + _said(one, "title") for one in (person, other))
    return ours.endswith(_said(other, "title")) and theirs.endswith(_said(person, "title"))


def _meeting(field, pairs, found, there):
    def of(article):
        return _said(article.get("meeting") or {}, field)

    return Count(
        sum(of(one) == of(other) != "" for one, other in pairs),
        sum(bool(of(one)) for one in found),
        sum(bool(of(one)) for one in there),
    )
