"""What the search index keeps in tables; the words themselves stand in the database's own index.

Written by `articles/search/` and by nothing else; everything follows from the articles.
"""

from django.db import models

from articles.models.article import Article
from articles.models.paper import Issue


class RowNumber(models.BigIntegerField):
    """A 64-bit key under which SQLite stores the row itself, and not a second index of rows."""

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class SearchEntry(models.Model):
    """An article's place in the index: when, whether public, and what it is about."""

    # Where it stands among the newest (`documents.rank_of`), and its row in the full-text index.
    rank = RowNumber(primary_key=True)
    article = models.OneToOneField(Article, models.CASCADE, related_name="search_entry")
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="+", db_index=False)
    # Null unless the article is marked as published.
    published_at = models.DateTimeField(null=True)
    labels = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.rank}: {self.labels}"


class SearchText(models.Model):
    """The folded words of an article, a line each for headline, lead and text.

    An FTS5 index without content forgets what went into it and has to be told again when an entry
    is taken out; PostgreSQL's index knows which characters stand together, not in which order.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_text"
    )
    content = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.content.partition("\n")[0]


class SearchWord(models.Model):
    """A word of the headlines, or a name with the label of what bears it: for suggestions."""

    text = models.CharField(max_length=120)
    # Folded and without spaces.
    key = models.CharField(max_length=120, db_index=True)
    # Pinyin in one piece, and its initials; empty for what has none.
    reading = models.CharField(max_length=240, db_index=True)
    initials = models.CharField(max_length=60, db_index=True)
    # `dep12` for a name of that department; empty for a word of headlines.
    label = models.CharField(max_length=24, default="", db_index=True)
    # How many headlines hold it.
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="search_word_once_a_reading", fields=["label", "key", "reading"]
            )
        ]

    def __str__(self):
        return self.text
