"""What a reader types, understood: words, "exact phrases", -exclusions and 部门:党建办.

`parse` never fails: what is no operator is text, and what was left out is said in a notice.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from articles.search.analysis import LONGEST_QUERY, fold, runs
from articles.search.documents import label
from articles.search.known import Known, known
from departments.models import Meeting

MOST_CLAUSES = 12
MOST_NAMES = 8


class Zone(Enum):
    """Where words are looked for."""

    ANYWHERE = "anywhere"
    HEADLINE = "headline"
    OPENING = "opening"  # headline or lead


@dataclass(frozen=True)
class Clause:
    """One thing that an article must have, or must not: any of these phrases or labels.

    Phrases are folded runs (`analysis.runs`), labels as in `documents.labels`; `typed` is the word
    that asks for it, as the reader wrote it.
    """

    phrases: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    zone: Zone = Zone.ANYWHERE
    is_excluded: bool = False
    typed: str = field(default="", compare=False)


@dataclass(frozen=True)
class Question:
    """What is asked: all clauses, between two days (both included), with what to tell the reader.

    `text` is the question as a reader would type it; `words` are the folded phrases to mark.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    since: date | None = None
    until: date | None = None
    words: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def is_empty(self):
        return not (self.clauses or self.since or self.until)

    def narrowed(self, *labels, since=None, until=None):
        """The question with more conditions: each label must be there, each day holds."""
        return replace(
            self,
            clauses=(*self.clauses, *(Clause(labels=(label,)) for label in labels)),
            since=_known(max, self.since, since),
            until=_known(min, self.until, until),
        )

    def without(self, label):
        """The question of what does not bear a label."""
        excluded = Clause(labels=(label,), is_excluded=True)
        return replace(self, clauses=(*self.clauses, excluded))

    def within(self, zone):
        """The question asked of one zone only; None if no words are asked for."""
        clauses = tuple(
            replace(clause, zone=zone, labels=())
            if clause.phrases and not clause.is_excluded and clause.zone is Zone.ANYWHERE
            else clause
            for clause in self.clauses
        )
        return replace(self, clauses=clauses) if clauses != self.clauses else None


# What every article answers that has a day: all that is public.
OF_ANY_DAY = Question(since=date.min)


def _known(choose, *days):
    """The latest or earliest (`max`, `min`) of days, some of which may be None."""
    return choose(filter(None, days), default=None)


_QUOTES = '"“”„‟＂'
_MINUS = "-－"
_WORD = re.compile(
    rf"""(?P<minus>(?<!\S)[{_MINUS}](?=\S))?
         (?:(?:(?<!\S)|(?<=[{_MINUS}]))(?P<key>部门|单位|人物|标签|类别|日期|期|版|标题)[:：])?
         (?:[{_QUOTES}](?P<exact>[^{_QUOTES}]*)[{_QUOTES}]|[{_QUOTES}]?(?P<bare>[^\s{_QUOTES}]+)|[{_QUOTES}])""",
    re.VERBOSE,
)
_NAME_KINDS = {"部门": "dep", "单位": "dep", "人物": "per", "标签": "tag"}


def parse(text, *, everything=False):
    """The question of a text as typed; few queries. `everything` knows what only staff may see."""
    text = text.replace("\x00", "").strip()
    notices = []
    if len(text) > LONGEST_QUERY:
        notices.append(f"只查前 {LONGEST_QUERY} 个字，后面的没有查。")
        text = text[:LONGEST_QUERY]
    words = list(_words(text))
    if len(words) > MOST_CLAUSES:
        notices.append(f"一次最多查 {MOST_CLAUSES} 个词，后面的没有查。")
        words = words[:MOST_CLAUSES]
    names = {word.name for word in words if word.key in _NAME_KINDS or not word.key}
    issues = {word.issue for word in words if word.key == "期"} - {None}
    asked = _Asked(known(names, issues, everything=everything), notices)
    for word in words:
        asked.add(word)
    return asked.question(text)


@dataclass(frozen=True)
class _Word:
    key: str
    text: str
    is_excluded: bool
    is_exact: bool

    @property
    def runs(self):
        return runs(self.text)

    @property
    def name(self):
        """As `SearchWord.key` has it."""
        return name_key(self.text)

    @property
    def issue(self):
        """The day and the edition, if it is the key of an issue."""
        key = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:-(\d{1,4}))?", self.text)
        days = key and _days(key[1])
        return days and (days[0], int(key[2] or 1))


def name_key(text):
    """A name as it is compared: folded, without spaces and punctuation."""
    return runs(text).replace(" ", "")


def _words(text):
    for match in _WORD.finditer(text):
        written = match["exact"] if match["exact"] is not None else match["bare"]
        if written and runs(written):
            is_exact = match["exact"] is not None
            yield _Word(match["key"] or "", written, bool(match["minus"]), is_exact)


@dataclass
class _Asked:
    """A question being put together word by word."""

    known: Known
    notices: list[str]
    clauses: list[Clause] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    since: date | None = None
    until: date | None = None

    def add(self, word):
        understood = {
            "日期": self._add_dates,
            "期": self._add_issue,
            "版": self._add_page,
            "类别": self._add_kind,
            "标题": self._add_headline,
        }.get(word.key, self._add_name if word.key else self._add_text)
        if not understood(word):
            self.notices.append(_NOT_UNDERSTOOD[word.key].format(word.text))
            self._add_text(word)

    def question(self, text):
        clauses = tuple(dict.fromkeys(self.clauses))
        words = tuple(dict.fromkeys(self.words))
        return Question(text, clauses, self.since, self.until, words, tuple(self.notices))

    def _add_text(self, word):
        labels = [] if word.is_exact else sorted(self.known.bearers.get(word.name, ()))
        phrases = dict.fromkeys(
            [word.runs, *(name for one in labels for name in self.known.names[one])]
        )
        self._add_clause(word, phrases=tuple(phrases)[:MOST_NAMES], labels=tuple(labels))
        return True

    def _add_headline(self, word):
        self._add_clause(word, phrases=(word.runs,), zone=Zone.HEADLINE)
        return True

    def _add_name(self, word):
        kind = _NAME_KINDS[word.key]
        labels = sorted(
            one for one in self.known.bearers.get(word.name, ()) if one.startswith(kind)
        )
        if labels:
            self._add_clause(word, labels=tuple(labels))
        return bool(labels)

    def _add_page(self, word):
        number = word.name
        if number.isascii() and number:
            self._add_clause(word, labels=(label("pag", number.zfill(2)), label("pag", number)))
        return number.isascii()

    def _add_kind(self, word):
        kinds = [value for value, name in Meeting.Classification.choices if name == word.text]
        if kinds:
            self._add_clause(word, labels=(label("kin", kinds[0]),))
        return bool(kinds)

    def _add_issue(self, word):
        key = self.known.issues.get(word.issue)
        if key:
            self._add_clause(word, labels=(label("iss", key),))
        return bool(key)

    def _add_dates(self, word):
        if word.is_excluded:
            return False
        begin, dots, end = re.sub("至|到|~|～|—+", "..", word.text).partition("..")
        first, last = _days(begin), _days(end) if dots else _days(begin)
        if (begin and not first) or (end and not last) or not (first or last):
            return False
        self.since = _known(max, self.since, first and first[0])
        self.until = _known(min, self.until, last and last[1])
        return True

    def _add_clause(self, word, **what):
        self.clauses.append(Clause(is_excluded=word.is_excluded, typed=word.text, **what))
        if not word.is_excluded:
            self.words += what.get("phrases", ())


_NOT_UNDERSTOOD = {
    "部门": "没有叫“{}”的单位，改按文字查找。",
    "单位": "没有叫“{}”的单位，改按文字查找。",
    "人物": "没有叫“{}”的人物，改按文字查找。",
    "标签": "没有“{}”这个标签，改按文字查找。",
    "类别": "没有“{}”这类会议，改按文字查找。",
    "日期": "“{}”不是能查的日期，改按文字查找。请写成 2021-04 或 2021-04..2021-06。",
    "期": "没有“{}”这一期，改按文字查找。请写成 2021-04-14。",
    "版": "没有“{}”这一版，改按文字查找。请写成 02 或 A3。",
}
_DAY = re.compile(r"(\d{4})年?(?:[-./]?(\d{1,2})月?(?:[-./]?(\d{1,2})日?)?)?")


def _days(text):
    """The first and the last day of `2021`, `2021-04`, `2021年4月14日`; None if it is no date."""
    found = _DAY.fullmatch(re.sub(r"\s+", "", _half_width(text)))
    if not found:
        return None
    year, month, day = (part and int(part) for part in found.groups())
    months = (1, 12) if month is None else (month, month)
    try:
        days = (1, monthrange(year, months[1])[1]) if day is None else (day, day)
        return date(year, months[0], days[0]), date(year, months[1], days[1])
    except ValueError:
        return None


def _half_width(text):
    """Full-width digits as ASCII; the separators stay."""
    return "".join(fold(character) if character.isdigit() else character for character in text)
