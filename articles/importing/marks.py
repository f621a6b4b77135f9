"""What the marks of a printed text mean: the end of a sentence, sign-offs, credits, signposts.

One definition each, for all readers.
"""

import re
import unicodedata
from typing import NamedTuple

from liangcheng.chinese.text import HANZI

CLOSING = "”’」』）》〉】〕］)]}"
OPENING = "“‘「『（《〈【〔［([{"
SENTENCE_END = "。！？…；：!?;:．"
# Marks that no line begins with; where one does, it was torn from the line before.
NEVER_FIRST = CLOSING + "，。、；：！？…,.;:!?·％%"
ORNAMENTS = "■□●○◆◇▲△▼▽★☆◎※❖◢◣►▶◀▪◼◻❏❐➤➢✦✧❤♦♥♠♣⊙⊕☉"

# （党建办） （街道 团工委）: who sent the story. Not a note within the text, not a signpost.
_SIGNOFF = re.compile(
    rf"[（(](?P<words>(?:[{HANZI}A-Za-z0-9０-９·、，,/／&\-—－:：]|\s){{2,40}})[）)]"
)
_NO_SIGNOFF = re.compile(
    r"以下简称|简称|下同|下转|上接|转[第\d一二三四五六七八九十A-Z]|接[第\d一二三四五六七八九十A-Z]"
    r"|图为|见图|左图|右图|上图|下图|资料图|题图|摄$|摄影|完$|未完|待续|略$|本期|详见|附"
)
# 来源：青禾发布 平安办供稿: the same without brackets.
_SENT_BY = re.compile(
    rf"[{HANZI}]{{2,12}}\s*供稿|(?:供稿|来源|稿源)(?:单位|部门)?[:：/／丨|｜\s]+[{HANZI}A-Za-z0-9·、\s]{{2,20}}"
)
# （下转第3版） 上接A1 （紧转二版） （下转第2版《……》）; without a number only in brackets.
_TURN = re.compile(
    rf"[{ORNAMENTS}☞→]*\s*[（(【\[]?\s*(?P<way>紧?下?转|紧?上?接)\s*(?:自|至|到)?\s*(?:本报|本版)?\s*"
    r"第?\s*(?P<number>[A-Za-z]?\s*[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})"
    r"(?:\s*[、,，\-—]\s*[A-Za-z]?[0-9０-９]{1,3})*\s*版?[^）)】\]]{0,30}[）)】\]]?"
)
_VAGUE_TURN = re.compile(r"[（(【\[](?P<way>下转|上接)[^）)】\]]{1,20}[）)】\]]")
_ROLE = r"(?:本报)?(?:特约|见习|实习)?(?:记者|通讯员|评论员|摄影师|摄影)"
_NAMES = rf"[{HANZI}·]{{2,12}}(?:[\s、，/]+[{HANZI}·]{{2,12}})*"
_MADE = r"(?:(?<!拍)摄影?|供图|制图|绘图|图)"
_CREDIT = re.compile(
    rf"[（(]?\s*(?:{_ROLE}[\s/／:：|]*{_NAMES}[\s/／]*{_MADE}|{_NAMES}[\s/／]+{_MADE}"
    rf"|[{HANZI}]{{2,3}}{_MADE}|(?:摄影|摄|供图|图|图片来源|图片|制图|漫画)[\s/／:：|]+{_NAMES}"
    r"|(?:本报)?资料(?:图片?|照片)|网络图片|图片来自网络)\s*[）)]?"
)
_BYLINE = re.compile(
    rf"[{ORNAMENTS}]?\s*[（(]?(?:(?:文|图|文图|图文|撰文|采写)[\s/／:：|丨｜]+|本报(?:记者|评论员|通讯员)|"
    r"(?:特约|见习|实习)?(?:记者|通讯员|评论员)[\s:：]|作者[\s:：])"
    r"|[（(](?:本报)?(?:特约|见习|实习)?(?:记者|通讯员)(?!站|团|部)"
)


def is_closed(text):
    """Whether a line ends a sentence, or a part that may stand as a paragraph; quotes skipped."""
    text = text.rstrip().rstrip(CLOSING + "\"'").rstrip()
    return bool(text) and text[-1] in SENTENCE_END


def width(text):
    """How many characters wide a line was set: a half-width one, and a space, count half."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text.strip())


def signoff(text):
    """The words of a sign-off (落款) that is a whole text, without brackets; None if it is none."""
    found = _SIGNOFF.fullmatch(text.strip())
    if not found or _NO_SIGNOFF.search("".join(found["words"].split())) or turn(text):
        return None
    words = found["words"].strip()
    return words if 2 <= len("".join(words.split())) <= 24 else None


def says_who_sent(text):
    """Whether a text without brackets is a sign-off by its words: 来源：青禾发布 平安办供稿."""
    return bool(_SENT_BY.fullmatch(text.strip()))


class Turn(NamedTuple):
    """A signpost: whether it leads to a page or says where the story began, and to which."""

    leads_on: bool
    page: str  # 3, A3; "" where it names none


def turn(text):
    """The signpost that is a whole text: （下转第3版） 上接1版. None if it is none."""
    text = text.strip()
    if width(text) > 30:
        return None
    if found := _TURN.fullmatch(text):
        if not (text[0] in OPENING or "版" in text or "下转" in text or "上接" in text):
            return None
        return Turn("转" in found["way"], page_key(found["number"]))
    if found := _VAGUE_TURN.fullmatch(text):
        return Turn("转" in found["way"], "")
    return None


def page_key(printed):
    """A page's number without what papers print differently: 02, ２ and 二 are 2, a3 is A3."""
    text = "".join(unicodedata.normalize("NFKC", printed).split()).upper()
    if re.fullmatch("[一二三四五六七八九十]+", text):
        tens, ten, ones = text.rpartition("十")
        digits = "一二三四五六七八九"
        number = (digits.find(tens) + 1 or 1) * 10 * bool(ten)
        return str(number + (digits.find(ones) + 1 if ones else 0))
    return re.sub(r"^([A-Z]?)0+(?=\d)", r"\1", text)


def is_byline(text):
    """Whether a line says who wrote: □记者 甲 文/乙 本报评论员."""
    text = text.strip()
    return width(text) <= 30 and not is_closed(text) and bool(_BYLINE.match(text))


def credit(text):
    """Where the credit at the end of a caption begins (…… 记者 甲 摄); the length if none does."""
    text = text.rstrip()
    for found in re.finditer(r"(?<=[。！？”）\s])\S|^\S|[（(]", text):
        if _CREDIT.fullmatch(text[found.start() :]):
            return found.start()
    return len(text)
