"""The numbers that Word writes before paragraphs itself (自动编号), as they show: 一、 （2） ③."""

import re
from collections import defaultdict

from articles.importing.readers.word.elements import child, name, value

_DIGITS = "一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographTraditional", "ideographDigital",
}  # fmt: skip
_LEVELS = 9
_PLACES = frozenset("012345678")
_MOST = 99


class Numbers:
    """Counts the lists of `numbering.xml` as the paragraphs come."""

    def __init__(self, root):
        self._levels, self._of_list = {}, {}
        for element in root if root is not None else ():
            if name(element) == "abstractNum":
                self._levels[value(element, "abstractNumId")] = {
                    value(level, "ilvl"): level for level in element if name(level) == "lvl"
                }
            elif name(element) == "num":
                self._of_list[value(element, "numId")] = value(child(element, "abstractNumId"))
        self._counts = defaultdict(lambda: defaultdict(int))

    def next(self, properties, style):
        """The number before a paragraph with this Style; "" if it has none, or a bullet."""
        known, level = style.numbering
        abstract = self._of_list.get(known)
        levels = self._levels.get(abstract, {})
        if level not in levels or level not in _PLACES:
            return ""
        counts = self._counts[abstract]
        first = value(child(levels[level], "start"))
        begin = int(first) if first.isdecimal() and len(first) < 5 else 1
        counts[level] = counts[level] + 1 if counts[level] else begin
        for deeper in range(int(level) + 1, _LEVELS):
            counts[str(deeper)] = 0
        if value(child(levels[level], "numFmt")) in {"bullet", "none"}:
            return ""
        return re.sub(
            r"%([1-9])",
            lambda found: _written(counts[str(int(found[1]) - 1)], levels, found[1]),
            value(child(levels[level], "lvlText")),
        )


def _written(count, levels, place):
    """A count as its level writes numbers."""
    kind = value(child(levels.get(str(int(place) - 1)), "numFmt"))
    if kind in _CHINESE and 0 < count <= _MOST:
        tens, ones = divmod(count, 10)
        ten = f"{_DIGITS[tens - 1] if tens > 1 else ''}十" if tens else ""
        return ten + (_DIGITS[ones - 1] if ones else "")
    if kind.startswith("decimalEnclosedCircle") and 0 < count <= len(_CIRCLED):
        return _CIRCLED[count - 1]
    if kind in {"upperLetter", "lowerLetter"} and 0 < count <= 26:
        letter = chr(ord("A") + count - 1)
        return letter if kind == "upperLetter" else letter.lower()
    return str(count)
