"""PDF → pages of blocks with their places, and what is what (PDF 导入)."""

from math import pi

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.importing.layout import arrange
from articles.importing.layout.sheet import Sheet
from articles.importing.pieces import Refused
from articles.importing.readers.pdf.drawings import read_drawings
from articles.importing.readers.pdf.faces import name_faces
from articles.importing.readers.pdf.glyphs import read_glyphs
from articles.importing.readers.pdf.pages import halves
from articles.importing.readers.pdf.pictures import keep_pictures
from articles.importing.readers.pdf.shapes import look_at
from articles.importing.readers.pdf.text_layer import check_text_layer
from articles.importing.telling import page_read
from liangcheng.files.pdf import MAX_PAGES, check_page_count, open_pdf


def read(content, folder):
    """[(SourcePage, Arrangement)] of a PDF's pages, in order; a double spread is two pages.

    The pictures of the pages and those cut out of them are written into `folder` (a Path). Raises
    Refused: no PDF, locked, damaged, too many pages, and for pages whose characters cannot be read.
    """
    try:
        with open_pdf(ContentFile(content)) as document:
            check_page_count(document, MAX_PAGES)
            sheets = list(_sheets(document))
            check_text_layer([sheet for _, (sheet, _) in sheets])
            pages = []
            for number, (index, (sheet, left)) in enumerate(sheets, 1):
                pages.append(_arranged(document, index, number, sheet, left, folder))
                page_read(number, len(sheets))
            return pages
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _sheets(document):
    """(index, (Sheet, its left edge)) of each page or half of a spread."""
    for index in range(len(document)):
        for part in halves(_sheet(document, index)):
            yield index, part
        page_read(0, len(document))


def _sheet(document, index):
    page = document[index]
    turn = Turn(page)
    glyphs, discarded = read_glyphs(page, turn)
    glyphs = name_faces(glyphs, page, turn)
    rules, frames, shapes, pictures = read_drawings(page, turn, turn.width, turn.height)
    shown = look_at(shapes, glyphs, page, turn)
    rules, frames, pictures = rules + shown[0], frames + shown[1], pictures + shown[2]
    page.close()
    return Sheet(turn.width, turn.height, glyphs, rules, frames, pictures, discarded)


def _arranged(document, index, number, sheet, left, folder):
    source, arrangement = arrange(sheet)
    source.reader, source.number_in_file = "pdf", number
    page = document[index]
    keep_pictures(page, source, left, folder)
    page.close()
    return source, arrangement


class Turn:
    """From a PDF page's own units to points from the top left of the page as it is displayed."""

    def __init__(self, page):
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._quarters = page.get_rotation() // 90
        self.angle = -self._quarters * pi / 2 % (2 * pi)
        self.width, self.height = page.get_size()

    def __call__(self, x, y):
        match self._quarters:
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case 3:
                return self._top - y, self._right - x
            case _:
                return x - self._left, self._top - y
