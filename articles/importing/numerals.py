"""Numbers as papers print them (数字): 12, 十二, 一百二十三, 一二三, 廿八, 二〇二一."""

import re

# What Chinese numbers are written with.
SIGNS = "〇○零一二两三四五六七八九十廿卅百千万壹贰叁肆伍陆柒捌玖拾佰仟"

_LONGEST = 40  # Python itself refuses to read endless numbers
_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = str.maketrans("○零OＯ两壹贰叁肆伍陆柒捌玖拾佰仟", "〇〇〇〇二一二三四五六七八九十百千") | {
    ord("廿"): "二十",
    ord("卅"): "三十",
}
# Each as it is spoken: a place that is left out is said to be 〇. 一百二 may be 102 or 120, so it
# is no number.
_ONES = "[一二三四五六七八九]"
_TENS = f"{_ONES}?十{_ONES}?"
_HUNDREDS = f"{_ONES}百(?:〇{_ONES}|{_TENS})?"
_THOUSANDS = f"{_ONES}千(?:〇(?:{_TENS}|{_ONES})|{_HUNDREDS})?"
_MYRIADS = f"(?:{_TENS}|{_ONES})万(?:〇(?:{_HUNDREDS}|{_TENS}|{_ONES})|{_THOUSANDS})?"
_SPOKEN = re.compile("|".join([_ONES, _TENS, _HUNDREDS, _THOUSANDS, _MYRIADS]))


def number(text):
    """The number that digits or Chinese numerals write; None where they plainly write none."""
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.translate(_PLAIN)
    if text and set(text) <= set(_DIGITS):
        return int("".join(str(_DIGITS.index(sign)) for sign in text))
    return _spoken(text) if _SPOKEN.fullmatch(text) else None


def _spoken(text):
    total = digit = 0
    for sign in text:
        if sign == "万":
            total, digit = (total + digit) * 10_000, 0
        elif sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit
