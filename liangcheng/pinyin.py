"""Readings of Chinese names: for sorting, and for finding 乐跃明 by `yym`.

A reading is pinyin without tones, one syllable a word: `"yue yue ming"`.
"""

from itertools import islice, product

from pypinyin import Style, lazy_pinyin, pinyin

# pypinyin has no surname mode. Surnames whose reading differs from the character's usual one
# (《现代汉语词典》 第7版, entries marked 姓).
SURNAMES = {
    "仇": "qiu", "单": "shan", "解": "xie", "曾": "zeng", "查": "zha", "盖": "ge", "朴": "piao",
    "区": "ou", "任": "ren", "华": "hua", "葛": "ge", "翟": "zhai", "乐": "yue", "召": "shao",
    "缪": "miao", "宓": "mi", "折": "she", "种": "chong", "重": "chong", "黑": "he", "句": "gou",
    "尉": "wei", "员": "yun", "祭": "zhai", "洗": "xian", "冼": "xian", "覃": "qin", "逄": "pang",
    "佴": "nai", "郗": "xi", "眭": "sui", "隗": "wei", "谌": "chen", "么": "yao", "牟": "mu",
    "晟": "cheng", "应": "ying", "燕": "yan", "纪": "ji", "过": "guo", "哈": "ha", "訾": "zi",
    "撒": "sa", "钭": "tou", "褚": "chu", "能": "nai", "万": "wan", "石": "shi", "车": "che",
    "殷": "yin", "盛": "sheng", "干": "gan", "长": "chang", "娄": "lou", "尹": "yin", "阚": "kan",
    "秘": "bi", "繁": "po", "都": "du", "兴": "xing", "宁": "ning", "沈": "shen", "参": "shen",
}  # fmt: skip

# A name of four characters with two readings each has 16; nobody types the seventeenth.
MOST_READINGS = 16


def reading(name):
    """The dictionary's most likely reading of a person's name; the surname's own reading first."""
    syllables = lazy_pinyin(name, errors="ignore")
    if name[:1] in SURNAMES and syllables:
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables).lower()


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
