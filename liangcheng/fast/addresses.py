"""Addresses of what a page links to."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(10_000)
def address(view, *keys):
    """The path of a view of one thing, by its keys in addresses; a list has dozens of them.

    Keys are texts and numbers: a thing is the same when it has moved to another address.
    """
    return reverse(view, args=keys)


def absolute_from(request):
    """A function of a path: its full address on the host that was asked.

    That of a file in a storage elsewhere is full already.
    """
    root = f"{request.scheme}://{request.get_host()}"
    return lambda path: path if "://" in path else f"{root}{path}"
