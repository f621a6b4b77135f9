"""How a name is spoken by an engine that takes text only.

The speech engines of browsers read no pinyin, and guess: 乐 as lè, 单 as dān. Where it is recorded
how a person reads the name (`Person.sort_name`), the characters that an engine may get wrong are
replaced, for the engine alone, by a common character that has only the recorded sound.
"""

import re
from collections import Counter
from functools import cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal, to_tone

from liangcheng.chinese.pinyin import SURNAMES

# GB/T 2312—1980, level 1: the 3,755 characters in common use, rows 16 to 55.
_COMMON = [
    bytes((row + 0xA0, cell + 0xA0)).decode("gb2312")
    for row in range(16, 56)
    for cell in range(1, 95 if row < 55 else 90)
]
# Of a character with several readings, how much of its use in the dictionary's phrases must be the
# one wanted; it must be the reading given first, too.
_DOMINANT = 0.9
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|[1-4]$")


def spoken_names(people):
    """`{printed: spoken}` of (name, recorded reading) pairs, only where the two differ.

    A reading is pinyin, a syllable for each character, with tones or without (`"yue ming"`). Names
    without a recorded reading are left out, and so are two people of one name who read it
    differently. Longer names come first: 乐明远 is no 乐明 with something behind it.
    """
    found = {}
    for name, reading in people:
        found.setdefault(name, set()).add(spoken_name(name, reading))
    spoken = {name: forms.pop() for name, forms in found.items() if len(forms) == 1}
    names = sorted(spoken, key=len, reverse=True)
    return {name: spoken[name] for name in names if spoken[name] != name}


def spoken_name(name, reading):
    """A name as an engine should be given it; the name itself where nothing better is known.

    Unchanged without a reading, or with one that does not give each character its syllable. A
    character stays whose recorded sound every engine says anyhow, or which no other sounds like.
    """
    syllables = reading.lower().split()
    if len(syllables) != len(name):
        return name
    expected = lazy_pinyin(name, style=Style.TONE)
    if len(expected) != len(name):
        return name
    return "".join(
        _spoken(character, syllable, {said, _readings(character)[0]}, is_first=not place)
        for place, (character, syllable, said) in enumerate(
            zip(name, syllables, expected, strict=True)
        )
    )


def _spoken(character, syllable, expected, *, is_first):
    wanted = _with_tone(character, syllable)
    if not wanted:
        return character
    # Some engines know the readings of surnames, others do not.
    is_doubtful = is_first and character in SURNAMES
    if expected == {wanted} and not is_doubtful:
        return character
    return _homophones().get(wanted, character)


def _with_tone(character, syllable):
    """The recorded syllable with its tone, from the dictionary where none is recorded."""
    if _TONED.search(syllable):
        return to_tone(syllable)
    fitting = (one for one in _readings(character) if to_normal(one) == syllable)
    return next(fitting, "")


def _readings(character):
    """The dictionary's readings of a character, the most common first; `[""]` if it has none."""
    return PINYIN_DICT.get(ord(character), "").split(",")


@cache
def _homophones():
    """Syllable with tone → the common character that stands for it, unmistakably.

    The one used most in the dictionary's phrases, of those with this reading only; else of those
    that hardly ever have another. A quarter of all syllables have none.
    """
    uses = Counter()
    for phrase, readings in PHRASES_DICT.items():
        uses.update(zip(phrase, (reading[0] for reading in readings), strict=False))
    of_all = Counter()
    for (character, _), count in uses.items():
        of_all[character] += count
    best = {}
    for character in _COMMON:
        readings = _readings(character)
        count = uses[character, readings[0]]
        is_only = len(readings) == 1
        if is_only or (count and count >= _DOMINANT * of_all[character]):
            rank = (is_only, count)
            if rank > best.get(readings[0], ((False, -1), ""))[0]:
                best[readings[0]] = (rank, character)
    return {syllable: character for syllable, (_, character) in best.items()}
