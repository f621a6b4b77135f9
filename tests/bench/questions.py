"""Questions of each class, drawn from an archive by how many of its articles hold a word.

The same from the same seed and archive. Words are cut out of a sample of the articles; rare and
absent ones are counted in the whole archive, by the search itself (`checking` is the judge of it).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from random import Random

from django.db.models import Max, Min

from articles.models import Article, SearchWord
from articles.search.analysis import runs
from articles.search.searching import Search
from articles.search.words import words_of
from departments.models import Department

A_CLASS = 40
SAMPLE = 4_000
# Shares of the articles that hold a word.
COMMON, MIDDLING, SELDOM = (0.2, 1), (0.01, 0.05), (0, 0.004)
# A rare word fills at most one page of results.
RARE = range(1, 21)
LONG = (20, 40)


@dataclass(frozen=True)
class Asked:
    """A question as typed, and what a hit of it is, for the check: folded words and conditions."""

    text: str
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    department: int | None = None
    since: date = date.min
    until: date = date.max

    @property
    def is_scannable(self):
        """Whether the conditions say all; a name finds its bearer's articles too."""
        return bool(self.words or self.headline)

    def search(self):
        """A `Search` for it, its text parsed anew: what a request does."""
        return Search(self.text)


def questions(seed=1):
    """Class → its questions, `A_CLASS` of each or as many as the archive has words for."""
    return _Drawing(seed).classes()


def prefixes(seed=1):
    """What somebody has typed so far: beginnings of names and headline words, and of pinyin."""
    random = Random(f"{seed} prefixes")  # noqa: S311 -- nothing here is secret
    words = _some_words(random, 4 * A_CLASS)
    typed = {word.key[: random.randint(1, 2)] for word in words[::2]}
    typed |= {word.reading[: random.randint(1, 5)] for word in words[1::4]}
    typed |= {word.initials[: random.randint(2, 3)] for word in words[3::4]}
    return sorted(typed - {""})[: 2 * A_CLASS]


def mistyped(seed=1):
    """Names and words of headlines with one character wrong."""
    random = Random(f"{seed} mistyped")  # noqa: S311
    words = [word for word in _some_words(random, 20 * A_CLASS) if len(word.key) > 2]
    characters = [character for word in words for character in word.key]
    typed = set()
    for word in words[:A_CLASS]:
        at = random.randrange(len(word.key))
        typed.add(word.key[:at] + random.choice(characters) + word.key[at + 1 :])
    return sorted(typed)


def _some_words(random, number):
    keys = list(SearchWord.objects.order_by("key", "pk").values_list("pk", flat=True))
    chosen = random.sample(keys, min(number, len(keys)))
    return list(SearchWord.objects.filter(pk__in=chosen).order_by("key", "pk"))


class _Drawing:
    """A sample of the archive, and the words in it by how often they occur."""

    def __init__(self, seed):
        self.random = Random(f"{seed} questions")  # noqa: S311
        self.articles = self._sample()
        self.texts = [runs(article.plain_text) for article in self.articles]
        self.names = set(SearchWord.objects.exclude(label="").values_list("key", flat=True))
        self.holding = Counter(word for text in self.texts for word in self._words_in(text))
        self.characters = Counter(c for text in self.texts for c in set(text) if c != " ")

    def classes(self):
        common, middling = self._words(COMMON), self._words(MIDDLING)
        absent = list(self._strangers(self.characters))
        return {
            "rare": _plain(self._rare()),
            "middling": _plain(middling),
            "common": _plain(common),
            "absent": _plain(absent),
            "absent, pairs common": _plain(self._strangers_of_common_pairs()),
            "long": self._long(),
            "one character, rare": _plain(self._lone(SELDOM)),
            "one character, middling": _plain(self._lone(MIDDLING)),
            "one character, common": _plain(self._lone(COMMON)),
            "two words": self._pairs(common, middling),
            "word, -word": self._without(common, middling),
            "word, department, dates": self._filtered(common, middling),
            "in headlines": self._headlines(),
            "name": [Asked(text) for text in self._some(sorted(self.names))],
        }

    def _sample(self):
        ends = Article.objects.aggregate(first=Min("pk"), last=Max("pk"))
        keys = range(ends["first"], ends["last"] + 1)
        chosen = self.random.sample(keys, min(SAMPLE, len(keys)))
        published = Article.objects.published().order_by("pk").defer("body")
        return [
            article
            for start in range(0, len(chosen), 500)
            for article in published.filter(pk__in=chosen[start : start + 500])
        ]

    def _words_in(self, text):
        """Words, and pieces out of the middle of words, each once."""
        found = {word for word in words_of(text) if len(word) <= 4}
        for length in (2, 3, 4, 6):
            at = self.random.randrange(max(1, len(text) - length))
            found.add(text[at : at + length])
        return {word for word in found if " " not in word and len(word) > 1} - self.names

    def _shared(self, counts, share):
        least, most = share
        number = len(self.texts)
        return sorted(one for one, held in counts.items() if least <= held / number <= most)

    def _some(self, items):
        return self.random.sample(items, min(A_CLASS, len(items)))

    def _words(self, share):
        return self._some(self._shared(self.holding, share))

    def _lone(self, share):
        return self._some(self._shared(self.characters, share))

    def _rare(self):
        candidates = sorted(word for word, held in self.holding.items() if held == 1)
        self.random.shuffle(candidates)
        return list(islice((word for word in candidates if _count(word) in RARE), A_CLASS))

    def _strangers(self, characters):
        """Words of the archive's characters that no article holds."""
        known = sorted(characters)
        made = ("".join(self.random.choices(known, k=length)) for length in _lengths(3, 5))
        return islice((word for word in made if not _count(word)), A_CLASS)

    def _strangers_of_common_pairs(self):
        """Absent words, each pair of which stands in very many articles."""
        pairs = Counter(
            pair
            for text in self.texts
            for pair in {text[at : at + 2] for at in range(len(text) - 1)}
            if " " not in pair
        )
        often = self._shared(pairs, (0.05, 1))
        joined = [one + other[1] for one, other in product(often, often) if one[1] == other[0]]
        self.random.shuffle(joined)
        unseen = (word for word in joined if not any(word in text for text in self.texts))
        return list(islice((word for word in unseen if not _count(word)), A_CLASS))

    def _long(self):
        """Pieces of texts as printed, with the punctuation in them."""
        found = []
        for article in self._some(self.articles):
            length = self.random.randint(*LONG)
            at = self.random.randrange(max(1, len(article.plain_text) - length))
            piece = article.plain_text[at : at + length]
            # Quotes, colons and spaces mean something in a question.
            longest = max(
                "".join(" " if c in '“”‘’"：:-—\n' else c for c in piece).split(), key=len
            )
            if len(runs(longest)) >= LONG[0] - 5:
                found.append(Asked(longest, words=(runs(longest),)))
        return found

    def _pairs(self, common, middling):
        couples = zip(self._some(common + middling), self._some(middling), strict=False)
        return [
            Asked(f"{one} {other}", words=(one, other)) for one, other in couples if one != other
        ]

    def _without(self, common, middling):
        couples = zip(self._some(middling + common), self._some(common), strict=False)
        return [
            Asked(f"{one} -{other}", words=(one,), without=(other,))
            for one, other in couples
            if one not in other and other not in one
        ]

    def _filtered(self, common, middling):
        departments = list(Department.objects.order_by("pk"))
        dated = Article.objects.published().filter(page__isnull=False)
        days = dated.aggregate(first=Min("dated_on"), last=Max("dated_on"))
        found = []
        for word in self._some(common + middling):
            department = self.random.choice(departments)
            year = self.random.randint(days["first"].year, days["last"].year)
            typed = f"{word} 部门:{department.name} 日期:{year}"
            found.append(
                Asked(
                    typed,
                    words=(word,),
                    department=department.pk,
                    since=date(year, 1, 1),
                    until=date(year, 12, 31),
                )
            )
        return found

    def _headlines(self):
        words = {word for article in self.articles for word in words_of(runs(article.headline))}
        return [Asked(f"标题:{word}", headline=(word,)) for word in self._some(sorted(words))]


def _plain(words):
    return [Asked(word, words=(word,)) for word in words]


def _lengths(*ends):
    while True:
        yield from range(*ends)


def _count(word):
    """How many articles hold a word, at most a page of results and one."""
    return len(Search(f'"{word}"').newest(RARE.stop).hits)
