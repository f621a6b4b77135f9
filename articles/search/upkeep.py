"""Looking after the whole index: making it anew while the site runs, and checking it."""

from django.db import DatabaseError, transaction

from articles.models import Article, SearchEntry, SearchText, SearchWord
from articles.search import index
from articles.search.backends import backend
from articles.search.backends.base import Leg
from articles.search.documents import documents
from articles.search.index import BATCH
from articles.search.query import Clause, Question, Zone
from articles.search.words import NAMED, add_words, headline_words, set_names

# A check that finds more is not about single articles.
MOST_PROBLEMS = 20
# Seconds for one article.
_PATIENCE = 60


def rebuild(advance=lambda number: None):
    """Make the index anew from the articles, batch by batch; calls `advance(number of articles)`.

    Searches go on meanwhile, and so does editing. Only where the index does not fit together,
    which nothing but a hand in the database can cause, everything is made in one transaction, and
    who saves an article waits for its end.
    """
    try:
        is_broken = bool(_strays())
        if not is_broken:
            _rebuild_batches(advance)
    except DatabaseError:  # SQLite, told to take out what never went in
        is_broken = True
    if is_broken:
        with transaction.atomic():
            backend().clear()
            SearchEntry.objects.all().delete()
            SearchText.objects.all().delete()
            _rebuild_batches(advance)
    _rebuild_words()


def _rebuild_batches(advance):
    for keys in _batches():
        with transaction.atomic():
            index.forget(keys)
            index.refresh(keys)
        advance(len(keys))


def _rebuild_words():
    with transaction.atomic():
        SearchWord.objects.all().delete()
        for model in NAMED:
            for named in model.objects.all():
                set_names([named])
        for keys in _batches():
            add_words(headline_words(index.stored_documents(keys)))


def _batches():
    """The primary keys of all articles, some hundred at a time."""
    last = 0
    while keys := list(
        Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


def problems(advance=lambda number: None):
    """Sentences about what is wrong with the index, at most `MOST_PROBLEMS`; none if it is right.

    Each article stands in it as it is now, nothing else does, and each published article is found
    by its own headline. Calls `advance(number of articles)`.
    """
    found = []
    for keys in _batches():
        found += _differences(keys)
        advance(len(keys))
        if len(found) > MOST_PROBLEMS:
            break
    if strays := _strays():
        found.append(f"索引里有 {strays} 条对不上稿件。")
    return found[:MOST_PROBLEMS]


def _strays():
    """How many rows of the index stand without what belongs to them."""
    lonely = SearchText.objects.filter(article__search_entry__isnull=True)
    wordless = SearchEntry.objects.filter(article__search_text__isnull=True)
    return backend().strays() + lonely.count() + wordless.count()


def _differences(keys):
    with transaction.atomic():  # one moment for both
        wanted = {document.article_id: document for document in documents(keys)}
        stored = {document.article_id: document for document in index.stored_documents(keys)}
        published = Article.objects.published().filter(pk__in=keys)
        public = set(published.values_list("pk", flat=True))
        lost = _not_found([stored[key] for key in keys if key in stored and key in public])
    differing = [key for key in keys if wanted.get(key) != stored.get(key)]
    return [f"稿件 {key}：索引里的和现在的不一样。" for key in differing] + [
        f"稿件 {key}：用自己的标题找不到。" for key in lost if key not in differing
    ]


def _not_found(public):
    """Articles, given as documents, that their own headlines do not find."""
    finder, lost = backend(), []
    for document in public:
        if len(document.headline) < 2:
            continue  # nothing in it to search for, or a single character
        question = Question(clauses=(Clause((document.headline,), zone=Zone.HEADLINE),))
        legs = [Leg(document.rank, document.rank + 1)]
        if not finder.hits(question, legs, 1, None, _PATIENCE):
            lost.append(document.article_id)
    return lost
