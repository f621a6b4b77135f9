"""Telling that articles changed, once for each, at the end of what changes them."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.dispatch import Signal

from liangcheng.files.storing import files_follow_rows

# Sent with `article_ids`, in the transaction of the change; the search index follows.
articles_changed = Signal()

_gathering = ContextVar("articles that changed", default=None)


def announce(article_ids):
    """Say that articles changed: at once, or at the end of what is `gathered`."""
    gathering = _gathering.get()
    if gathering is None:
        articles_changed.send(None, article_ids=article_ids)
    else:
        gathering.update(article_ids)


@contextmanager
def gathered():
    """One transaction, with its files; what changes within is announced once, before its end.

    A form writes an article, its sign-offs, its tags, and each of them announces the article.
    """
    if _gathering.get() is not None:
        yield
        return
    with files_follow_rows(), transaction.atomic():
        token = _gathering.set(set())
        try:
            yield
            article_ids = _gathering.get()
        finally:
            _gathering.reset(token)
        announce(article_ids)
