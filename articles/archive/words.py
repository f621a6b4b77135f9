"""The words and sentences of the invented paper, and how often each is drawn."""

import re
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")


def dice(seed, purpose):
    """Random numbers for one purpose: the same from the same seed, on every machine."""
    return Random(f"{seed} {purpose}")  # noqa: S311 -- nothing here is secret


@dataclass(frozen=True)
class Pool:
    """Words to draw from; `weights` are cumulative, None where all are as likely."""

    words: tuple
    weights: tuple | None = None

    @classmethod
    def ranked(cls, words):
        """The most frequent first: the frequency falls with the rank as in Chinese newspapers.

        Zipf's law with Mandelbrot's shift, without which the first words would stand in every line.
        """
        words = tuple(words)
        return cls(words, tuple(accumulate(1 / (rank + 3) for rank in range(len(words)))))

    def draws(self, random):
        """A function that returns another word at each call, without end."""
        batches = (
            random.choices(self.words, cum_weights=self.weights, k=1024) for _ in repeat(None)
        )
        return chain.from_iterable(batches).__next__


@dataclass(frozen=True)
class Sentence:
    """A sentence with its slots as `%s`, and the names of the slots in order."""

    pattern: str
    slots: tuple

    @classmethod
    def parse(cls, text):
        return cls(SLOT.sub("%s", text.replace("%", "%%")), tuple(SLOT.findall(text)))

    def fill(self, draw):
        """The sentence, every slot filled by `draw[name]()`, seldom twice by the same word."""
        words = []
        for slot in self.slots:
            word = draw[slot]()
            words.append(draw[slot]() if word in words else word)
        return self.pattern % tuple(words)


def in_turn(random, items):
    """A function that returns another item at each call, without end: all come once, then again."""
    return chain.from_iterable(random.sample(items, len(items)) for _ in repeat(None)).__next__


def vocabulary():
    """Class of word → its words, the most frequent first."""
    return {name: " ".join(lines).split() for name, lines in _sections("vocabulary.txt")}


def sentences():
    """`"headline meeting"`, `"closing"` … → the sentences of that part and kind of story."""
    return {
        name: [Sentence.parse(line) for line in lines] for name, lines in _sections("sentences.txt")
    }


def _sections(filename):
    """The `[name]` of each section of a file and its lines, without comments."""
    lines = (HERE / filename).read_text(encoding="utf-8").splitlines()
    sections = {}
    for line in lines:
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections.items()
