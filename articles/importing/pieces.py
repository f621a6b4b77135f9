"""What a page is read into, by whatever reader: lines in blocks, pictures, what was set aside.

Places are in per-mille of the page's width and height from its top left, as hot zones are
(`liangcheng/regions.py`), but with fractions. Text from a file without places has none.
"""

from typing import NamedTuple
from zipfile import BadZipFile

from pydantic import BaseModel

# What Python raises where a zip, as a .docx is one, cannot be opened.
DAMAGED_ZIP = (BadZipFile, ValueError, NotImplementedError)


class Refused(Exception):
    """A file that cannot be imported: one Chinese sentence says what, where, and what to do."""


class NoText(Refused):
    """A file whose pages are only pictures to a reader of text: they may be recognised (识别)."""


class Box(NamedTuple):
    """An upright rectangle on the page, in per-mille."""

    left: float
    top: float
    right: float
    bottom: float


class Line(BaseModel):
    """One printed line (行), as printed, in the order of reading.

    `opens` says whether it begins a paragraph, as far as its place on the page shows (its indent,
    the line before being short); None where the place shows nothing. `size` is the type's, in
    points, 0 if unknown.
    """

    text: str
    box: Box | None = None
    size: float = 0
    font: str = ""
    opens: bool | None = None


class Block(BaseModel):
    """Lines that belong together and are one thing: a headline, a column's part of a story (文块).

    `key` is unique on its page. What is more than one thing is cut by whoever reads: a sign-off at
    the end of a column is a block of its own.
    """

    key: int
    lines: list[Line]
    box: Box | None = None

    @property
    def text(self):
        """The lines as they stand, one under the other."""
        return "\n".join(line.text for line in self.lines)


class Picture(BaseModel):
    """A picture on the page (图片); `file` is the name of what was cut out, "" if nothing was."""

    key: int
    box: Box | None = None
    file: str = ""


class Discarded(BaseModel):
    """Characters that no story gets, and why (略去): printed twice, an ornament, a page label."""

    text: str
    reason: str


class SourcePage(BaseModel):
    """One page of a file as it was read (来源页).

    `number_in_file` counts from 1. `width` and `height` are in points, 0 for text. `image` is the
    name of the page's picture, "" if there is none. `characters` counts all characters of the
    source but white space: the ledger (`ledger.py`) finds each of them again in `blocks` or in
    `discarded`.
    """

    reader: str  # pdf, text, word, scan
    number_in_file: int = 1
    width: float = 0
    height: float = 0
    blocks: list[Block] = []
    pictures: list[Picture] = []
    discarded: list[Discarded] = []
    image: str = ""
    characters: int = 0
