"""What many tests begin with is loaded once by each process, and copied in afterwards.

To load the real edition takes nine hundred questions, to write the rows that came of it one for
each table. Only rows are kept: whoever loads something else too, such as files, cannot use this.
"""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.db.models import QuerySet

from articles import generation
from articles.archive.bulk import tell_of_keys
from articles.models import GenerationStep, SearchEntry
from articles.search.backends import backend
from articles.search.index import stored_documents

# Those of the code are always there; each generation is one of its own, also of equal rows.
APART = {"contenttypes.ContentType", "auth.Permission", GenerationStep._meta.label}


class KeptRows:
    """`KeptRows(load)()` is as `load()`, which fills an empty database by signals and all.

    Where there is something already, it is loaded: what comes of that nobody knows beforehand.
    """

    def __init__(self, load):
        self._load = load
        self._rows, self._code = {}, None

    def __call__(self):
        if not _is_empty():
            self._load()
        elif self._code == _code():
            self._copy()
        else:
            self._load()
            found = {model: list(QuerySet(model)) for model in _models()}
            self._rows = {model: rows for model, rows in found.items() if rows}
            self._code = _code()

    @transaction.atomic
    def _copy(self):
        for model, rows in self._rows.items():
            # As `bulk_create` does, but raw: it would note that they were made and changed now.
            fields = model._meta.local_concrete_fields
            QuerySet(model)._insert(rows, fields, using=connection.alias, raw=True)
        tell_of_keys(self._rows)
        backend().add(stored_documents(SearchEntry.objects.values("article")))
        generation.move()
        generation.expect_scheduled()


def _models():
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.label not in APART]


def _code():
    """The numbers to which rows refer outside of themselves; after `flush` they are others."""
    return list(
        Permission.objects.values_list("pk", "codename", "content_type__model", "content_type")
    )


def _is_empty():
    name = connection.ops.quote_name
    tables = [name(model._meta.db_table) for model in _models()]
    anything = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {anything}")
        return not cursor.fetchone()[0]
