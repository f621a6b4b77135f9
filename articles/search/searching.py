"""Finding: from what a reader typed to hits, newest first or by relevance.

The archive is searched from the newest day backwards, in legs that grow; a search ends with the
last hit wanted or when its time is up, and says which. So a page of results costs the same in a
thousand articles and in a million, on the first page and on the five hundredth.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from django.utils import timezone

from articles.models import SearchEntry
from articles.search.backends import backend
from articles.search.backends.base import Deadline, Drive, Hit, Leg, TooSlow, decisive
from articles.search.documents import day_of, first_rank_of
from articles.search.query import Question, Zone, parse

NEWEST, RELEVANCE = "newest", "relevance"
# Above this, counts read 10,000+; by relevance, as many of the newest hits are put in order.
MOST_COUNTED = 10_000
# Numbers by department, year … are taken from as many of the newest hits.
MOST_SORTED_OUT = 2_000
# Of a list by years, so many at a time: it costs the same in an old archive as in a young one.
YEARS = 10

HIGHEST = (1 << 63) - 1
_UNDATED = first_rank_of(date.max)
# How far back the legs of a search reach, in days. Short at first, for most words stand in the
# newest; further back never longer than seven years, so that a word which all used long ago costs
# no more.
_NEWEST, _OLDER = (31, 93, 372), tuple(range(1500, 16_000, 2500))
# Of a single character, as many hits are counted, sorted out and put in order: each is walked to.
_MOST_OF_A_CHARACTER = 500
# A single character is first looked for in the newest entries, more and more of them. Where few of
# the first have it (`SearchBackend.common`), the index leads to the others.
_WALKS = (1_000, 16_000)


@dataclass(frozen=True)
class Count:
    """How many; at least so many, where `is_exact` is false."""

    number: int
    is_exact: bool = True

    def __str__(self):
        return f"{self.number:,}" + ("" if self.is_exact else "+")


@dataclass(frozen=True)
class Found:
    """Hits in order, and where the next ones begin: `cursor`, empty at the end.

    `reached` is the day down to which was searched when the time was up, else None. `labels` counts
    the labels (`documents.labels`) of the newest `MOST_SORTED_OUT` hits. Both it and `count` are
    empty on further pages of the newest.
    """

    hits: list[Hit]
    cursor: str = ""
    reached: date | None = None
    is_complete: bool = True
    count: Count | None = None
    labels: Counter = field(default_factory=Counter)


class Search:
    """One search: its question, who asks, and the time it has."""

    def __init__(self, question, *, everything=False, at=None):
        """`question` is a text or a Question; `everything` finds drafts too, for staff."""
        if isinstance(question, str):
            question = parse(question, everything=everything)
        self.question = question
        self.at = None if everything else at or timezone.now()
        self.backend = backend()
        self.backend.prepare(self.question)
        self.deadline = Deadline()
        self._has_begun = False
        self._last = 0  # how much the last statement found
        self._stopped_at = None  # the rank down to which was searched when the time was up

    def newest(self, limit, before=HIGHEST):
        """The newest hits older than a rank, without counting."""
        return self._page(self._collect(limit + 1, before), limit, before)

    def at_once(self, limit, before=HIGHEST):
        """The newest hits older than a rank by one statement; none where its time is too short.

        For questions with a label or a word of two characters.
        """
        newest, older = self._legs(*self._ends(before), is_at_once=True)
        legs = newest + older
        return (legs and self._ask(self.backend.hits, self.question, legs, limit)) or []

    def overview(self, limit):
        """The newest hits, with how many there are and what they are about."""
        hits = self._collect(min(MOST_SORTED_OUT, self._most) + 1, HIGHEST)
        total = len(hits)
        if MOST_SORTED_OUT < total <= self._most:
            total += self._count(self._most - total + 1, hits[-1].rank)
        page = self._page(hits, limit, HIGHEST)
        return replace(page, count=self._counted(total), labels=_sorted_out(hits))

    def by_relevance(self, limit, skip=0):
        """Hits in the headline, then in the lead, then in the text, each the newest first.

        Of the newest `MOST_COUNTED` hits: with more, an older hit in a headline stays behind.
        """
        hits = self._collect(self._most + 1, HIGHEST)
        total, labels = len(hits), _sorted_out(hits)
        tiers, is_in_order = self._tiers(hits)
        hits = sorted(hits[: self._most], key=lambda hit: (tiers.get(hit.rank, 2), -hit.rank))
        end = skip + limit
        return Found(
            hits[skip:end],
            cursor=str(end) if len(hits) > end else "",
            reached=self._reached,
            is_complete=self._stopped_at is None and is_in_order,
            count=self._counted(total),
            labels=labels,
        )

    def _page(self, hits, limit, before):
        cursor = hits[limit - 1].rank if len(hits) > limit else self._stopped_at
        return Found(
            hits[:limit],
            # Where no statement came to its end, to go on would be to begin again.
            cursor=str(cursor) if cursor and cursor < before else "",
            reached=self._reached,
            is_complete=self._stopped_at is None,
        )

    @property
    def _reached(self):
        return self._stopped_at and day_of(self._stopped_at)

    @property
    def _most(self):
        """How many hits are counted and put in order."""
        return _MOST_OF_A_CHARACTER if self._asks_characters else MOST_COUNTED

    def _counted(self, total):
        is_exact = self._stopped_at is None and total <= self._most
        return Count(min(total, self._most), is_exact)

    def _collect(self, limit, before):
        """The newest hits older than a rank, at most `limit`."""
        found = self._each(self.backend.hits, len, limit, before)
        return [hit for hits in found for hit in hits]

    def _count(self, limit, before):
        """How many hits are older than a rank, at most `limit`."""
        return sum(self._each(self.backend.count, int, limit, before))

    def _each(self, read, number_in, limit, before):
        """What one statement after the other finds, until it is enough or the time is up.

        `number_in` tells how many hits are in what `read` gives.
        """
        for legs in self._plan(before):
            found = self._ask(read, self.question, legs, limit)
            if found is None:
                self._stopped_at = legs[0].high
                return
            self._last = number_in(found)
            limit -= self._last
            yield found
            if limit <= 0:
                return

    def _tiers(self, hits):
        """Rank → 0 for hits in the headline, 1 for those in the lead; whether there was time."""
        tiers, has_time = {}, True
        for tier, zone in ((1, Zone.OPENING), (0, Zone.HEADLINE)):
            question = self.question.within(zone)
            if hits and question:
                drive = Drive.INDEX if decisive(question.clauses) else Drive.PREFIX
                leg = Leg(hits[-1].rank, hits[0].rank + 1, drive)
                found = self._ask(self.backend.hits, question, [leg], MOST_COUNTED)
                has_time = has_time and found is not None
                tiers |= {hit.rank: tier for hit in found or ()}
        return tiers, has_time

    def _ask(self, read, *asked):
        """What a statement finds; None when the time is up."""
        if not (self._has_begun and self.deadline.is_near):
            self._has_begun = True
            with suppress(TooSlow):
                return read(*asked, self.at, self.deadline.left)
        return None

    def _ends(self, before):
        """The ranks between which to search: from the one, included, up to the other."""
        asked = self.question
        low = first_rank_of(asked.since) if asked.since else 0
        high = min(before, first_rank_of(asked.until, later=1)) if asked.until else before
        if self.at or asked.since:
            # Only drafts have no day: not public, and not among the hits of who asks by days.
            high = min(high, _UNDATED)
        return low, high

    def _plan(self, before):
        """Legs from a rank downwards, those of one statement at a time."""
        low, high = self._ends(before)
        if self.question.is_empty or low >= high:
            return
        if all(clause.is_excluded and not clause.phrases for clause in self.question.clauses):
            yield [Leg(low, high, Drive.WALK)]
        elif self._asks_characters:
            yield from self._by_character(low, high)
        else:
            yield from self._back_in_time(low, high)

    @property
    def _asks_characters(self):
        """Whether nothing asked for is a token of the index: single characters only."""
        wanted = [clause for clause in self.question.clauses if not clause.is_excluded]
        return bool(wanted) and not decisive(wanted)

    def _back_in_time(self, low, high, drive=Drive.INDEX):
        """The newest, then the older: what the first found is kept if the next is stopped."""
        newest, older = self._legs(low, high, drive)
        if self.backend.is_ordered:
            parts = [newest + older] if self._is_simple else [newest, older]
        elif any(map(self.backend.is_rare, decisive(self.question.clauses))):
            parts = self._parted(low, newest + older)
        else:
            yield from filter(None, [newest])
            parts = self._parted(low, older)
        yield from filter(None, parts)

    def _parted(self, low, legs):
        """Legs as they are asked: as one down to a rank where hits are few, else half by half."""
        if legs:
            whole = Leg(low, legs[0].high, legs[-1].drive)
            if self._are_few(whole):
                return [[whole]]
        middle = len(legs) // 2
        return [legs[:middle], legs[middle:]]

    def _are_few(self, leg):
        """Whether the index finds so few on a leg that all are put in order sooner than parted."""
        if not self.deadline.is_near:
            with suppress(TooSlow):
                return self.backend.are_few(self.question, leg, self.deadline.left)
        return False

    def _legs(self, low, high, drive=Drive.INDEX, *, is_at_once=False):
        """The legs from a rank down to another, as two lists: of the newest, and of the older.

        From where the newest entry stands to the oldest; to know that takes a query, which is
        spared where all is asked `is_at_once`.
        """
        newest, older = [], []
        today = timezone.localdate()
        if not self.backend.is_ordered:
            coming = first_rank_of(today, later=1)
            if low < coming < high:
                newest.append(Leg(coming, high, Drive.WALK))
                high = coming
            if not is_at_once:
                low, high = self.backend.ends(low, high)
        day = min(day_of(high - 1) or today, today)
        for legs, middles in (
            (newest, _beginnings(day, _NEWEST)),
            (older, _beginnings(day, _OLDER)),
        ):
            for middle in middles:
                if low < high > middle:
                    legs.append(Leg(max(low, middle), high, drive))
                    high = legs[-1].low
        if low < high:
            older.append(Leg(low, high, drive))
        return newest, older

    @property
    def _is_simple(self):
        """Whether the index finds hits soon: by labels, and by one pair of characters at most."""
        phrases = [phrase for clause in self.question.clauses for phrase in clause.phrases]
        return not phrases or (len(phrases) == 1 and len(phrases[0]) == 2)

    def _by_character(self, low, high):
        entries = SearchEntry.objects.filter(rank__gte=low).order_by("-rank")
        for number in _WALKS:
            last = entries.filter(rank__lt=high).values_list("rank", flat=True)[number:][:1]
            middle = next((rank + 1 for rank in last), low)
            yield [Leg(middle, high, Drive.WALK)]
            high = middle
            if high == low:
                return
            if self._last < self.backend.common:
                yield from self._back_in_time(low, high, Drive.PREFIX)
                return
        yield [Leg(low, high, Drive.WALK)]


def findable(questions):
    """Those of the questions to which the public finds something; each has words or labels."""
    search = Search(Question())
    newest, older = search._legs(0, _UNDATED, is_at_once=True)
    asked = [(question, newest + older) for question in questions]
    places = search._ask(search.backend.which, asked) if asked else ()
    return [questions[place] for place in sorted(places or ())]


def years(question, around=None):
    """In which of ten years the public finds something, and whether it does before them.

    For a question of labels. The ten end with the newest of all, or hold the year `around`. Gives
    those with a hit, the newest first, and the last year before the ten, or None.
    """
    low, high = backend().ends(0, HIGHEST)
    if low == high:
        return [], None
    first, newest = ((day_of(rank) or timezone.localdate()).year for rank in (low, high - 1))
    last = newest - (newest - min(max(around or newest, first), newest)) // YEARS * YEARS
    ten = range(last, max(last - YEARS, first - 1), -1)
    asked = [(question, _of_year(year)) for year in ten]
    earlier = last - YEARS
    if first <= earlier:
        *nearest, rest = _of_year(earlier)
        asked.append((question, [*nearest, Leg(low, rest.high)]))
    search = Search(Question())
    found = search._ask(search.backend.which, asked) or ()
    return (
        [year for place, year in enumerate(ten) if place in found],
        earlier if len(ten) in found else None,
    )


@lru_cache(256)
def _of_year(year):
    """The legs of a year: its last month, of which the index holds little, and what is before."""
    begin, month = first_rank_of(date(year, 1, 1)), first_rank_of(date(year, 12, 1))
    return [Leg(month, first_rank_of(date(year, 12, 31), later=1)), Leg(begin, month)]


@lru_cache(256)
def _beginnings(day, numbers):
    """The ranks at which the legs begin that reach back from a day, by so many days each."""
    return [_begin(day, days) for days in numbers]


def _begin(day, days):
    """The rank at which a leg begins that reaches so many days back from a day."""
    begin = day - timedelta(days)
    if days > 366:
        begin = begin.replace(month=1, day=1)  # whole years are the quickest to find
    return first_rank_of(begin)


def _sorted_out(hits):
    return Counter(one for hit in hits[:MOST_SORTED_OUT] for one in hit.labels.split())
