"""What is set → a sheet of characters, as a reader would have read it from a PDF."""

from articles.importing.layout.sheet import Glyph, Rect, Sheet
from tests.articles.importing.press.setting import width_of


def sheet_of(press):
    """The `Sheet` of a `Press`: every character in its place, under the name of its face."""
    glyphs = []
    for x, y, text, size, face, tracking, _, downwards in press.texts:
        for character in text:
            wide = width_of(character) * size
            if not character.isspace():
                rect = Rect(x, y, x + wide, y + size)
                glyphs.append(Glyph(character, rect, size, face, len(glyphs)))
            if downwards:
                y += size + tracking
            else:
                x += wide + tracking
    return Sheet(
        press.width,
        press.height,
        glyphs,
        rules=[Rect(*rule) for rule in press.rules],
        frames=[Rect(*frame[:4]) for frame in press.frames],
        pictures=[Rect(*picture) for picture in press.pictures],
    )
