"""Pictures of pages: recognised lines become a sheet; without the extra it is said."""

import sys
from io import BytesIO

import pytest
from PIL import Image

from articles.importing.layout.sheet import Rect
from articles.importing.pieces import Refused
from articles.importing.readers import scan
from tests.factories import pdf_bytes

LINES = [
    ("垃圾分类再出发", Rect(100, 80, 660, 170)),
    ("近日，云栖街道召开垃圾分类的", Rect(140, 200, 658, 239)),
    ("推进会，各居民区的负责人都参加", Rect(100, 250, 659, 292)),
    ("了会议。", Rect(100, 300, 250, 340)),
]


def picture(side=1000):
    out = BytesIO()
    Image.new("RGB", (side, side), "white").save(out, "PNG")
    return out.getvalue()


def test_without_the_extra_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)

    with pytest.raises(Refused, match="没有安装文字识别"):
        scan.read(picture(), tmp_path)


def test_lines_of_nearly_one_height_are_of_one_size():
    sheet = scan.sheet_of(LINES, (1000, 1000))

    assert {glyph.size for glyph in sheet.glyphs if glyph.rect.top > 40} == {10}
    assert "".join(glyph.text for glyph in sheet.glyphs[:7]) == "垃圾分类再出发"
    assert sheet.glyphs[0].size > 15


def test_a_recognised_page_is_arranged_and_told_to_be_so(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "_recogniser", lambda: lambda picture: LINES)

    ((page, arrangement),) = scan.read(picture(), tmp_path)

    assert page.reader == "scan"
    assert (tmp_path / page.image).exists()
    assert arrangement.doubts[0].kind == "scan"


def test_a_pdf_of_pictures_is_recognised_page_by_page(tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "_recogniser", lambda: lambda picture: LINES)

    pages = scan.read_pdf(pdf_bytes(pages=2), tmp_path)

    assert [(page.reader, page.number_in_file) for page, _ in pages] == [("scan", 1), ("scan", 2)]
    assert all((tmp_path / page.image).exists() for page, _ in pages)


@pytest.mark.parametrize(
    "content, lines, words",
    [
        (picture(300), LINES, "太小"),
        (b"no picture", LINES, "图片"),
        (picture(), LINES[:1], "没有认出文字"),
        (picture(), [("THE RESIDENTS MET AGAIN ON MONDAY", Rect(0, 0, 500, 30))], "外文"),
    ],
    ids=["small", "no picture", "empty", "English"],
)
def test_what_is_refused(content, lines, words, tmp_path, monkeypatch):
    monkeypatch.setattr(scan, "_recogniser", lambda: lambda picture: lines)

    with pytest.raises(Refused, match=words):
        scan.read(content, tmp_path)
