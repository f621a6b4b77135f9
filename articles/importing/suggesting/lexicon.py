"""The words by which people, titles and organisations are known, from the data files beside it."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def _sections(filename):
    """{section: its lines}, without comments."""
    sections = {}
    for line in (HERE / filename).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


_SURNAMES = _sections("surnames.txt")
_WORDS = _sections("words.txt")
_TITLES = _sections("titles.txt")


def _characters(lines):
    return frozenset("".join(lines))


def _words(lines):
    return tuple(dict.fromkeys(" ".join(lines).split()))


def alternatives(words):
    """A pattern for any of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


SURNAMES = _characters(_SURNAMES["single"]) | _characters(_SURNAMES["later"])
RARELY_SURNAMES = _characters(_SURNAMES["rarely"])
DOUBLE_SURNAMES = frozenset(_words(_SURNAMES["double"]))

GIVEN = _characters(_WORDS["given"])
FOREIGN = _characters(_WORDS["foreign"])
# No name begins with another character; one with · may with any of [foreign].
BEGINNINGS = SURNAMES | FOREIGN | _characters(_SURNAMES["double"])
NEVER_GIVEN = _characters(_WORDS["never"])
SELDOM_LAST = _characters(_WORDS["seldom"])
AFTER_NAMES = re.compile(alternatives(_words(_WORDS["after"])))
CALLED = frozenset(_words(_WORDS["called"]))
BEFORE_ORGANISATIONS = frozenset(_words(_WORDS["before"]))
ORGANS = _words(_WORDS["organs"])
HOSTS = _words(_WORDS["hosts"])
TAILS = _words(_WORDS["tails"])
KINDS = _words(_WORDS["kinds"])
JOINED = _words(_WORDS["joined"])

OFFICES = frozenset(_words(_TITLES["offices"]))
STANDINGS = frozenset(_words(_TITLES["standings"]))
RANKS = _words(_TITLES["ranks"])
TITLE = re.compile(alternatives(OFFICES | STANDINGS))


@cache
def kind_of(word):
    """The kind of a word of the dictionary: nr a name, n a noun, d an adverb; "" for none."""
    import rjieba  # its dictionary takes a moment to load, and 50 MB

    return rjieba.tag(word, False)[0][1] if rjieba.has_word(word) else ""


def cut(text):
    """The text as words of the dictionary; what it does not know, character by character."""
    import rjieba

    return rjieba.cut(text, False)
