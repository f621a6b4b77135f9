"""Whether the columns of a page run into each other in a text: then nothing can be rebuilt.

A tool that keeps the look of a page writes what stands side by side into one line, and what stands
in two columns line about line. Nothing says so for certain; several things make it likely:

- lines that are wider than any column, with a gap inside and enough text on both sides of it;
- lines that stand alone, and are pieces out of sentences;
- numbers of a list that come in the wrong order.
"""

import re

from articles.importing.marks import is_closed, signoff, width
from articles.importing.masthead import MastheadLine, masthead_line
from liangcheng.chinese.numbering import item_number

CERTAIN = 1.0
LIKELY = 0.5
_MANY = 0.1  # the share of lines that alone makes it certain
_OF_A_LINE = 0.6  # what one line of two columns counts
_OF_AN_ORDER = 0.5
_WIDER = 1.45  # than a column
_LIKE_A_COLUMN = 0.6  # of a column's width, on both sides of a gap
_FEWEST = 10  # lines of a page
_AT_THE_END = re.compile(r"[（(][^（）()]*[）)]\s*$")  # a sign-off, most of the time
_GAP = re.compile(r"(?<=[^\s\dA-Za-z])[ \u3000]+(?=[^\s\d])|\s{3,}|\t")


def mixture(texts):
    """How much speaks for it, of a page's lines, blank ones among them: 0 to CERTAIN and more."""
    lines = [
        text.strip() for text in texts if text.strip() and masthead_line(text) == MastheadLine.NOT
    ]
    if len(lines) < _FEWEST:
        return 0.0
    widths = sorted(width(text) for text in lines)
    measure = widths[len(widths) // 2]
    double = [text for text in lines if _is_double(text, measure)]
    strange = (len(double) + _torn(texts)) / len(lines) / _MANY
    certain = sum(bool(re.search("[，。、；]", text)) for text in double)
    return strange + _OF_A_LINE * certain + _OF_AN_ORDER * _disorders(lines)


def _is_double(text, measure):
    """Whether a line is two lines side by side."""
    return width(text) > _WIDER * measure and any(
        min(width(text[: gap.start()]), width(text[gap.end() :])) >= _LIKE_A_COLUMN * measure
        for gap in _GAP.finditer(text)
    )


def _torn(texts):
    """How many lines stand alone that are pieces out of sentences."""
    around = zip(["", *texts], texts, [*texts[1:], ""], strict=False)
    return sum(
        "，" in text and not is_closed(_AT_THE_END.sub("", text))
        for before, text, after in around
        if text.strip() and not before.strip() and not after.strip()
    )


def _disorders(lines):
    """How many numbers of a list come before the one that they follow."""
    found, disorders = [], 0
    for text in lines:
        if item := item_number(text):
            way, number = item
            disorders += (way, number + 1) in found and (way, number) not in found
            found.append(item)
        if signoff(text[text.rfind("（") :] if "（" in text else text):
            found = []
    return disorders
