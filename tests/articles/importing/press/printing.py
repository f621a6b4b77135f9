"""What is set → a PDF, by Chromium, which lays nothing out itself here."""

import base64
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

CSS_FACES = {
    "song": "font-family:Noto Serif CJK SC",
    "song-bold": "font-family:Noto Serif CJK SC;font-weight:700",
    "hei": "font-family:Noto Sans CJK SC",
    "hei-bold": "font-family:Noto Sans CJK SC;font-weight:700",
    "kai": "font-family:Noto Serif CJK TC",  # another face, as a kai would be
}


@dataclass
class Press:
    """What is printed on one page, in points from its top left."""

    width: float
    height: float
    texts: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    frames: list = field(default_factory=list)
    pictures: list = field(default_factory=list)

    def text(self, x, y, text, size, face, tracking=0, kind="body", downwards=False):
        """A line whose em boxes begin at (x, y); `tracking` points between its characters."""
        self.texts.append((x, y, text, size, face, tracking, kind, downwards))

    def rule(self, left, top, right, bottom):
        self.rules.append((left, top, right, bottom))

    def frame(self, left, top, right, bottom, tint=False):
        self.frames.append((left, top, right, bottom, tint))

    def picture(self, left, top, right, bottom):
        self.pictures.append((left, top, right, bottom))


def photo(width, height, random):
    """A picture as a JPEG: coloured blots."""
    image = Image.new("RGB", (max(8, int(width)), max(8, int(height))), (120, 120, 160))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, r = random.random() * image.width, random.random() * image.height, image.width / 9
        colour = tuple(random.randrange(256) for _ in range(3))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    out = BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def html(press, random, overprint=False, by_character=False):
    """The page as HTML, every line in its place."""
    parts = []
    for left, top, right, bottom, tint in press.frames:
        look = "background:#e8eef4" if tint else "border:0.7pt solid #000"
        parts.append(_box(left, top, right, bottom, look))
    for left, top, right, bottom in press.rules:
        parts.append(
            _box(left, top, max(right, left + 0.6), max(bottom, top + 0.6), "background:#000")
        )
    for left, top, right, bottom in press.pictures:
        data = base64.b64encode(photo(right - left, bottom - top, random)).decode()
        parts.append(
            f"<img src='data:image/jpeg;base64,{data}' style='left:{left:.2f}pt;top:{top:.2f}pt;"
            f"width:{right - left:.2f}pt;height:{bottom - top:.2f}pt'>"
        )
    for x, y, text, size, face, tracking, kind, downwards in press.texts:
        times = 2 if overprint and kind == "head" else 1
        for again in range(times):
            parts += _spans(x + 0.3 * again, y, text, size, face, tracking, downwards, by_character)
    style = (
        f"@page{{size:{press.width}pt {press.height}pt;margin:0}}body{{margin:0}}"
        "div,span,img{position:absolute;box-sizing:border-box}"
        "span{white-space:pre;line-height:1;font-kerning:none;text-spacing-trim:space-all;"
        "text-autospace:no-autospace;font-feature-settings:'kern' 0}"
    )
    head = f"<meta charset=utf-8><style>{style}</style>"
    return f"<!doctype html><html lang=zh-CN>{head}<body>{''.join(parts)}"


def _box(left, top, right, bottom, look):
    return (
        f"<div style='left:{left:.2f}pt;top:{top:.2f}pt;width:{right - left:.2f}pt;"
        f"height:{bottom - top:.2f}pt;{look}'></div>"
    )


def _spans(x, y, text, size, face, tracking, downwards, by_character):
    look = f"font-size:{size:.2f}pt;{CSS_FACES[face]}"
    if downwards:
        look += ";writing-mode:vertical-rl"
    if by_character and not downwards:
        for character in text:
            yield f"<span style='left:{x:.3f}pt;top:{y:.2f}pt;{look}'>{escape(character)}</span>"
            x += (0.5 if character.isascii() else 1) * size + tracking
        return
    # Half-width characters are 0.5 em in the setting; the font's own figures are a little wider.
    pieces, current = [], ""
    for character in text:
        if current and character.isascii() != current[-1].isascii():
            pieces.append(current)
            current = ""
        current += character
    pieces.append(current)
    for piece in pieces:
        wide = (0.5 if piece.isascii() else 1) * size * len(piece) + tracking * len(piece)
        extra = f";letter-spacing:{tracking:.3f}pt"
        if piece.isascii():
            extra = f";letter-spacing:{tracking - 0.06 * size:.3f}pt"
        yield f"<span style='left:{x:.3f}pt;top:{y:.2f}pt;{look}{extra}'>{escape(piece)}</span>"
        x += wide


def chromium_pdf(pages, browser):
    """One PDF of the pages' HTML, each (html, width, height)."""
    out = PdfDocument.new()
    for text, width, height in pages:
        tab = browser.new_page()
        tab.set_content(text)
        content = tab.pdf(
            width=f"{width / 72}in",
            height=f"{height / 72}in",
            print_background=True,
            prefer_css_page_size=True,
        )
        tab.close()
        with PdfDocument(content) as one:
            out.import_pages(one, [0])
    buffer = BytesIO()
    out.save(buffer)
    out.close()
    return buffer.getvalue()
