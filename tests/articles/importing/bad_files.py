"""Files of which no import may make anything but a sentence: BAD_FILES, {name: its maker}."""

import zlib
from io import BytesIO
from zipfile import ZipFile

from tests.bench.fuzzing import docx, packed, pdf_of
from tests.factories import locked_pdf_bytes, pdf_bytes, picture_bytes

MEGABYTE = 1024 * 1024


def page_of(content, resources=b"<< >>", box=b"[0 0 774 1116]"):
    """A PDF of one page that draws a stream of PDF's own commands."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s >>"
        % (box, resources),
        content,
        # What a page may draw again and again, itself above all.
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
        b"<< /XObject << /A 5 0 R >> >> /Length 17 >>\nstream\n/A Do /A Do /A Do\nendstream",
    )


def stream(data, extra=b""):
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def bomb(size, times=2):
    """A stream that unpacks to so many bytes of nothing, packed so often."""
    packer = zlib.compressobj(1)  # half the time of the best, which comes with the second packing
    piece = b" " * MEGABYTE
    data = b"".join(packer.compress(piece) for _ in range(size // MEGABYTE)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s] " % (b"/FlateDecode " * times))


def picture_bomb():
    """A page with a picture of ten gigapixels."""
    picture = zlib.compress(bytes(MEGABYTE), 9)
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 774 1116] /Contents 4 0 R "
        b"/Resources << /XObject << /A 5 0 R >> >> >>",
        stream(b"700 0 0 900 9 9 cm /A Do"),
        stream(
            picture,
            b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB "
            b"/BitsPerComponent 8 /Filter /FlateDecode ",
        ),
    )


def word_with(parts=(), text="近日，云栖街道召开会议。\n"):
    """A Word file with other parts beside its own, or instead of them: {name: content}."""
    with ZipFile(BytesIO(docx(text))) as package:
        own = {name: package.read(name) for name in package.namelist()}
    return packed(own | dict(parts))


def word_bomb():
    """A document whose words are a thousand million of one entity."""
    entities = "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "步道步道步道">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def halved(content):
    return content[: len(content) // 2]


# Made when asked for: some are large.
BAD_FILES = {
    "加密.pdf": locked_pdf_bytes,
    "截断.pdf": lambda: halved(pdf_bytes()),
    "空.pdf": bytes,
    "五百页.pdf": lambda: pdf_bytes(pages=500),
    "炸弹.pdf": lambda: page_of(bomb(1024 * MEGABYTE)),
    "自画.pdf": lambda: page_of(stream(b"/A Do"), b"<< /XObject << /A 5 0 R >> >>"),
    "大纸.pdf": lambda: page_of(stream(b"0 0 9 9 re f"), box=b"[0 0 9999999 9999999]"),
    "大图.pdf": picture_bomb,
    "无页.pdf": lambda: pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 >>"
    ),
    "程序.pdf": lambda: b"MZ\x90\x00" + bytes(4096),
    "全零.pdf": lambda: bytes(50 * MEGABYTE),
    "宏.docm": lambda: word_with({"word/vbaProject.bin": b"x"}),
    "空.docx": lambda: word_with(text=""),
    "截断.docx": lambda: halved(word_with()),
    "压缩炸弹.docx": lambda: word_with({"word/document.xml": b"<w:p/>" * (20 * MEGABYTE)}),
    "实体炸弹.docx": lambda: word_with({"word/document.xml": word_bomb()}),
    "深.docx": lambda: word_with({"word/document.xml": b"<w:p>" * 500_000}),
    "无正文.docx": lambda: packed({"word/other.xml": b"<x/>"}),
    "压缩包.docx": lambda: packed({"../../etc/passwd": b"x"}),
    "老.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048),
    "英文.docx": lambda: word_with(text="The subdistrict held a meeting on Monday.\n" * 30),
    "全零.txt": lambda: bytes(4096),
    "乱码.txt": lambda: bytes(range(256)) * 40,
    "空白.txt": lambda: b" \n\n \n",
    "英文.txt": lambda: b"The subdistrict office held a meeting on Monday. " * 60,
    "繁體.txt": lambda: ("近日，雲棲街道召開會議，就環境整治進行動員。\n" * 20).encode(),
    "坏图.jpg": lambda: picture_bytes()[:300],
}
