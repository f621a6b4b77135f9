"""How paragraphs and runs of a Word file look, as far as it tells what they are (样式)."""

import re
from typing import NamedTuple

from articles.importing.readers.word.elements import child, name, value

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题|大标题|主标题)$", re.IGNORECASE)
_CAPTION = re.compile(r"caption|题注|图注|图说", re.IGNORECASE)
_OUTLINES = frozenset("012345678")


class Style(NamedTuple):
    """A paragraph's: `level` 1 to 9 for headings, `align` center, right …, `size` in ½ points."""

    level: int | None = None
    align: str = ""
    size: int = 0
    is_bold: bool = False
    is_caption: bool = False
    numbering: tuple[str, str] = ("", "")  # which list, and its level


class Look(NamedTuple):
    """A run's own; `is_bold` None where it leaves that to the paragraph."""

    is_bold: bool | None = None
    size: int = 0
    is_hidden: bool = False


class Styles:
    """The styles of `styles.xml`, each with what it takes over from the one it is based on."""

    def __init__(self, root):
        self._known = {}
        waiting = {}
        for element in root if root is not None else ():
            if name(element) == "style":
                waiting[value(element, "styleId")] = element
        for key in waiting:
            self._resolve(key, waiting, set())

    def _resolve(self, key, waiting, seen):
        if key in self._known or key not in waiting or key in seen:
            return self._known.get(key, Style())
        element = waiting[key]
        parent = self._resolve(value(child(element, "basedOn")), waiting, seen | {key})
        called = value(child(element, "name"))
        style = _with(parent, child(element, "pPr"), child(element, "rPr"))
        if found := _HEADING.search(called):
            style = style._replace(level=int(found[1]))
        elif _TITLE.search(called):
            style = style._replace(level=1)
        style = style._replace(is_caption=style.is_caption or bool(_CAPTION.search(called)))
        self._known[key] = style
        return style

    def of_paragraph(self, properties):
        """The Style of a paragraph, from its `pPr` (None: it has none)."""
        style = self._known.get(value(child(properties, "pStyle")), Style())
        return _with(style, properties, None)

    def of_run(self, properties):
        """The Look of a run, from its `rPr` (None: it has none)."""
        if properties is None:
            return Look()
        return Look(_is_on(properties, "b"), _size(properties), bool(_is_on(properties, "vanish")))


def _with(style, paragraph, run):
    """A style with what properties of a paragraph and a run say otherwise."""
    outline = value(child(paragraph, "outlineLvl"))
    if outline:
        # The tenth, 9, is that of text.
        level = int(outline) + 1 if outline in _OUTLINES else None
        style = style._replace(level=level)
    if align := value(child(paragraph, "jc")):
        style = style._replace(align=align)
    numbered = child(paragraph, "numPr")
    if numbered is not None:
        known = value(child(numbered, "numId")) or style.numbering[0]
        style = style._replace(numbering=(known, value(child(numbered, "ilvl")) or "0"))
    if run is not None:
        style = style._replace(
            is_bold=style.is_bold if _is_on(run, "b") is None else bool(_is_on(run, "b")),
            size=_size(run) or style.size,
        )
    return style


def _is_on(properties, switch):
    """Whether a switch is set; None where nothing is said."""
    found = child(properties, switch)
    return None if found is None else value(found) not in {"0", "false", "off", "none"}


def _size(properties):
    size = value(child(properties, "sz"))
    return int(size) if size.isdecimal() and len(size) < 5 else 0
