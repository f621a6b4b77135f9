"""A statement in one call: the same row, the same errors as through Django's cursor."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import GenerationStep
from liangcheng.prepared import Prepared

MOMENT = datetime(2023, 5, 10, 8, 30, 15, 250, tzinfo=UTC)
LAST = Prepared(
    "SELECT MAX(mark), MAX(due_at), MAX(noted_at) FROM articles_generationstep WHERE noted_at < %s",
)


def last():
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    (row,) = LAST.rows(connection, [now])
    return row


@pytest.mark.django_db
def test_it_is_the_row_that_django_reads():
    assert last() == (None, None, None)
    GenerationStep.objects.create(mark=2**48, noted_at=MOMENT)

    row = last()
    with CaptureQueriesContext(connection) as captured:
        assert last() == row
    assert len(captured) == 1
    assert row[:2] == (2**48, None)
    assert str(MOMENT.replace(tzinfo=None)) in str(row[2])


@pytest.mark.django_db(transaction=True)
def test_each_connection_prepares_it():
    GenerationStep.objects.create(mark=1, noted_at=MOMENT)
    row = last()
    connection.close()

    assert last() == row


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_is_an_error_of_django():
    with pytest.raises(DatabaseError):
        Prepared("SELECT nonsense FROM nowhere").rows(connection, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
def test_a_server_that_went_away_is_an_operational_error():
    last()
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        last()
    connection.close()
    assert last() == (None, None, None)
