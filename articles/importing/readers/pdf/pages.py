"""A sheet that is two pages side by side is cut in the middle (跨版)."""

import re

from articles.importing.layout.sheet import Rect, Sheet

WIDER = 1.25  # than high: a single page is never so wide
TOP = 0.15  # of the height, where page numbers stand
PAGE_NUMBER = re.compile(r"第?[A-D]?(\d{1,2}|[一二三四五六七八九十]{1,3})版?")


def halves(sheet):
    """[(Sheet, its left edge in points)]: the sheet, or its two pages.

    Two pages are side by side where the sheet is wider than high and nothing is printed across
    its middle.
    """
    middle = sheet.width / 2
    if sheet.width < WIDER * sheet.height or not sheet.glyphs:
        return [(sheet, 0.0)]
    size = sheet.body_size()
    across = [
        g
        for g in sheet.glyphs
        if g.rect.left < middle - 0.1 * size and g.rect.right > middle + 0.1 * size
    ]
    if across or any(p.left < middle - size < middle + size < p.right for p in sheet.pictures):
        return [(sheet, 0.0)]
    left, right = _half(sheet, 0, middle), _half(sheet, middle, sheet.width)
    if not (left.glyphs and right.glyphs):
        return [(sheet, 0.0)]
    left.discarded = sheet.discarded
    return [(left, 0.0), (right, middle)]


def _half(sheet, start, end):
    def cut(rects):
        return [
            Rect(max(r.left, start) - start, r.top, min(r.right, end) - start, r.bottom)
            for r in rects
            if min(r.right, end) - max(r.left, start) > 1 or (start <= r.left and r.right <= end)
        ]

    glyphs = [
        _moved(glyph, -start) for glyph in sheet.glyphs if start <= glyph.rect.middle[0] < end
    ]
    return Sheet(
        end - start, sheet.height, glyphs, cut(sheet.rules), cut(sheet.frames), cut(sheet.pictures)
    )


def _moved(glyph, by):
    rect = glyph.rect
    moved = Rect(rect.left + by, rect.top, rect.right + by, rect.bottom)
    return type(glyph)(glyph.text, moved, glyph.size, glyph.font, glyph.number)
