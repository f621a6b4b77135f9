"""Lines of Chinese set by machine: where one may end, and how large a headline fits its box.

The rules are those of W3C clreq and GB/T 15834—2011: no line begins with closing punctuation or
ends with an opening bracket, —— and …… are not torn apart, nor are numbers and Latin words. Widths
are in whatever unit `measure`, a function of a text, answers in.
"""

import re
from typing import NamedTuple

NOT_FIRST = "、，。．：；？！）〕】》〉」』”’·—…～％%℃‰)]},.!?:;/"
NOT_LAST = "（〔【《〈「『“‘([{"
ELLIPSIS = "……"

# What stays together: a number or Latin word with the punctuation in it, or one character; before
# it what opens, after it what closes.
_UNIT = re.compile(
    rf"[{re.escape(NOT_LAST)}]*(?:[A-Za-z0-9]+(?:[.,:%·'-]?[A-Za-z0-9])*|.)[{re.escape(NOT_FIRST)}]*"
)


class Setting(NamedTuple):
    """Lines at a size."""

    size: int
    lines: list


def break_lines(text, width, measure):
    """The text as lines no wider than `width`, filled one after the other.

    A piece wider than that, such as an address, is cut wherever it must be.
    """
    lines = [""]
    for part in text.split():
        gap = " " if lines[-1] else ""
        for unit in _UNIT.findall(part):
            if measure(lines[-1] + gap + unit) <= width:
                lines[-1] += gap + unit
            else:
                *whole, rest = _cut(unit, width, measure)
                lines += [*whole, rest]
            gap = ""
    return [line for line in lines if line]


def _cut(unit, width, measure):
    """A piece cut into parts no wider than `width`; one part where it fits."""
    parts = [""]
    for character in unit:
        if parts[-1] and measure(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts


def headline_lines(text, width, measure, most):
    """A headline in at most `most` lines; None if it needs more.

    Its own spaces part its phrases, and each phrase is a line where there is room; otherwise lines
    are of about the same length, and none is left with one character.
    """
    phrases = text.split()
    if 1 < len(phrases) <= most and all(measure(phrase) <= width for phrase in phrases):
        return phrases
    lines = break_lines(text, width, measure)
    if len(lines) > most:
        return None
    narrow, wide = width / 2, width
    while wide - narrow > width / 100:
        middle = (narrow + wide) / 2
        if len(balanced := break_lines(text, middle, measure)) <= len(lines):
            wide, lines = middle, balanced
        else:
            narrow = middle
    return lines


def fit(text, width, measure_at, sizes, most):
    """A headline at the largest of the sizes at which it has at most `most` lines: a Setting.

    `measure_at` gives the `measure` of a size. What does not fit at the smallest size is cut, with
    an ellipsis.
    """
    for size in sizes:
        lines = headline_lines(text, width, measure_at(size), most)
        if lines is not None:
            return Setting(size, lines)
    measure = measure_at(size)
    lines = break_lines(text, width, measure)[:most]
    return Setting(size, [*lines[:-1], _shortened(lines[-1], width, measure)])


def one_line(text, width, measure):
    """A text on one line, cut with an ellipsis if it is too long."""
    text = " ".join(text.split())
    return text if measure(text) <= width else _shortened(text, width, measure)


def _shortened(line, width, measure):
    while line and measure(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip(NOT_FIRST + NOT_LAST + " ") + ELLIPSIS
