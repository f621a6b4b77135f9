"""What a new version of a page would change in the page that is there (差异)."""

from dataclasses import dataclass, field

from articles.importing.drafts import StoryDraft
from articles.models import Article, Page
from liangcheng.chinese.text import without_whitespace
from liangcheng.richtext import clean_html, plain_text

# Two texts are versions of one story if they share so much of their pairs of characters.
ALIKE = 0.5
# {a field of the article: of the draft}, what both say in one line.
LINES = {
    "section": "section",
    "kicker": "kicker",
    "headline": "headline",
    "subheadline": "deck",
    "bylines": "byline",
    "signoff": "department",
}


@dataclass
class Difference:
    """A page that is there against a draft of it: which of its articles become which stories.

    `same` and `changed` are pairs of an Article and a StoryDraft, `new` are StoryDrafts without an
    article, `gone` Articles without a story.
    """

    page: Page
    same: list[tuple[Article, StoryDraft]] = field(default_factory=list)
    changed: list[tuple[Article, StoryDraft]] = field(default_factory=list)
    new: list[StoryDraft] = field(default_factory=list)
    gone: list[Article] = field(default_factory=list)

    @property
    def published(self):
        """Articles that readers know, or knew, and that would change or go."""
        touched = [article for article, _ in self.changed] + self.gone
        return [article for article in touched if article.published_at]

    @property
    def refusal(self):
        """Why it cannot be replaced, a sentence."""
        names = "、".join(f"《{article}》" for article in self.published)
        return (
            f"{self.page}：{names}已经发布过，导入不会替换它。请到稿件里直接改正，"
            "需要时加一条更正。"
        )

    def __str__(self):
        parts = [
            ("改动", [str(article) for article, _ in self.changed]),
            ("新增", [story.headline or "（无标题）" for story in self.new]),
            ("删去", [str(article) for article in self.gone]),
        ]
        told = "；".join(
            f"{verb} {len(names)} 篇：{'、'.join(f'《{name}》' for name in names)}"
            for verb, names in parts
            if names
        )
        return f"{self.page}已经有了。换成这个文件，{told or '稿件没有变化'}。"


def compare(page, draft):
    """The Difference between a Page and a PageDraft. In one query."""
    difference = Difference(page)
    left = list(page.articles.order_by("position", "pk"))
    for story in draft.stories:
        text = body_text(story)
        article = _counterpart(story, text, left)
        if article is None:
            difference.new.append(story)
            continue
        left.remove(article)
        pairs = difference.same if _is_same(article, story, text) else difference.changed
        pairs.append((article, story))
    difference.gone = left
    return difference


def body_html(story):
    """The body of a StoryDraft as it is stored."""
    return clean_html(story.body)


def body_text(story):
    return plain_text(body_html(story))


def _counterpart(story, text, articles):
    """The article that is an earlier version of a story; None if there is none."""
    headline = without_whitespace(story.headline)
    for article in articles:
        if headline and without_whitespace(article.headline) == headline:
            return article
    likeness = [(_likeness(text, article.plain_text), article) for article in articles]
    likeness = [(alike, -place) for place, (alike, _) in enumerate(likeness) if alike >= ALIKE]
    return articles[-max(likeness)[1]] if likeness else None


def _likeness(one, other):
    one, other = _pairs(one), _pairs(other)
    return len(one & other) / len(one | other) if one and other else 0


def _pairs(text):
    text = without_whitespace(text)
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _is_same(article, story, text):
    return article.plain_text == text and all(
        getattr(article, ours) == getattr(story, theirs).strip() for ours, theirs in LINES.items()
    )
