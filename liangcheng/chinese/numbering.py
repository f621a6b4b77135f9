"""Paragraphs that number themselves, shown as the lists that they are.

A paper prints a list of demands as paragraphs: 1.要提高认识…… 2.要形成合力…… To who listens to a
page they are a list only if the page says so.
"""

import re
from html import unescape

_DIGITS = "一二三四五六七八九"
_CHINESE = rf"(?P<chinese>[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"
_ARABIC = r"(?P<arabic>[1-9][0-9]?)"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# How a paper numbers, most particular first. What follows the number tells 1、 from 1、2号楼 and
# 1. from 1.5亿元: where it could be either, it is none.
_WAYS = [
    re.compile(pattern)
    for pattern in (
        rf"[（(]{_CHINESE}[）)]",
        rf"第{_CHINESE}[，、：,:]",
        rf"{_CHINESE}[是要]",
        rf"{_CHINESE}、(?![{_DIGITS}十])",
        rf"[（(]{_ARABIC}[）)]",
        rf"{_ARABIC}[）)]",
        rf"{_ARABIC}[.．](?![0-9０-９])",
        rf"{_ARABIC}、(?![0-9]{{1,2}}(?![0-9]))",
        rf"(?P<circled>[{_CIRCLED}])",
    )
]

# What each of them begins with.
_BEGINNINGS = frozenset(f"（(第{_DIGITS}十123456789{_CIRCLED}")
_PARAGRAPH = re.compile(r"<p>(?P<text>.*?)</p>\s*", re.DOTALL)
_RUN = re.compile(r"(?:<p>(?:(?!</p>).)*</p>\s*)+", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def with_lists(html):
    """A clean body (`richtext.clean_html`) with its self-numbered paragraphs in `<ol>`.

    The rules, so that nothing becomes a list which is none:

    - Two or more paragraphs that follow each other directly, nothing between them;
    - each begins with a number written in the same way: `一、` `（一）` `第一，` `一是` `一要` `1.`
      `1、` `（1）` `1）` `①` — brackets, points and commas of full width or half, 是 or 要, count
      as the same way;
    - the first number is 1, and each is the one before plus one.

    Numbers within a paragraph stay text, and so does a lone 1. No character changes: the numbers
    stay where they are printed, the list itself shows none (`class="numbered"`; `role="list"`,
    because Safari else drops a list without markers). Idempotent on bodies without such lists.
    """
    return _RUN.sub(lambda run: _listed(run[0]), html)


def _listed(run):
    """A run of sibling paragraphs, those that count on from 1 wrapped in a list."""
    paragraphs = [match[0] for match in _PARAGRAPH.finditer(run)]
    numbers = [_number(paragraph) for paragraph in paragraphs]
    out, at = [], 0
    while at < len(paragraphs):
        length = _counts_on(numbers, at)
        if length > 1:
            items = "".join(f"<li>{one.rstrip()}</li>\n" for one in paragraphs[at : at + length])
            out.append(f'<ol class="numbered" role="list">\n{items}</ol>\n')
        else:
            length = 1
            out.append(paragraphs[at])
        at += length
    return "".join(out)


def _counts_on(numbers, at):
    """How many paragraphs from a place count 1, 2, 3 … in one way; 0 if it begins otherwise."""
    length = 0
    for number in numbers[at:]:
        if number is None or number != (numbers[at][0], length + 1):
            break
        length += 1
    return length


def _number(paragraph):
    """How a paragraph is numbered, and with what: (way, number), or None."""
    return item_number(unescape(_TAG.sub("", paragraph)))


def item_number(text):
    """How a text numbers itself at its beginning, and with what: (way, number), or None."""
    text = text.lstrip()
    if text[:1] not in _BEGINNINGS:
        return None
    for way, pattern in enumerate(_WAYS):
        if found := pattern.match(text):
            return way, _value(found.groupdict())
    return None


def _value(found):
    if chinese := found.get("chinese"):
        tens, ten, ones = chinese.rpartition("十")
        return (_DIGITS.find(tens) + 1 or 1) * 10 * bool(ten) + _DIGITS.find(ones or " ") + 1
    if circled := found.get("circled"):
        return _CIRCLED.index(circled) + 1
    return int(found["arabic"])
