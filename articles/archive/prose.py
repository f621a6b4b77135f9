"""One story after another: headline, paragraphs, all out of drawn sentences."""

from dataclasses import dataclass
from itertools import repeat

from articles.archive.words import in_turn, sentences
from articles.models.article import SUMMARY
from liangcheng.chinese.text import digest

HEADLINE = range(8, 27)
# Drawn once a story, so that its sentences speak of the same thing.
OF_THE_STORY = ("event", "hood")
# What headline and opening are about, and the class or name that it is drawn from.
SUBJECTS = {"site": "estate", "spot": "place", "object": "thing", "who": "person"}
KICKER, SUBHEADLINE, SUBHEAD = 0.15, 0.12, 0.3
LONG_ENOUGH_FOR_SUBHEADS = 700


@dataclass(frozen=True)
class Story:
    """The texts of an article; `subheads` are the paragraphs that are headings in the text."""

    kicker: str
    headline: str
    subheadline: str
    paragraphs: tuple
    subheads: frozenset
    caption: str

    @property
    def body(self):
        """The HTML, exactly as `clean_html` would return it."""
        return "\n".join(
            f"<p><strong>{text}</strong></p>" if text in self.subheads else f"<p>{text}</p>"
            for text in self.paragraphs
        )

    @property
    def plain_text(self):
        return "\n".join(self.paragraphs)

    @property
    def summary(self):
        return digest(self.plain_text, SUMMARY)


class Prose:
    """Writes stories; the same random numbers and pools, the same stories."""

    def __init__(self, random, pools):
        self._random = random
        self._pooled = {slot: pool.draws(random) for slot, pool in pools.items()}
        texts = sentences()
        for part, listed in texts.items():
            if part.startswith("body ") and part != "body common":
                listed += texts["body common"]
        self._next = {part: in_turn(random, listed) for part, listed in texts.items()}

    def word(self, slot):
        """Another word or name of a class."""
        return self._pooled[slot]()

    def story(self, kind, facts, length):
        """A story of about `length` characters that says the facts (slot → words).

        `kind` is one of the sections' in `sentences.txt`; `facts["leaders"]` may be empty.
        """
        fixed = {slot: self.word(slot) for slot in OF_THE_STORY}
        fixed |= {slot: self.word(source) for slot, source in SUBJECTS.items()} | facts
        draw = self._pooled | {slot: repeat(text).__next__ for slot, text in fixed.items()}

        def sentence(part):
            return self._next[part]().fill(draw)

        subheads = set()
        paragraphs = list(self._paragraphs(kind, facts, length, sentence, subheads))
        return Story(
            kicker=self._sometimes(KICKER, "kicker", sentence),
            headline=next(
                headline
                for headline in iter(lambda: sentence(f"headline {kind}"), None)
                if len(headline) in HEADLINE
            ),
            subheadline=self._sometimes(SUBHEADLINE, "subheadline", sentence),
            paragraphs=tuple(paragraphs),
            subheads=frozenset(subheads),
            caption=sentence("caption"),
        )

    def _sometimes(self, probability, part, sentence):
        return sentence(part) if self._random.random() < probability else ""

    def _paragraphs(self, kind, facts, length, sentence, subheads):
        """The paragraphs in order; those that are headings are added to `subheads` too."""
        chance = self._random.random
        opening = sentence(f"lead {kind}") + (sentence("people") if facts["leaders"] else "")
        written = len(opening)
        yield opening
        if kind == "meeting" and length > 300:
            points = [sentence("point meeting") for _ in range(3 + int(chance() * 3))]
            for number, point in enumerate(points, 1):
                written += len(point)
                yield f"{number}.{point}"
        while written < length:
            if length > LONG_ENOUGH_FOR_SUBHEADS and chance() < SUBHEAD:
                subhead = sentence("subhead")
                subheads.add(subhead)
                written += len(subhead)
                yield subhead
            text = "".join(sentence(f"body {kind}") for _ in range(1 + int(chance() * 3)))
            written += len(text)
            if written >= length:
                text += sentence("closing")
            yield text
