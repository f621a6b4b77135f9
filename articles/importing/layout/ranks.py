"""How large a chunk is set against the page's text: headline, middle, text, small (字号等级)."""

from dataclasses import dataclass

HEADLINE, MIDDLE, SMALL = 1.28, 1.05, 0.93


@dataclass(frozen=True)
class Scale:
    """A page's measures in points: the size of its text (an em) and the distance of its lines."""

    em: float
    pitch: float

    def is_headline(self, chunk):
        return chunk.size >= HEADLINE * self.em

    def is_middle(self, chunk):
        return MIDDLE * self.em <= chunk.size < HEADLINE * self.em

    def is_text(self, chunk):
        return SMALL * self.em < chunk.size < MIDDLE * self.em

    def is_small(self, chunk):
        return chunk.size <= SMALL * self.em
