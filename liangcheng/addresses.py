"""Addresses of what a page links to."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(10_000)
def address(view, *keys):
    """The path of a view of one thing, by its keys in addresses; a list has dozens of them."""
    return reverse(view, args=keys)
