"""Frames that hold a story of their own (框)."""

from articles.importing.layout.sheet import Rect

LARGEST = 0.6  # of the page: a larger one frames the page
MEET = 3.0  # points between the ends of rules that make a corner
SMALLEST = 40  # points


def frames_of(sheet):
    """The frames of a sheet: drawn as one rectangle or as four rules; the larger first."""
    frames = [*sheet.frames, *_of_rules(sheet.rules)]
    page = sheet.width * sheet.height
    out = []
    for frame in sorted(frames, key=lambda rect: -rect.area):
        is_new = not any(frame.contains(o, 4) and o.contains(frame, 4) for o in out)
        if is_new and frame.area < LARGEST * page:
            out.append(frame)
    return out


def _of_rules(rules):
    """Rectangles whose four sides are rules."""
    across = [rule for rule in rules if rule.width > rule.height and rule.width > SMALLEST]
    down = [rule for rule in rules if rule.height > rule.width and rule.height > SMALLEST]
    frames = []
    for number, top in enumerate(across):
        for bottom in across[number + 1 :]:
            if not (
                abs(top.left - bottom.left) < MEET
                and abs(top.right - bottom.right) < MEET
                and abs(bottom.top - top.top) > SMALLEST
            ):
                continue
            upper, lower = sorted((top, bottom), key=lambda rect: rect.top)
            sides = [
                side
                for side in down
                if abs(side.top - upper.top) < 2 * MEET
                and abs(side.bottom - lower.bottom) < 2 * MEET
            ]
            if any(abs(s.left - top.left) < MEET for s in sides) and any(
                abs(s.right - top.right) < MEET for s in sides
            ):
                frames.append(Rect.around([upper, lower]))
    return frames


def inside(frame, chunks):
    """The chunks that stand in a frame; none if a chunk is printed across its sides."""
    within = [chunk for chunk in chunks if frame.contains(chunk.rect, 2)]
    crossing = [
        chunk for chunk in chunks if chunk not in within and frame.grown(-4).meets(chunk.rect)
    ]
    return [] if crossing else within


def is_side(rule, frame):
    """Whether a rule is one of a frame's sides."""
    if not frame.grown(MEET).contains(rule):
        return False
    x, y = rule.middle
    if rule.width >= rule.height:
        return rule.width > 0.9 * frame.width and _is_near(y, frame.top, frame.bottom)
    return rule.height > 0.9 * frame.height and _is_near(x, frame.left, frame.right)


def _is_near(value, *places):
    return min(abs(value - place) for place in places) < MEET + 1
