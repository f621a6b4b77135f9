"""Text as the search index sees it: folded, cut at punctuation, in overlapping pairs of characters.

    fold("２０２１年，凉城開通Wi-Fi")  →  "2021年 凉城开通wi fi"
    tokens("2021年 凉城")              →  20 02 21 1年 年 凉城 城

Chinese is written without spaces, and no dictionary knows every word of a paper. Pairs need none: a
word of two characters is one token, a longer one a row of them, so whatever stands in the text is
found, in the middle of a sentence or of a number too. The last character of each run stands
alone, which tells 文明，和谐 from 文明和谐 and finds a character that begins no pair.
"""

import unicodedata
from functools import cache
from operator import add

from opencc import OpenCC

# Of a query; what is longer is a text, not a question.
LONGEST_QUERY = 200


class _Folding(dict):
    """Character → the character it is indexed as; a space for what is no letter or number.

    One for one, so that a place in the folded text is the same place in the text. 〇一二 stay as
    written: 二〇二一年 is how the paper prints some years, and not the same words as 2021年.
    """

    def __missing__(self, code):
        character = chr(code)
        for change in (_normal, str.lower, _simple):
            changed = change(character)
            character = changed if len(changed) == 1 else character
        self[code] = character
        return character


def _normal(character):
    return unicodedata.normalize("NFKC", character)


def _simple(character):
    """Simplified, if it is a letter or number: OpenCC refuses half a character."""
    return _simplifier().convert(character) if character.isalnum() else " "


@cache
def _simplifier():
    return OpenCC("t2s")


_folding = _Folding()


def fold(text):
    """The text in half width, lower case and simplified characters, spaces for all punctuation.

    As long as the text, character for character.
    """
    return text.translate(_folding)


def runs(text):
    """The text folded, its runs of letters and numbers parted by one space each."""
    return " ".join(fold(text).split())


def tokens(folded):
    """The tokens of a folded text, in order: the pairs of each run, then its last character."""
    found = []
    for run in folded.split():
        found += map(add, run, run[1:])
        found.append(run[-1])
    return found


def phrase(folded):
    """The tokens that a text containing these runs holds in a row; what follows is not known.

    `("文明", "明", "和谐")` for 文明 和谐. A run of one character at the end has no pair; the last
    token is a prefix then (`ends_in_prefix`).
    """
    found = tokens(folded)
    return tuple(found if ends_in_prefix(folded) else found[:-1])


def ends_in_prefix(folded):
    """Whether the last run is a single character: the beginning of a pair, or alone."""
    return len(folded.split()[-1]) == 1


def places(text, phrases):
    """Where the folded phrases stand in a text, as (start, end), in order and without overlap."""
    return merged(occurrences(text, phrases))


def occurrences(text, phrases):
    """Each occurrence of the folded phrases in a text, as (start, end, phrase)."""
    folded = fold(text)
    # Runs are parted by any punctuation: compare without it, and keep where each character was.
    kept = [index for index, character in enumerate(folded) if character != " "]
    solid = "".join(folded[index] for index in kept)
    breaks = {number for number in range(1, len(kept)) if kept[number] - kept[number - 1] > 1}
    found = []
    for wanted in phrases:
        parts = wanted.split()
        sought, cuts, length = "".join(parts), set(), 0
        for part in parts[:-1]:
            length += len(part)
            cuts.add(length)
        at = solid.find(sought)
        while at >= 0:
            inside = {at + offset for offset in range(1, len(sought))} & breaks
            if inside == {at + cut for cut in cuts}:
                found.append((kept[at], kept[at + len(sought) - 1] + 1, wanted))
            at = solid.find(sought, at + 1)
    return found


def merged(found):
    """Occurrences as (start, end) in order, those that touch or overlap as one."""
    spans = []
    for start, end, _ in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
