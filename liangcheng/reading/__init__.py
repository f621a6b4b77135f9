"""How a reader wants the paper shown: kept in one cookie, no account, the same on every page.

The cookie holds words parted by dots, only those that differ from the default, sorted:
`dark.elder.hant.size2`. What is not understood is left out, so a cookie is never an error, and
there are few different values: a page is cached once for each. The same words are the classes of
`<html>`, by which the style sheets know them.
"""

from dataclasses import dataclass, fields, replace
from functools import lru_cache

COOKIE = "reading"
SIZES = range(-1, 4)  # steps of A−/A+ from the usual size


@dataclass(frozen=True, slots=True)
class Reading:
    """长者模式, size of type, 繁體, light or dark, less motion; by default as the paper looks."""

    elder: bool = False
    size: int = 0
    hant: bool = False
    theme: str = ""  # "": as the device has it; "light", "dark"
    still: bool = False

    @classmethod
    @lru_cache(256)
    def parse(cls, text):
        """The settings of a cookie's text."""
        words = set(text.split("."))
        return cls(
            elder="elder" in words,
            size=next((size for size in SIZES if size and f"size{size}" in words), 0),
            hant="hant" in words,
            theme=next((theme for theme in ("light", "dark") if theme in words), ""),
            still="still" in words,
        )

    @classmethod
    def of(cls, request):
        """The settings of the reader who asks."""
        return cls.parse(request.COOKIES.get(COOKIE, ""))

    @lru_cache(256)  # noqa: B019 -- there are few, and each page says it several times
    def __str__(self):
        """The cookie's text: canonical, empty for the default."""
        words = [f"size{self.size}" if self.size else ""] + [
            field.name for field in fields(self) if getattr(self, field.name) is True
        ]
        return ".".join(sorted(filter(None, [*words, self.theme])))

    @property
    def classes(self):
        """The same words as classes of `<html>`."""
        return str(self).replace(".", " ")

    @property
    def with_elder_switched(self):
        """What the switch 长者模式 leads to."""
        return replace(self, elder=not self.elder)
