"""What many tests begin with is made once by each process, and copied in afterwards.

To load the real edition takes nine hundred questions, to write the rows that came of it one for
each table. The search index and the generation follow by their own means.
"""

from copy import deepcopy
from functools import wraps
from pathlib import Path

from django.apps import apps
from django.conf import settings
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


def kept(make):
    """A function that does as `make`, which fills an empty database, and is quicker from then on.

    The rows and the files are the same each time, so are the objects returned. Where there is
    something already, it is made: what comes of that nobody knows beforehand.
    """
    known = []

    @wraps(make)
    def made(*args, **kwargs):
        if not _is_empty():
            return make(*args, **kwargs)
        if not known or not known[0].fits():
            known[:] = [_World(make(*args, **kwargs))]
            return deepcopy(known[0].result)
        known[0].copy()
        return deepcopy(known[0].result)

    return made


class _World:
    """All rows and files that there are, and what the function that made them returned."""

    def __init__(self, result):
        self.result = deepcopy(result)
        found = {model: list(QuerySet(model)) for model in _models()}
        self._rows = {model: rows for model, rows in found.items() if rows}
        root = Path(settings.MEDIA_ROOT)
        files = [path for path in root.rglob("*") if path.is_file()]
        self._files = {path.relative_to(root): path.read_bytes() for path in files}
        self._code = _code()

    def fits(self):
        return self._code == _code()

    @transaction.atomic
    def copy(self):
        for model, rows in self._rows.items():
            # As `bulk_create` does, but raw: it would note that they were made and changed now.
            fields = model._meta.local_concrete_fields
            QuerySet(model)._insert(rows, fields, using=connection.alias, raw=True)
        for name, content in self._files.items():
            path = settings.MEDIA_ROOT / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        tell_of_keys(self._rows)
        backend().add(stored_documents(SearchEntry.objects.values_list("article", flat=True)))
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
