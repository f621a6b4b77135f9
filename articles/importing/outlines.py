"""Where a story stands on its page, as hot zones (热区): few, clean, and clear of other stories."""

from functools import cache
from itertools import combinations
from math import ceil, floor

from articles.importing.arrangement import Role
from liangcheng.regions import MOST_ZONES, PAGE

# What a click on the page should not open a story from.
_ELSEWHERE = {Role.MASTHEAD, Role.DISCARDED, Role.TURN}


def regions(story, page, arrangement):
    """A story's hot zones, as `liangcheng/regions.py` has them; [] where nothing has a place.

    Each begins as the box of a block or picture. Two become the rectangle round both where nothing
    else of the page stands in it, the nearest first: a headline over its columns is one zone, a
    story round a corner two.
    """
    mine, others = _boxes(story, page, arrangement)
    zones = _merged(mine, others)
    while len(zones) > MOST_ZONES:
        zones = _merged_two(zones, min(combinations(zones, 2), key=_added))
    return [_corners(zone) for zone in sorted(zones, key=lambda zone: (zone[1], zone[0]))]


def _boxes(story, page, arrangement):
    """The whole rectangles of a story and those of all else, (left, top, right, bottom)."""
    mine, others = [], []
    boxes = {block.key: block.box for block in page.blocks}
    for placement in arrangement.placements:
        box = boxes[placement.block]
        if box and not (placement.story is None and placement.role == Role.DISCARDED):
            is_mine = placement.story == story and placement.role not in _ELSEWHERE
            (mine if is_mine else others).append(_whole(box))
    for picture in page.pictures:
        if picture.box:
            is_mine = arrangement.pictures.get(picture.key) == story
            (mine if is_mine else others).append(_whole(picture.box))
    return list(dict.fromkeys(mine)), others


def _whole(box):
    """The smallest rectangle of whole per-mille round a box, inside the page and not empty."""
    left, top = (min(max(floor(value), 0), PAGE - 1) for value in (box.left, box.top))
    right = min(max(ceil(box.right), left + 1), PAGE)
    bottom = min(max(ceil(box.bottom), top + 1), PAGE)
    return left, top, right, bottom


def _merged(zones, others):
    """The zones after every merging that takes in nothing else."""
    is_clear = cache(
        lambda one, other: not any(_overlap(_round(one, other), third) for third in others)
    )
    while free := [pair for pair in combinations(zones, 2) if is_clear(*pair)]:
        zones = _merged_two(zones, min(free, key=_added))
    return zones


def _merged_two(zones, pair):
    return [zone for zone in zones if zone not in pair] + [_round(*pair)]


def _added(pair):
    """The area that a rectangle round two has beside them."""
    return _area(_round(*pair)) - sum(_area(zone) for zone in pair)


def _round(one, other):
    left, top, right, bottom = zip(one, other, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _area(zone):
    left, top, right, bottom = zone
    return (right - left) * (bottom - top)


def _overlap(one, other):
    """Whether two rectangles share more than the touching of neighbours (a per-mille or two)."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 2
        and min(one[3], other[3]) - max(one[1], other[1]) > 2
    )


def _corners(zone):
    left, top, right, bottom = zone
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
