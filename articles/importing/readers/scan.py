"""A picture of a page, scanned or photographed → its characters, recognised on this machine (识别).

The packages that recognise are an extra (`ocr` in pyproject.toml): they are large, and most papers
have PDFs. Their models come in the wheel; nothing is fetched and no picture leaves the machine.
What is recognised is arranged as a PDF's characters are (`layout/`), and always told to be so.

Assumed: the page stands upright and nearly straight, and the characters of a line are equally wide,
for only lines have places.
"""

import re
import unicodedata
from importlib.util import find_spec

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.importing.arrangement import Doubt
from articles.importing.layout import arrange
from articles.importing.layout.sheet import Glyph, Rect, Sheet
from articles.importing.marks import HANZI
from articles.importing.pieces import Refused
from articles.importing.readers.language import require_simplified_chinese
from articles.importing.telling import page_read
from liangcheng.files.pdf import MAX_PAGES, check_page_count, draw, open_pdf
from liangcheng.files.pictures import normalised, open_picture

FEWEST_PIXELS = 700  # of the shorter side: print is not to be told apart below
MOST_PIXELS = 2600  # of the longer side, for recognising: more takes longer and finds no more
FEWEST_CHARACTERS = 20
_BODY = 10  # points, whatever size the text has
_ALIKE = 0.22  # lines whose heights differ by less are of one size
_LEAST_CERTAIN = 0.5
_QUALITY = 82
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_DOT = re.compile(rf"(?<=[{HANZI}])[.．・](?=[{HANZI}]|$)")
_HALF_WIDTH = re.compile(rf"(?<=[{HANZI}”’》）])[,;:?!()]|[,;:?!()](?=[{HANZI}“‘《（])")


def is_installed():
    """Whether characters can be recognised on this machine."""
    return find_spec("rapidocr") is not None


def read(content, folder):
    """[(SourcePage, Arrangement)] of a picture: one page, its image written into `folder`.

    Raises Refused: no picture, too small, nothing recognised, or the extra is not installed.
    """
    recognise = _recogniser()
    try:
        open_picture(ContentFile(content))
        upright = open_picture(normalised(ContentFile(content))).convert("RGB")
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return [_recognised(upright, recognise, folder)]


def read_pdf(content, folder):
    """The same of a PDF that has pictures of its pages and no text, page by page."""
    recognise = _recogniser()
    pages = []
    try:
        with open_pdf(ContentFile(content)) as document:
            check_page_count(document, MAX_PAGES)
            for number, page in enumerate(document, 1):
                picture, _ = draw(page)
                page.close()
                pages.append(_recognised(picture, recognise, folder, number))
                page_read(number, len(document))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return pages


def _recognised(upright, recognise, folder, number=1):
    if min(upright.size) < FEWEST_PIXELS:
        raise Refused(
            f"图片太小（{upright.width}×{upright.height} 像素），字认不出来。"
            "请用 200 dpi 以上重新扫描整版。"
        )
    small = upright.copy()
    small.thumbnail((MOST_PIXELS, MOST_PIXELS))
    lines = recognise(small)
    if sum(len(text) for text, _ in lines) < FEWEST_CHARACTERS:
        raise Refused("图片里没有认出文字。请换一张清楚、放正的版面图，或导入 PDF。")
    require_simplified_chinese("\n".join(text for text, _ in lines))
    page, arrangement = arrange(sheet_of(lines, small.size))
    page.reader, page.number_in_file, page.image = "scan", number, f"page-{number}.webp"
    upright.save(folder / page.image, "WEBP", quality=_QUALITY, method=2)
    sentence = "文字是从图片上认出来的，会有错字和漏字，请对着版面逐字核对。"
    arrangement.doubts.insert(0, Doubt(kind="scan", sentence=sentence))
    return page, arrangement


def sheet_of(lines, size):
    """A Sheet of recognised lines: [(text, Rect in pixels)], of a picture so many pixels large."""
    sizes = _alike([_height(text, box) for text, box in lines], [text for text, _ in lines])
    scale = _BODY / _most_frequent(sizes, [text for text, _ in lines])
    glyphs = []
    for (text, box), size_in_pixels in zip(lines, sizes, strict=True):
        place = Rect(*(value * scale for value in box))
        glyphs += _glyphs(text, place, round(size_in_pixels * scale * 2) / 2, len(glyphs))
    width, height = size
    return Sheet(width * scale, height * scale, glyphs)


def _alike(heights, texts):
    """The heights with those that differ by little made the same: boxes are never exact."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    groups = [[order[0]]]
    for place in order[1:]:
        if heights[place] <= heights[groups[-1][0]] * (1 + _ALIKE):
            groups[-1].append(place)
        else:
            groups.append([place])
    made = list(heights)
    for group in groups:
        middle = _most_frequent(
            [heights[place] for place in group], [texts[place] for place in group]
        )
        for place in group:
            made[place] = middle
    return made


def _most_frequent(heights, texts):
    """The height in the middle of all characters."""
    by_character = sorted(height for height, text in zip(heights, texts, strict=True) for _ in text)
    return by_character[len(by_character) // 2]


def _height(text, box):
    """How large a line's type is, in pixels: a box is higher than it, and seldom longer."""
    across, down = box.width, box.height
    if _is_vertical(text, box):
        across, down = down, across
    pitch = across / max(_units(text), 1)
    return min(down, pitch * 1.15) if len(text) > 2 else down * 0.85


def _is_vertical(text, box):
    return len(text) > 1 and box.height > 1.5 * box.width


def _units(text):
    return sum(_unit(character) for character in text)


def _unit(character):
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def _glyphs(text, place, size, number):
    """The characters of a line, each with its share of the line's length."""
    is_vertical = _is_vertical(text, place)
    start, end = (place.top, place.bottom) if is_vertical else (place.left, place.right)
    step = (end - start) / max(_units(text), 1)
    x, y = place.middle
    glyphs, at = [], start
    for character in text:
        after = at + step * _unit(character)
        if is_vertical:
            rect = Rect(x - size / 2, at, x + size / 2, after)
        else:
            rect = Rect(at, y - size / 2, after, y + size / 2)
        if character.strip():
            glyphs.append(Glyph(character, rect, size, "scan", number + len(glyphs)))
        at = after
    return glyphs


def _recogniser():
    """A function that recognises a picture's lines: [(text, Rect in pixels)]."""
    try:
        import numpy
        from rapidocr import RapidOCR
    except ImportError as error:
        raise Refused(
            "这台机器没有安装文字识别，导不了图片和扫描件：请导入带文字的 PDF，"
            "或请管理员按 docs/import.md 装上。"
        ) from error
    engine = RapidOCR()

    def recognise(picture):
        # Upright it is assumed to be; in BGR, as OpenCV has it.
        found = engine(numpy.asarray(picture)[:, :, ::-1], use_cls=False)
        if found.boxes is None:
            return []
        lines = []
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            if score >= _LEAST_CERTAIN and text.strip():
                across, down = corners[:, 0].tolist(), corners[:, 1].tolist()
                box = Rect(min(across), min(down), max(across), max(down))
                lines.append((_as_printed(text), box))
        return lines

    return recognise


def _as_printed(text):
    """A recognised line with the marks between Chinese characters in full width, as in print."""
    text = _HALF_WIDTH.sub(lambda mark: mark[0].translate(_WIDE), text.strip())
    return _DOT.sub("·", text)
