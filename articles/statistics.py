"""What a database plans its answers by: how long its tables are, and how alike their rows.

PostgreSQL looks at them again by itself, SQLite never. As long as it has not, it takes all that is
published to be few rows, and goes through them to find the stories of one issue. A short archive is
not looked at: SQLite would not use the indexes of what soon is long. Connections that are open plan
by the new numbers when they are made anew (`CONN_MAX_AGE`).
https://www.sqlite.org/lang_analyze.html
"""

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Max

from articles.models import Article

# So many articles are an archive.
FEW = 200
_LARGEST = 2**31 - 1  # that fits where SQLite keeps a number for its users


def analyse():
    """Let the database look at the tables of all models now.

    Not at SQLite's full-text index, which plans by itself and is longer than they are together.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        if connection.vendor == "sqlite":
            last, _ = _last_and_seen()
            cursor.execute(f"PRAGMA user_version = {min(last, _LARGEST)}")


def keep_up():
    """Let SQLite look again where there are twice as many articles as when it last did, or fewer.

    As the keys of the last ones tell, which costs nothing to know.
    """
    if connection.vendor == "sqlite":
        last, seen = _last_and_seen()
        if last >= FEW and not seen <= last < 2 * seen:
            analyse()


def after_migrations(using=DEFAULT_DB_ALIAS, **kwargs):
    """A migration that makes a table anew leaves SQLite without what it knew of the old one."""
    if using != DEFAULT_DB_ALIAS or connection.vendor != "sqlite":
        return
    is_there = Article._meta.db_table in connection.introspection.table_names()
    if is_there and _last_and_seen()[0] >= FEW:
        analyse()


def _last_and_seen():
    """The key of the last article, and what it was when SQLite looked; 0 for none."""
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        return last, cursor.fetchone()[0]
