"""Which pieces of text are one story: cut where they are signed, and where a new one begins.

A sign-off ends a story, so does a signpost to another page. Between two of them a line that may be
a headline begins a new story only if what follows it begins as reports do, or speaks of the same
things; such a story without a sign-off is told to a person.
"""

from typing import NamedTuple

from articles.importing.arrangement import Role
from articles.importing.flow.cutting import LEAD
from articles.importing.likeness import pairs, share
from articles.importing.marks import is_closed, turn, width

_NEARER = 0.2  # how much more of a headline's pairs the text after it must have
_MOST_OF_A_SUBHEAD = 12  # characters
_FEWEST = 24  # characters that make a story by themselves


class Story(NamedTuple):
    """The places of a story's pieces, in order; `is_signed`: its end is printed."""

    places: list[int]
    is_signed: bool


def stories(pieces):
    """The stories of a page in order: [Story]; headlines belong to none yet."""
    found, places = [], []
    for place, piece in enumerate(pieces):
        if piece.role == Role.HEADLINE and _begins_story(pieces, place, places):
            _end(found, places, is_signed=False)
            places = []
        elif piece.role == Role.BODY:
            places.append(place)
        elif piece.role in {Role.SIGNOFF, Role.BYLINE, Role.TURN, Role.CAPTION}:
            if _opens(piece, pieces, place, places):
                _end(found, places, is_signed=False)
                places = [place]
                continue
            if _texts(pieces, places):
                places.append(place)
            elif found:
                # A second mark: the department, then who wrote.
                found[-1].places.append(place)
            else:
                places.append(place)
            if piece.role != Role.CAPTION and _texts(pieces, places):
                _end(found, places, is_signed=True)
                places = []
    _end(found, places, is_signed=False)
    return [
        story for story in found if story.is_signed or len(_texts(pieces, story.places)) >= _FEWEST
    ]


def _end(found, places, is_signed):
    if places:
        found.append(Story(places, is_signed))


def _texts(pieces, places):
    return "".join(pieces[place].text for place in places if pieces[place].role == Role.BODY)


def _opens(piece, pieces, place, places):
    """Whether a mark stands at a story's beginning: （上接第1版）, or a byline under a headline."""
    if piece.role == Role.TURN:
        found = turn(piece.text)
        return bool(found) and not found.leads_on
    if piece.role != Role.BYLINE or place + 1 == len(pieces):
        return False
    follows_headline = place > 0 and pieces[place - 1].role == Role.HEADLINE
    is_before_text = pieces[place + 1].role == Role.BODY
    return is_before_text and (follows_headline or not _texts(pieces, places))


def _begins_story(pieces, place, places):
    """Whether a story that is still open ends before a headline, and another begins after it."""
    before = _texts(pieces, places)
    if not before or not is_closed(before):
        return False
    following = _following(pieces, place)
    if not following:
        return False
    text = "".join(piece.text for piece in following)
    head = pieces[place]
    mine = pairs(head.text)
    nearer = (share(mine, pairs(text)) - share(mine, pairs(before))) / _NEARER
    is_short = len(head.lines) == 1 and width(head.text) <= _MOST_OF_A_SUBHEAD
    score = max(-1.0, min(1.0, nearer)) + bool(LEAD.match(text.strip()))
    return score - (0.5 if is_short else -0.5) > 0


def _following(pieces, place):
    """The pieces of text after a headline, up to the next headline or mark."""
    following = []
    for piece in pieces[place + 1 :]:
        if piece.role == Role.HEADLINE and not following:
            continue
        if piece.role != Role.BODY:
            break
        following.append(piece)
    return following
