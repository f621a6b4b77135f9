"""What is printed on a page, before anything is made of it; in points from its top left."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.importing.pieces import Box, Discarded

# What the face of a font without a name is called, if anything is known of it.
NAMELESS = "nameless"


class Rect(NamedTuple):
    """An upright rectangle in points, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self):
        return self.right - self.left

    @property
    def height(self):
        return self.bottom - self.top

    @property
    def middle(self):
        """The centre, (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self):
        return max(0, self.width) * max(0, self.height)

    @classmethod
    def around(cls, rects):
        """The smallest rectangle round all of these; there must be one."""
        lefts, tops, rights, bottoms = zip(*rects, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    def grown(self, by):
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def contains(self, other, slack=0):
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def across(self, other):
        """How much of their widths they share, in points; below 0 the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def down(self, other):
        """How much of their heights they share, in points; below 0 the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def meets(self, other):
        return self.across(other) > 0 and self.down(other) > 0

    def per_mille(self, sheet):
        """The same on the page as it is kept (`pieces.Box`), clipped to the page."""
        x, y = 1000 / sheet.width, 1000 / sheet.height
        return Box(
            *(
                round(min(max(value, 0), 1000), 1)
                for value in (self.left * x, self.top * y, self.right * x, self.bottom * y)
            )
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character: its em box, the size in points, the family of its font.

    `number` is its place in the order in which the page draws its characters.
    """

    text: str
    rect: Rect
    size: float
    font: str
    number: int


@dataclass
class Sheet:
    """A page as printed. `rules` are thin lines, `frames` drawn rectangles, `pictures` images."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rect] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    pictures: list[Rect] = field(default_factory=list)
    discarded: list[Discarded] = field(default_factory=list)

    def body_size(self):
        """The size of most characters, in half points: that of the text."""
        sizes = Counter(round(glyph.size * 2) / 2 for glyph in self.glyphs)
        return sizes.most_common(1)[0][0]
