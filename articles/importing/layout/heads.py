"""Headlines with what stands round them: kicker, deck, byline (标题、引题、副题、作者)."""

import re
from dataclasses import dataclass, field

from articles.importing.arrangement import Role
from articles.importing.layout.bylines import is_name
from articles.importing.layout.sheet import NAMELESS, Rect
from articles.importing.marks import HANZI, ORNAMENTS, is_byline, is_closed

STACKED = 1.1  # em of the larger between lines of one headline
STACKED_ALIKE = 1.3  # where both are of one face and size
ONE_HEADLINE = (0.8, 0.7)  # of the largest line, in the same face, above it and below
ONE_HEADLINE_NAMELESS = 0.85  # where faces cannot be told
OTHER_FACE = 0.93  # of the largest line: smaller in another face is a kicker or a deck
NEAR = 1.4  # em between a headline and its kicker or deck
OFF_MIDDLE = 1.5  # em that a kicker or deck may be off the middle, or off the left
MOST_LINES_OF_DECK = 3
DASHES = ("—", "－－", "――")  # what a deck begins with
_NAMED = re.compile(rf"[{ORNAMENTS}]\s*(?:[{HANZI}·]\s*){{2,12}}")
_SENTENCES = re.compile(r"[。；]")


@dataclass(eq=False)
class Head:
    """The chunks of one headline, kicker and deck included, from top to bottom."""

    chunks: list = field(default_factory=list)

    @property
    def rect(self):
        return Rect.around(chunk.rect for chunk in self.chunks)

    @property
    def main(self):
        """The chunk of the largest type."""
        return max(self.chunks, key=lambda chunk: chunk.size)

    @property
    def text(self):
        return "".join(chunk.text for chunk in self.chunks)


def heads_of(chunks, scale, margins, walls):
    """The heads of a page or part: chunks of headline size that stand close over each other.

    Adopted are also a smaller line right above and one right below that are no text.
    """
    large = sorted(
        (c for c in chunks if c.role is None and scale.is_headline(c)), key=lambda c: c.rect.top
    )
    heads = []
    for chunk in large:
        head = next((head for head in heads if _stacks(head, chunk, walls, chunks)), None)
        if head is None:
            heads.append(Head([chunk]))
        else:
            head.chunks.append(chunk)
    rest = [chunk for chunk in chunks if chunk.role is None and not scale.is_headline(chunk)]
    for head in heads:
        _adopt(head, rest, scale, margins, walls)
    return heads


def _stacks(head, chunk, walls, chunks):
    """Whether a chunk of headline size is one more line of a head."""
    if chunk.is_vertical or head.main.is_vertical:
        return chunk.is_vertical and head.main.is_vertical and _stands_beside(head, chunk)
    last = max(head.chunks, key=lambda other: other.rect.bottom)
    gap = chunk.rect.top - last.rect.bottom
    larger, smaller = max(last.size, chunk.size), min(last.size, chunk.size)
    shared = last.rect.across(chunk.rect)
    is_deck = chunk.text.startswith(DASHES)
    is_alike = last.font == chunk.font and smaller > 0.97 * larger
    most = (STACKED_ALIKE if is_alike else STACKED) * (larger if is_deck else smaller)
    return (
        -0.3 * smaller <= gap <= most
        and shared >= 0.5 * min(last.rect.width, chunk.rect.width)
        and not _is_walled_off(last.rect, chunk.rect, walls)
        and larger < 4 * smaller
    )


def _stands_beside(head, chunk):
    last = min(head.chunks, key=lambda other: other.rect.left)
    gap = last.rect.left - chunk.rect.right
    return 0 <= gap <= STACKED * max(last.size, chunk.size) and last.rect.down(
        chunk.rect
    ) > 0.3 * min(last.rect.height, chunk.rect.height)


def _is_walled_off(upper, lower, walls):
    return any(
        wall.across(upper) > 0
        and wall.across(lower) > 0
        and upper.middle[1] < wall.middle[1] < lower.middle[1]
        for wall in walls
    )


def _adopt(head, rest, scale, margins, walls):
    """Take the kicker above and the deck below into a head."""
    if head.main.is_vertical:
        return
    for above in (True, False):
        for _ in range(2):
            found = [
                chunk
                for chunk in rest
                if chunk.role is None
                and chunk not in head.chunks
                and _goes_with(head, chunk, above, rest, scale, margins, walls)
            ]
            if not found:
                break
            nearest = min(found, key=lambda chunk: abs(chunk.rect.middle[1] - head.rect.middle[1]))
            head.chunks.insert(0 if above else len(head.chunks), nearest)


def _goes_with(head, chunk, above, rest, scale, margins, walls):
    """Whether a chunk is a head's kicker or byline or deck: its place, its words, its type."""
    return (
        len(chunk.runs) <= (1 if above else MOST_LINES_OF_DECK)
        and not chunk.is_vertical
        and _stands_close(head, chunk, above, scale, walls)
        and not _SENTENCES.search(chunk.text)
        and _looks_like_head(head, chunk, above, rest, scale, margins)
    )


def _stands_close(head, chunk, above, scale, walls):
    rect, whole = chunk.rect, head.rect
    gap = whole.top - rect.bottom if above else rect.top - whole.bottom
    reach = max(2 * scale.em, 0.1 * whole.width)
    is_wider = rect.left < whole.left - reach and rect.right > whole.right + reach
    is_middle = abs(rect.middle[0] - whole.middle[0]) < OFF_MIDDLE * scale.em
    is_flush = abs(rect.left - whole.left) < OFF_MIDDLE * scale.em
    return (
        -0.4 * chunk.size <= gap <= NEAR * max(chunk.size, scale.em)
        and not _is_walled_off(*((rect, whole) if above else (whole, rect)), walls)
        and not (above and is_wider)
        and rect.across(whole) >= 0.6 * min(rect.width, whole.width)
        and (is_middle or is_flush)
    )


def _looks_like_head(head, chunk, above, rest, scale, margins):
    if says_byline(chunk):
        return not above
    if scale.is_small(chunk):
        return False
    if not above:
        if not _stands_alone(chunk, head, rest):
            return False
        if _stands_in_the_middle(chunk, head, scale):
            return True
    return scale.is_middle(chunk) or _is_of_other_face(chunk, rest, above, scale, margins)


def _is_of_other_face(chunk, rest, above, scale, margins):
    """Whether a chunk of the text's size is no text: another face than the columns near it."""
    columns = [
        other
        for other in rest
        if other is not chunk
        and len(other.runs) > 1
        and scale.is_text(other)
        and other.rect.across(chunk.rect) > 0
        and (above or other.rect.top > chunk.rect.top)
    ]
    if not columns or not chunk.font:
        return False
    nearest = min(columns, key=lambda other: abs(other.rect.top - chunk.rect.bottom))
    if nearest.font == chunk.font:
        # A line as wide as two columns is no line of either.
        is_over_two = (
            sum(
                c.rect.across(chunk.rect) > 0.4 * c.rect.width
                for c in columns
                if abs(c.rect.top - nearest.rect.top) < scale.em
            )
            > 1
        )
        return not above and is_over_two and not is_closed(chunk.text)
    return not is_closed(chunk.text)


def _stands_alone(chunk, head, rest):
    """Whether nothing else stands beside a chunk under a headline, as columns would."""
    return not any(
        other is not chunk
        and other.rect.down(chunk.rect) > 0.5 * chunk.rect.height
        and other.rect.across(head.rect) > 0
        for other in rest
    )


def _stands_in_the_middle(chunk, head, scale):
    return (
        len(chunk.runs) == 1
        and not is_closed(chunk.text)
        and abs(chunk.rect.middle[0] - head.rect.middle[0]) < 0.8 * scale.em
    )


def says_byline(chunk):
    """Whether a chunk says who wrote the story: □记者 甲, 文/乙, ■丙."""
    text = chunk.runs[0].spaced_text
    return len(chunk.runs) == 1 and bool(is_byline(text) or _NAMED.fullmatch(text))


def mark_head(head):
    """Give the chunks of a head their roles: headline, kicker above, deck below, byline.

    Assumes the headline is the largest type; lines of its face from 0.7 of its size on belong to
    it, smaller ones and such of another face do not.
    """
    main = head.main
    chunks = head.chunks
    at = chunks.index(main)
    for number, chunk in enumerate(chunks):
        if says_byline(chunk):
            chunk.role = Role.BYLINE
        elif chunk is main or _is_headline_too(chunk, main, number < at):
            chunk.role = Role.HEADLINE
        elif number > at and is_name(chunk.text):
            chunk.role = Role.BYLINE
        else:
            before = number < at if not main.is_vertical else chunk.rect.left > main.rect.left
            chunk.role = Role.KICKER if before else Role.DECK


def _is_headline_too(chunk, main, is_above):
    if chunk.text.startswith(DASHES):
        return False
    if chunk.font.startswith(NAMELESS):
        return chunk.size >= ONE_HEADLINE_NAMELESS * main.size
    if chunk.font == main.font or not chunk.font:
        return chunk.size >= ONE_HEADLINE[0 if is_above else 1] * main.size
    return chunk.size >= OTHER_FACE * main.size
