"""Statements that each connection prepares once, and that are asked and answered in one call.

For questions asked again and again. Django's cursors and the driver's take longer over a statement
of some rows than the database itself, PostgreSQL longer to parse and plan it than to answer it, and
on Django's connections psycopg prepares none.
"""

import re
from hashlib import blake2b
from itertools import count, repeat
from weakref import WeakKeyDictionary

from psycopg import OperationalError, sql
from psycopg.adapt import Transformer
from psycopg.errors import DataError, FeatureNotSupported, error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus

# The names of what is prepared, of each of psycopg's connections: a pool lends another each time.
_prepared = WeakKeyDictionary()


class Prepared:
    """A statement, with `%s` for each parameter and `%%` for a percent sign.

    Parameters are as `adapt_…` of the database's operations give them. `result_format` is how
    PostgreSQL gives the values: as text they are read as Django reads them, binary ones as psycopg
    does, which is quicker for times.
    """

    def __init__(self, statement, result_format=Format.TEXT):
        self._statement, self._format = statement, result_format
        self._name = blake2b(statement.encode(), digest_size=12).hexdigest().encode()
        numbered = (f"${number}" for number in count(1))
        self._on_postgresql = marked(statement, numbered, percent="%").encode()
        self._on_sqlite = marked(statement, repeat("?"), percent="%")

    def rows(self, database, parameters):
        """The rows that a database (one of Django's `connections`) has, as a list of tuples.

        Raises Django's database errors.
        """
        if database.queries_logged or database.execute_wrappers:
            with database.cursor() as cursor:
                cursor.execute(self._statement, parameters)
                return cursor.fetchall()
        database.close_if_health_check_failed()
        database.ensure_connection()
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            if database.vendor == "sqlite":
                # Python's module keeps statements prepared by itself.
                return database.connection.execute(self._on_sqlite, parameters).fetchall()
            return self._of_libpq(database.connection, [*map(_as_text, parameters)])

    def _of_libpq(self, connection, parameters):
        result = self._executed(connection, parameters)
        if _is_outdated(connection.pgconn, result):
            name = sql.Identifier(self._name.decode())
            connection.execute(sql.SQL("DEALLOCATE {}").format(name))
            _prepared[connection].discard(self._name)
            result = self._executed(connection, parameters)
        _check(connection.pgconn, result)
        values = Transformer(connection)
        values.set_pgresult(result)
        return values.load_rows(0, result.ntuples, tuple)

    def _executed(self, connection, parameters):
        libpq = connection.pgconn
        known = _prepared.setdefault(connection, set())
        if self._name not in known:
            _check(libpq, libpq.prepare(self._name, self._on_postgresql))
            known.add(self._name)
        return libpq.exec_prepared(self._name, parameters, result_format=self._format)


def literal(database, value):
    """A value as it stands in a statement of PostgreSQL, for `Prepared`."""
    database.ensure_connection()
    return sql.Literal(value).as_string(database.connection).replace("%", "%%")


def marked(statement, marks, percent="%%"):
    """The statement with other marks for its parameters, in turn, and for a percent sign."""
    marks = iter(marks)
    return re.sub("%[s%]", lambda found: next(marks) if found[0] == "%s" else percent, statement)


def _as_text(value):
    """A parameter as libpq takes it; its type follows from where it stands."""
    if value is None:
        return None
    text = str(value).encode()
    if b"\0" in text:  # where C would end it
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return text


def _is_outdated(libpq, result):
    """Whether a table has changed since a statement was prepared, and it can be prepared anew."""
    return (
        result.status == ExecStatus.FATAL_ERROR
        and libpq.transaction_status == TransactionStatus.IDLE
        and isinstance(error_from_result(result), FeatureNotSupported)
    )


def _check(libpq, result):
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        if libpq.status == ConnStatus.BAD:
            raise OperationalError(result.get_error_message())
        raise error_from_result(result)
