"""The text of a Word document as it stands with all changes accepted (正文): [Paragraph].

What was struck out or moved away is gone, what was put in or moved here stands; hidden text and the
codes of fields are not text. Numbers that Word counts itself are written out as they show.
"""

import re
from typing import NamedTuple

from articles.importing.pieces import Refused
from articles.importing.readers.word.elements import child, name, value
from articles.importing.readers.word.numbers import Numbers
from articles.importing.readers.word.styles import Styles

MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = 400_000
_DEEPEST = 80
_EMBEDS = re.compile(r"\}(?:embed|id|link)$")
_GONE = {"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "rPr"}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


class Paragraph(NamedTuple):
    """A paragraph, or a table's row: then `text` has its cells, parted by tabs.

    `level` is the heading's, 1 for a title, None for no heading. `size` is in half points, 0 if the
    file does not say. `pictures` are keys for `Package.picture()`.
    """

    text: str
    level: int | None = None
    is_bold: bool = False
    align: str = ""
    size: int = 0
    is_caption: bool = False
    is_row: bool = False
    pictures: tuple[str, ...] = ()


def paragraphs(package):
    """The paragraphs of a Package's document, in order; those with neither text nor picture too."""
    root = package.xml(package.main)
    body = next((one for one in root.iter() if name(one) == "body"), None)
    if body is None:
        raise Refused("这个 Word 文件里没有正文。请在 Word 或 WPS 里打开，另存后再导入。")
    styles = Styles(package.beside("styles.xml"))
    reading = _Reading(styles, Numbers(package.beside("numbering.xml")))
    reading.block(body)
    return reading.told


class _Reading:
    def __init__(self, styles, numbers):
        self.told, self._styles, self._numbers = [], styles, numbers
        self._before = ""  # text of paragraphs whose mark was struck out: the next goes on
        self._characters = 0

    def block(self, element, depth=0):
        """Whatever holds paragraphs: the body, a content control, a text box."""
        if depth > _DEEPEST:
            raise Refused("这个 Word 文件的结构异常，一层套一层太多。请另存后再导入。")
        for one in element:
            kind = name(one)
            if kind == "p":
                self._paragraph(one, depth)
            elif kind == "tbl":
                self._table(one)
            elif kind not in _GONE:
                self.block(one, depth + 1)

    def _paragraph(self, element, depth):
        inside = _Inside(self._styles, depth)
        inside.read(element)
        properties = child(element, "pPr")
        if child(child(properties, "rPr"), "del") is not None:
            self._before += inside.text
            return
        style = self._styles.of_paragraph(properties)
        text = self._before + inside.text
        self._before = ""
        number = self._numbers.next(properties, style) if text.strip() else ""
        self._characters += len(text)
        if len(self.told) > MOST_PARAGRAPHS or self._characters > MOST_CHARACTERS:
            raise Refused(f"这个 Word 文件太长，超过 {MOST_CHARACTERS} 个字。请分成几个文件导入。")
        # A line that was ended by hand is a paragraph to whoever reads it.
        for place, line in enumerate((number + text).split("\n")):
            self.told.append(
                Paragraph(
                    text=line.replace("\t", " "),
                    level=style.level,
                    is_bold=inside.is_bold(style),
                    align=style.align,
                    size=inside.size or style.size,
                    is_caption=style.is_caption,
                    pictures=tuple(inside.pictures) if not place else (),
                )
            )
        for box in inside.boxes:
            self.block(box, depth + 1)

    def _table(self, element):
        for row in _rows(element):
            cells, boxes, pictures = [], [], []
            for cell in row:
                inside = _Inside(self._styles)
                inside.read(cell)
                if name(cell) == "tc":
                    cells.append(" ".join(inside.text.split()))
                boxes += inside.boxes
                pictures += inside.pictures
            text = "\t".join(cells)
            if text.strip() or pictures:
                self.told.append(Paragraph(text, is_row=True, pictures=tuple(pictures)))
            for box in boxes:
                self.block(box)


def _rows(element):
    """A table's rows, also those that a change or a content control wraps; not of tables in it."""
    for one in element:
        if name(one) == "tr":
            yield one
        elif name(one) not in _GONE | {"tc", "tbl"}:
            yield from _rows(one)


class _Inside:
    """What stands inside a paragraph: its text, how it looks, pictures, text boxes."""

    def __init__(self, styles, depth=0):
        self.text, self.pictures, self.boxes, self.size = "", [], [], 0
        self._styles, self._depth = styles, depth
        self._letters = {True: 0, False: 0, None: 0}  # bold, not bold, as the paragraph is

    def is_bold(self, style):
        """Whether all characters are."""
        as_paragraph = style.is_bold or not self._letters[None]
        return not self._letters[False] and as_paragraph and bool(self.text.strip())

    def read(self, element, depth=0):
        if depth + self._depth > _DEEPEST:
            raise Refused("这个 Word 文件的结构异常，一层套一层太多。请另存后再导入。")
        for one in element:
            kind = name(one)
            if kind == "r":
                self._run(one, depth)
            elif kind == "p":
                self.read(one, depth + 1)
                self.text += "\n"
            elif kind not in _GONE:
                self.read(one, depth + 1)

    def _run(self, element, depth):
        look = self._styles.of_run(child(element, "rPr"))
        if look.is_hidden:
            return
        for one in element:
            kind = name(one)
            if kind == "t":
                self._add(one.text or "", look)
            elif kind in _MARKS:
                is_page = kind == "br" and value(one, "type") in {"page", "column"}
                self.text += "\n" if is_page else _MARKS[kind]
            elif kind in {"drawing", "pict", "object", "AlternateContent"}:
                self._drawn(one, depth + 1)

    def _add(self, text, look):
        self.text += text
        letters = len(text.strip())
        self._letters[look.is_bold] += letters
        self.size = max(self.size, look.size if letters else 0)

    def _drawn(self, element, depth):
        """A drawing: the pictures it shows, and the text boxes in it, each once."""
        if depth + self._depth > _DEEPEST:
            raise Refused("这个 Word 文件的结构异常，一层套一层太多。请另存后再导入。")
        for one in element:
            kind = name(one)
            if kind in {"blip", "imagedata"}:
                keys = [value for key, value in one.attrib.items() if _EMBEDS.search(key)]
                self.pictures += keys[:1]
            elif kind == "txbxContent":
                self.boxes.append(one)
            elif kind != "Fallback":
                self._drawn(one, depth + 1)
