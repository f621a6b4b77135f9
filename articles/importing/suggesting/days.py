"""When something was, as printed and as EDTF (日期): 5月12日上午, 7月20日至23日, 近日, 昨日."""

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from liangcheng.chinese.dates import LATELY, WEEKDAYS, lately

_PART = r"(?:上午|下午|晚上|晚间|中午|清晨|傍晚|凌晨|早上|早晨|晚|夜)?"
_DAY = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_TO = r"(?:至|到|—|－|-|–|~|～|、)"
_PRINTED = re.compile(
    rf"{_DAY}{_PART}(?:{_TO}(?:(?P<last_month>\d{{1,2}})月)?(?P<last_day>\d{{1,2}})日{_PART})?"
    rf"|(?<![月\d])(?P<only_day>[12]?\d|3[01])日{_PART}"
    rf"|(?P<third_month>\d{{1,2}})月(?P<third>[上中下])旬"
    rf"|(?P<week>本周|上周|这周)(?P<weekday>[{WEEKDAYS}天末]){_PART}"
    rf"|(?P<ago>昨日|昨天|前天|今天|今日){_PART}"
    rf"|(?P<lately>{'|'.join(LATELY)}|前不久|近段时间)"
)
_AGO = {"今天": 0, "今日": 0, "昨日": 1, "昨天": 1, "前天": 2}
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, None)}


class When(NamedTuple):
    """A date in a text: where it stands, its words, and EDTF ("" where the text does not say)."""

    start: int
    text: str
    held_on: str


def dates_in(text, current=None, previous=None):
    """The dates of a text in order, for an issue of a day (None: unknown) and the one before it.

    A date without a year is the last one that was not after the issue; 昨日 is the day before it.
    """
    # Full-width digits stay one character each.
    plain = "".join(unicodedata.normalize("NFKC", c) if c.isdecimal() else c for c in text)
    return [
        When(found.start(), text[found.start() : found.end()], _edtf(found, current, previous))
        for found in _PRINTED.finditer(plain)
    ]


def _edtf(found, current, previous):
    try:
        return _expression(found, current, previous)
    except ValueError:  # 2月30日: the paper's own mistake
        return ""


def _expression(found, current, previous):
    if found["month"]:
        return _day_or_span(found, current)
    if not current:
        return ""
    if found["lately"]:
        return lately(previous, current) if found["lately"] in LATELY else ""
    if found["ago"]:
        return str(current - timedelta(days=_AGO[found["ago"]]))
    if found["only_day"]:
        day = int(found["only_day"])
        month = current if day <= current.day else current.replace(day=1) - timedelta(days=1)
        return str(month.replace(day=day))
    if found["third"]:
        first, last = _THIRDS[found["third"]]
        begin = _not_after(current, None, int(found["third_month"]), first)
        end = begin.replace(day=last) if last else _end_of_month(begin)
        return f"{begin}/{end}"
    weekday = found["weekday"]
    if weekday == "末":
        return ""
    monday = current - timedelta(days=current.weekday())
    if found["week"] == "上周":
        monday -= timedelta(days=7)
    return str(monday + timedelta(days=WEEKDAYS.index("日" if weekday == "天" else weekday)))


def _day_or_span(found, current):
    if not (found["year"] or current):
        return ""
    first = _not_after(current, found["year"], int(found["month"]), int(found["day"]))
    if not found["last_day"]:
        return str(first)
    last = first.replace(month=int(found["last_month"] or first.month), day=int(found["last_day"]))
    if last < first:
        last = last.replace(year=last.year + 1)
    return f"{first}/{last}"


def _not_after(current, year, month, day):
    if year:
        return date(int(year), month, day)
    found = date(current.year, month, day)
    return found if found <= current else date(current.year - 1, month, day)


def _end_of_month(day):
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)
