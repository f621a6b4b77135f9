"""Where no cut parts the stories: which column goes on from which, and from which headline (接排).

Every chunk of text goes on from one headline or from one other chunk, and each of those has one
that goes on from it. Each possible link has a cost: how far the pen moved, what stands between,
and whether the sentence goes on. The cheapest links of all together are taken, not one by one.
"""

from dataclasses import dataclass

from articles.importing.flow.assigning import assigned
from articles.importing.layout.sheet import Rect

IMPOSSIBLE = 1000.0
NO_HEADLINE = 9.0  # a story that begins without one
BARE_HEADLINE = 6.0  # a headline without a story
UNFINISHED = 6.0  # a story that ends within a sentence
RULED_OFF = 8.0
OTHERS_BETWEEN = 8.0
BROKEN = 8.0  # a sentence that another one goes on from
MAYBE_FULL = 3.5  # a sentence that ends with its column, and the next goes on in the paragraph
AFTER_END = 10.0  # after a sign-off
CLOSE_UNDER = 0.6  # lines more than usual between chunks of one column, at most
WITHIN_PARAGRAPH = 0.2
LEVEL = 0.8  # lines: two columns begin at one height
FARTHEST = 4.0  # em of a gutter


@dataclass(frozen=True)
class Text:
    """What a chunk's first and last lines say of what is before and after it."""

    opens: bool | None  # a paragraph; None where the page has no indents
    is_closed: bool
    is_full: bool  # the last line is as long as the column
    is_signed: bool


def link(part, rules, pictures, scale, text_of):
    """[(head or None, chunks in order)]: the stories of a part; `text_of(chunk)` → Text."""
    in_heads = {id(chunk) for head in part.heads for chunk in head.chunks}
    chunks = [chunk for chunk in part.chunks if id(chunk) not in in_heads]
    if not chunks:
        return [(head, []) for head in part.heads]
    walls = [*rules, *pictures, *(head.rect for head in part.heads)]
    columns = _columns(chunks, walls, scale, text_of)
    costs = _Costs(part.heads, columns, rules, pictures, scale, text_of)
    sources = [*part.heads, *columns]
    scores = []
    for row, chunk in enumerate(columns):
        scores.append(
            [-costs.of(source, chunk) for source in sources]
            + [-NO_HEADLINE if column == row else -IMPOSSIBLE for column in range(len(columns))]
        )
    links = assigned(scores)
    following = {
        id(sources[source]): columns[row]
        for row, source in enumerate(links)
        if source is not None and source < len(sources)
    }
    begun = {id(chunk) for chunk in following.values()}
    starts = [(head, following.get(id(head))) for head in part.heads]
    starts += [(None, chunk) for chunk in columns if id(chunk) not in begun]
    seen = set()
    stories = [(head, _chain(first, following, seen)) for head, first in starts]
    # Columns that go on from each other in a circle: it is entered at its top.
    stories += [
        (None, _chain(column, following, seen)) for column in columns if id(column) not in seen
    ]
    return stories


def _chain(first, following, seen):
    chain = []
    while first is not None and id(first) not in seen:
        chain += first.chunks
        seen.add(id(first))
        first = following.get(id(first))
    return chain


@dataclass(eq=False)
class _Column:
    """Chunks close under each other: text and sub-heads."""

    chunks: list

    @property
    def rect(self):
        return Rect.around(chunk.rect for chunk in self.chunks)


def _columns(chunks, walls, scale, text_of):
    columns = []
    for chunk in sorted(chunks, key=lambda chunk: (chunk.rect.top, chunk.rect.left)):
        for column in columns:
            a, b = column.rect, chunk.rect
            # Within a paragraph no more is left than usual.
            is_between = text_of(column.chunks[-1]).is_closed and text_of(chunk).opens
            more = CLOSE_UNDER if is_between else WITHIN_PARAGRAPH
            if (
                -2 <= b.top - a.bottom < (1 + more) * scale.pitch - scale.em
                and a.across(b) > 0.6 * min(a.width, b.width)
                and (
                    (b.width < a.width + 3 * scale.em and a.left - scale.em < b.left)
                    or abs(a.middle[0] - b.middle[0]) < 1.5 * scale.em
                )
                and not any(
                    wall.across(b) > 0.3 * b.width and a.bottom - 3 < wall.middle[1] < b.top + 3
                    for wall in walls
                )
            ):
                column.chunks.append(chunk)
                break
        else:
            columns.append(_Column([chunk]))
    return columns


def _text_of_column(column, text_of):
    first, last = text_of(column.chunks[0]), text_of(column.chunks[-1])
    opens = first.opens
    if opens is False and not first.is_closed and len(column.chunks[0].runs) == 1:
        # A line by itself, and then a paragraph: a sub-head.
        opens = any(text_of(chunk).opens for chunk in column.chunks[1:2])
    return Text(opens, last.is_closed, last.is_full, last.is_signed)


class _Costs:
    def __init__(self, heads, columns, rules, pictures, scale, text_of):
        self.heads, self.columns, self.rules, self.pictures = heads, columns, rules, pictures
        self.scale = scale
        self.texts = {id(column): _text_of_column(column, text_of) for column in columns}
        self.rects = {id(thing): thing.rect for thing in [*heads, *columns]}

    def of(self, source, chunk):
        if source is chunk:
            return IMPOSSIBLE
        if source in self.heads:
            return self._from_head(source, chunk) - BARE_HEADLINE
        last = self.texts[id(source)]
        # What it costs to end there is saved where something goes on.
        saved = 0 if last.is_signed or last.is_closed else UNFINISHED
        return self._from_chunk(source, chunk) + self._flow(last, self.texts[id(chunk)]) - saved

    def _flow(self, last, first):
        if last.is_signed:
            return AFTER_END
        if first.opens is None:
            return 0 if last.is_closed or last.is_full else BROKEN
        if first.opens:
            return 0 if last.is_closed else BROKEN
        if not last.is_closed:
            return 0 if last.is_full else BROKEN / 2
        return MAYBE_FULL if last.is_full else BROKEN

    def _from_chunk(self, source, chunk):
        a, b = self.rects[id(source)], self.rects[id(chunk)]
        em, pitch = self.scale.em, self.scale.pitch
        if b.top >= a.bottom - 2 and a.across(b) > 0.5 * min(a.width, b.width):
            between = self._others_between(a, b, (source, chunk))
            gap = (b.top - a.bottom - self._pictures_between(a, b)) / pitch
            return between + 0.15 * max(0, gap) + self._ruled_off(a, b)
        right = b.left - a.right
        if right < -em:
            return IMPOSSIBLE
        cost = max(0, right - FARTHEST * em) / em * 0.4 + self._columns_between(a, b)
        cost += RULED_OFF * self._level_rule_between(a, b) + self._upright_rule(a, b)
        if abs(a.top - b.top) <= LEVEL * pitch:
            cost += 0
        elif b.top > a.bottom or b.bottom < a.top:
            cost += 4 + 0.5 * max(b.top - a.bottom, a.top - b.bottom) / pitch
        else:
            cost += 1.2
        if self._head_above(b) is not None:
            cost += 2 if self._head_above(b) is self._head_above(a) else 4
        if self._is_under(a):
            cost += 1.5  # the column goes on below
        return cost

    def _from_head(self, head, chunk):
        h, c = self.rects[id(head)], self.rects[id(chunk)]
        first = self.texts[id(chunk)]
        cost = BROKEN if first.opens is False else 0
        if head.main.is_vertical:
            return cost + self._from_vertical(head, h, c)
        em = self.scale.em
        if c.top < h.bottom - em:
            return IMPOSSIBLE
        down = c.top - h.bottom - self._pictures_between(h, c)
        cost += 0.3 * max(0, down) / self.scale.pitch
        cost += self._others_between(h, c, (head, chunk)) + self._ruled_off(h, c)
        if self._is_first_of_its_row(h, c, chunk):
            cost += 0
        else:
            cost += 3
        off = -h.across(c)
        if off > -0.3 * c.width:
            cost += 1.5 + max(0, off) / (10 * em)
            # A short headline stands in the middle of its columns.
            end = h.left + h.right - c.left
            if not any(abs(self.rects[id(o)].right - end) < 1.5 * em for o in self.columns):
                cost += 2
        return cost

    def _from_vertical(self, head, h, c):
        em = self.scale.em
        if c.bottom < h.top - em or c.top > h.bottom:
            return IMPOSSIBLE
        cost = 0.2 * abs(c.top - h.top) / em + self._upright_rule(h, c)
        if c.left >= h.right - em:
            return cost + 0.3 * (c.left - h.right) / em
        further = [
            other
            for other in (self.rects[id(column)] for column in self.columns)
            if other.right <= c.left + em and abs(other.top - c.top) <= LEVEL * self.scale.pitch
        ]
        return cost + 2 + 1.5 * bool(further)

    def _is_first_of_its_row(self, h, c, chunk):
        """Whether no column stands at the left of this one under the same headline."""
        for other in self.columns:
            rect = self.rects[id(other)]
            if (
                other is not chunk
                and rect.right <= c.left + self.scale.em
                and rect.bottom > h.bottom
                and rect.across(h) > 0.3 * rect.width
                and rect.down(c) > 0
                and rect.top >= h.bottom - self.scale.em
            ):
                return False
        return True

    def _others_between(self, a, b, pair):
        """The cost of text and headlines that stand between two things over each other."""
        count = 0
        for other in (*self.heads, *self.columns):
            if other in pair:
                continue
            rect = self.rects[id(other)]
            if (
                a.bottom - 2 <= rect.middle[1] <= b.top + 2
                and rect.across(b) > 0.3 * min(rect.width, b.width)
                and rect.across(a) > 0
            ):
                count += 1
        return OTHERS_BETWEEN * min(count, 2)

    def _columns_between(self, a, b):
        count = 0
        for other in self.columns:
            rect = self.rects[id(other)]
            if rect.left >= a.right - 2 and rect.right <= b.left + 2 and rect.down(b) > 0:
                count += 1
        return 3 * min(count, 3)

    def _pictures_between(self, a, b):
        return sum(
            picture.height
            for picture in self.pictures
            if picture.across(b) > 0 and a.bottom - 3 <= picture.middle[1] <= b.top
        )

    def _ruled_off(self, a, b):
        return RULED_OFF * any(
            rule.width > rule.height
            and a.middle[1] < rule.middle[1] < b.top + 2
            and rule.top > a.bottom - 4
            and rule.across(b) > 0.4 * b.width
            and rule.across(a) > 0
            for rule in self.rules
        )

    def _level_rule_between(self, a, b):
        """Whether the second begins under a rule that ends the first."""
        return any(
            rule.width > rule.height
            and rule.across(a) > 0.4 * a.width
            and rule.across(b) > 0.4 * b.width
            and (
                a.bottom - 4 < rule.middle[1] < b.top + 4
                or b.bottom - 4 < rule.middle[1] < a.top + 4
            )
            for rule in self.rules
        )

    def _upright_rule(self, a, b):
        left, right = (a, b) if a.left < b.left else (b, a)
        return 2.0 * any(
            rule.height > rule.width
            and left.right - 3 <= rule.middle[0] <= right.left + 3
            and rule.down(a) > 0
            and rule.down(b) > 0
            for rule in self.rules
        )

    def _head_above(self, rect):
        """The headline that stands directly above, nothing between."""
        above = [
            thing
            for thing in (*self.heads, *self.columns)
            if self.rects[id(thing)].middle[1] < rect.top
            and self.rects[id(thing)].across(rect) > 0.3 * rect.width
        ]
        nearest = max(above, key=lambda thing: self.rects[id(thing)].bottom, default=None)
        return nearest if nearest in self.heads else None

    def _is_under(self, a):
        """Whether another chunk stands close under this one in its column."""
        for other in self.columns:
            rect = self.rects[id(other)]
            if 0 <= rect.top - a.bottom < 2.2 * self.scale.pitch and rect.across(a) > 0.6 * min(
                a.width, rect.width
            ):
                return True
        return False
