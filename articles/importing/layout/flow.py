"""The lines of a story in order: where paragraphs open, sub-heads, sign-offs, turns (正文流)."""

import re
from collections import Counter

from articles.importing.arrangement import Role
from articles.importing.layout.chunks import Chunk
from articles.importing.layout.endings import without_ends
from articles.importing.layout.margins import LINES_TO_TELL
from articles.importing.marks import CLOSING, ORNAMENTS, SENTENCE_END, is_closed
from liangcheng.chinese.numbering import item_number

MOST_LINES_OF_SUBHEAD = 2
SHORTEST_QUOTE = 8  # characters
SET_IN = 0.8  # em on both sides: a line in the middle of its column
LONGEST_SUBHEAD = 0.85  # of the column
FEWEST_VERSES, LONGEST_VERSE = 4, 20  # lines, characters
_MARK = re.compile("[，。；：！？、]")
_OPENING_MARK = re.compile(f"[{ORNAMENTS}]")
_BRACKET = re.compile(r"[（(【\[]")


def flow(chunks, scale, margins):
    """The chunks of a story's text, in order, cut into what they are; each has its role.

    `chunk.opens` says of each line whether it opens a paragraph.
    """
    face = _face(chunks)
    _mark_quotes(chunks, face, scale)
    texts = [chunk for chunk in chunks if chunk.role is None]
    for number, chunk in enumerate(texts):
        before = texts[number - 1].runs[-1] if number else None
        after = texts[number + 1] if number + 1 < len(texts) else None
        if _is_subhead(chunk, before, after, face, scale, margins):
            chunk.role = Role.SUBHEAD
    pieces = []
    for chunk in chunks:
        last = pieces[-1].runs[-1] if pieces else None
        pieces += [chunk] if chunk.role is not None else _inner_subheads(chunk, last, margins)
    pieces = without_ends(pieces)
    _mark_openings(pieces, margins)
    return pieces


def _mark_quotes(chunks, face, scale):
    """Chunks of other type whose words the text has too are drawn out of it (引文)."""
    is_text = [chunk.font == face and scale.is_text(chunk) for chunk in chunks]
    text = "".join(chunk.text for chunk, it_is in zip(chunks, is_text, strict=True) if it_is)
    for chunk, it_is in zip(chunks, is_text, strict=True):
        words = chunk.text.strip("“”‘’…—。，")
        if chunk.role is None and not it_is and len(words) >= SHORTEST_QUOTE and words in text:
            chunk.role = Role.QUOTE


def _face(chunks):
    faces = Counter()
    for chunk in chunks:
        faces[chunk.font] += len(chunk.text)
    return faces.most_common(1)[0][0] if faces else ""


def _is_subhead(chunk, before, after, face, scale, margins):
    """Whether a chunk is a line between paragraphs, of another face or larger than the text."""
    if after is None or len(chunk.runs) > MOST_LINES_OF_SUBHEAD or is_closed(chunk.text):
        return False
    if not (chunk.font != face or scale.is_middle(chunk) or scale.is_headline(chunk)):
        return False
    if before is not None and not is_closed(before.text):
        return False
    return margins.opens(after.runs[0], chunk.runs[-1], has_indents=True) or not margins.has_indents


def _inner_subheads(chunk, last, margins):
    """A chunk cut round lines that stand in the middle of its column between two paragraphs."""
    pieces, current = [], []
    for number, run in enumerate(chunk.runs):
        following = chunk.runs[number + 1] if number + 1 < len(chunk.runs) else None
        before = chunk.runs[number - 1] if number else last
        if before is not None and _is_centred(run, before, following, margins):
            if current:
                pieces.append(Chunk(current))
            pieces.append(Chunk([run], Role.SUBHEAD))
            current = []
        else:
            current.append(run)
    if current:
        pieces.append(Chunk(current))
    return pieces if len(pieces) > 1 else [chunk]


def _is_centred(run, before, following, margins):
    if following is None or is_closed(run.text) or not is_closed(before.text):
        return False
    left = min(following.rect.left, margins.left(following))
    right = margins.right(following)
    at_left, at_right = run.rect.left - left, right - run.rect.right
    return (
        min(at_left, at_right) > SET_IN * run.size
        and abs(at_left - at_right) < 1.2 * run.size
        and run.rect.width < LONGEST_SUBHEAD * (right - left)
        and not _BRACKET.match(run.text)
        and margins.is_set_in(following)
    )


def _mark_openings(pieces, margins):
    """Say of each line of the text whether it opens a paragraph."""
    lines = [run for piece in pieces if piece.role is None for run in piece.runs]
    if _are_verses(lines) and not margins.is_set_in(lines[0]):
        for piece in pieces:
            piece.opens += [True] * len(piece.runs) if piece.role is None else []
        return
    indented = sum(margins.is_set_in(run) for run in lines)
    has_indents = margins.has_indents and (indented > 0 or len(lines) < LINES_TO_TELL)
    before = None
    for piece in pieces:
        if piece.role == Role.SUBHEAD:
            before = None
        if piece.role is not None:
            continue
        for run in piece.runs:
            piece.opens.append(
                margins.opens(run, before, has_indents=has_indents)
                or (is_closed(before.text) and _is_marked(run.text))
            )
            before = run


def _are_verses(lines):
    """Whether lines are a poem's: short, and no mark within any of them, as prose would have."""
    texts = [run.text.rstrip(CLOSING + SENTENCE_END + "，、") for run in lines]
    return len(lines) >= FEWEST_VERSES and all(
        len(text) <= LONGEST_VERSE and not _MARK.search(text) for text in texts
    )


def _is_marked(text):
    """Whether a line begins as an item of a list or a brief does."""
    return bool(_OPENING_MARK.match(text)) or item_number(text) is not None
