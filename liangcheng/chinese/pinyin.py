"""Readings of Chinese names: for sorting, and for finding 乐跃明 by `yym`.

A reading is pinyin without tones, one syllable a word: `"yue yue ming"`.
"""

import re
from itertools import islice, product

from django.utils.text import slugify
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.contrib.tone_convert import to_normal, to_tone3

# pypinyin has no surname mode: single-character surnames that it reads as the common word.
SURNAMES = {
    "仇": "qiu", "单": "shan", "解": "xie", "曾": "zeng", "查": "zha", "盖": "ge", "朴": "piao",
    "区": "ou", "翟": "zhai", "乐": "yue", "召": "shao", "缪": "miao", "折": "she", "种": "chong",
    "重": "chong", "黑": "he", "句": "gou", "员": "yun", "祭": "zhai", "洗": "xian", "覃": "qin",
    "佴": "nai", "隗": "wei", "么": "yao", "牟": "mu", "能": "nai", "阚": "kan", "秘": "bi",
    "繁": "po", "都": "du",
}  # fmt: skip
# It knows surnames of two characters; this one begins with one of the above.
COMPOUND_SURNAMES = {"单于"}

# A name of four characters with two readings each has 16; nobody types the seventeenth.
MOST_READINGS = 16


def reading(name):
    """The dictionary's most likely reading of a person's name; the surname's own reading first."""
    syllables = lazy_pinyin(name, errors="ignore")
    if name[:1] in SURNAMES and name[:2] not in COMPOUND_SURNAMES:
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables).lower()


def plain_reading(words):
    """The dictionary's most likely reading of words that are no person's name."""
    return " ".join(lazy_pinyin(words, errors="ignore")).lower()


def slug_of(words):
    """Words as they stand in an address: `dangjianban`; letters and digits among them stay."""
    return slugify("".join(lazy_pinyin(words)))


def without_tones(reading):
    """A recorded reading as it is sorted and looked up: `yuè ming` → `yue ming`."""
    return " ".join(map(to_normal, reading.split()))


def order_key(name, recorded=""):
    """What puts names in a Chinese list's order, character by character: `lu4陆 fei1霏 xiao3晓`.

    By the reading of the first character, its tone, the character itself, then by the next, so that
    who shares a surname stands together. A recorded reading decides, with its tones or without;
    one that does not give each character its syllable comes before the name as it is. A name
    without Chinese characters is its own key.
    """
    toned = lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
    # What has no reading, as the · in a name, is handed back.
    said = [pair for pair in zip(name, toned, strict=True) if pair[0] != pair[1]]
    wanted = recorded.split() or reading(name).split()
    if len(wanted) != len(said):
        return f"{without_tones(recorded)} {name}".strip().lower()
    keys = (
        _with_tone(syllable, character, likeliest) + character
        for syllable, (character, likeliest) in zip(wanted, said, strict=True)
    )
    return " ".join(keys) or name.lower()


def _with_tone(syllable, character, likeliest):
    """A syllable as it sorts: its tone, or the dictionary's, as a digit; lü after lu, as `lu:`."""
    key = syllable.lower() if syllable[-1].isdigit() else to_tone3(syllable.lower())
    if not key[-1].isdigit():
        known = [likeliest, *pinyin(character, style=Style.TONE3, heteronym=True)[0]]
        fitting = (one for one in known if to_normal(one) == to_normal(key))
        key = to_tone3(next(fitting, key), neutral_tone_with_five=True)
    return re.sub("^([ln])v", r"\1u:", key)


def readings(name):
    """Every plausible reading of a name, the most likely first, at most `MOST_READINGS`."""
    each = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    combinations = (" ".join(syllables).lower() for syllables in product(*each))
    return list(dict.fromkeys([reading(name), *islice(combinations, MOST_READINGS)]))


def lookup_key(name, *known_readings):
    """What may be typed to find a name, each word after a space: name, full pinyin, initials.

    `" 乐跃明 yueyueming yym"`. A space before a term asks for a word's beginning.
    """
    words = ["".join(name.split()).lower()]
    for known in known_readings:
        syllables = known.lower().split()
        words += ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    return "".join(f" {word}" for word in dict.fromkeys(words) if word)
