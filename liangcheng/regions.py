"""Hot zones (热区): where on its printed page an article stands.

Regions are a list of polygons, a polygon is a list of corners, a corner `[x, y]`: whole numbers in
per-mille of the page's width and height from its top left. A quarter of a page, in the middle:
`[[[250, 250], [750, 250], [750, 750], [250, 750]]]`. A polygon closes by itself: its first corner
is not repeated at its end.

A person writes them as lines, one a zone: `250,250 750,250 750,750 250,750`, or by two opposite
corners `250,250 750,750`, for most zones are upright rectangles.
"""

import re
import unicodedata
from itertools import combinations

from django.core.exceptions import ValidationError

PAGE = 1000  # the page's width and height, in per-mille
MOST_ZONES = 50
FEWEST_CORNERS = 3
MOST_CORNERS = 200
WRITTEN_CORNER = re.compile(r"(-?[0-9]{1,6}),(-?[0-9]{1,6})")


def validate_regions(regions):
    """Raise ValidationError unless these are regions: simple polygons inside the page.

    One sentence for each zone that is wrong: which it is, what is wrong first, and what to do.
    """
    if not isinstance(regions, list):
        raise ValidationError("热区的写法不对：应是一组多边形，每个是一圈角，每个角写成 [横, 纵]。")
    if not regions:
        raise ValidationError("一个热区也没有。请至少画一个。")
    if len(regions) > MOST_ZONES:
        raise ValidationError(
            f"热区有 {len(regions)} 个，最多 {MOST_ZONES} 个。请把挨着的几个合成一个。"
        )
    problems = [(number, _problem(polygon)) for number, polygon in enumerate(regions, 1)]
    if sentences := [f"第{number}个热区{problem}" for number, problem in problems if problem]:
        raise ValidationError(sentences)


def bounds(regions):
    """The smallest upright rectangle round all zones: (left, top, right, bottom) in per-mille."""
    corners = [corner for polygon in regions for corner in polygon]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def svg_points(polygon):
    """A polygon as SVG's `points` attribute, in per-mille: `40,120 480,120 480,400`."""
    return " ".join(f"{x},{y}" for x, y in polygon)


def regions_text(regions):
    """Regions as a person writes them, a line for each zone; `parse_regions()` reads them back."""
    return "\n".join(_polygon_text(polygon) for polygon in regions)


def parse_regions(text):
    """The regions that somebody wrote, not yet validated.

    Raises ValidationError with a sentence for each zone that cannot be read: which it is, what
    stands there, and how it is written. Full-width digits and commas are read too.
    """
    lines = unicodedata.normalize("NFKC", text).replace("、", ",").replace("\r", "\n").split("\n")
    written = [line for line in lines if line.strip()]
    regions, sentences = [], []
    for number, line in enumerate(written, 1):
        corners = ",".join(part.strip() for part in line.split(",")).split()
        matches = [WRITTEN_CORNER.fullmatch(corner) for corner in corners]
        if None in matches:
            wrong = corners[matches.index(None)][:20]
            sentences.append(
                f"第{number}个热区里的“{wrong}”看不懂：每个角写成“横,纵”两个整数，"
                "角与角之间空一格，如 40,120 480,400。"
            )
            continue
        polygon = [[int(value) for value in match.groups()] for match in matches]
        if len(polygon) == 2 and any(map(int.__eq__, *polygon)):
            sentences.append(
                f"第{number}个热区只写了一条直线上的两个角，围不成一块。"
                "请写长方形的左上角和右下角，如 40,120 480,400。"
            )
        else:
            regions.append(_polygon(polygon))
    if sentences:
        raise ValidationError(sentences)
    return regions


def _polygon(corners):
    """The polygon of written corners: of two opposite ones, the upright rectangle."""
    if len(corners) != 2:
        return corners
    (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


def _polygon_text(polygon):
    # As two corners only what comes back from them just so, with the same corner first.
    opposite = polygon[::2]
    return svg_points(opposite if _polygon(opposite) == polygon else polygon)


def _problem(polygon):
    """The end of the sentence about the first thing wrong with a polygon; None if nothing is."""
    if not isinstance(polygon, list):
        return "的写法不对：应是一圈角，每个角写成 [横, 纵]。请重画这个热区。"
    if len(polygon) < FEWEST_CORNERS:
        return f"只有 {len(polygon)} 个角，围不成一块。请至少点 {FEWEST_CORNERS} 个角。"
    if len(polygon) > MOST_CORNERS:
        return f"有 {len(polygon)} 个角，最多 {MOST_CORNERS} 个。请删去一些。"
    for number, corner in enumerate(polygon, 1):
        if not _is_corner(corner):
            return f"的第{number}个角写法不对：应是两个整数 [横, 纵]。请改正，或重画这个热区。"
        if not all(0 <= value <= PAGE for value in corner):
            return f"的第{number}个角超出了版面。请移到版面以内（横、纵都在 0 到 {PAGE} 之间）。"
    return _problem_of_shape(polygon)


def _problem_of_shape(polygon):
    sides = list(zip(polygon, polygon[1:] + polygon[:1], strict=True))
    for number, (start, end) in enumerate(sides, 1):
        if start == end:
            following = number % len(sides) + 1
            return f"的第{number}个角和第{following}个角在同一个位置。请删去其中一个。"
    if not any(_turn(*sides[0], corner) for corner in polygon):
        return "的角都在一条直线上，没有面积。请拉开成一块。"
    if meeting := _sides_that_meet(sides):
        one, other = meeting
        return (
            f"的边线碰到了自己：第{one}个角后面的边碰到了第{other}个角后面的边。"
            "请挪开这些角，或重画这个热区。"
        )
    return None


def _is_corner(corner):
    # JSON's true is an int to Python.
    return isinstance(corner, list) and [type(value) for value in corner] == [int, int]


def _sides_that_meet(sides):
    """The numbers of the first two sides that meet where they should not, from 1; or None."""
    for (i, one), (j, other) in combinations(enumerate(sides), 2):
        if j - i == 1:
            meet = _fold(one, other)
        elif j - i == len(sides) - 1:
            meet = _fold(other, one)
        else:
            meet = _intersect(*one, *other)
        if meet:
            return i + 1, j + 1
    return None


def _fold(side, following):
    """Whether a side runs back along the one before it, instead of meeting it in a corner only."""
    (start, corner), (_, end) = side, following
    return _lies_on(start, corner, end) or _lies_on(end, start, corner)


def _intersect(a, b, c, d):
    """Whether the segments a–b and c–d have a point in common; exact, for whole numbers."""
    if _turn(c, d, a) * _turn(c, d, b) < 0 and _turn(a, b, c) * _turn(a, b, d) < 0:
        return True
    return _lies_on(a, c, d) or _lies_on(b, c, d) or _lies_on(c, a, b) or _lies_on(d, a, b)


def _lies_on(point, a, b):
    """Whether a point lies on the segment a–b, its ends included."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    return (
        min(ax, bx) <= x <= max(ax, bx)
        and min(ay, by) <= y <= max(ay, by)
        and not _turn(a, b, point)
    )


def _turn(a, b, c):
    """Twice the area of the triangle a, b, c: positive where it turns clockwise on the page."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
