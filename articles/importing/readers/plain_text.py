"""Text that was copied out of a page, or typed: its lines in the order of reading (文本).

Read as UTF-8, UTF-16 (with its mark, or by where its zeros stand), GB18030 or Big5, whichever gives
a text at all; of the last two, the one whose characters are those of print. Form feeds part pages,
as `pdftotext` writes them.
"""

import codecs
import re
import unicodedata

from articles.importing.arrangement import Doubt
from articles.importing.flow.arranging import arranged
from articles.importing.flow.mixing import CERTAIN, LIKELY, mixture
from articles.importing.marks import width
from articles.importing.pieces import Line, Refused
from articles.importing.readers.language import require_simplified_chinese

MOST_PAGES = 64  # of a whole issue
MOST_CHARACTERS = 60_000  # of a page: a broadsheet's has some 10,000
MOST_LINES = 5_000
_MOST_WRAPPED = 45  # characters: no column of a paper is as wide
_LEAST_LIKENESS = 0.03
_ENOUGH = 3  # lines that are set in make a habit of it
_COMMON = "，。、：的一是在不了有人上中大为和国地到这這个個为為时時工作"
_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_INDENT = re.compile("(?:\u3000{2}| {4}|\t)(?![\u3000 \t])")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufffe]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_RADICAL = re.compile("[\u2e80-\u2fdf]")


def read(content):
    """The pages of a text file: [(SourcePage, Arrangement)]. Raises Refused."""
    text = _clean(decoded(content))
    if not text.strip():
        raise Refused("文件里没有文字。请重新复制版面的文字，存成文本文件再导入。")
    pages = [page for page in text.split("\f") if page.strip()]
    for page in pages:
        if len(page) > MOST_CHARACTERS or page.count("\n") > MOST_LINES:
            raise Refused(
                f"文字太多：一页里有 {len(page)} 个字、{page.count(chr(10))} 行，"
                f"最多 {MOST_CHARACTERS} 个字、{MOST_LINES} 行。请一版一个文件分开导入。"
            )
    if len(pages) > MOST_PAGES:
        raise Refused(f"文件有 {len(pages)} 页，最多 {MOST_PAGES} 页。请分成几个文件导入。")
    require_simplified_chinese(text)
    read = [_page(page.split("\n"), number) for number, page in enumerate(pages, 1)]
    if not any(arrangement.stories for _, arrangement in read):
        raise Refused("没有找到稿件：文字里没有成段的正文。请粘贴整版的文字，或直接导入 PDF。")
    return read


def decoded(content):
    """The text that bytes say. Raises Refused where they say none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in content:
        return _decoded_utf16(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut off within its last character is UTF-8 all the same.
        if error.start >= len(content) - 3 and error.reason == "unexpected end of data":
            return content[: error.start].decode("utf-8")
    texts = [text for encoding in ("gb18030", "big5") if (text := _decoded(content, encoding))]
    best = max(texts, key=_likeness_to_print, default="")
    if _likeness_to_print(best) < _LEAST_LIKENESS:
        raise Refused(
            "看不出这份文字用的是什么编码（试过 UTF-8、UTF-16、GB18030 和 Big5）。"
            "请用记事本另存为 UTF-8 再导入。"
        )
    return best


def _decoded(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded_utf16(content):
    """UTF-16 without its mark: of ASCII, spaces and line ends every other byte is zero."""
    zeros = [content[parity::2].count(0) for parity in (0, 1)]
    text = _decoded(content, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    if not text or _likeness_to_print(text) < _LEAST_LIKENESS or "\0" in text:
        raise Refused("这不是文本文件，里面有不能显示的内容。请导入 PDF、Word 文件或另存的纯文本。")
    return text


def _likeness_to_print(text):
    """The share of characters that every Chinese text is full of, simplified or traditional."""
    sample = text[:20_000]
    return sum(sample.count(common) for common in _COMMON) / max(len(sample), 1)


def _clean(text):
    """The text in lines, with nothing in it that does not print.

    Radicals that some tools write for characters (⽼ for 老) are changed back, one by one: NFKC of
    the whole text would change its marks to half width too.
    """
    text = re.sub("\r\n?|[\x0b\x85\u2028\u2029]", "\n", text)
    text = _INVISIBLE.sub("", text)
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise Refused("这不是文本文件，里面有不能显示的内容。请导入 PDF、Word 文件或另存的纯文本。")
    text = _CONTROL.sub("", text)
    return _RADICAL.sub(lambda radical: unicodedata.normalize("NFKC", radical[0]), text)


def _page(raw, number):
    """(SourcePage, Arrangement) of a page's lines as they stand."""
    sign = mixture(raw)
    if sign >= CERTAIN:
        raise Refused(
            "这份文字的各栏混在一起了：同一行里有几栏的字，接不回原来的段落。"
            "请改用 PDF 导入这一版。"
        )
    page, arrangement = arranged(_lines(raw), reader="text", number_in_file=number)
    if sign >= LIKELY:
        sentence = (
            "这份文字的各栏可能有几行混在一起，请对着版面看一遍；有 PDF 的话请改用 PDF 导入。"
        )
        arrangement.doubts.insert(0, Doubt(kind="mixed", sentence=sentence))
    return page, arrangement


def _lines(raw):
    """The lines of a page's text; how they open, where indents or whole paragraphs show it."""
    wide = sum(len(text) for text in raw if width(text) > _MOST_WRAPPED)
    are_paragraphs = wide > sum(map(len, raw)) / 2
    indents = [_INDENT.match(text) is not None for text in raw]
    are_indented = sum(indents) >= _ENOUGH
    lines = []
    for place, text in enumerate(raw):
        opens = None
        if are_paragraphs or (are_indented and indents[place]):
            opens = True
        elif are_indented and place and raw[place - 1].strip():
            opens = False
        lines.append(Line(text=text.rstrip(), opens=opens))
    return lines
