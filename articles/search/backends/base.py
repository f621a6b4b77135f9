"""What both databases have in common: the statement that finds hits, and its limits.

A statement goes back in time over some legs, from the newest. Each is led by the full-text index
where the question has words of two characters or labels, and walks the entries where it has not;
what the index cannot decide is looked up in the stored text, hit by hit, until there are enough.
"""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from articles.models import Issue, SearchText
from articles.publishing import is_public_q
from articles.search import analysis
from articles.search.query import Zone
from liangcheng.fast.prepared import Prepared

# So many tokens lead to a longer phrase; those that are rarest in as many of the newest texts.
_LEADING, _SAMPLE = 4, 100
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# Each by itself, which takes SQLite a step instead of a walk.
_END = "(SELECT {}(rank) FROM articles_searchentry WHERE rank >= %s AND rank < %s)"
_ENDS = Prepared(f"SELECT {_END.format('min')}, {_END.format('max')}")


class TooSlow(Exception):
    """The database was stopped, because the time for this search is up."""


class Drive(Enum):
    """What leads along a leg."""

    INDEX = "index"
    # For a question of single characters only: all entries, or all pairs that begin with it.
    WALK = "walk"
    PREFIX = "prefix"


class Hit(NamedTuple):
    rank: int
    article_id: int
    labels: str


@dataclass(frozen=True)
class Leg:
    """A part of the way back in time: ranks from `low` (included) up to `high` (not included)."""

    low: int
    high: int
    drive: Drive = Drive.INDEX


class Deadline:
    """How long a search may keep the database busy: `settings.SEARCH_SECONDS` in all."""

    # No statement begins after this part of the time.
    BEGIN = 0.5

    def __init__(self):
        self.begun = time.monotonic()

    @property
    def taken(self):
        """How long it has been, in seconds."""
        return time.monotonic() - self.begun

    @property
    def is_near(self):
        """Whether no further statement should begin."""
        return self.taken > self.BEGIN * settings.SEARCH_SECONDS

    @property
    def left(self):
        """How long a statement that begins now may last, in seconds."""
        return settings.SEARCH_SECONDS - self.taken


def is_character(phrase):
    """Whether a phrase is a single character, which is not a token but the beginning of many."""
    return len(phrase) == 1


def decisive(clauses):
    """The clauses that lead to few entries: those not excluded and without a single character."""
    return [
        clause
        for clause in clauses
        if not clause.is_excluded and not any(map(is_character, clause.phrases))
    ]


def is_led_by_prefix(clause):
    """Whether a clause asks for single characters and nothing else."""
    is_asked = clause.phrases and not clause.is_excluded
    return is_asked and all(map(is_character, clause.phrases))


class SearchBackend(ABC):
    """A full-text index whose rows are `SearchEntry` rows, under the same rank."""

    position = ""  # the function that says where a string stands in another
    common = 20  # of a thousand entries: to walk them is cheaper than to ask for all beginnings
    is_ordered = True  # whether the index gives its hits newest first, without sorting all of them

    def __init__(self):
        self.leading = {}  # long phrase → the tokens that lead to it

    # Writing

    @abstractmethod
    def create(self, schema_editor):
        """Make the index's own table or column."""

    @abstractmethod
    def drop(self, schema_editor):
        """Undo `create`."""

    @abstractmethod
    def add(self, documents):
        """Take documents in; their entries stand already."""

    @abstractmethod
    def remove(self, documents):
        """Take documents out, told as they went in; their entries still stand."""

    @abstractmethod
    def loading(self):
        """A context for very many documents: a function that takes them in, with their entries and
        texts, as (document, what is `indexed`) pairs.
        """

    @abstractmethod
    def indexed(self, document):
        """What the database's own index takes of a document; needs no connection."""

    @abstractmethod
    def strays(self):
        """How many rows of the index have no entry or a wrong number of them."""

    @abstractmethod
    def clear(self):
        """Empty the index; the entries stay."""

    # Reading

    def prepare(self, question):
        """Choose what leads to the long phrases of a question: one query if it has any.

        An index goes through the lists of all tokens asked for. Thirty are a hundred times as slow
        as the few that hardly any other text holds, mostly pairs across the end of a word.
        """
        phrases = {words for clause in question.clauses for words in clause.phrases}
        pairs = {words: _pairs(words) for words in phrases}
        pairs = {words: found for words, found in pairs.items() if len(found) > _LEADING}
        if pairs:
            texts = SearchText.objects.order_by("-pk").values_list("content", flat=True)
            sample = "\n".join(texts[:_SAMPLE])
            self.leading = {
                words: sorted(found, key=sample.count)[:_LEADING] for words, found in pairs.items()
            }

    def is_rare(self, clause):
        """Whether few entries are to be expected: a clause of long phrases only."""
        return not clause.labels and all(words in self.leading for words in clause.phrases)

    @abstractmethod
    def match(self, question, leg):
        """FROM and WHERE that find the question's entries as `e`: (from, conditions, params)."""

    @abstractmethod
    def is_settled(self, phrase):
        """Whether the index alone decides if a text holds the phrase."""

    @abstractmethod
    def run(self, statement, params, seconds):
        """The rows of a statement; raises TooSlow after so many seconds."""

    def hits(self, question, legs, limit, at, seconds):
        """The newest hits on some legs, at most `limit`; `at` is when they are public, or None.

        Legs follow each other without a gap, the newest first.
        """
        found, params = self._found(question, legs, at)
        return [*map(Hit._make, self.run(f"{found} LIMIT %s", [*params, limit], seconds))]

    def ends(self, low, high):
        """The part of the way between two ranks on which entries stand; (low, low) if none do."""
        ((first, last),) = _ENDS.rows(connections[DEFAULT_DB_ALIAS], [low, high] * 2)
        return (low, low) if first is None else (first, last + 1)

    def are_few(self, question, leg, seconds):
        """Whether the index finds few entries on a leg, public or not, as a bounded count tells."""
        return False

    def count(self, question, legs, limit, at, seconds):
        """How many hits there are on some legs, at most `limit`."""
        found, params = self._found(question, legs, at)
        counting = f"SELECT count(*) FROM ({found} LIMIT %s) counted"
        ((number,),) = self.run(counting, [*params, limit], seconds)
        return number

    def which(self, asked, at, seconds):
        """The places in a list of those questions that have a hit on the legs beside them."""
        statements = []
        for place, (question, legs) in enumerate(asked):
            found, params = self._found(question, legs, at, self.selected)
            statements.append((f"SELECT %s FROM ({found} LIMIT 1) hit", [place, *params]))
        # Those of one shape beside each other; in which order they are asked makes no difference.
        statements.sort(key=lambda one: one[0])
        rows = self.run(*self.in_turn("asked", statements), seconds)
        return {place for (place,) in rows}

    def _found(self, question, legs, at, select=None):
        """The statement that finds a question's hits, the newest first, and its parameters.

        With `select=self.selected` they come in any order on each leg.
        """
        select = select or self.ordered
        statements = []
        public = [_public(at)] if at else []
        for leg in self.joined(question, legs):
            source, conditions, params = self.match(question, leg)
            doubts = [*public, *self._doubts(question, leg.drive)]
            statements.append(select(leg.drive, source, conditions, params, doubts))
        return self.in_turn("leg", statements)

    def in_turn(self, name, statements):
        """What some statements, each with its parameters, find one after the other, as one.

        A statement is not begun before the one before it has given all it has. `name` is no other
        part's in them.
        """
        if len(statements) == 1:
            return statements[0]
        parts = [f"SELECT * FROM ({statement}) {name}" for statement, _ in statements]
        return " UNION ALL ".join(parts), [one for _, params in statements for one in params]

    def joined(self, question, legs):
        """The legs as this database takes them best."""
        return legs

    @abstractmethod
    def ordered(self, drive, source, conditions, params, doubts):
        """The whole statement; `doubts` are conditions (SQL, parameters) to look up hit by hit."""

    def selected(self, drive, source, conditions, params, doubts):
        """The same in no order."""
        conditions = [*conditions, *(condition for condition, _ in doubts)]
        params = [*params, *(value for _, values in doubts for value in values)]
        where = " AND ".join(conditions)
        return f"SELECT e.rank, e.article_id, e.labels FROM {source} WHERE {where}", params

    def _doubts(self, question, drive):
        """A condition on the stored text for each clause that the index does not decide."""
        return [
            self._looked_up(clause)
            for clause in question.clauses
            if drive is Drive.WALK or not self.is_decided(clause, drive)
        ]

    def is_decided(self, clause, drive):
        """Whether the index alone decides about a clause."""
        if clause.zone is Zone.OPENING:  # a matter of order, where a near miss does no harm
            return True
        if drive is Drive.PREFIX and is_led_by_prefix(clause):
            return True
        return all(map(self.is_settled, clause.phrases))

    def wanted(self, question, drive):
        """The clauses by which the index leads."""
        found = decisive(question.clauses)
        if drive is Drive.PREFIX:
            found += filter(is_led_by_prefix, question.clauses)
        return found

    def unwanted(self, question):
        """The clauses that the index excludes: only what it decides can be excluded by it."""
        return [
            clause
            for clause in question.clauses
            if clause.is_excluded and all(map(self.is_settled, clause.phrases))
        ]

    def _looked_up(self, clause):
        content = "content"
        if clause.zone is Zone.HEADLINE:
            content = self.first_line("content")
        alternatives = ["(' ' || e.labels || ' ') LIKE %s" for _ in clause.labels]
        params = [f"% {label} %" for label in clause.labels]
        for phrase in clause.phrases:
            alternatives.append(
                f"(SELECT {self.position}({content}, %s) FROM articles_searchtext t"
                " WHERE t.article_id = e.article_id) > 0"
            )
            params.append(phrase)
        negation = "NOT " if clause.is_excluded else ""
        return f"{negation}({' OR '.join(alternatives)})", params

    @abstractmethod
    def first_line(self, column):
        """SQL for the first line of a text."""


def _pairs(words):
    return list(dict.fromkeys(token for token in analysis.phrase(words) if not is_character(token)))


@lru_cache(1)  # a statement of many questions has it in each
def _public(at):
    """The condition that an entry and its issue are public at a time, and its parameters.

    Looked up hit by hit: a list of all issues that are not would grow with the archive.
    """
    statement, params = _public_issue(connection.vendor)
    # Compared as the database stores it: Django's own conversion.
    now = connection.ops.adapt_datetimefield_value(at)
    same = f"{Issue._meta.db_table}.{Issue._meta.pk.column} = e.issue_id"
    # Not EXISTS, which PostgreSQL may answer from a list of all issues that it makes first.
    found = f"({statement} AND {same}) IS NOT NULL"
    condition = f"e.published_at <= %s AND (e.issue_id IS NULL OR {found})"
    return condition, (now, *(now if one is None else one for one in params))


@cache
def _public_issue(vendor):
    """The statement that finds the public issues, and its parameters: None where the time stands.

    To write it takes Django longer than PostgreSQL to find the first hits.
    """
    statement, params = _issues_at(_SOME_TIME)
    _, later = _issues_at(_SOME_TIME + timedelta(1))
    return statement, [
        None if one != other else one for one, other in zip(params, later, strict=True)
    ]


def _issues_at(moment):
    issues = Issue.objects.filter(is_public_q(at=moment)).order_by().values("pk")
    return issues.query.sql_with_params()
