"""Prepared statements: the same rows, the same errors as through Django's cursor."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DatabaseError, DataError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import generation
from articles.models import GenerationStep
from liangcheng.fast.prepared import Prepared, literal

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")
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
@on_postgresql
def test_a_server_that_went_away_is_an_operational_error():
    last()
    with connection.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        last()
    connection.close()
    assert last() == (None, None, None)


@pytest.mark.django_db(transaction=True)
@on_postgresql
@pytest.mark.parametrize("ask", [last, generation.current])
def test_no_reader_notices_that_the_server_was_restarted(ask):
    before = ask()
    connection.close_if_unusable_or_obsolete()  # as at the end of each request
    with psycopg.connect(connection.connection.info.dsn) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])

    assert ask() == before


@pytest.mark.django_db
@pytest.mark.parametrize("value", [7, "七", "7%", None, MOMENT])
def test_values_are_given_and_read_as_django_does(value):
    given = connection.ops.adapt_unknown_value(value)
    statement = "SELECT noted_at, '%%', mark FROM articles_generationstep WHERE %s IS NULL OR 1 = 1"
    GenerationStep.objects.create(mark=1, noted_at=MOMENT)
    with connection.cursor() as cursor:
        cursor.execute(statement, [given])
        expected = cursor.fetchall()

    on_postgresql = statement.replace("%s", "%s::text")
    asked = Prepared(statement if connection.vendor == "sqlite" else on_postgresql)
    assert asked.rows(connection, [given]) == expected
    assert expected[0][1:] == ("%", 1)


@pytest.mark.django_db
@on_postgresql
def test_text_that_postgresql_cannot_hold_is_refused():
    with pytest.raises(DataError, match="NUL"), transaction.atomic():
        Prepared("SELECT 1 WHERE 'a' = %s").rows(connection, ["a\0b"])


@pytest.mark.django_db
@on_postgresql
def test_a_literal_stands_in_a_statement_as_the_value_it_is():
    value = "100% 'sure' \\ %s"
    assert Prepared(f"SELECT {literal(connection, value)}").rows(connection, []) == [(value,)]


@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_a_statement_is_prepared_anew_when_its_table_has_changed():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE place (name integer)")
        cursor.execute("INSERT INTO place VALUES (1)")
    try:
        named = Prepared("SELECT name FROM place")
        assert named.rows(connection, []) == [(1,)]
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE place ALTER name TYPE text")
        assert named.rows(connection, []) == [("1",)]
        assert named.rows(connection, []) == [("1",)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE place")


@pytest.mark.django_db
def test_who_watches_the_statements_of_a_connection_sees_it():
    seen = []

    def watch(execute, sql, *context):
        seen.append(sql)
        return execute(sql, *context)

    with connection.execute_wrapper(watch):
        Prepared("SELECT 1").rows(connection, [])
    assert seen == ["SELECT 1"]


@pytest.mark.django_db
def test_nothing_is_asked_in_a_broken_transaction():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            last()
