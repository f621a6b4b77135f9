"""One full-text index a database, behind the same few methods (`backends/base.py`)."""

from importlib import import_module

from django.db import connection


def backend():
    """A new `Backend` of the database in use; raises ImportError for one without an index."""
    return import_module(f"articles.search.backends.{connection.vendor}").Backend()
