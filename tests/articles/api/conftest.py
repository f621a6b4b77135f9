"""A small archive: something of each kind, with ids and keys that are easy to guess."""

from datetime import date

import pytest

from tests.articles.api.archive import fill
from tests.keeping import kept


@pytest.fixture
@kept
def archive(db):
    return fill(date(2023, 5, 10))
