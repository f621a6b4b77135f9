"""Share cards: the picture of 1200 × 630 that stands beside a link in a chat (Open Graph).

`content` says what stands on a card, `drawing` draws it, `keeping` keeps it on disk.
"""

from articles.cards.content import STORIES, Card, of_article, of_issue, of_page, of_paper
from articles.cards.drawing import HEIGHT, WIDTH
from articles.cards.keeping import card_picture

__all__ = [
    "HEIGHT",
    "STORIES",
    "WIDTH",
    "Card",
    "card_picture",
    "of_article",
    "of_issue",
    "of_page",
    "of_paper",
]
