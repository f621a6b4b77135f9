"""SQLite: an FTS5 table without content, whose row number is the rank.

FTS5 walks its rows in the order of their numbers, so the newest hits come first and the statement
ends with the last one wanted. It knows the order of tokens, so a phrase is decided by the index; of
a long one, for the sake of speed, only the rarest tokens lead and the stored text decides.
https://www.sqlite.org/fts5.html
"""

import time
from contextlib import contextmanager
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections

from articles.search.analysis import ends_in_prefix, phrase, tokens
from articles.search.backends.base import (
    Drive,
    Leg,
    SearchBackend,
    TooSlow,
    is_character,
)
from articles.search.documents import EVERY
from articles.search.query import Zone
from liangcheng.fast.prepared import Prepared

# `ascii` takes every other character as part of a token, as the analysis left it.
_TABLE = """
    CREATE VIRTUAL TABLE articles_search USING fts5(
        headline, lead, text, labels, content='', columnsize=0, tokenize='ascii'
    )
"""
# Steps of SQLite's virtual machine between two looks at the clock: well below a millisecond.
_STEPS = 2000
# Of questions of one shape there is one statement.
_prepared = lru_cache(500)(Prepared)
_INSERT = """
    INSERT INTO articles_search(rowid, headline, lead, text, labels) VALUES (%s, %s, %s, %s, %s)
"""
_COLUMNS = {
    Zone.ANYWHERE: "{headline lead text}",
    Zone.HEADLINE: "headline",
    Zone.OPENING: "{headline lead}",
}


class Backend(SearchBackend):
    position = "instr"

    def create(self, schema_editor):
        schema_editor.execute(_TABLE)

    def drop(self, schema_editor):
        schema_editor.execute("DROP TABLE articles_search")

    def add(self, documents):
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, map(self.indexed, documents))

    def remove(self, documents):
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO articles_search(articles_search, rowid, headline, lead, text, labels)"
                " VALUES ('delete', %s, %s, %s, %s, %s)",
                map(self.indexed, documents),
            )

    @contextmanager
    def loading(self):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            ((usual,),) = cursor.fetchall()
            cursor.execute("PRAGMA cache_size = -65536")  # kilobytes: what is written stands apart
        # Larger pieces are written, and merged once.
        self._configure(hashsize=64 * 1024 * 1024, automerge=0)
        try:
            yield self._load
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('optimize')")
        finally:
            self._configure(hashsize=1024 * 1024, automerge=4)
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = {usual}")

    def indexed(self, document):
        columns = (document.headline, document.lead, document.text)
        return (document.rank, *(" ".join(tokens(column)) for column in columns), document.labels)

    def _load(self, prepared):
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO articles_searchentry(rank, article_id, issue_id, published_at, labels)"
                " VALUES (%s, %s, %s, %s, %s)",
                [
                    (one.rank, one.article_id, one.issue_id, _stored(one.published_at), one.labels)
                    for one, _ in prepared
                ],
            )
            cursor.executemany(
                "INSERT INTO articles_searchtext(article_id, content) VALUES (%s, %s)",
                [(one.article_id, one.content) for one, _ in prepared],
            )
            cursor.executemany(_INSERT, [indexed for _, indexed in prepared])

    def strays(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM articles_search WHERE articles_search MATCH %s"
                "   AND rowid NOT IN (SELECT rank FROM articles_searchentry))"
                " + (SELECT count(*) FROM articles_searchentry WHERE rank NOT IN"
                "   (SELECT rowid FROM articles_search WHERE articles_search MATCH %s))",
                [f"labels : {EVERY}"] * 2,
            )
            return cursor.fetchone()[0]

    def clear(self):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('delete-all')")

    def joined(self, question, legs):
        """One leg: rows come in order, and the statement ends with the last one wanted."""
        drives = {leg.drive for leg in legs}
        if len(drives) > 1:
            return legs
        return [Leg(legs[-1].low, legs[0].high, *drives)]

    def match(self, question, leg):
        limits = [leg.low, leg.high]
        if leg.drive is Drive.WALK:
            return "articles_searchentry e", ["e.rank >= %s", "e.rank < %s"], limits
        # CROSS JOIN keeps the order: the index leads, an entry is looked up for each of its rows.
        return (
            "articles_search s CROSS JOIN articles_searchentry e ON e.rank = s.rowid",
            ["articles_search MATCH %s", "s.rowid >= %s", "s.rowid < %s"],
            [self._expression(question, leg.drive), *limits],
        )

    def is_settled(self, phrase):
        return not is_character(phrase) and phrase not in self.leading

    def first_line(self, column):
        return f"substr({column}, 1, instr({column}, char(10)))"

    def ordered(self, drive, source, conditions, params, doubts):
        # The same number under both names, but only its own spares FTS5 from sorting all hits.
        rank = "e.rank" if drive is Drive.WALK else "s.rowid"
        found, params = self.selected(drive, source, conditions, params, doubts)
        return f"{found} ORDER BY {rank} DESC", params

    def run(self, statement, params, seconds):
        end = time.monotonic() + seconds
        database = connections[DEFAULT_DB_ALIAS]
        database.ensure_connection()
        watched = database.connection
        watched.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            return _prepared(statement).rows(database, params)
        except OperationalError as error:
            if "interrupted" in str(error):
                raise TooSlow from error
            raise
        finally:
            watched.set_progress_handler(None, 0)

    def _expression(self, question, drive):
        """The question in FTS5's language; tokens hold nothing that had to be escaped."""
        wanted = map(self._any_of, self.wanted(question, drive))
        unwanted = " OR ".join(map(self._any_of, self.unwanted(question)))
        expression = " AND ".join(wanted) or f"labels : {EVERY}"
        return f"({expression}) NOT ({unwanted})" if unwanted else expression

    def _any_of(self, clause):
        alternatives = [self._phrase(words, clause.zone) for words in clause.phrases]
        alternatives += [f'"{label}"' for label in clause.labels]
        return f"({' OR '.join(alternatives)})"

    def _phrase(self, words, zone):
        prefix = ""
        if words in self.leading:
            parts = [f'"{token}"' for token in self.leading[words]]
        else:
            prefix = " *" if ends_in_prefix(words) else ""
            parts = [f'"{" ".join(phrase(words))}"{prefix}']
        # Naming columns costs a look at every position: only where it makes a difference.
        if prefix or zone is not Zone.ANYWHERE:
            parts = [f"{_COLUMNS[zone]} : {part}" for part in parts]
        return f"({' AND '.join(parts)})"

    def _configure(self, **options):
        with connection.cursor() as cursor:
            for option, value in options.items():
                cursor.execute(
                    "INSERT INTO articles_search(articles_search, rank) VALUES (%s, %s)",
                    [option, value],
                )


def _stored(moment):
    return connection.ops.adapt_datetimefield_value(moment)
