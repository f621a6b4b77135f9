"""What a story is about (标签): tags that the archive has, then key words of its own."""

import re
from collections import Counter

from articles.importing.suggesting.lexicon import KINDS, kind_of

MOST = 5
_MOST_NEW = 2
_SHORTEST_NEW = 3  # characters: a word of two says little
_HANZI = re.compile(r"[㐀-鿿]+")
# Words of three characters and more that stand in every other story.
_EVERYWHERE = frozenset({
    "居民区", "进一步", "办事处", "党工委", "负责人", "志愿者", "老百姓", "全过程", "派出所",
    "居委会", "新时代", *KINDS,
})  # fmt: skip
_NOUNS = ("n", "vn", "l", "j", "nz", "i")


def tags(told, archive):
    """At most `MOST` tags: those of the archive that stand in the story, then words of its own."""
    known = _known(told, archive)[:MOST]
    new = [word for word in _own(told) if not any(word in tag or tag in word for tag in known)]
    return known + new[: min(_MOST_NEW, MOST - len(known))]


def _known(told, archive):
    """The archive's tags whose words stand in the story, the rarest first.

    A tag within a longer one that stands there too is left out: 治理, where 社区治理 is.
    """
    found = {}
    for place in range(len(told.text) - 1) if archive.tags else ():
        for tag in archive.tags_by_beginning.get(told.text[place : place + 2], ()):
            if len(tag.name) > 1 and told.text.startswith(tag.name, place):
                found[tag.name] = tag
    names = [name for name in found if not any(name != other and name in other for other in found)]
    is_in_headline = {name: name in told.headline.text for name in names}
    return sorted(names, key=lambda name: (not is_in_headline[name], found[name].uses, name))


def _own(told):
    """Words of the headline that the text says again, the most frequent and longest first."""
    counts = Counter(word for passage in told.passages for word in passage.words)
    words = [
        word
        for word in dict.fromkeys(told.headline.words)
        if len(word) >= _SHORTEST_NEW
        and _HANZI.fullmatch(word)
        and word not in _EVERYWHERE
        and kind_of(word).startswith(_NOUNS)
        and counts[word] > 1
    ]
    return sorted(words, key=lambda word: (-counts[word] * len(word), word))
