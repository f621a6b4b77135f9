"""The parts of a .docx: a zip of XML, opened within bounds whatever it says of itself."""

import posixpath
from io import BytesIO
from zipfile import ZipFile
from zlib import error as ZlibError  # noqa: N812 -- a class, which zlib names in lower case

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from articles.importing.pieces import DAMAGED_ZIP, Refused

MEGABYTE = 1024 * 1024
MOST_PARTS = 2_000
MOST_XML = 12 * MEGABYTE  # of one part; a book has 2 MB
MOST_PICTURE = 20 * MEGABYTE
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED = "这个 Word 文件已损坏，打不开。请在 Word 或 WPS 里打开，另存为新的 .docx 再导入。"
_TOO_LARGE = "这个 Word 文件解开后太大，不像一篇稿件。请只留下文字和图片，另存后再导入。"


class Package:
    """A .docx by its parts. Raises Refused where it cannot be opened."""

    def __init__(self, content):
        try:
            self._zip = ZipFile(BytesIO(content))
        except DAMAGED_ZIP as error:
            raise Refused(_DAMAGED) from error
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise Refused(_TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("这个文件设了密码。请取消密码后另存再导入。")
        self._names = {entry.filename for entry in entries}
        main = [to for kind, to, _ in self._relations("").values() if kind == "officeDocument"]
        self.main = main[0] if main else "word/document.xml"
        if self.main not in self._names:
            raise Refused(_DAMAGED)
        self._pictures = self._relations(self.main)

    def xml(self, name):
        """The root element of a part; None if the file has none of that name."""
        if name not in self._names:
            return None
        try:
            return fromstring(self._read(name, MOST_XML), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise Refused(_DAMAGED) from error

    def beside(self, name):
        """A part in the main document's folder: `styles.xml`."""
        return self.xml(posixpath.join(posixpath.dirname(self.main), name))

    def picture(self, key):
        """The bytes of a picture that the document refers to; None if they are not in the file."""
        _, name, is_inside = self._pictures.get(key, ("", "", False))
        return self._read(name, MOST_PICTURE) if is_inside and name in self._names else None

    def _relations(self, part):
        """What a part refers to: {key: (kind, the other part's name, whether it is inside)}."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = {}
        for one in root.iter(_RELATIONS) if root is not None else ():
            target = one.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = one.get("Type", "").rpartition("/")[2]
            is_inside = one.get("TargetMode") != "External"
            relations[one.get("Id")] = (kind, posixpath.normpath(path), is_inside)
        return relations

    def _read(self, name, most):
        """A part's bytes: not more than `most`, whatever size the zip gives."""
        try:
            with self._zip.open(name) as part:
                content = part.read(most + 1)
        except (*DAMAGED_ZIP, ZlibError, EOFError, OSError) as error:
            raise Refused(_DAMAGED) from error
        if len(content) > most:
            raise Refused(_TOO_LARGE)
        return content
