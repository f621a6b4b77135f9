"""Writing the index: in the transaction that changes an article, or all at once.

`refresh` follows each change of an article that is announced (`articles/changes.py`); `signals.py`
announces those of all models concerned.
"""

from django.db import transaction

from articles.models import Article, SearchEntry, SearchText
from articles.search.backends import backend
from articles.search.documents import Document, documents
from articles.search.words import count_words
from liangcheng.fast.compiled import compiled
from liangcheng.rows.locking import lock

BATCH = 500


def refresh(article_ids):
    """Bring the entries of these articles up to date, in the caller's transaction.

    The articles are locked first: of two people who change one at once, the second sees what the
    first did. What has not changed is not written.
    """
    for batch in _batches(sorted(set(article_ids))):
        with transaction.atomic(savepoint=False):
            lock(Article, batch)
            replace(stored_documents(batch), documents(batch))


def forget(article_ids):
    """Take articles out that are about to be deleted."""
    with transaction.atomic():
        lock(Article, article_ids, to_delete=True)
        replace(stored_documents(article_ids), [])


def replace(stored, wanted):
    """Write what differs between the documents that the index holds and those it should hold."""
    stored = {document.article_id: document for document in stored}
    wanted = {document.article_id: document for document in wanted}
    old = [one for key, one in stored.items() if not _same_words(one, wanted.get(key))]
    new = [one for key, one in wanted.items() if not _same_words(one, stored.get(key))]
    index = backend()
    if old:
        index.remove(old)
        keys = [document.article_id for document in old]
        SearchEntry.objects.filter(article__in=keys).delete()
        SearchText.objects.filter(article__in=keys).delete()
    if new:
        SearchEntry.objects.bulk_create(map(_entry, new))
        SearchText.objects.bulk_create(map(_text, new))
        index.add(new)
    if old or new:
        count_words(new, old)
    moments = {}
    for key in stored.keys() & wanted.keys():
        if stored[key].published_at != wanted[key].published_at:
            moments.setdefault(wanted[key].published_at, []).append(key)
    for moment, keys in moments.items():
        SearchEntry.objects.filter(article__in=keys).update(published_at=moment)


def _same_words(one, other):
    """Whether two documents differ at most in when they are public."""
    return other is not None and (one.rank, one.issue_id, one.labels, one.content) == (
        other.rank,
        other.issue_id,
        other.labels,
        other.content,
    )


def _entry(document):
    return SearchEntry(
        rank=document.rank,
        article_id=document.article_id,
        issue_id=document.issue_id,
        published_at=document.published_at,
        labels=document.labels,
    )


def _text(document):
    return SearchText(article_id=document.article_id, content=document.content)


def stored_documents(article_ids):
    """The documents of articles as the index holds them now."""
    entries = _entries(list(article_ids))
    return [Document(*facts, *content.split("\n")) for *facts, content in entries]


@compiled
def _entries(article_ids):
    return SearchEntry.objects.filter(article__pk__in=article_ids).values_list(
        "article_id", "issue_id", "published_at", "rank", "labels", "article__search_text__content"
    )


def _batches(keys):
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
