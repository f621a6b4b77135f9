"""Invented names, words of the dictionary and numbers: the long tail of a newspaper's words.

What is rare in a newspaper is mostly names. A few hundred characters make tens of thousands.
"""

from functools import cache

from pypinyin.phrases_dict import phrases_dict

from articles.archive.words import Pool, dice, vocabulary

STREETS, ESTATES, SHOPS, RESIDENTS, FOUNDERS = 2_000, 4_000, 8_000, 30_000, 2_000
STREET_KINDS = ("路", "路", "路", "街", "弄", "里", "支路")
ESTATE_KINDS = ("苑", "小区", "新村", "公寓", "里", "坊", "花园", "名邸")
# A community paper prints a word of the dictionary for fun; not these, nor politics, nor places.
UNSEEMLY = frozenset(
    "奸淫娼妓嫖尿屎粪屁奴匪贼盗杀死尸鬼丧坟葬墓毒赌妖魔骂疯瘟娘妾寡棺骷髅血刑狱囚刀兵战军枪炮"
    "猪狗驴猴色裸乳臀阴阳性党国民皇帝贵权政独裁革命教佛神市省县州族"
)


@cache
def lexicon(seed):
    """Slot → Pool: the hand-written classes, and names that follow from the seed alone."""
    random = dice(seed, "names")
    words = vocabulary()
    founders, residents = _people(random, words)
    pools = {name: Pool.ranked(listed) for name, listed in words.items()}
    streets = _combined(random, STREETS, words["street"], 2, STREET_KINDS)
    estates = _combined(random, ESTATES, words["street"], 2, ESTATE_KINDS)
    shops = _combined(random, SHOPS, words["street"], 2, words["shop"])
    return pools | {
        "street": Pool.ranked(streets),
        "estate": Pool.ranked(estates),
        "shopname": Pool.ranked(shops),
        "person": Pool.ranked(residents),
        "word": Pool.ranked(_dictionary(random)),
        "founder": Pool(tuple(founders)),
        **_numbers(),
    }


def _combined(random, count, characters, length, kinds):
    """`count` different names of some characters and a kind: 柳溪路, 芦汀公寓."""
    names = {}
    while len(names) < count:
        names["".join(random.sample(characters, length)) + random.choice(kinds)] = True
    return list(names)


def _people(random, words):
    """Different names of people: those of the subdistrict's officials, and the residents'."""
    surnames = Pool.ranked(words["surname"]).draws(random)
    given = Pool.ranked(words["given"]).draws(random)
    names = {}
    while len(names) < FOUNDERS + RESIDENTS:
        names[surnames() + given() + (given() if random.random() < 0.8 else "")] = True
    names = list(names)
    return names[-FOUNDERS:], names[:-FOUNDERS]


def _dictionary(random):
    """Words and idioms of the dictionary, in an order of their own."""
    words = [word for word in phrases_dict if len(word) in (2, 3, 4) and not UNSEEMLY & set(word)]
    random.shuffle(words)
    return words


def _numbers():
    """Numbers and times of day as a paper prints them; small ones are the more frequent."""
    hours = [f"{hour}时{minute}" for hour in range(6, 21) for minute in ("", "30分")]
    return {
        "n": Pool.ranked(map(str, range(2, 10))),
        "nn": Pool.ranked(map(str, range(10, 100))),
        "nnn": Pool.ranked(map(str, range(100, 3000))),
        "money": Pool.ranked(f"{number / 10:g}" for number in range(8, 4000)),
        "pct": Pool(tuple(f"{number / 10:g}%" for number in range(600, 1000))),
        "age": Pool(tuple(map(str, range(58, 97)))),
        "year": Pool(tuple(map(str, range(1952, 2016)))),
        "clock": Pool(tuple(hours)),
    }
