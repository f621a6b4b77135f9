"""Very many articles at once: the index is built at the end, and nothing is looked up before."""

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

    def __init__(self, index):
        self._index = index
        self.words = Counter()

    def add(self, documents):
        """Add `prepared` documents whose articles stand in the database and have no entry."""
        self._index.load(documents)
        self.words.update(headline_words(document for document, _ in documents))


@contextmanager
def loading():
    """A Loader. The caller's transactions are used; searches find little until the end."""
    index = backend()
    with index.loading():
        loader = Loader(index)
        yield loader
    add_words(loader.words)
