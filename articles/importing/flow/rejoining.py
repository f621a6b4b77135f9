"""Printed lines that a tool cut at their commas are put together again.

Some tools begin a new line after a mark that the typesetting has squeezed: 会上， / 平安办主任 are
two lines of text and one of print. What is put together must come out as lines of one column do: as
wide as it, or set in by two characters at a paragraph's beginning, or short at its end.
"""

from articles.importing.marks import NEVER_FIRST, is_closed, width
from articles.importing.paragraphs import OPENERS, column, joined
from liangcheng.chinese.numbering import item_number

_COMMAS = "，、：；,;:"
_TELLING = 0.08  # the share of lines that end short with a comma, above which a text was cut
_MOST_PARTS = 6
_INDENT = 2
_AFTER_A_SENTENCE = 0.7  # how much speaks against a printed line going on after one


def is_cut_at_marks(lines):
    """Whether lines end short with a comma again and again: in print they go on."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    measure = column(lines)
    short = [text for text in texts if text[-1] in _COMMAS and width(text) < measure - _INDENT]
    return bool(texts) and len(short) / len(texts) > _TELLING


def rejoined(lines):
    """The printed lines of one stretch of text, with `opens` as their widths show."""
    if len(lines) < 3:
        return lines
    widths = sorted({round(width(line.text) * 2) / 2 for line in lines})
    measures = [wide for wide in widths if wide >= max(8, widths[len(widths) // 2] - 1)]
    if not measures:
        return lines
    _, groups = min((_fitted(lines, measure) for measure in measures), key=lambda fit: fit[0])
    out, at = [], 0
    for length, opens in groups:
        text = joined(line.text for line in lines[at : at + length])
        out.append(lines[at].model_copy(update={"text": text, "opens": opens}))
        at += length
    return out


def _fitted(lines, measure):
    """The best printed lines for a column's measure: (misfit, [(how many lines, opens)])."""
    texts = [line.text.strip() for line in lines]
    # From each place to the end, where a paragraph begins there and where one goes on.
    best = {(len(texts), True): (0.0, ()), (len(texts), False): (0.0, ())}
    for at in range(len(texts) - 1, -1, -1):
        for is_first in (True, False):
            best[at, is_first] = min(
                _beginnings(texts, at, measure, is_first, best), key=lambda fit: fit[0]
            )
    misfit, groups = best[0, True]
    return misfit, _unrolled(groups)


def _beginnings(texts, at, measure, is_first, best):
    """Every printed line that may begin at a place, with the best that follows."""
    text, joints = texts[at], 0.0
    for end in range(at + 1, len(texts) + 1):
        for misfit, ends in _readings(text, measure, is_first):
            rest, groups = best[end, ends]
            # What ends a paragraph without a mark may be a headline, and opens nothing.
            opens = is_first if is_closed(text) or not ends else None
            yield misfit + joints + rest, ((end - at, opens), groups)
        if end == len(texts) or end - at == _MOST_PARTS or not _may_join(text, texts[end]):
            return
        if is_closed(text):
            joints += _AFTER_A_SENTENCE * (2 if OPENERS.match(texts[end]) else 1)
        text += texts[end]


def _unrolled(groups):
    out = []
    while groups:
        first, groups = groups
        out.append(first)
    return out


def _may_join(text, following):
    if following[0] in NEVER_FIRST:
        return True
    opens = is_closed(text) and item_number(following)
    return text[-1] in _COMMAS + "。！？…”’）》!?" and not opens


def _readings(text, measure, is_first):
    """What a line may be, and how badly it fits: [(misfit, whether a paragraph follows)]."""
    wide = width(text)
    full = measure - _INDENT if is_first else measure
    readings = [(abs(wide - full) if abs(wide - full) < 1.5 else 4 + abs(wide - full), False)]
    if is_closed(text) and wide <= full + 1:
        readings.append((0.5, True))
    if is_first and not any(mark in text for mark in "，。；"):
        readings.append((1.5, True))
    return readings
