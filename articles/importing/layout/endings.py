"""What stands round a story's text: bylines, sign-offs, signposts, signatures (落款、转版)."""

import re

from articles.importing.arrangement import Role
from articles.importing.layout.chunks import Chunk
from articles.importing.marks import HANZI, is_byline, is_closed, says_who_sent, signoff, turn

FAR_IN = 0.3  # of the column: a signature begins beyond
COLUMN = 12  # em above, whose lines tell where the column begins and ends
AT_THE_EDGE = 3  # em between its end and the column's
_BRACKET = re.compile(r"[（(【\[]")
_FROM_PAGE = re.compile(
    r"[（(【\[]\s*上接[^）)】\]]{0,24}[）)】\]]|(?:紧接|上接)第?\s*[A-Z]?\d{1,3}\s*版"
)
_SIGNATURE = re.compile(rf"[{HANZI}A-Za-z0-9·“”《》—-]{{3,24}}")
_DATE = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)


def without_ends(pieces):
    """The pieces with byline, sign-off and turn taken off the first and the last of the text."""
    texts = [piece for piece in pieces if piece.role is None]
    if not texts:
        return pieces
    out = list(pieces)
    first = texts[0]
    if is_byline(first.runs[0].spaced_text) and len(first.runs[0].text) < 20 and len(texts) > 1:
        at = out.index(first)
        rest = [Chunk(first.runs[1:])] if len(first.runs) > 1 else []
        out[at : at + 1] = [Chunk([first.runs[0]], Role.BYLINE), *rest]
        first = rest[0] if rest else texts[1]
    out = _from_page(out, first)
    for _ in range(2):  # a sign-off may stand before a turn, or before a date
        texts = [piece for piece in out if piece.role is None]
        taken = (_end(texts[-1]) or _unbracketed_end(texts)) if texts else None
        if taken is None:
            break
        at = out.index(texts[-1])
        out[at : at + 1] = [piece for piece in taken if piece.runs]
    return out


def _from_page(pieces, first):
    """（上接第1版） at the beginning of the text is a piece of its own."""
    run = first.runs[0]
    found = _FROM_PAGE.match(run.text)
    if not found:
        return pieces
    signpost, rest = run.split(found.end())
    at = pieces.index(first)
    rest_of_text = ([rest] if rest.glyphs else []) + first.runs[1:]
    new = [Chunk([signpost], Role.TURN)] + ([Chunk(rest_of_text)] if rest_of_text else [])
    return pieces[:at] + new + pieces[at + 1 :]


def _end(chunk):
    """(the chunk without its end, the end) if it ends in a sign-off or a turn; None if not.

    The end may be part of a line, a line, or broken over two.
    """
    for lines in (1, 2):
        if len(chunk.runs) < lines:
            return None
        tail = chunk.runs[-lines:]
        text = "".join(run.text for run in tail)
        start = max((found.start() for found in _BRACKET.finditer(text)), default=None)
        if start is None or start >= len(tail[0].text):
            continue
        words = text[start:]
        before = text[:start] or (chunk.runs[-lines - 1].text if len(chunk.runs) > lines else "。")
        role = _role_of_end(words, before)
        if role is None:
            continue
        kept, taken = tail[0].split(start)
        rest = chunk.runs[:-lines] + ([kept] if kept.glyphs else [])
        return Chunk(rest), Chunk([taken, *tail[1:]], role)
    return None


def _role_of_end(words, before):
    if turn(words):
        return Role.TURN
    if signoff(words) is not None and is_closed(before):
        return Role.BYLINE if is_byline(words) else Role.SIGNOFF
    return None


def _unbracketed_end(texts):
    """As `_end`, for a last line that says who sent the story, or stands at the right, signed.

    A date under a signature is no part of the story.
    """
    lines = [run for piece in texts for run in piece.runs]
    last, chunk = lines[-1], texts[-1]
    before = lines[-2] if len(lines) > 1 else None
    if before is None or last.is_vertical:
        return None
    is_at_right = _is_at_right(last, lines)
    rest = Chunk(chunk.runs[:-1])
    if is_at_right and _DATE.fullmatch(last.text):
        return rest, Chunk([last], Role.DISCARDED, "落款下的日期")
    if not is_closed(before.text):
        return None
    if says_who_sent(last.spaced_text) or (is_at_right and _SIGNATURE.fullmatch(last.text)):
        return rest, Chunk([last], Role.SIGNOFF)
    return None


def _is_at_right(last, lines):
    """Whether a line begins far within the column of the lines above it, and ends with it."""
    column = [
        run.rect
        for run in lines
        if run is not last
        and run.rect.across(last.rect) > 0
        and 0 < last.rect.top - run.rect.top < COLUMN * last.size
    ]
    if not column:
        return False
    left, right = min(rect.left for rect in column), max(rect.right for rect in column)
    return (
        last.rect.left - left > FAR_IN * (right - left)
        and abs(right - last.rect.right) < AT_THE_EDGE * last.size
    )
