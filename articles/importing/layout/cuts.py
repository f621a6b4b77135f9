"""A part of a page is cut along rules and white space until one headline is left (切分)."""

from dataclasses import dataclass

from articles.importing.layout.sheet import Rect

CROSSES = 1.5  # em that a rule may end before the part does
WHITE = (0.5, 0.3)  # em of a white gap between columns, and between lines
TOP = 0.8  # em: a headline stands at the top of a part if nothing is so much higher


@dataclass
class Part:
    """Chunks without a role yet, and the heads among them."""

    chunks: list
    heads: list

    @property
    def rect(self):
        return Rect.around(chunk.rect for chunk in self.chunks)

    def side(self, keep):
        """The part of it whose chunks `keep` says; None if a head is torn by that."""
        chunks = [chunk for chunk in self.chunks if keep(chunk.rect)]
        kept = set(map(id, chunks))
        heads = [head for head in self.heads if any(id(c) in kept for c in head.chunks)]
        if any(id(chunk) not in kept for head in heads for chunk in head.chunks):
            return None
        return Part(chunks, heads)


def cut(part, rules, blocked, scale, text_of):
    """The parts that a part falls into, each with one head, or with several and no way to cut.

    `rules` may cut; `blocked` are pictures, which no cut goes through. `text_of(chunk)` → `Text`
    tells what its first and last lines say: the text under a headline opens a paragraph.
    """
    if not part.chunks or len(part.heads) < 2:
        return [part] if part.chunks else []
    candidates = [
        *_along_rules(part, rules, scale),
        *_along_white(part, blocked, scale, text_of),
    ]
    if not candidates:
        return [part]
    _, _, sides = max(candidates, key=lambda candidate: candidate[:2])
    return [piece for side in sides for piece in cut(side, rules, blocked, scale, text_of)]


def _along_rules(part, rules, scale):
    """(1, length, sides) for each rule that crosses the whole part between two headed sides."""
    whole = part.rect
    for rule in rules:
        slack = CROSSES * scale.em
        if rule.width >= rule.height:
            y = rule.middle[1]
            crosses = rule.left <= whole.left + slack and rule.right >= whole.right - slack
            if not (crosses and whole.top < y < whole.bottom):
                continue
            if any(c.rect.top + 1 < y < c.rect.bottom - 1 for c in part.chunks):
                continue
            sides = (
                part.side(lambda rect, y=y: rect.middle[1] < y),
                part.side(lambda rect, y=y: rect.middle[1] >= y),
            )
        else:
            x = rule.middle[0]
            crosses = rule.top <= whole.top + 2 * slack and rule.bottom >= whole.bottom - 2 * slack
            if not (crosses and whole.left < x < whole.right):
                continue
            if any(c.rect.left + 1 < x < c.rect.right - 1 for c in part.chunks):
                continue
            sides = (
                part.side(lambda rect, x=x: rect.middle[0] < x),
                part.side(lambda rect, x=x: rect.middle[0] >= x),
            )
        if all(sides) and all(side.heads for side in sides):
            yield 1, max(rule.width, rule.height), sides


def _along_white(part, blocked, scale, text_of):
    """(0, width of the gap, sides) for each white gap whose sides both begin with a headline.

    Sides beside each other must also each have theirs in the middle, or flush at the left.
    """
    rects = [chunk.rect for chunk in part.chunks]
    whole = part.rect
    pictures = [rect for rect in blocked if whole.meets(rect)]
    for is_across in (False, True):
        for start, end in _gaps(rects + pictures, is_across):
            if end - start < WHITE[is_across] * scale.em:
                continue
            middle = (start + end) / 2
            axis = 1 if is_across else 0
            sides = (
                part.side(lambda rect, m=middle, a=axis: rect.middle[a] < m),
                part.side(lambda rect, m=middle, a=axis: rect.middle[a] >= m),
            )
            if not all(sides) or not all(side.chunks for side in sides):
                continue
            if not all(_is_whole(side, text_of) for side in sides):
                continue
            checked = sides[1:] if is_across else sides
            if all(side.heads for side in sides) and all(
                is_headed(side, scale, text_of) and (is_across or _is_aligned(side, scale))
                for side in checked
            ):
                yield 0, end - start, sides


def _gaps(rects, is_across):
    """The intervals that no rectangle touches, between the first and the last."""
    axis = 1 if is_across else 0
    spans = sorted((rect[axis], rect[axis + 2]) for rect in rects)
    gaps, reach = [], spans[0][1]
    for start, end in spans[1:]:
        if start > reach:
            gaps.append((reach, start))
        reach = max(reach, end)
    return gaps


def _is_whole(part, text_of):
    """Whether as many chunks begin within a sentence as others leave one open."""
    head_chunks = {id(chunk) for head in part.heads for chunk in head.chunks}
    texts = [text_of(chunk) for chunk in part.chunks if id(chunk) not in head_chunks]
    going_on = sum(text.opens is False for text in texts)
    left_open = sum(not text.is_closed for text in texts)
    full = sum(text.is_closed and text.is_full and not text.is_signed for text in texts)
    return left_open <= going_on + sum(text.opens is None for text in texts) and (
        going_on <= left_open + full
    )


def _is_aligned(part, scale):
    """Whether the first headline stands in the middle of a part, or flush with its left."""
    whole = part.rect
    top = min(head.rect.top for head in part.heads)
    row = [head.rect for head in part.heads if head.rect.top < top + 2 * scale.em]
    first = Rect.around(row)
    return (
        abs(first.middle[0] - whole.middle[0]) < 1.2 * scale.em
        or first.left - whole.left < 0.6 * scale.em
    )


def is_headed(part, scale, text_of):
    """Whether a part begins with a headline, and the text under that with a paragraph."""
    first = min(part.heads, key=lambda head: head.rect.top)
    head_chunks = {id(chunk) for head in part.heads for chunk in head.chunks}
    text = [chunk for chunk in part.chunks if id(chunk) not in head_chunks]
    if any(chunk.rect.top < first.rect.top - TOP * scale.em for chunk in text):
        return False
    under = [
        chunk
        for chunk in text
        if chunk.rect.top > first.rect.top and chunk.rect.across(first.rect) > 0
    ]
    if not under:
        return True
    leftmost = min(under, key=lambda chunk: (round(chunk.rect.top / scale.pitch), chunk.rect.left))
    return text_of(leftmost).opens is not False
