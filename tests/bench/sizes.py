"""How large the texts and the index are, in bytes, and how fast an article is saved."""

import time
from random import Random

from django.db import connection
from django.db.models import Max

from articles.models import Article

SAVED = 100
_TEXT_BYTES = {
    "sqlite": """
        SELECT sum(length(CAST(kicker || headline || subheadline || plain_text AS BLOB)))
        FROM articles_article
    """,
    "postgresql": """
        SELECT sum(octet_length(kicker || headline || subheadline || plain_text))
        FROM articles_article
    """,
}
# Everything that is there for the sake of search has a name that begins so.
_INDEX_BYTES = {
    # Of a table together, `pageno` is the number of its pages; `pgsize` overflows at 4 GB.
    "sqlite": """
        SELECT coalesce(m.tbl_name, s.name), sum(s.pageno * p.page_size)
        FROM dbstat s, pragma_page_size p LEFT JOIN sqlite_schema m ON m.name = s.name
        WHERE s.aggregate = TRUE AND coalesce(m.tbl_name, s.name) LIKE 'articles_search%'
        GROUP BY 1
    """,
    "postgresql": """
        SELECT relname, pg_table_size(oid)
        FROM pg_class
        WHERE relname LIKE 'articles_search%' AND relkind IN ('r', 'i')
    """,
}


def text_bytes():
    """The headlines and plain texts of all articles, in UTF-8."""
    ((number,),) = _rows(_TEXT_BYTES[connection.vendor])
    return int(number)


def index_bytes():
    """Table or index → its bytes on disk, of all that the search keeps."""
    return dict(_rows(_INDEX_BYTES[connection.vendor]))


def saved_a_second(seed):
    """How many articles are saved in a second, one by one, each with a change in its words.

    Each is changed and changed back: the archive is the same afterwards.
    """
    random = Random(f"{seed} saving")  # noqa: S311 -- nothing here is secret
    last = Article.objects.aggregate(last=Max("pk"))["last"]
    keys = random.sample(range(1, last + 1), min(SAVED, last))
    articles = list(Article.objects.filter(pk__in=keys))
    begun = time.perf_counter()
    for article in articles:
        before = article.headline
        for headline in (f"{before}（更新）", before):
            article.headline = headline
            article.save()
    return 2 * len(articles) / (time.perf_counter() - begun)


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
