"""Readers tell how far they are (进度), to whoever wants to know."""

from contextlib import contextmanager

_listeners = []


@contextmanager
def to(listener):
    """Within, `listener(done, of)` is called for each page that a reader is done with."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def page_read(done, of):
    """A reader calls this after each page, and is given time for the next: so many are read."""
    for listener in _listeners:
        listener(done, of)
