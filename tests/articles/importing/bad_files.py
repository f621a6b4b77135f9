"""Files that no import should end in anything but a sentence: {name: content}."""

import zlib
from pathlib import Path

from tests.factories import locked_pdf_bytes, pdf_bytes, picture_bytes

MEGABYTE = 1024 * 1024
DATA = Path(__file__).parent.parent.parent / "data"


def pdf_of(*objects):
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n%s" % (
        *(out, len(places) + 1, table, len(places) + 1),
        b"startxref\n%d\n%%%%EOF\n" % len(out),
    )


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
    packer = zlib.compressobj(9)
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


def bad_files():
    """{name: content} of files that are refused, whoever reads them."""
    page = pdf_bytes()
    return {
        "加密.pdf": locked_pdf_bytes(),
        "截断.pdf": page[: len(page) // 2],
        "空.pdf": b"",
        "五百页.pdf": pdf_bytes(pages=500),
        "炸弹.pdf": page_of(bomb(1024 * MEGABYTE)),
        "自画.pdf": page_of(stream(b"/A Do"), b"<< /XObject << /A 5 0 R >> >>"),
        "大纸.pdf": page_of(stream(b"0 0 9 9 re f"), box=b"[0 0 9999999 9999999]"),
        "大图.pdf": picture_bomb(),
        "无页.pdf": pdf_of(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 >>"),
        "程序.pdf": b"MZ\x90\x00" + bytes(4096),
        "全零.pdf": bytes(50 * MEGABYTE),
        "全零.txt": bytes(4096),
        "乱码.txt": bytes(range(256)) * 40,
        "空白.txt": b" \n\n \n",
        "英文.txt": b"The subdistrict office held a meeting on Monday. " * 60,
        "繁體.txt": ("近日，雲棲街道召開會議，就環境整治進行動員。\n" * 20).encode(),
        "图.jpg": picture_bytes(),
        "坏图.jpg": picture_bytes()[:300],
    }
