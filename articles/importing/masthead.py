"""What the head of a page says (报头): the day, the number, the page's name, who made it.

What is found is taken out of the lines step by step, most certain first; what is then left is the
paper's name and the page's. Names of people are read only after their labels: what stands before
one may be an ornament that the typesetting font maps to a character (佐责任编辑).
"""

import re
import unicodedata
from datetime import date
from enum import IntEnum
from itertools import zip_longest
from typing import NamedTuple

from articles.importing import issue_numbers
from articles.importing.arrangement import Doubt
from articles.importing.drafts import MastheadDraft
from articles.importing.marks import HANZI, ORNAMENTS
from articles.importing.numerals import number
from liangcheng.chinese.dates import WEEKDAYS, chinese_weekday

_GAP = r"\s*"
_NUMERALS = "〇一二三四五六七八九"
_YEAR = rf"(?P<year>(?:19|20)\d\d|[一二][{_NUMERALS}○零OＯ]{{3}})"
_NUMBER = rf"\d{{1,2}}|[{_NUMERALS}十廿]{{1,3}}"
_DATE = re.compile(
    rf"(?<!\d){_YEAR}{_GAP}[.·/\-—–年]{_GAP}(?P<month>{_NUMBER}){_GAP}[.·/\-—–月]{_GAP}"
    rf"(?P<day>{_NUMBER})(?!\d){_GAP}日?"
)
_MONTH_AND_DAY = re.compile(
    rf"(?P<month>{_NUMBER}){_GAP}[月/]{_GAP}(?P<day>{_NUMBER}){_GAP}日?(?!\d)"
)
_YEAR_ALONE = re.compile(rf"(?<!\d){_YEAR}{_GAP}年?(?!\d)")
_STANDING_DATE = re.compile(
    rf"(?:^|[\s{ORNAMENTS}|丨·(])(?:{_DATE.pattern})(?=$|[\s{ORNAMENTS}|丨·()]|星期|周|第|责|农历)"
)
_WEEKDAY = re.compile(rf"(?:星期|周|礼拜){_GAP}(?P<weekday>[{WEEKDAYS}天1-7])")
_LUNAR = re.compile(
    rf"(?:农历|夏历)?[（(]?[{HANZI}]{{0,3}}年?(?:正|闰?[二三四五六七八九十冬腊]|十一|十二)月"
    r"(?:初|十|廿|二十|三十)[一二三四五六七八九十]?[）)]?"
)
_COUNT = re.compile(rf"(?:本期|今日|本报|共|本版|合计){_GAP}(?:共|出)?{_GAP}\d{{1,3}}{_GAP}[个]?版")
_PAGE = re.compile(
    rf"第{_GAP}(?P<ordinal>[A-Za-z]?\d{{1,3}}|[{_NUMERALS}十]{{1,3}}){_GAP}版(?!式|面)"
    rf"|(?<![A-Za-z0-9])(?P<plain>[A-Za-z]?\d{{1,3}}){_GAP}版(?!式|面)"
    rf"|^[ \t]*(?P<numeral>[{_NUMERALS}十]{{1,3}}){_GAP}版[ \t]*$"
    rf"|版次{_GAP}[:：/]?{_GAP}(?P<labelled>[A-Za-z]?\d{{1,3}})",
    re.MULTILINE,
)
_PAGE_ALONE = re.compile(
    r"(?<![A-Za-z0-9.\-/])(?P<n>[A-Za-z]\d{1,2}|0\d|\d{1,2})(?![A-Za-z0-9.年月日期号\-/])"
)

_LABELS = {
    "responsible_editor": (
        "本版责任编辑", "责任编辑", "本版责编", "责编", "本版编辑", "版面编辑", "值班编辑", "编辑",
    ),
    "art_editor": (
        "执行美编", "美术编辑", "本版美编", "责任美编", "美编", "版式设计", "版面设计", "美术设计",
        "视觉设计", "版式", "排版", "组版", "制版", "设计",
    ),
    "proofreader": ("责任校对", "本版校对", "校对", "责校"),
    "": (
        "执行主编", "副主编", "主编", "总编辑", "副总编辑", "总编", "值班主任", "值班编委",
        "值班总编", "编审", "审核", "审校", "审读", "监制", "签发", "出品", "策划", "摄影", "统筹",
    ),
}  # fmt: skip
_FIELD = {label: field for field, labels in _LABELS.items() for label in labels}
# A short word is a label only where it begins a word: 编辑 / 甲, and not 需求策划、操作.
_LABEL = re.compile(
    "(?P<label>"
    + "|".join(
        (f"(?<![{HANZI}])" if len(label) < 3 or not _FIELD[label] else "") + _GAP.join(label)
        for label in sorted(_FIELD, key=len, reverse=True)
    )
    + rf")(?!部|室|中心|出版){_GAP}(?P<mark>[/／:：|丨｜]?){_GAP}"
)

_NOTICE = re.compile(
    r"内部资料|免费交流|赠阅|准印|刊号|CN\d|ISSN|邮发|邮编|邮箱|E-?mail|电话|热线|传真|地址|网址|www\.|http"
    r"|主办|主管|承办|协办|印刷|印数|出版|编辑部|发行|投稿|微信|公众号|二维码|扫码|扫一扫|@|定价|零售",
    re.IGNORECASE,
)
_IS_ORNAMENT = re.compile(rf"[{ORNAMENTS}·•・|丨｜/／\-—–_=~*]+")
_PAPER = re.compile(r"(?:报|周刊|时讯|快讯|之声|通讯|月刊|简报)$")
# What a page is called in papers everywhere; only to tell it from the paper's name beside it.
_PAGE_NAME = re.compile(
    "要闻|综合|新闻|全景|社区|专题|专版|特刊|副刊|文化|民生|党建|时评|言论|评论|视点|聚焦|广告|生活|教育|健康|法治"
    "|平安|基层|人物|图片|时政|理论|文艺|服务|百姓|关注|焦点|资讯|动态|风采|广角|视界|天地|园地|头版|导读|专刊"
    "|文苑|体育|经济|.*(?:新闻|专版|版)"
)
# Surnames that most people have: whether another name follows, or the name of the page.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温"
)
_LONGEST_NAME = 4
_LONGEST_LINE = 100


class _Word(NamedTuple):
    text: str
    end: int
    is_spread: bool


def read(lines):
    """The fields of a masthead from its lines as printed, in any order: MastheadDraft."""
    draft = MastheadDraft()
    rest = "\n".join(unicodedata.normalize("NFKC", line) for line in lines)
    rest = _read_date(rest, draft)
    rest = _read_people(rest, draft)
    rest = _read_numbers(rest, draft)
    rest = "\n".join(line for line in rest.split("\n") if not _NOTICE.search(line))
    rest = _read_page_number(rest, draft)
    _read_names(rest, draft)
    return draft


def page_number(written):
    """The number of a page as somebody wrote it: ０２ and 第02版 are 02, 第二版 is 2."""
    written = "".join(unicodedata.normalize("NFKC", written).split())
    written = written.removeprefix("第").removesuffix("版")
    counted = number(written) if re.fullmatch(f"[{_NUMERALS}十]+", written) else None
    return written if counted is None else str(counted)


class MastheadLine(IntEnum):
    """Whether a line of a text is the masthead's: by itself, beside another that is, or not."""

    CERTAIN = 0
    BESIDE = 1
    NOT = 2


def masthead_line(line):
    """Which MastheadLine a line is, as far as it says itself."""
    line = unicodedata.normalize("NFKC", line).strip()
    if re.search("[，。；！？,;!?]", line) or len(line) > _LONGEST_LINE:
        return MastheadLine.NOT
    if _STANDING_DATE.search(line) or any(
        _FIELD["".join(label["label"].split())] and _names(line[label.end() :])[0]
        for label in _LABEL.finditer(line)
    ):
        return MastheadLine.CERTAIN
    if _PAGE.fullmatch(line) or issue_numbers.is_one(line):
        return MastheadLine.CERTAIN
    words = [word for word, _, _ in _unspread(line)]
    is_beside = (
        all(_is_beside(word) for word in words)
        or _NOTICE.search(line)
        or _WEEKDAY.fullmatch(line)
        or (_PAGE.match(line) and len(words) < 3)
    )
    return MastheadLine.BESIDE if is_beside else MastheadLine.NOT


def _is_beside(word):
    return (
        len(word) <= _LONGEST_NAME
        or _is_page_name(word)
        or _is_paper(word)
        or bool(_IS_ORNAMENT.fullmatch(word) or _MONTH_AND_DAY.fullmatch(word))
    )


def reason(line):
    """Why a line of the masthead is in no story."""
    if _NOTICE.search(unicodedata.normalize("NFKC", line)):
        return "报头里的刊号、地址、电话一类"
    return "报头的饰符" if _IS_ORNAMENT.fullmatch("".join(line.split())) else "报头"


def _doubt(draft, kind, sentence):
    draft.doubts.append(Doubt(kind=f"masthead-{kind}", sentence=sentence))


def _without(text, *founds):
    """The text without what was found in it: a line ends there."""
    for found in sorted(founds, key=lambda found: -found.start()):
        text = f"{text[: found.start()]}\n{text[found.end() :]}"
    return text


def _read_date(text, draft):
    founds = list(_DATE.finditer(text))
    days = [day for found in founds if (day := _day(**found.groupdict()))]
    if not founds:
        founds = [
            found
            for pattern in (_YEAR_ALONE, _MONTH_AND_DAY)
            if (found := pattern.search(text)) is not None
        ]
        parts = {name: value for found in founds for name, value in found.groupdict().items()}
        days = [day] if len(parts) == 3 and (day := _day(**parts)) else []
        if not days:
            _doubt(draft, "date", "报头里没有找到日期，请填写。")
            return text
    elif not days:
        _doubt(draft, "date", f"报头里的日期“{founds[0][0].strip()}”不存在，请核对。")
    if len(set(days)) > 1:
        printed = "、".join(day.isoformat() for day in dict.fromkeys(days))
        _doubt(draft, "date", f"报头里有不同的日期（{printed}），取了第一个，请核对。")
    weekday = _WEEKDAY.search(text)
    if days:
        draft.date = days[0].isoformat()
        if weekday and _weekday(weekday["weekday"]) != days[0].weekday():
            _doubt(
                draft,
                "weekday",
                f"报头印的是{''.join(weekday[0].split())}，而 {draft.date} 是"
                f"{chinese_weekday(days[0])}，请核对日期。",
            )
    # The year of 第2021-14期 is said there, and belongs to it all the same.
    text = _without(text, *(one for one in founds if text[: one.start()][-1:] != "第"))
    for pattern in (_WEEKDAY, _LUNAR):
        text = _without(text, *pattern.finditer(text))
    return text


def _day(year, month, day):
    try:
        return date(number(year), number(month), number(day))
    except (TypeError, ValueError):  # 十三月, or numerals that make no number
        return None


def _weekday(printed):
    return int(printed) - 1 if printed.isdigit() else WEEKDAYS.replace("日", "日天").find(printed)


def _read_people(text, draft):
    labels = list(_LABEL.finditer(text))
    waiting, spans = [], []
    for label, following in zip_longest(labels, labels[1:]):
        said = text[label.end() : following.start() if following else len(text)]
        field = _FIELD["".join(label["label"].split())]
        if following and not re.search(f"[{HANZI}]", said):
            # 责编、美编：甲 — one name after two labels.
            waiting.append(field)
            spans.append(label.span())
            continue
        names, length = _names(said)
        spans.append((label.start(), label.end() + length))
        for name_of in filter(None, [*waiting, field]):
            if names:
                setattr(draft, name_of, getattr(draft, name_of) or names)
            else:
                _doubt(draft, name_of, f"没有看懂“{label['label']}”后面的姓名，请填写。")
        waiting = []
    for start, end in reversed(spans):
        text = f"{text[:start]}\n{text[end:]}"
    return text


def _names(said):
    """The names that a text begins with, as printed but unspread, and how far they reach."""
    found = re.match(rf"[\s:/|丨·]*(?P<names>[{HANZI}·•、,，/ \u3000]*)", said)
    names, length = [], 0
    for part in re.finditer(r"[^、,，/]+", found["names"]):
        for name, end, _ in _unspread(part[0]):
            if not _is_name(name) or (names and not part.start() and not _goes_on(name)):
                return "、".join(names) if "、" in said[:length] else " ".join(names), length
            names.append(name)
            length = found.start("names") + part.start() + end
    return ("、" if "、" in said[:length] else " ").join(names), length


def _unspread(text):
    """The words of a text and where each ends: single characters in a row are one word."""
    words = []
    for word in re.finditer(r"\S+", text):
        is_single = len(word[0]) == 1
        if is_single and words and words[-1].is_spread and len(words[-1].text) < 3:
            words[-1] = _Word(words[-1].text + word[0], word.end(), is_spread=True)
        else:
            words.append(_Word(word[0], word.end(), is_single))
    return words


def _is_name(word):
    length = len(word.strip("·•"))
    return (2 <= length <= _LONGEST_NAME or "·" in word.strip("·")) and not _is_page_name(word)


def _goes_on(word):
    """Whether another name follows after a space, and not already what the page is called."""
    return len(word) <= 3 and word[0] in _SURNAMES


def _is_page_name(word):
    return bool(_PAGE_NAME.fullmatch(word))


def _read_numbers(text, draft):
    founds = issue_numbers.find(text)
    for field in issue_numbers.LABELS:
        counted, sentences = issue_numbers.read(field, founds[field])
        setattr(draft, field, counted)
        for sentence in sentences:
            _doubt(draft, field, sentence)
    found = (one for of_field in founds.values() for one in of_field)
    text = _without(text, *found)
    return _without(text, *_COUNT.finditer(text))


def _read_page_number(text, draft):
    found = _PAGE.search(text)
    if found:
        printed = next(filter(None, found.groups()))
    elif found := _PAGE_ALONE.search(text):
        printed = found["n"]
    else:
        _doubt(draft, "page_number", "报头里没有找到版次，请填写。")
        return text
    draft.page_number = page_number(printed)
    return _without(text, found)


def _read_names(text, draft):
    """The paper's name and the page's, of what is left."""
    words = [word for line in text.split("\n") for word, _, _ in _unspread(line)]
    words = [word for word in words if re.search(f"[{HANZI}]", word)]
    papers = [word for word in words if _is_paper(word)]
    words = [word for word in words if word not in papers[:1]]
    bare = [word.strip(ORNAMENTS + "·•・|丨/-—–_=~*《》「」:：,，.()") for word in words]
    bare = [word for word in bare if 2 <= len(word) <= 10]
    known = [word for word in bare if _is_page_name(word)]
    if papers:
        draft.paper_name = papers[0].strip(ORNAMENTS + "·•・《》")
    elif len(bare) > 1:
        draft.paper_name = next((word for word in bare if word not in known), "")
        bare = [word for word in bare if word != draft.paper_name]
        if bare and not known:
            _doubt(
                draft,
                "names",
                f"“{draft.paper_name}”当作报名，“{bare[0]}”当作版名，请核对。",
            )
    if known or bare:
        draft.page_name = (known or bare)[0]


def _is_paper(word):
    """Whether a word is a paper's name by itself: 凉城·· 《青禾》 海滨社区报."""
    if word.startswith("《") or re.search(r"[·•・]$", word):
        return not _is_page_name(word.strip("·•・《》"))
    return bool(_PAPER.search(word)) and not _is_page_name(word)
