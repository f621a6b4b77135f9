"""Text → lines of so many em, as Chinese is set: no line begins with a comma (排行)."""

import unicodedata
from dataclasses import dataclass

NEVER_FIRST = "，。、；：！？”’）》】…%·"
NEVER_LAST = "“‘（《【"


@dataclass
class SetLine:
    """A line as set: its text, how far in it begins, how wide it is to be; in em."""

    text: str
    indent: float = 0
    width: float | None = None  # None: as wide as it comes
    kind: str = "body"
    end: str = ""  # set at the right end: a sign-off


def width_of(text):
    """How many em a text is wide: full width 1, half width 0.5."""
    return sum(
        1 if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—·" else 0.5 for c in text
    )


def set_paragraph(text, measure, indent):
    """The lines of a paragraph in columns of `measure` em, the first set in by `indent`."""
    lines, current, room = [], "", measure - indent
    for token in _tokens(text):
        wide = width_of(token)
        if width_of(current) + wide > room + 1e-6 and current:
            if token in NEVER_FIRST and width_of(current) + wide <= room + 0.55:
                current += token  # pressed into the line
                continue
            carried = ""
            if token in NEVER_FIRST:
                carried, current = current[-1], current[:-1]
            while current and current[-1] in NEVER_LAST:
                carried, current = current[-1] + carried, current[:-1]
            lines.append(SetLine(current, indent if not lines else 0, room))
            current, room = carried, measure
        current += token
    lines.append(SetLine(current, indent if not lines else 0))
    return lines


def _tokens(text):
    """Characters, but numbers whole."""
    token = ""
    for character in text:
        if character.isascii() and character.isalnum():
            token += character
            continue
        if token:
            yield token
            token = ""
        yield character
    if token:
        yield token
