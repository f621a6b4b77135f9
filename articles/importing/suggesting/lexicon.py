"""The words by which people, titles and organisations are known, from the data files beside it."""

import re
from functools import cache
from pathlib import Path

from articles.importing.sections import characters, sections, words
from articles.importing.surnames import FIRST_CHARACTERS

HERE = Path(__file__).parent


_WORDS = sections(HERE / "words.txt")
_TITLES = sections(HERE / "titles.txt")


def alternatives(words):
    """A pattern for any of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


GIVEN = characters(_WORDS["given"])
FOREIGN = characters(_WORDS["foreign"])
# No name begins with another character; one with · may with any of [foreign].
BEGINNINGS = FIRST_CHARACTERS | FOREIGN
NEVER_GIVEN = characters(_WORDS["never"])
SELDOM_LAST = characters(_WORDS["seldom"])
AFTER_NAMES = re.compile(alternatives(words(_WORDS["after"])))
CALLED = frozenset(words(_WORDS["called"]))
BEFORE_ORGANISATIONS = frozenset(words(_WORDS["before"]))
ORGANS = words(_WORDS["organs"])
HOSTS = words(_WORDS["hosts"])
TAILS = words(_WORDS["tails"])
KINDS = words(_WORDS["kinds"])
JOINED = words(_WORDS["joined"])

OFFICES = frozenset(words(_TITLES["offices"]))
STANDINGS = frozenset(words(_TITLES["standings"]))
RANKS = words(_TITLES["ranks"])
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
