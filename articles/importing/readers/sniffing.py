"""What a file is, by its content: a name is only what somebody called it (辨认)."""

from io import BytesIO
from zipfile import ZipFile

from articles.importing.pieces import DAMAGED_ZIP, Refused

_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"GIF8")
# What is opened by its first bytes, and what is said of it.
_OTHERS = {
    b"MZ": "Windows 程序",
    b"\x7fELF": "程序",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "压缩文件",
    b"SQLite format 3": "数据库",
    b"\x00\x00\x01\x00": "图标",
}
_TEXTS = {
    b"{\\rtf": "这是 RTF 文件。请在 Word 或 WPS 里另存为 .docx 再导入。",
    **dict.fromkeys(
        (b"<!doctype html", b"<html", b"<?xml"),
        "这是网页文件。请把文字复制到纯文本（.txt）里，或导入 PDF。",
    ),
}
_WHAT_TO_DO = "请导入 PDF、Word 文件（.docx）、纯文本（.txt）或图片。"


def kind_of(name, content):
    """Which reader a file is for: "pdf", "text", "word" or "image".

    `name` is only for the sentence. Raises Refused for what no reader opens.
    """
    head = content[:_HEAD]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(name, content)
    if head.startswith(_OLE):
        raise Refused(_about_old_office(content))
    is_bitmap = head.startswith(b"BM") and b"\x00" in head[:14]
    is_webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if head.startswith(_IMAGES) or is_bitmap or is_webp:
        return "image"
    if head[4:8] == b"ftyp":
        raise Refused(f"“{name}”是手机的照片或视频格式，打不开。请另存为 JPEG 再导入。")
    for mark, what in _OTHERS.items():
        if head.startswith(mark):
            raise Refused(f"“{name}”是{what}，不能导入。{_WHAT_TO_DO}")
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for mark, sentence in _TEXTS.items():
        if text.startswith(mark):
            raise Refused(sentence)
    return "text"


def _kind_of_zip(name, content):
    try:
        with ZipFile(BytesIO(content)) as package:
            names = {one.lower() for one in package.namelist()}
    except DAMAGED_ZIP as error:
        raise Refused("文件已损坏，打不开：像是没有传完。请重新导出或重新复制一份。") from error
    if any(one.endswith("vbaproject.bin") for one in names):
        raise Refused("这个 Word 文件带有宏，不能导入。请在 Word 或 WPS 里另存为 .docx（不带宏）。")
    if any(one.startswith("word/") for one in names):
        return "word"
    for folder, what in (("xl/", "表格"), ("ppt/", "演示文稿"), ("ofd.xml", "OFD 版式文件")):
        if any(one.startswith(folder) for one in names):
            raise Refused(f"“{name}”是{what}，不能导入。{_WHAT_TO_DO}")
    if "mimetype" in names and "content.xml" in names:
        raise Refused("这是 ODT 文件。请另存为 .docx 再导入。")
    raise Refused(f"“{name}”是压缩包。请解开，把里面的文件一个一个导入。")


def _about_old_office(content):
    """The sentence about a compound file: an encrypted .docx, or a .doc, .wps or .xls of old."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "这个文件设了密码。请在 Word 或 WPS 里打开，取消密码后另存再导入。"
    return "这是老的 .doc（或 .wps、.xls）格式。请在 Word 或 WPS 里另存为 .docx 再导入。"
