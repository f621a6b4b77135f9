"""繁體: a page of HTML in traditional characters, everything that a person reads and nothing else.

    page('<a href="/发/" title="发稿">头发</a>')  →  '<a href="/发/" title="發稿">頭髮</a>'

OpenCC's `s2t` tells 头发 from 发稿 by phrases. Its characters are those of old dictionaries (爲,
衆, 喫); the forms that readers in Hong Kong, Taiwan and overseas all know are set after it (為, 眾,
吃). `s2tw` would also write 看著 for 看着 and `s2twp` 計程車 for 出租车: this is a Shanghai paper,
and its words stay. A text and its conversion have the same length, so that what was parted by tags
can be converted as the one word it is, and parted again.
"""

import re
from functools import cache

from opencc import OpenCC

MODERN = str.maketrans(
    "爲衆羣峯麪喫裏牀僞覈祕啓竈纔樑癡脣踊鉢鍼溼",
    "為眾群峰麵吃裡床偽核秘啟灶才梁痴唇踴缽針濕",
)

# What the phrases of OpenCC 1.4 get wrong in the paper of a Shanghai subdistrict.
PHRASES = {
    "干垃圾": "乾垃圾",
    "对标对表": "對標對表",
    "举手表决": "舉手表決",
    "里弄": "里弄",
    "里委会": "里委會",
}

# Surnames written with a character that stands for another one in other words: 规范 is 規範, but
# 范 is a name. Those of two characters first.
SURNAMES = ("万俟", "淳于", *"范于余岳郁朴涂游种干后丑台么咸党术采斗里")

# What stands for a piece of the page in the text that is converted.
READ, BREAK, NOTHING = None, "\n", ""

_TOKEN = re.compile(
    r"""
    (?P<text>[^<]+)
    | <!--.*?-->
    | <(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>
    | <(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>
    | <
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SHOWN = re.compile(r'\s(?:alt|title|aria-label|aria-description|placeholder|abbr)="([^"]+)"')
_CONTENT = re.compile(r'\scontent="([^"]+)"')
_SHOWN_CONTENT = re.compile(
    r'\s(?:name|property)="(?:description|application-name|apple-mobile-web-app-title'
    r'|(?:og|twitter):(?:title|description|site_name|image:alt))"'
)
_LANG = re.compile(r"\slang=")
# A word goes on through these: <mark>头</mark>发 is 頭髮.
_WITHIN_A_WORD = {"b", "bdi", "em", "i", "mark", "span", "strong", "u", "wbr"}


def page(html, names=()):
    """The page in traditional characters: its text, and the attributes that are shown or read out.

    Addresses, values of forms, scripts and data blocks stay, and so does an element with a `lang`
    of its own. `names` are those of people in the text (see `convert`).
    """
    pieces = list(_pieces(html))
    read = "".join(text if kind is READ else kind for kind, text in pieces)
    converted = convert(read, names)
    if len(converted) != len(read):  # no entry of OpenCC 1.4 does this; another version's might
        return "".join(convert(text, names) if kind is READ else text for kind, text in pieces)
    page, at = [], 0
    for kind, text in pieces:
        length = len(text if kind is READ else kind)
        page.append(converted[at : at + length] if kind is READ else text)
        at += length
    return "".join(page)


def convert(text, names=()):
    """A plain text in traditional characters.

    Names of people are converted by themselves, the surname as a surname: in 局长胡学文, 长胡 is
    not the beginning of a beard, and 范 is not 範.
    """
    fixed = PHRASES | {name: _name(name) for name in names}
    pattern = "|".join(map(re.escape, sorted(fixed, key=len, reverse=True)))
    parts = re.split(f"({pattern})", text)
    return "".join(fixed.get(part) or _plain(part) for part in parts)


def _name(name):
    for surname in SURNAMES:
        if name.startswith(surname):
            return surname + _plain(name[len(surname) :])
    return _plain(name[:1]) + _plain(name[1:])


def _plain(text):
    return _converter().convert(text).translate(MODERN)


@cache
def _converter():
    return OpenCC("s2t")


def _pieces(html):
    """The page in pieces, each with what stands for it: READ, or BREAK or NOTHING for the rest."""
    kept, depth = "", 0  # the element that keeps its own language
    for token in _TOKEN.finditer(html):
        text, name = token[0], (token["name"] or "").lower()
        if kept:
            if name == kept:
                depth += -1 if token["end"] else 1
                kept = kept if depth else ""
            yield BREAK, text
        elif token["text"]:
            yield READ, text
        elif name == "html":
            yield BREAK, text.replace('lang="zh-Hans"', 'lang="zh-Hant"', 1)
        elif name and not token["end"] and _LANG.search(text):
            kept, depth = name, 1
            yield BREAK, text
        elif name and not token["end"]:
            yield from _attributes(name, text)
        else:
            yield NOTHING if name in _WITHIN_A_WORD else BREAK, text


def _attributes(name, tag):
    shown = _SHOWN if name != "meta" else _CONTENT if _SHOWN_CONTENT.search(tag) else None
    at = 0
    for attribute in shown.finditer(tag) if shown else ():
        yield BREAK, tag[at : attribute.start(1)]
        yield READ, attribute[1]
        at = attribute.end(1)
    yield NOTHING if not at and name in _WITHIN_A_WORD else BREAK, tag[at:]
