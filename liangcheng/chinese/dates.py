"""Dates as a paper prints them, and as EDTF (ISO 8601-2) says them.

近日 and 日前 in a printed text mean some day between the previous issue and this one: the EDTF
interval `2021-04-07/2021-04-14`, or `/2021-04-14` where the previous issue is not known.
"""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

WEEKDAYS = "一二三四五六日"
# Words for "lately" that newspapers print instead of a date.
LATELY = ("近日", "日前", "近期", "连日来")
# The days that there may be. A slip of the keyboard (9999, 0202) would lead every list by date,
# cannot be shown everywhere, and the search index does not tell such days apart (`rank_of`).
EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)


def implausible(*days):
    """A sentence for an editor about the first day of an implausible year; empty if there is none.

    None, for an end that is not known, is none.
    """
    for day in days:
        if day and not EARLIEST <= day <= LATEST:
            years = f"{EARLIEST.year} 到 {LATEST.year}"
            return f"年份写成了 {day.year}，应在 {years} 之间，请改正。"
    return ""


def chinese_date(day):
    """`2021年4月14日`, as GB/T 15835—2011 writes a date in running text."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_edition(day, edition):
    """`2021年4月14日`; of a paper's second issue that day `2021年4月14日（当日第2次）`."""
    return f"{chinese_date(day)}（当日第{edition}次）" if edition > 1 else chinese_date(day)


def chinese_span(first, last):
    """`2021年4月7日至14日`: what the second date shares with the first is not said twice."""
    if first.year != last.year:
        return f"{chinese_date(first)}至{chinese_date(last)}"
    if first.month != last.month:
        return f"{chinese_date(first)}至{last.month}月{last.day}日"
    return f"{chinese_date(first)}至{last.day}日"


def chinese_period(first, last):
    """`2021年4月至6月`, `2021年`: a span in whole months or years where it is one.

    Without an end (None) `2021年4月7日起`, without a beginning `截至2021年4月14日`.
    """
    if not last:
        return f"{chinese_date(first)}起"
    if not first:
        return f"截至{chinese_date(last)}"
    if first == last:
        return chinese_date(first)
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return chinese_span(first, last)
    if (first.month, last.month) == (1, 12):
        begin, end = f"{first.year}年", f"{last.year}年"
    else:
        begin, end = chinese_month(first), chinese_month(last)
        if first.year == last.year and begin != end:
            end = f"{last.month}月"
    return begin if begin == end else f"{begin}至{end}"


def chinese_month(day):
    """`2021年4月`."""
    return f"{day.year}年{day.month}月"


def chinese_weekday(day):
    """`星期三`."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def lately(previous, current):
    """近日 as an EDTF interval from the previous issue's date (None: unknown) to this one's."""
    return f"{previous.isoformat() if previous else ''}/{current.isoformat()}"


@lru_cache(maxsize=1024)  # a grammar is slow, and the same few days are asked for
def edtf_bounds(expression):
    """The first and last day that an EDTF expression allows; None where it leaves an end open.

    Raises ValueError if the expression is not EDTF, or says no days.
    """
    start, slash, end = expression.partition("/")
    try:
        parsed = parse_edtf(expression)
        # The library pads an unknown end by ten years; unknown is unknown here.
        earliest = None if start in {"", ".."} else _day(parsed.lower_strict())
        latest = None if slash and end in {"", ".."} else _day(parsed.upper_strict())
    except (EDTFParseException, AttributeError, TypeError, OverflowError) as error:
        # The last three: EDTF that is no day or span of days, such as a set of dates.
        raise ValueError(f"not EDTF that says days: {expression!r}") from error
    if earliest and latest and earliest > latest:
        raise ValueError(f"ends before it starts: {expression!r}")
    return earliest, latest


def _day(moment):
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def validate_edtf(expression):
    """Refuse what is not EDTF, or of an implausible year, with a sentence for an editor."""
    try:
        bounds = edtf_bounds(expression)
    except ValueError as error:
        raise ValidationError(
            f"“{expression}”不是系统能识别的日期。请写成 2021-04-14（某一天）、2021-04（某个月）"
            "或 2021-04-07/2021-04-14（从某日到某日）；只知道“近日”时请留空。",
            code="edtf",
        ) from error
    if sentence := implausible(*bounds):
        raise ValidationError(sentence, code="implausible_year")
