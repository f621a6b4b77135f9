"""What a file is follows from its content, whatever it is called."""

import pytest

from articles.importing.pieces import Refused
from articles.importing.readers.sniffing import kind_of
from tests.articles.importing.readers.manuscripts import docx, paragraph, photo


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (docx(paragraph("会议")), "word"),
        (photo(), "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        ("近日，".encode(), "text"),
        (b"BMW", "text"),
        (b"", "text"),
    ],
)
def test_kind(content, kind):
    assert kind_of("稿件.exe", content) == kind


@pytest.mark.parametrize(
    "content, words",
    [
        (b"MZ\x90\x00", "程序"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\x00\x00\x00\x18ftypheic", "手机"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"<!DOCTYPE html><p>", "网页"),
        (b"PK\x03\x04 cut off", "损坏"),
    ],
)
def test_what_no_reader_opens_is_named(content, words):
    with pytest.raises(Refused, match=words):
        kind_of("稿件.pdf", content)
