"""Chinese surnames (姓氏), from the data file beside it."""

from pathlib import Path

from articles.importing.sections import characters, sections, words

_SURNAMES = sections(Path(__file__).parent / "surnames.txt")

SURNAMES = characters(_SURNAMES["single"]) | characters(_SURNAMES["later"])
RARELY_SURNAMES = characters(_SURNAMES["rarely"])
DOUBLE_SURNAMES = frozenset(words(_SURNAMES["double"]))
# What any name may begin with.
FIRST_CHARACTERS = SURNAMES | characters(_SURNAMES["double"])
