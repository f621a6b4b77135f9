"""What is measured in one archive, in a process of its own; prints JSON, tells of progress beside.

Warm is: the process, its connection, and whatever each question reads, by asking all questions of a
class once before. The database's files are in the system's cache as far as memory reaches.
"""

import json
import platform
import sqlite3
import sys
from dataclasses import asdict
from functools import partial

import django
from django.db import connection
from django.db.models import Q
from django.test import override_settings

from articles.models import Article
from articles.search.query import parse
from articles.search.results import results
from articles.search.suggesting import completions, nearby
from tests.bench import checking, questions, sizes
from tests.bench.timing import once, times

LIMIT = 20
DEEP = 500
# Questions of a class through LIKE, and for how many seconds at most.
LIKES, LIKE_SECONDS = 8, 12
# Questions of a class that are checked against a scan.
CHECKED = 5


def main(seed):
    json.dump(_measured(seed), sys.stdout, ensure_ascii=False, default=asdict)


def _measured(seed):
    _tell("drawing the questions")
    with _time_enough():
        asked = questions.questions(seed)
        deep = {name: _deep_pages(some) for name, some in asked.items()}
    _tell("newest, overview, relevance")
    measured = {
        "versions": versions(),
        "newest": _every(asked, lambda one: one.search().newest(LIMIT)),
        "deep": _every(deep, lambda one: one[0].search().newest(LIMIT, before=one[1])),
        "overview": _every(asked, lambda one: one.search().overview(LIMIT)),
        "relevance": _every(asked, lambda one: one.search().by_relevance(LIMIT)),
        "beside": _beside(asked, seed),
    }
    _tell("the same through LIKE")
    measured["like"] = {name: _through_like(some) for name, some in asked.items()}
    _tell("recall and precision")
    measured["check"] = checking.check(
        [one for some in asked.values() for one in some[:CHECKED] if one.is_scannable]
    )
    _tell("sizes, saving")
    return measured | {
        "text_bytes": sizes.text_bytes(),
        "index_bytes": sizes.index_bytes(),
        "saved_a_second": sizes.saved_a_second(seed),
    }


def _every(asked, ask):
    """Class → Times of its questions."""
    return {name: times([partial(ask, one) for one in some]) for name, some in asked.items()}


def _deep_pages(asked):
    """Each question with the rank before which page 500 begins, or the last page with one behind.

    None for a question whose hits fill less than two pages.
    """
    pages = []
    for one in asked:
        hits = one.search().newest(DEEP * LIMIT + 1).hits
        before = ((len(hits) - 1) // LIMIT - 1) * LIMIT
        if before > 0:
            pages.append((one, hits[before - 1].rank))
    return pages


def _beside(asked, seed):
    """Times of what a page of results needs besides."""
    shown = [(one.search().newest(LIMIT), parse(one.text)) for one in asked["middling"]]
    return {
        "completions": times([partial(completions, text) for text in questions.prefixes(seed)]),
        "did you mean": times([partial(nearby, parse(text)) for text in questions.mistyped(seed)]),
        "articles of 20 hits": times([partial(results, *page) for page in shown]),
    }


def _through_like(asked):
    """The newest through LIKE over headline and text, of questions that are nothing but a word."""
    words = [one.words[0] for one in asked if one.text in one.words]
    return once([partial(_newest_like, word) for word in words[:LIKES]], LIKE_SECONDS)


def _newest_like(word):
    holding = Q(headline__icontains=word) | Q(plain_text__icontains=word)
    return list(Article.objects.published().filter(holding).newest_first().defer("body")[:LIMIT])


def _time_enough():
    """Nothing is cut off, while questions are chosen."""
    return override_settings(SEARCH_SECONDS=60)


def versions():
    database = f"SQLite {sqlite3.sqlite_version}"
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        major, minor = divmod(connection.pg_version, 10_000)
        database = f"PostgreSQL {major}.{minor}"
    return {"Python": platform.python_version(), "Django": django.__version__, "database": database}


def _tell(what):
    print(f"    {what} …", file=sys.stderr, flush=True)
