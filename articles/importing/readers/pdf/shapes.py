"""Filled shapes, told by what of them shows on the page: frames, rules, pictures (色块).

A PDF says that a shape is filled, not what that looks like: white boxes lie under text that nobody
sees framed, a cell's border is filled round its hollow, a gradient is as white as they are. So the
page is drawn and looked at.
"""

from collections import Counter
from statistics import mean

from PIL import Image

from articles.importing.layout.sheet import Rect

SCALE = 1.5  # pixels a point
LONGEST_SIDE = 2500  # pixels: a page may say that it is as large as a house
MOST_SHAPES = 400  # of a page; a map has thousands
SMALLEST_FRAME = 40  # points on both sides
RING = 3  # points round a shape, where the page's own ground is
SIDE = 1.5  # points on both sides of where a shape's border runs
DRAWN = 0.35  # of a side: dots are a line too
UNLIKE = 24  # of 256 levels between two colours
EVEN = 0.6  # of a shape is of one colour; of a gradient or a drawing, less
MOST_TEXT = 0.1  # of a picture's area is type
SAMPLES = 64  # pixels on both sides that a shape is looked at with


def look_at(shapes, glyphs, page, turn):
    """(rules, frames, pictures) that filled shapes (`Rect`s) make on a page."""
    rules, frames, pictures = [], [], []
    if not shapes:
        return rules, frames, pictures
    look = _Look(page, turn)
    for shape in dict.fromkeys(shapes[:MOST_SHAPES]):
        is_large = min(shape.width, shape.height) >= SMALLEST_FRAME
        text = [glyph.rect for glyph in glyphs if shape.contains(glyph.rect, 2)]
        is_bare = sum(rect.area for rect in text) < MOST_TEXT * shape.area
        ground, share = look.ground(shape)
        if is_bare and share < EVEN:
            pictures.append(shape)
        elif _differ(ground, look.round(shape)):
            if is_large:
                (frames if text else pictures).append(shape)
        elif is_large:
            sides = look.sides(shape, ground)
            if len(sides) == 4:
                frames.append(shape)
            else:
                rules += sides
    return rules, frames, pictures


def _differ(one, other):
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > UNLIKE


class _Look:
    """A page as drawn; what is asked of it is in points from its top left."""

    def __init__(self, page, turn):
        scale = min(SCALE, LONGEST_SIDE / max(turn.width, turn.height))
        bitmap = page.render(scale=scale, draw_annots=False, rev_byteorder=True)
        self._image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        self._x, self._y = self._image.width / turn.width, self._image.height / turn.height

    def _colours(self, rect):
        """The pixels of a rectangle, row by row; large ones by samples."""
        left, top = max(0, round(rect.left * self._x)), max(0, round(rect.top * self._y))
        right = min(self._image.width, max(left + 1, round(rect.right * self._x)))
        bottom = min(self._image.height, max(top + 1, round(rect.bottom * self._y)))
        if right <= left or bottom <= top:
            return []
        crop = self._image.crop((left, top, right, bottom))
        size = min(crop.width, SAMPLES), min(crop.height, SAMPLES)
        return crop.resize(size, Image.Resampling.NEAREST).get_flattened_data()

    def ground(self, rect):
        """(colour, share) that most of a rectangle has."""
        return _most(self._colours(rect.grown(-RING)))

    def round(self, rect):
        """The colour that most of what is right outside a rectangle has."""
        left, top, right, bottom = rect
        strips = (
            Rect(left, top - RING - 1, right, top - RING),
            Rect(left, bottom + RING, right, bottom + RING + 1),
            Rect(left - RING - 1, top, left - RING, bottom),
            Rect(right + RING, top, right + RING + 1, bottom),
        )
        return _most([colour for strip in strips for colour in self._colours(strip)])[0]

    def sides(self, rect, ground):
        """Those sides of a rectangle that are drawn in another colour than its ground: rules."""
        left, top, right, bottom = rect
        lines = (
            Rect(left, top, right, top),
            Rect(left, bottom, right, bottom),
            Rect(left, top, left, bottom),
            Rect(right, top, right, bottom),
        )
        return [line for line in lines if self._is_drawn(line, ground)]

    def _is_drawn(self, line, ground):
        strip = line.grown(SIDE)
        length = round(max(line.width * self._x, line.height * self._y))
        step = max(1, length // SAMPLES)
        is_level = line.width > line.height
        marks = []
        for at in range(0, length, step):
            place = at / length * max(line.width, line.height)
            spot = (
                Rect(line.left + place, strip.top, line.left + place, strip.bottom)
                if is_level
                else Rect(strip.left, line.top + place, strip.right, line.top + place)
            )
            marks.append(any(_differ(colour, ground) for colour in self._colours(spot)))
        return bool(marks) and mean(marks) > DRAWN


def _most(colours):
    """(the most frequent colour in steps of 16 levels, its share); white of nothing."""
    if not colours:
        return (255, 255, 255), 1.0
    steps = Counter(tuple(level & 0xF0 for level in colour) for colour in colours)
    colour, count = steps.most_common(1)[0]
    return colour, count / len(colours)
