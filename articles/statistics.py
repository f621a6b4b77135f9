"""What a database plans its answers by: how long its tables are, and how alike their rows.

PostgreSQL looks at them again by itself, SQLite never. As long as it has not, it takes all that is
published to be few rows, and goes through them to find the stories of one issue. Of short tables it
is not told: it would not use the indexes of what soon is long.
https://www.sqlite.org/lang_analyze.html
"""

from django.apps import apps
from django.db import connection
from django.db.models import Max

from articles.models import Article

# So many articles are an archive.
FEW = 200
_LARGEST = 2**31 - 1  # that fits where SQLite keeps a number for its users


def analyse():
    """Let the database look at the tables of all models now.

    Not at SQLite's full-text index, which plans by itself and is longer than they are together.
    """
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        for table in sorted(tables.intersection(connection.introspection.table_names(cursor))):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        if connection.vendor == "sqlite":
            last, _ = _grown_from()
            cursor.execute(f"PRAGMA user_version = {min(last, _LARGEST)}")


def keep_up():
    """Let SQLite look again where there are twice as many articles as when it last did."""
    if connection.vendor == "sqlite":
        last, seen = _grown_from()
        if last >= max(FEW, 2 * seen):
            analyse()


def after_migrations(**kwargs):
    """A migration that makes a table anew leaves SQLite without what it knew of the old one."""
    if connection.vendor == "sqlite" and _grown_from()[0] >= FEW:
        analyse()


def _grown_from():
    """The key of the last article, and what it was when SQLite looked."""
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return last, cursor.fetchone()[0]
