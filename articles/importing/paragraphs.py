"""Printed lines become paragraphs (段落): joined, and what typesetting put between mended.

Where a line's place on the page shows whether it opens a paragraph (`Line.opens`), that holds. A
text without places shows it by what its lines say and how long they are, as `_Flow` tells.
"""

import re
from itertools import groupby
from typing import NamedTuple

from articles.importing.marks import HANZI, NEVER_FIRST, OPENING, is_closed, width
from liangcheng.chinese.numbering import item_number

# What a paragraph of a report begins with. It opens one only if the line is also set in.
OPENERS = re.compile(
    r"会上|会后|会前|会议|座谈会|随后|最后|最终|下一步|下阶段|接下来|今后|据悉|据了解|据介绍|据统计|"
    r"活动中|活动现场|当天|当日|当晚|近日|日前|近期|连日来|截至|目前|此外|同时|期间|为了|为进一步|"
    r"在[^，。]{2,16}[，里中上下]|\d{1,2}月\s*\d{1,2}日"
)
CELL = "\t"
_WITHIN = re.compile("[一二三四五六七八九十]+[是要]|[①-⑳]")
_INDENT = 2  # characters
_ENOUGH = 4  # lines of a block tell how wide its column is, if that is another than the story's
_ALIKE = 1.5  # characters
_SQUEEZE = 0.75  # how much narrower or wider a full line may come out, in characters

_SPACE = r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+"
# A space that print shows and a reader needs: between two words of Latin letters or numbers, or
# between two names (记者 张三 通讯员 李四).
_BETWEEN = re.compile(rf"(?P<before>\S){_SPACE}(?P<after>\S)")
_IS_HANZI = re.compile(f"[{HANZI}]")
_LONE = re.compile(rf"(?<![{HANZI}])([{HANZI}]){_SPACE}([{HANZI}])(?![{HANZI}])")


class Paragraph(NamedTuple):
    """A paragraph's text, or a sub-head's (小标题), or a table's row: then with its cells."""

    text: str
    is_subhead: bool = False
    cells: tuple[str, ...] = ()


def paragraphs(parts):
    """The paragraphs of a story: [Paragraph], from its blocks in order: [(lines, is_subhead)]."""
    parts = [(lines, is_subhead) for lines, is_subhead in parts if lines]
    of_story = column([line for lines, is_subhead in parts if not is_subhead for line in lines])
    stretches = []
    for are_subheads, stretch in groupby(parts, key=lambda part: part[1]):
        if are_subheads:
            stretches += [Paragraph(headline(_texts(lines)), True) for lines, _ in stretch]
        else:
            flow = _Flow()
            for lines, _ in stretch:
                own = column(lines)
                is_own = len(lines) >= _ENOUGH and abs(own - of_story) > _ALIKE
                flow.add(lines, own if is_own else of_story)
            stretches += [_paragraph(group) for group in flow.groups]
    return [paragraph for paragraph in stretches if paragraph.text]


def _paragraph(texts):
    """Lines as a paragraph; one line with tabs inside is a row, and they part its cells."""
    if len(texts) == 1 and CELL in texts[0].strip():
        cells = tuple(mended(cell) for cell in texts[0].split(CELL))
        return Paragraph(" ".join(filter(None, cells)), cells=cells)
    return Paragraph(joined(texts))


def _texts(lines):
    return [line.text for line in lines]


class _Flow:
    """Lines in groups, each a paragraph.

    Where the page shows nothing (`opens` is None):

    - a line that begins with a mark that none begins with, or follows one that ends no sentence,
      goes on;
    - else the first line of a block opens a paragraph, unless it is as wide as the column and the
      line before was too: then one column went on in the next;
    - else a number in a list opens one, from 1, or after the number before it did;
    - else a line opens one after a line that was short, or if it is itself set in by about two
      characters and begins as paragraphs do (会上, 随后 …).
    """

    def __init__(self):
        self.groups = []
        self._items = set()

    def add(self, lines, column):
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            opens = not self.groups or self._opens(line, following, column, is_first=place == 0)
            if opens:
                self.groups.append([line.text])
                self._items.add(item_number(line.text))
            else:
                self.groups[-1].append(line.text)
            # The line that opens a paragraph is set in, and so much shorter when full.
            self._full = width(line.text) + _INDENT * opens >= column - _SQUEEZE

    def _opens(self, line, following, column, is_first):
        if line.opens is not None:
            return line.opens
        text = line.text.strip()
        if text[:1] in NEVER_FIRST or not is_closed(self.groups[-1][-1]):
            return False
        wide = width(text)
        if item := item_number(text):
            way, number = item
            # 一是…… 二是…… ① may also be within a paragraph: not where the line is set in.
            is_within = _WITHIN.match(text) and self._full and wide > column - _SQUEEZE
            if not is_within and (number == 1 or (way, number - 1) in self._items):
                return True
        if is_first:
            return not (self._full and wide > column - _SQUEEZE)
        is_set_in = _INDENT / 2 <= column - wide <= _INDENT + _SQUEEZE and following is not None
        if not self._full:
            return is_set_in or wide < column - _SQUEEZE or bool(OPENERS.match(text))
        return is_set_in and bool(OPENERS.match(text))


def column(lines):
    """How many characters wide a column is.

    Told by the lines on which no sentence ends: some of them are set in, so it is what two thirds
    of them do not go beyond.
    """
    widths = sorted(width(line.text) for line in lines if not is_closed(line.text))
    if not widths:
        return max((width(line.text) for line in lines), default=0)
    return widths[len(widths) * 2 // 3]


def joined(texts):
    """Lines as one text: nothing between Chinese, a space between Latin words, spaces mended."""
    out = ""
    for text in (text.strip() for text in texts):
        is_latin = out[-1:].isascii() and text[:1].isascii() and text[:1].isalpha()
        out += f" {text}" if out and is_latin and out[-1:].isalnum() else text
    return mended(out)


def mended(text):
    """A text without the spaces that typesetting leaves: 2021 年, 街道 - 片区, “ 三, 沙 文.

    A space stays between Latin words or numbers, and between Chinese words that are set apart (two
    names): but of two lone characters, which are one name spread to the width of three.
    """
    text = _LONE.sub(r"\1\2", text.strip())
    # Twice, for matches that share a character.
    return _BETWEEN.sub(_between, _BETWEEN.sub(_between, text))


def _between(found):
    before, after = found["before"], found["after"]
    both_latin = before.isascii() and after.isascii()
    both_chinese = _IS_HANZI.match(before) and _IS_HANZI.match(after)
    return f"{before} {after}" if both_latin or both_chinese else before + after


def headline(texts):
    """The lines of a headline as one: with a space between them if one of them has one inside."""
    texts = [text.rstrip() for text in texts if text.strip()]
    # A line set in is as good as a space.
    are_apart = any(text[0].isspace() for text in texts[1:])
    texts = [_LONE.sub(r"\1\2", " ".join(text.split())) for text in texts]
    are_apart = are_apart or any(" " in mended(text) and not text.isascii() for text in texts)
    out = ""
    for text in texts:
        is_mark = out[-1:] in NEVER_FIRST + OPENING + "—" or text[:1] in NEVER_FIRST
        are_words = out[-1:].isascii() and text[:1].isascii()
        out += f" {text}" if out and (are_words or (are_apart and not is_mark)) else text
    return mended(out)
