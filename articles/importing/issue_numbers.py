"""The numbers of an issue that the head of a page prints (期号、总期号): found, and read.

Whatever stands where a number of an issue does is found, so that what cannot be read is told.
"""

import re
import unicodedata

from articles.importing.marks import HANZI
from articles.importing.numerals import SIGNS, number

# {a field of MastheadDraft: what it is called}
LABELS = {"issue_number": "期号", "total_number": "总期号"}
LARGEST = 999_999

_GAP = r"\s*+"
# What stands where an issue's number does, whatever it is, before 期: 123, 一百二十三, 2021-14.
_BEFORE = rf"(?:[^\n{HANZI}]|[{SIGNS}年至和合甲乙丙丁])"
# Without 期 it is one word after its label, and not what stands before 版.
_SIGN = rf"[\dA-Za-z{SIGNS}]"
_REST = rf"(?:(?:{_SIGN}|[-–—~/.,])*{_SIGN})?(?!{_SIGN}|{_GAP}版)"
_TOTAL = re.compile(
    rf"\(?总{_GAP}(?:期[号数第]?|第){_GAP}:?{_GAP}"
    rf"(?:(?P<labelled>{_BEFORE}{{0,40}}?){_GAP}期|(?P<word>[\d{SIGNS}]{_REST}))\)?"
    rf"|\(?总{_GAP}:?{_GAP}"
    rf"(?:(?P<said>(?:(?!\s){_BEFORE}){{1,40}}?){_GAP}期|(?P<bare>\d{_REST}))\)?"
)
_ISSUE = re.compile(
    rf"(?:期号{_GAP}:?{_GAP})?第{_GAP}(?P<labelled>{_BEFORE}{{0,40}}?){_GAP}期"
    rf"|期号{_GAP}:?{_GAP}(?P<word>[\d{SIGNS}]{_REST})"
    rf"|(?<![A-Za-z])N[o0][.:]?{_GAP}(?P<no>\d{_REST})"
    rf"|(?:^|年)[^\S\n]*+(?P<bare>\d[^\s{HANZI}()]*){_GAP}期"
    r"|(?P<name>[创试终]刊号)",
    re.IGNORECASE | re.MULTILINE,
)
# What may stand beside an issue's number and be none: No. of a permit, 创刊号 of the first.
_BESIDE = {"no", "name"}


def is_one(line):
    """Whether a line says nothing but a number of an issue."""
    return bool(_ISSUE.fullmatch(line) or _TOTAL.fullmatch(line))


def find(text):
    """{field: the matches in a text of what its number is, readable or not}."""
    totals = list(_TOTAL.finditer(text))
    # 总第345期 is no 第345期.
    spans = [found.span() for found in totals]
    issues = [
        found
        for found in _ISSUE.finditer(text)
        if not any(start < found.end() and found.start() < end for start, end in spans)
    ]
    return {"issue_number": issues, "total_number": totals}


def read(field, founds):
    """(the number that matches say or None, sentences about what a person should look at)."""
    certain = [found for found in founds if found.lastgroup not in _BESIDE]
    if any(_counted(found) for found in certain):
        founds = certain
    counts = list(dict.fromkeys(filter(None, map(_counted, founds))))
    label, is_read = LABELS[field], bool(counts)
    sentences = [
        _unread(label, " ".join(found[0].split()).strip("()"), is_read)
        for found in founds
        if not _counted(found) and not (is_read and found.lastgroup in _BESIDE)
    ]
    if len(counts) > 1:
        told = "、".join(map(str, counts))
        sentences.append(f"报头里有不同的{label}（{told}），取了第一个，请核对。")
    return next(iter(counts), None), list(dict.fromkeys(sentences))


def _unread(label, printed, is_read):
    if is_read:
        return f"报头里另有“{printed}”，没有读作{label}，请核对。"
    return (
        f"报头印的“{printed}”不是 1 到 {LARGEST} 的数，没有读作{label}。"
        f"请在“{label}”里填上数字，没有就留空。"
    )


def count(written):
    """The number of an issue as somebody wrote it: 12, １２, 第一百二十三期; None if it is none.

    Whatever is read in the head of a page is read here too.
    """
    written = unicodedata.normalize("NFKC", written).strip()
    if found := _TOTAL.fullmatch(written) or _ISSUE.fullmatch(written):
        return _counted(found)
    return _number(re.fullmatch(r"(?:总?第)?(.*?)期?", written, re.DOTALL)[1])


def _counted(found):
    """The number that a match says; None if it is none."""
    return _number(next((group for group in found.groups() if group is not None), ""))


def _number(said):
    pieces = said.strip("() ").split()
    if len(pieces) > 1 and any(len(piece) > 1 for piece in pieces):
        return None  # two numbers, and not one whose characters are set apart
    counted = number("".join(pieces))
    return counted if counted and counted <= LARGEST else None
