"""The characters of a PDF page's text layer, with their places."""

import ctypes
import re
import unicodedata
from collections import defaultdict
from math import hypot, pi

import pypdfium2.raw as pdfium

from articles.importing.layout.sheet import Glyph, Rect
from articles.importing.pieces import Discarded

# The em box of Chinese type round its baseline, whatever the font says of its own height.
ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.12
# Turned by more than this, in radians, it is a label; a scanned text layer leans by less.
TURNED = 0.1
# The same character so near, in em, is the same one printed again: bold, or a shadow.
PRINTED_AGAIN = 0.15
# These touch or overlap by design: —— is two characters that read as one line.
JOINED_BY_DESIGN = "—―─…-－_・·."
# What stands for a hyphen at a line's end in PDFium's answer.
HYPHENS = "\x02\ufffe\xad"
NO_CHARACTER = "�"
KANGXI_RADICALS = re.compile("[\u2f00-\u2fd5]")
SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")


def read_glyphs(page, turn):
    """(glyphs, set aside) of a page: each character of its text layer but white space, once.

    `turn(x, y)` takes a place in the file's own units to points from the top left as displayed,
    and `turn.angle` is how far that turns the page, in radians.
    """
    glyphs, turned, unmapped = [], [], []
    for number, (text, rect, size, font, angle) in enumerate(_characters(page, turn)):
        if text == NO_CHARACTER:
            unmapped.append(text)
        elif angle > TURNED:
            turned.append(text)
        else:
            glyphs.append(Glyph(text, rect, size, font, number))
    glyphs, again = _printed_once(glyphs)
    discarded = [
        Discarded(text="".join(texts), reason=reason)
        for texts, reason in (
            (turned, "转了方向的字，如版边的标记"),
            (unmapped, "字体没有给出编码的字"),
            (again, "同一处重复印的字（加粗或阴影）"),
        )
        if texts
    ]
    return glyphs, discarded


def _characters(page, turn):
    """(text, em box, size in points, font, angle) of each character, in the order drawn."""
    textpage = page.get_textpage()
    raw = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    fonts = {}
    for index in range(pdfium.FPDFText_CountChars(raw)):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        text = _text(pdfium.FPDFText_GetUnicode(raw, index), raw, index)
        if text.isspace() or not text:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
        pdfium.FPDFText_GetMatrix(raw, index, matrix)
        # A font's plain size is in the producer's own unit: 13.3 where the page says 10 points.
        scale = hypot(matrix.c, matrix.d) or 1
        size = (pdfium.FPDFText_GetFontSize(raw, index) * scale) or 1
        angle = abs(pdfium.FPDFText_GetCharAngle(raw, index) - turn.angle)
        angle = min(angle, abs(2 * pi - angle))
        yield (
            text,
            _em_box(turn, x.value, y.value, loose, size),
            size,
            _font(raw, index, fonts),
            angle,
        )
    textpage.close()


def _text(code, raw, index):
    """What a character is, as one character; "" for what prints nothing."""
    if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return NO_CHARACTER
    text = chr(code)
    if text in HYPHENS:
        return "-" if pdfium.FPDFText_IsHyphen(raw, index) == 1 else NO_CHARACTER
    if KANGXI_RADICALS.match(text):
        return unicodedata.normalize("NFKC", text)
    if unicodedata.category(text) in {"Cc", "Cf"}:
        return ""
    if unicodedata.category(text) in {"Co", "Cn"}:
        return NO_CHARACTER
    return text


def _em_box(turn, x, y, loose, size):
    left, bottom = turn(loose.left, loose.bottom)
    right, top = turn(loose.right, loose.top)
    left, right = sorted((left, right))
    top, bottom = sorted((top, bottom))
    _, baseline = turn(x, y)
    if top - size * 0.3 <= baseline <= bottom + size * 0.3:
        return Rect(left, baseline - ABOVE_BASELINE * size, right, baseline + BELOW_BASELINE * size)
    # Set downwards, a character's origin is above its middle.
    return Rect(left, top, right, bottom)


def _font(raw, index, fonts):
    """The family of a character's font: one font is often embedded in several parts."""
    thing = pdfium.FPDFText_GetTextObject(raw, index)
    key = ctypes.addressof(thing.contents) if thing else None
    if key not in fonts:
        buffer = ctypes.create_string_buffer(200)
        pdfium.FPDFText_GetFontInfo(raw, index, buffer, len(buffer), ctypes.c_int())
        name = SUBSET_TAG.sub("", buffer.value.decode("utf-8", "replace"))
        # Typesetting systems of the 1990s cut a font in parts of 256: FZSSK--GBK1-0+ZFVGWf-12.
        fonts[key] = re.sub(r"-PK\w+|-Identity-[HV]$", "", name.split("+")[0])
    return fonts[key]


def _printed_once(glyphs):
    """(the glyphs without those printed over themselves, the texts of the others)."""
    seen, kept, again = defaultdict(list), [], []
    for glyph in glyphs:
        near = PRINTED_AGAIN * glyph.size
        x, y = glyph.rect.left, glyph.rect.top
        column, row = round(x / 8), round(y / 8)
        if glyph.text not in JOINED_BY_DESIGN and any(
            abs(x - left) <= near and abs(y - top) <= near
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for left, top in seen.get((glyph.text, c, r), ())
        ):
            again.append(glyph.text)
        else:
            seen[glyph.text, column, row].append((x, y))
            kept.append(glyph)
    return kept, again
