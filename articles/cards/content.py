"""What stands on a share card. Everything drawn is here: its key follows each correction."""

import hashlib
from dataclasses import dataclass, field

from liangcheng.chinese.dates import chinese_weekday

# Counted up when the drawing changes: kept cards of the old design are then not found any more.
DESIGN = 2
# The headlines on an issue's card.
STORIES = 3


@dataclass(frozen=True)
class Card:
    """The words of a card; empty ones leave no gap.

    `photo` is the stored name of the picture shown instead if the words cannot be drawn.
    """

    masthead: str
    tagline: str = ""
    kicker: str = ""
    headline: str = ""
    subheadline: str = ""
    stories: tuple = ()
    where: str = ""
    source: str = ""
    photo: str = field(default="", repr=False)

    @property
    def key(self):
        """32 hexadecimal digits that are another card's if anything on it is different."""
        return hashlib.sha256(repr((DESIGN, tuple(vars(self).values()))).encode()).hexdigest()[:32]

    @property
    def words(self):
        """All that is to be drawn."""
        return "".join([
            *(self.masthead, self.tagline, self.kicker, self.headline, self.subheadline),
            *(*self.stories, self.where, self.source),
        ])  # fmt: skip

    @property
    def description(self):
        """The card for who cannot see it."""
        parts = [f"《{self.masthead}》", self.kicker, self.headline, self.where]
        return " ".join(filter(None, parts))


def of_article(article, publication):
    """An article's card; reads its page's issue, sign-offs and photos."""
    page, photo = article.page, article.lead_photo
    source = article.displayed_signoff
    return Card(
        masthead=publication.name,
        tagline=publication.tagline,
        kicker=article.kicker,
        headline=article.headline,
        subheadline=article.displayed_subheadline,
        where=" ".join(filter(None, [article.displayed_date, page.label if page else "网络首发"])),
        source=f"（{source}）" if source else "",
        photo=photo.image.name if photo else "",
    )


def of_issue(issue, publication, headlines):
    """An issue's card with the first of its headlines."""
    numbers = f"第{issue.number}期" if issue.number else ""
    return Card(
        masthead=publication.name,
        tagline=publication.tagline,
        headline=str(issue),
        stories=tuple(headlines[:STORIES]),
        where=" ".join(filter(None, [chinese_weekday(issue.issued_on), numbers])),
        source=publication.publisher,
    )


def of_page(page, publication, headlines):
    """The card of one page of an issue, with the first of its headlines."""
    issue = page.issue
    return Card(
        masthead=publication.name,
        tagline=publication.tagline,
        headline=page.label,
        stories=tuple(headlines[:STORIES]),
        where=f"{issue} {chinese_weekday(issue.issued_on)}",
        source=publication.publisher,
    )


def of_paper(publication):
    """The card of the paper itself."""
    return Card(
        masthead=publication.name,
        headline=publication.tagline or f"《{publication.name}》",
        source=publication.publisher,
    )
