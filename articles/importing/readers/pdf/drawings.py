"""What a PDF page draws besides its characters: rules, frames, filled shapes, pictures."""

import ctypes

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from articles.importing.layout.sheet import Rect

DRAWN = {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}
DEPTH = 5  # drawings nest in forms; deeper is no newspaper's
MOST_OBJECTS = 200_000  # of a page; a map drawn as paths has ten thousands
RULE = 6  # points: thinner is a rule, whatever it is drawn as
SHORTEST_RULE = 24  # points; shorter is a dash or an ornament
SMALLEST_FRAME = 40  # points on both sides
SMALLEST_PICTURE = 24  # points on both sides
WHOLE_PAGE = 0.95  # of both sides: a background, neither frame nor picture
TOUCHING = 1.5  # points between the strips that one picture is often cut into


def read_drawings(page, turn, width, height):
    """(rules, frames, shapes, pictures) of a page: lists of `Rect`, in points from its top left.

    Shapes are filled and have no line round them: what shows of them tells what they are.
    """
    rules, frames, shapes, images = [], [], [], []
    for number, thing in enumerate(page.get_objects(max_depth=DEPTH)):
        if number > MOST_OBJECTS:
            break
        if thing.type not in DRAWN:
            continue
        rect = _clipped(_bounds(thing, turn), width, height)
        if rect is None or (rect.width > WHOLE_PAGE * width and rect.height > WHOLE_PAGE * height):
            continue
        if thing.type != pdfium.FPDF_PAGEOBJ_PATH:
            images.append(rect)
        elif min(rect.width, rect.height) < RULE:
            if max(rect.width, rect.height) >= SHORTEST_RULE:
                rules.append(rect)
        elif min(rect.width, rect.height) >= SMALLEST_PICTURE and not _is_stroked(thing):
            shapes.append(rect)
        elif min(rect.width, rect.height) >= SMALLEST_FRAME:
            frames.append(rect)
    pictures = [
        rect
        for rect in _united(images)
        if rect.width >= SMALLEST_PICTURE and rect.height >= SMALLEST_PICTURE
    ]
    return _joined(rules), list(dict.fromkeys(frames)), shapes, pictures


def _is_stroked(path):
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


def _bounds(thing, turn):
    try:
        left, bottom, right, top = thing.get_bounds()
    except PdfiumError:  # an empty path has none
        return None
    (x1, y1), (x2, y2) = turn(left, bottom), turn(right, top)
    return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _clipped(rect, width, height):
    """The part of it that is on the page, or None."""
    if rect is None:
        return None
    rect = Rect(
        max(rect.left, 0), max(rect.top, 0), min(rect.right, width), min(rect.bottom, height)
    )
    return rect if rect.right >= rect.left and rect.bottom >= rect.top else None


def _united(images):
    """Images that touch, as one: programs cut large pictures into strips."""
    united = []
    for image in sorted(images, key=lambda rect: -rect.area):
        merged = image
        apart = []
        for other in united:
            if merged.grown(TOUCHING).meets(other):
                merged = Rect.around([merged, other])
            else:
                apart.append(other)
        united = [*apart, merged]
    return sorted(united, key=lambda rect: (rect.top, rect.left))


def _joined(rules):
    """Rules that continue each other, as one: dotted and dashed ones come as many."""
    joined = []
    for rule in sorted(rules, key=lambda rect: (rect.width < rect.height, rect.top, rect.left)):
        if (
            joined
            and joined[-1].grown(3).meets(rule)
            and ((joined[-1].width < joined[-1].height) == (rule.width < rule.height))
        ):
            union = Rect.around([joined[-1], rule])
            if min(union.width, union.height) < RULE:
                joined[-1] = union
                continue
        joined.append(rule)
    return joined
