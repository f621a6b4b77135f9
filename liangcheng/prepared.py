"""A statement that each connection prepares once, and that is asked and answered in one call.

For what every request waits for. Django's cursors and the driver's take longer over a statement of
one row than the database itself, and on Django's connections psycopg prepares none.
"""

from weakref import WeakSet

from psycopg import OperationalError
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format


class PreparedRow:
    """A statement of one row, with `%s` for each parameter; its name is its own in the project.

    Parameters are as `adapt_…` of the database's operations give them.
    """

    def __init__(self, name, statement):
        self._statement = statement
        self._name = name.encode()
        self._on_postgresql = _numbered(statement).encode()
        self._on_sqlite = statement.replace("%s", "?")
        self._prepared_on = WeakSet()  # psycopg's connections: a pool lends another each time

    def of(self, database, parameters):
        """The row that a database (one of Django's `connections`) has, as a tuple.

        Raises Django's database errors.
        """
        if database.queries_logged:
            with database.cursor() as cursor:
                return cursor.execute(self._statement, parameters).fetchone()
        database.ensure_connection()
        with database.wrap_database_errors:
            if database.vendor == "sqlite":
                # Python's module keeps statements prepared by itself.
                return database.connection.execute(self._on_sqlite, parameters).fetchone()
            return self._of_libpq(database.connection, [str(one).encode() for one in parameters])

    def _of_libpq(self, connection, parameters):
        libpq = connection.pgconn
        if connection not in self._prepared_on:
            _check(libpq, libpq.prepare(self._name, self._on_postgresql))
            self._prepared_on.add(connection)
        result = libpq.exec_prepared(self._name, parameters, result_format=Format.BINARY)
        _check(libpq, result)
        values = Transformer(connection)
        values.set_pgresult(result)
        return values.load_row(0, tuple)


def _numbered(statement):
    """The statement with `$1`, `$2` … for `%s`, as PostgreSQL itself has them."""
    first, *parts = statement.split("%s")
    return first + "".join(f"${number}{part}" for number, part in enumerate(parts, 1))


def _check(libpq, result):
    if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
        if libpq.status == ConnStatus.BAD:
            raise OperationalError(result.get_error_message())
        raise error_from_result(result)
