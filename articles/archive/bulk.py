"""Writing many rows fast: COPY on PostgreSQL, prepared statements on SQLite."""

from functools import lru_cache, partial

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

# Their values need Django's hand before the database takes them; text and numbers do not.
PREPARED = (models.DateField, models.BooleanField)


class Table:
    """A model's table, to be written in the given columns; the others get their defaults."""

    def __init__(self, label, columns):
        model = apps.get_model(label)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        others = [
            field for name, field in fields.items() if name not in columns and not field.primary_key
        ]
        self._preparing = [
            (at, lru_cache(4096)(partial(fields[name].get_db_prep_save, connection=connection)))
            for at, name in enumerate(columns)
            if isinstance(fields[name], PREPARED)
        ]
        self._defaults = tuple(
            field.get_db_prep_save(field.get_default(), connection) for field in others
        )
        quote = connection.ops.quote_name
        names = [field.column for field in (*map(fields.get, columns), *others)]
        self._name = quote(model._meta.db_table)
        self._columns = ", ".join(map(quote, names))
        self._places = ", ".join(["%s"] * len(names))

    def write(self, rows):
        """Add the rows, tuples in the order of the columns."""
        prepared = map(self._prepared, rows)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._name} ({self._columns}) FROM STDIN") as copy:
                    for row in prepared:
                        copy.write_row(row)
            else:
                cursor.executemany(
                    f"INSERT INTO {self._name} ({self._columns}) VALUES ({self._places})",  # noqa: S608
                    prepared,
                )

    def _prepared(self, row):
        values = list(row)
        for at, prepare in self._preparing:
            values[at] = prepare(values[at])
        return (*values, *self._defaults)


def free_key(model):
    """The primary key that the database would give next: behind those of deleted rows too."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = connection.ops.quote_name(table)
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [name])
            return cursor.fetchone()[0]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return (last[0] if last else 0) + 1


def tell_of_keys(models_written):
    """Make the database give keys behind those that were written for these models."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_written):
            cursor.execute(statement)


def check_now():
    """Let PostgreSQL check references now, not at the commit: what waits cannot be indexed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
