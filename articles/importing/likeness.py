"""How much two texts have in common, by pairs of characters: what needs no dictionary of words."""

import re
import unicodedata

_NO_WORDS = re.compile(r"[\W_]+")


def pairs(text):
    """The pairs of neighbouring letters and digits in a text, marks and spaces left out."""
    letters = _NO_WORDS.sub("", unicodedata.normalize("NFKC", text))
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def share(part, whole):
    """Which share of a set of pairs is in another, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0
