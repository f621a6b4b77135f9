"""Very many articles at once: none is looked up, and the words are counted at the end."""

from collections import Counter
from contextlib import contextmanager

from articles.search.backends import backend
from articles.search.words import add_words, headline_words


def prepared(documents):
    """Documents with what the database's index takes of them; another process may do it."""
    index = backend()
    return [(document, index.indexed(document)) for document in documents]


class Loader:
    """Takes documents of new articles in; the words of their headlines are written at the end."""

    def __init__(self, load):
        self._load = load
        self.words = Counter()

    def add(self, documents):
        """Add `prepared` documents whose articles stand in the database and have no entry."""
        self._load(documents)
        self.words.update(headline_words(document for document, _ in documents))


@contextmanager
def loading():
    """A Loader. The caller's transactions are used; the index is slow until the end."""
    with backend().loading() as load:
        loader = Loader(load)
        yield loader
    add_words(loader.words)
