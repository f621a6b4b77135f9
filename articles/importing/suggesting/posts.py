"""The words before a name: whose what somebody is (单位、职务).

街道党工委副书记、办事处主任 is read from its end: the title's last word, its rank, the organ that
goes with it, the organisation; several titles joined by 、 are one person's.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from articles.importing.suggesting.lexicon import (
    BEFORE_ORGANISATIONS,
    HOSTS,
    JOINED,
    OFFICES,
    ORGANS,
    RANKS,
    STANDINGS,
    TAILS,
    alternatives,
)

_HANZI = re.compile(r"[㐀-鿿A-Za-z0-9·]+")
_QUOTES = {"”": "“", "）": "（", "》": "《", "’": "‘"}
_SENTENCE = re.compile(r"[，。！？；…]")
_LONGEST_QUOTE = 16  # characters
_LONGEST_TITLE_WORDS = 6  # characters of a title before its last word, where no organisation ends
_RANKS = rf"(?:{alternatives(RANKS)})*"
_ORGANS = alternatives(ORGANS)
_ENDING = re.compile(
    rf"(?P<organ>(?:(?!人大代表|政协委员)(?:{_ORGANS}))?)(?P<rank>{_RANKS})"
    rf"(?P<head>{alternatives(OFFICES | STANDINGS)})$"
)
_ORGAN = re.compile(_ORGANS)
_HEAD = re.compile(rf"(?:{alternatives(OFFICES | STANDINGS)})$")
_LONGEST_HEAD = 8
_HOST = re.compile(rf"(?:{alternatives(HOSTS)})$")
_TAIL = re.compile(alternatives(TAILS))
_JOINED = re.compile(alternatives(JOINED))
_MANY = re.compile(r"各|全体|有关|相关|部分|两|三|几|多|所有|各级|一批|\d")
_COMMITTEE_OF = re.compile(r"(?P<level>.*?[区市县省])(?P<head>[区市县省]委(?:副?书记|常委))$")


class Post(NamedTuple):
    """What stands before a name, from `start` on: `organisation` 街道, `title` 党工委书记."""

    organisation: str
    title: str
    start: int
    printed: str
    is_office: bool


def post_before(passage, end):
    """The post whose words end at a place of a passage; None if no title ends there."""
    start = _start(passage, end)
    printed = passage.text[start:end]
    last = _parted(passage, start, end)
    if not last:
        return None
    organisation, titles, is_office = last
    # 党工委副书记、办事处主任: an office before the mark that names nobody is the same person's.
    while start > 1 and (mark := passage.text[start - 1]) in "、兼":
        before = _start(passage, start - 1)
        words = passage.text[before : start - 1]
        first = _parted(passage, before, start - 1)
        if not first or not first[2] or _MANY.match(words) or before == start - 1:
            break
        titles = f"{first[1]}{mark}{organisation}{titles}"
        organisation, start = first[0], before
        printed = passage.text[start:end]
        is_office = True
    return Post(organisation, titles, start, printed, is_office)


def is_organs(title):
    """Whether a title says the organ whose it is: 党工委副书记, of what host was said before."""
    return bool(_ORGAN.match(title))


def organisation_before(passage, end):
    """Where an organisation's name that ends at a place begins, and the name; None if none does."""
    start = _start(passage, end)
    words = passage.text[start:end]
    tails = [tail for tail in _TAIL.finditer(words) if tail.end() == len(words)]
    return (start, words) if tails and tails[0].start() > 0 else None


def _start(passage, end):
    """Where the phrase that ends at a place begins: after a mark, or a word that is none of it."""
    text, begins = passage.text, passage.begins
    head = _HEAD.search(text, max(end - _LONGEST_HEAD, 0), end)
    start = head.start() if head else end  # 组织委员: 组织 is no verb there
    index = bisect_left(begins, start) - 1
    while index >= 0:
        word = text[begins[index] : start]
        if word in _QUOTES:
            # “禾苗”儿童服务站: what is quoted or in brackets is of the name.
            opening = text.rfind(_QUOTES[word], max(start - _LONGEST_QUOTE, 0), start)
            if opening < 0 or start == end or _SENTENCE.search(text, opening, start):
                return start
            start, index = opening, bisect_left(begins, opening) - 1
            continue
        if not _HANZI.fullmatch(word):
            return start
        if word in BEFORE_ORGANISATIONS and not _is_joined(text, begins[index]):
            return start
        start, index = begins[index], index - 1
    return start


def _is_joined(text, place):
    """Whether 和 at a place is of an office's name: 绿化和市容管理局."""
    return any(
        joined.start() <= place < joined.end()
        for joined in _JOINED.finditer(text, max(place - 8, 0), place + 10)
    )


def _parted(passage, start, end):
    """(organisation, title, whether it is an office) of the words between two places, or None."""
    words = passage.text[start:end]
    ending = _ENDING.search(words)
    if not ending:
        return None
    is_office = ending["head"] in OFFICES or bool(ending["organ"])
    if of := _COMMITTEE_OF.fullmatch(words):
        level = of["level"]
        return ("", of["head"], True) if len(level) < 2 else (level, of["head"], True)
    before, organ = words[: ending.start()], ending["organ"]
    title = ending["rank"] + ending["head"]
    if organ and (_HOST.search(before) or (not before and organ.startswith(("党", "纪", "团")))):
        return before, organ + title, is_office
    before += organ
    cut = _organisation_end(passage, start, len(before))
    if before == "社区":
        cut = 0  # 社区民警 is one word
    if cut == 0 and len(before) > _LONGEST_TITLE_WORDS:
        return "", title, is_office
    return before[:cut], before[cut:] + title, is_office


def _organisation_end(passage, start, length):
    """How many of the first characters from `start` on are an organisation's name."""
    words = passage.text[start : start + length]
    ends = [
        tail.end()
        for tail in _TAIL.finditer(words)
        if tail.end() > 1 and (start + tail.end() in passage.word_at or tail.end() == length)
    ]
    return ends[-1] if ends else 0
