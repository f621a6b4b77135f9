"""A story's text as names are looked for in it: paragraphs cut into words, and what returns."""

import re
from collections import Counter
from functools import cached_property

from articles.importing.suggesting.lexicon import OFFICES, TITLE, cut

# Spaces of the setting: all but those between two Latin letters.
_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
HANZI = re.compile(r"[㐀-鿿]")


class Passage:
    """A paragraph without the spaces of its setting, and where its words begin and end."""

    def __init__(self, text):
        self.text = _SPACE.sub("", text)

    @cached_property
    def words(self):
        """The words in order."""
        return cut(self.text)

    @cached_property
    def titles(self):
        """Matches of the titles in it."""
        return list(TITLE.finditer(self.text))

    @cached_property
    def word_at(self):
        """{where a word begins: the word}; the end of the text counts as a beginning."""
        found, place = {}, 0
        for word in self.words:
            found[place] = word
            place += len(word)
        found[place] = ""
        for title in self.titles:
            if title[0] in OFFICES and title.end() not in found:
                _split(found, title.end())
        return found

    @cached_property
    def begins(self):
        """Where words begin, in order."""
        return sorted(self.word_at)


def _split(found, place):
    """Begin a word at a place within one: 主|任何|思|齐 is 主任 and a name."""
    start = next(begin for begin in range(place - 1, -1, -1) if begin in found)
    word = found[start]
    found[start] = word[: place - start]
    for offset, character in enumerate(word[place - start :]):
        found[place + offset] = character


class Told:
    """A story as it is asked about names: its passages, and how often a name returns."""

    def __init__(self, draft):
        self.passages = [Passage(text) for text in draft.paragraphs]
        around = [draft.headline, draft.kicker, draft.deck]
        around += [picture.caption for picture in draft.pictures]
        self.headline = Passage(draft.headline)
        self.text = "\n".join(
            [passage.text for passage in self.passages]
            + [Passage(text).text for text in around if text]
        )
        self._returns = {}

    def returns(self, name):
        """How often a name stands in the story; and whether the same character always follows.

        金宇 returns as 金宇召集 and 金宇强调; 夏维 returns, but always as 夏维华.
        """
        if name not in self._returns:
            following = Counter()
            place = self.text.find(name)
            while place >= 0:
                following[self.text[place + len(name) : place + len(name) + 1]] += 1
                place = self.text.find(name, place + 1)
            number = following.total()
            only = next(iter(following)) if len(following) == 1 else ""
            self._returns[name] = number, bool(number > 1 and HANZI.match(only))
        return self._returns[name]
