"""Faces of fonts without a name, told by how black they print (字面).

Chromium embeds many Chinese fonts as drawings (Type 3), whose name PDFium does not tell. What then
remains is the page itself: bold type covers half as much again of its em box as the text's.
"""

from dataclasses import replace
from statistics import median

from PIL import ImageChops

from articles.importing.layout.runs import is_hanzi
from articles.importing.layout.sheet import NAMELESS

SCALE = 1.5  # pixels a point
BOLD = 1.22  # times the blackness of most of the nameless type, for many characters
DOUBT = 0.5  # more than that for one character: 国 is blacker than 一 in any face
FEWEST = 4  # characters; fewer show nothing
REGULAR_FACE, BOLD_FACE = NAMELESS, f"{NAMELESS} bold"
LONGEST = 12  # characters measured together


def name_faces(glyphs, page, turn):
    """The glyphs, those of nameless fonts with the face that their blackness shows."""
    pieces = _pieces([glyph for glyph in glyphs if not glyph.font and is_hanzi(glyph.text)])
    if not pieces:
        return glyphs
    image = _drawn(page)
    blackness = [_blackness(image, piece, turn) for piece in pieces]
    usual = median(value for value, piece in zip(blackness, pieces, strict=True) for _ in piece)
    faces = {
        glyph.number: BOLD_FACE if value > (BOLD + DOUBT / len(piece)) * usual else REGULAR_FACE
        for value, piece in zip(blackness, pieces, strict=True)
        if len(piece) >= FEWEST
        for glyph in piece
    }
    return [
        replace(glyph, font=faces[glyph.number]) if glyph.number in faces else glyph
        for glyph in glyphs
    ]


def _pieces(glyphs):
    """Nameless Chinese characters that stand beside each other, in groups."""
    pieces = []
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces else None
        if (
            last is not None
            and len(pieces[-1]) < LONGEST
            and abs(last.rect.top - glyph.rect.top) < 0.1 * glyph.size
            and abs(last.size - glyph.size) < 0.05 * glyph.size
            and -0.1 * glyph.size < glyph.rect.left - last.rect.right < 0.4 * glyph.size
        ):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def _drawn(page):
    bitmap = page.render(scale=SCALE, grayscale=True, draw_annots=False)
    image = bitmap.to_pil().convert("L").copy()
    bitmap.close()
    return image


def _blackness(image, piece, turn):
    """The share of the em boxes that is covered, by how much it differs from the ground."""
    x, y = image.width / turn.width, image.height / turn.height
    left, top = piece[0].rect.left * x, piece[0].rect.top * y
    right, bottom = piece[-1].rect.right * x, piece[0].rect.bottom * y
    crop = image.crop((round(left), round(top), round(right), round(bottom)))
    if not (crop.width and crop.height):
        return 0
    histogram = crop.histogram()
    ground = max(range(256), key=histogram.__getitem__)
    if ground < 128:  # white on black
        crop = ImageChops.invert(crop)
        histogram, ground = crop.histogram(), 255 - ground
    ink = next(value for value in range(256) if histogram[value])
    depth = ground - min(ink, 90)
    total = sum((ground - value) * count for value, count in enumerate(histogram) if value < ground)
    return total / depth / (crop.width * crop.height) if depth > 0 else 0
