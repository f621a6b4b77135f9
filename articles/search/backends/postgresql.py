"""PostgreSQL: the tokens of an entry as a `tsvector` beside it, with a GIN index.

The index knows which pairs an article holds, not where: positions in a tsvector end at 16,383 and
after 256 of a kind, so a phrase of more than one pair is looked up in the stored text of each hit.

A GIN index gives its hits in no order. So that the newest come first without all being fetched, the
labels of years and months stand in the index too, and a search goes back in time leg by leg.
https://www.postgresql.org/docs/current/textsearch-indexes.html
"""

from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from itertools import compress, groupby

from django.db import OperationalError, connection
from psycopg.adapt import Dumper
from psycopg.errors import QueryCanceled
from psycopg.postgres import types
from psycopg.pq import Format

from articles.search.analysis import ends_in_prefix, phrase, tokens
from articles.search.backends.base import (
    Drive,
    SearchBackend,
    TooSlow,
)
from articles.search.backends.incoming import incoming
from articles.search.documents import EVERY, day_of, label
from articles.search.query import Zone
from liangcheng.fast.prepared import marked

_INDEX = "articles_search_tokens"
# So many entries are fetched and put in order in a few milliseconds, wherever they stand.
_FEW = 2_000
_CREATE = (
    "ALTER TABLE articles_searchentry ADD COLUMN tokens tsvector",
    # The tokens are read by the index alone: kept apart, they leave the entries small.
    "ALTER TABLE articles_searchentry ALTER COLUMN tokens SET STORAGE EXTERNAL",
    "ALTER TABLE articles_searchentry SET (toast_tuple_target = 256, fillfactor = 90)",
    # A text is fetched for each hit that the tokens leave in doubt: in one piece, not compressed.
    "ALTER TABLE articles_searchtext SET (toast_tuple_target = 8160)",
    # No list of entries waiting to be sorted in: every search would read all of it.
    f"CREATE INDEX {_INDEX} ON articles_searchentry USING gin (tokens) WITH (fastupdate = off)",
)
# Marks of tokens by where they stand; no token of a text begins with one.
_HEADLINE, _LEAD, _LABEL = "^", "~", ":"
_MARKS = {Zone.ANYWHERE: [""], Zone.HEADLINE: [_HEADLINE], Zone.OPENING: [_HEADLINE, _LEAD]}
# For the length of a transaction: the planner cannot know how many articles hold a pair. In one
# message with the statement they take no time of their own.
_SETTINGS = (
    "SET LOCAL statement_timeout = {milliseconds}; SET LOCAL enable_seqscan = off; {statement}"
)
# Where others follow in the same transaction.
_DEFAULTS = "; SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT"


class _VectorDumper(Dumper):
    """Bytes that are a tsvector as PostgreSQL sends and receives it (`tsvectorrecv`)."""

    oid = types["tsvector"].oid
    format = Format.BINARY

    def dump(self, vector):
        return vector


class Backend(SearchBackend):
    position = "strpos"
    common = 100
    is_ordered = False

    def create(self, schema_editor):
        for statement in _CREATE:
            schema_editor.execute(statement)

    def drop(self, schema_editor):
        schema_editor.execute("ALTER TABLE articles_searchentry DROP COLUMN tokens")

    def add(self, documents):
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE articles_searchentry SET tokens = %s::tsvector WHERE rank = %s",
                [(" ".join(map(_quoted, all_tokens(one))), one.rank) for one in documents],
            )

    def remove(self, documents):
        """Nothing to do: the tokens go with their entry."""

    @contextmanager
    def loading(self):
        with incoming(_INDEX) as came:

            def load(prepared):
                self._load(prepared)
                came(len(prepared))

            yield load
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_searchentry (rank, article_id, issue_id)")

    def indexed(self, document):
        # In the order in which PostgreSQL keeps them, which spares it the sorting.
        lexemes = sorted(all_tokens(document))
        # After each the NUL that ends it, and its number of positions in two bytes: none.
        return len(lexemes).to_bytes(4, "big") + "\0\0\0".join([*lexemes, ""]).encode()

    def _load(self, prepared):
        with connection.cursor() as cursor:
            cursor.adapters.register_dumper(bytes, _VectorDumper)
            with cursor.copy(
                "COPY articles_searchentry"
                " (rank, article_id, issue_id, published_at, labels, tokens)"
                " FROM STDIN (FORMAT BINARY)"
            ) as entries:
                entries.set_types(["int8", "int8", "int8", "timestamptz", "text", "tsvector"])
                for one, indexed in prepared:
                    entries.write_row(
                        (
                            one.rank,
                            one.article_id,
                            one.issue_id,
                            one.published_at,
                            one.labels,
                            indexed,
                        )
                    )
            with cursor.copy("COPY articles_searchtext (article_id, content) FROM STDIN") as texts:
                for one, _ in prepared:
                    texts.write_row((one.article_id, one.content))

    def strays(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM articles_searchentry WHERE tokens IS NULL")
            return cursor.fetchone()[0]

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE articles_searchentry SET tokens = NULL")

    def match(self, question, leg):
        limits = [leg.low, leg.high]
        if leg.drive is Drive.WALK:
            return "articles_searchentry e", ["e.rank >= %s", "e.rank < %s"], limits
        # `+ 0` keeps the planner from walking the entries by rank, slow where hits are few.
        conditions, params = self._indexed(question, leg)
        return (
            "articles_searchentry e",
            [*conditions, "e.rank + 0 >= %s", "e.rank + 0 < %s"],
            [*params, *limits],
        )

    def are_few(self, question, leg, seconds):
        conditions, params = self._indexed(question, leg)
        found = f"SELECT FROM articles_searchentry e WHERE {' AND '.join(conditions)} LIMIT %s"
        counting = f"SELECT count(*) FROM ({found}) counted"
        ((number,),) = self.run(counting, [*params, _FEW + 1], seconds)
        return number <= _FEW

    def _indexed(self, question, leg):
        """What the index decides about a leg, as conditions and their parameters.

        Two conditions where the leg has months: the index then leaps from one's entries to those of
        the other, and passes over all that a word has in other years.
        """
        params = [self._expression(question, leg.drive), *_months(leg)]
        return ["e.tokens @@ %s::tsquery"] * len(params), params

    def is_settled(self, phrase):
        return len(phrase) == 2

    def first_line(self, column):
        return f"split_part({column}, E'\\n', 1)"

    def ordered(self, drive, source, conditions, params, doubts):
        # OFFSET 0 keeps the parts apart: first the index, then the order, then hit by hit.
        columns = "e.rank, e.article_id, e.labels"
        found = f"SELECT {columns}, e.issue_id, e.published_at FROM {source}"
        found = f"{found} WHERE {' AND '.join(conditions)}"
        if drive is not Drive.WALK:  # which leads in this order already
            found = f"SELECT * FROM ({found} OFFSET 0) e"
        found = f"SELECT {columns} FROM ({found} ORDER BY e.rank DESC OFFSET 0) e"
        if doubts:
            found = f"{found} WHERE {' AND '.join(condition for condition, _ in doubts)}"
        params = [*params, *(value for _, values in doubts for value in values)]
        return f"{found} ORDER BY e.rank DESC", params

    def in_turn(self, name, statements):
        """As for any database; equal statements stand in it once, beside a table of their values.

        To plan a statement takes longer than to find the first hits.
        """
        parts = [
            _repeated(name, statement, [params for _, params in group])
            for statement, group in groupby(statements, key=lambda one: one[0])
        ]
        return super().in_turn(name, parts)

    def run(self, statement, params, seconds):
        # Within a transaction, a statement that is stopped would spoil all of it: no limit there.
        # 0 means none.
        is_within = connection.in_atomic_block
        milliseconds = 0 if is_within else max(1, round(seconds * 1000))
        message = _SETTINGS.format(milliseconds=milliseconds, statement=statement)
        message += _DEFAULTS * is_within
        with connection.cursor() as cursor:
            try:
                cursor.execute(message, params)
            except OperationalError as error:
                if isinstance(error.__cause__, QueryCanceled):
                    raise TooSlow from error
                raise
            while cursor.description is None:
                cursor.nextset()
            return cursor.fetchall()

    def _expression(self, question, drive):
        """The question as a tsquery; every token is quoted."""
        wanted = [self._any_of(clause) for clause in self.wanted(question, drive)]
        unwanted = [f"!{self._any_of(clause)}" for clause in self.unwanted(question)]
        parts = [*(wanted or [_quoted(_LABEL + EVERY)]), *unwanted]
        return " & ".join(parts)

    def _any_of(self, clause):
        alternatives = [
            self._phrase(words, mark) for words in clause.phrases for mark in _MARKS[clause.zone]
        ]
        alternatives += [_quoted(_LABEL + one) for one in clause.labels]
        return f"({' | '.join(alternatives)})"

    def _phrase(self, words, mark):
        tokens = self.leading.get(words) or dict.fromkeys(phrase(words))
        found = [_quoted(mark + token) for token in tokens]
        if ends_in_prefix(words) and words not in self.leading:
            found[-1] += ":*"
        return f"({' & '.join(found)})"


def all_tokens(document):
    """The set of a document's tokens, each once more with the mark of headline or lead."""
    headline, lead, text = map(tokens, (document.headline, document.lead, document.text))
    return {
        *headline,
        *text,
        *(_HEADLINE + token for token in headline),
        *(_LEAD + token for token in lead),
        *(_LABEL + one for one in document.labels.split()),
    }


def _repeated(name, statement, rows):
    """A statement asked with some rows of parameters in turn, as one: (statement, parameters)."""
    if len(rows) == 1:
        return statement, rows[0]
    differing = [len(set(values)) > 1 for values in zip(*rows, strict=True)]
    columns = [f"v{place}" for place, differs in enumerate(differing) if differs]
    marks = (f"{name}.v{place}" if differs else "%s" for place, differs in enumerate(differing))
    asked = marked(statement, marks)
    row = f"({', '.join(['%s'] * len(columns))})"
    table = f"(VALUES {', '.join([row] * len(rows))}) {name} ({', '.join(columns)})"
    # A nested loop, whose outer side is the table: only so can the statement know its values.
    repeated = f"SELECT found.* FROM {table} CROSS JOIN LATERAL ({asked}) found"
    values = [value for row in rows for value in compress(row, differing)]
    return repeated, values + [
        value for value, differs in zip(rows[0], differing, strict=True) if not differs
    ]


def _quoted(token):
    return f"'{token}'"


@lru_cache(1024)
def _months(leg):
    """The years and months of a leg as one tsquery; none where it has no beginning or end."""
    first, last = day_of(leg.low), day_of(leg.high - 1)
    if leg.low == 0 or first is None or last is None:
        return []
    found = []
    year, month = first.year, first.month
    end = last + timedelta(1)
    while (year, month) <= (last.year, last.month):
        if month == 1 and year < end.year:
            found.append(label("yea", year))
            year += 1
            continue
        found.append(label("mon", f"{year}{month:02}"))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return [" | ".join(_quoted(_LABEL + one) for one in found)]
