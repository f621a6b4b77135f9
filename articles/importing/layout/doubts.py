"""What a person should look at first, of how a page was arranged (疑点)."""

from itertools import pairwise

from articles.importing.arrangement import Doubt, Role
from articles.importing.marks import is_closed

FLAT = 3.2  # times as wide as high: a picture of a headline, where none is set
_SAID = 12  # characters of a text, to say where something is


def doubts_of(number, head, pieces, pictures, text_of):
    """The doubts about a story: its head or None, its chunks in order with their roles."""
    texts = [piece for piece in pieces if piece.role is None]
    found = []
    if head is None:
        found.append(_no_headline(pieces, pictures))
    elif not texts:
        found.append(("no-text", "这个标题下面没有找到正文。"))
    found += [
        ("broken-flow", f"“…{one.text[-_SAID:]}”之后接“{other.text[:_SAID]}…”，接得不一定对。")
        for one, other in pairwise(texts)
        if _is_broken(text_of(one), text_of(other))
    ]
    if texts and not is_closed(texts[-1].text) and not _ends_otherwise(pieces):
        found.append(("open-end", f"正文停在“…{texts[-1].text[-_SAID:]}”，像是没有完。"))
    return [Doubt(kind=kind, sentence=sentence, story=number) for kind, sentence in found]


def _is_broken(last, first):
    if first.opens is None:
        return False
    return first.opens != last.is_closed and not (last.is_closed and last.is_full)


def _ends_otherwise(pieces):
    return pieces[-1].role in {Role.SIGNOFF, Role.TURN}


def _no_headline(pieces, pictures):
    top = min((piece.rect for piece in pieces), key=lambda rect: rect.top, default=None)
    if top and any(
        picture.width >= FLAT * picture.height
        and picture.across(top) > 0
        and -2 < top.top - picture.bottom < 3 * picture.height
        for picture in pictures
    ):
        return "headline-is-picture", "标题像是一张图，读不出字。请照版面补上。"
    return "no-headline", "这篇没有找到标题。"
