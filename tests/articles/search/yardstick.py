"""What the index must hold and what a search must find, worked out without either."""

from collections import Counter, defaultdict

from django.db import connection

from articles.models import Article, SearchEntry, SearchText, SearchWord
from articles.search.analysis import runs, tokens
from articles.search.backends.postgresql import all_tokens
from articles.search.documents import documents
from articles.search.index import stored_documents
from articles.search.query import name_key
from articles.search.searching import Search
from articles.search.upkeep import problems
from articles.search.words import NAMED, headline_words, label_of

# The index


def assert_index_agrees():
    """The index holds each article as it is now and nothing else, down to the single token."""
    wanted = documents(Article.objects.values_list("pk", flat=True))
    keys = SearchEntry.objects.order_by("article").values_list("article", flat=True)
    stored = sorted(stored_documents(list(keys)), key=lambda document: document.article_id)
    assert stored == wanted
    assert SearchText.objects.count() == len(wanted)
    assert tokens_held() == {one.rank: tokens_wanted(one) for one in wanted}
    assert problems() == []
    assert words_held() == dict(headline_words(wanted))
    assert names_held() == names_wanted()


def tokens_held():
    """Rank → what the database's own index holds under it, as `tokens_wanted` has it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT rank, tsvector_to_array(tokens) FROM articles_searchentry")
            return {rank: set(held or ()) for rank, held in cursor.fetchall()}
        cursor.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.tokens_held"
            " USING fts5vocab(main, articles_search, instance)"
        )
        cursor.execute('SELECT doc, col, term FROM tokens_held ORDER BY doc, col, "offset"')
        held = defaultdict(lambda: defaultdict(list))
        for rank, column, token in cursor.fetchall():
            held[rank][column].append(token)
        return {rank: dict(columns) for rank, columns in held.items()}


def tokens_wanted(document):
    """The set of tokens in PostgreSQL; in SQLite, column → its tokens in order."""
    if connection.vendor == "postgresql":
        return set(all_tokens(document))
    columns = {
        "headline": tokens(document.headline),
        "lead": tokens(document.lead),
        "text": tokens(document.text),
        "labels": document.labels.split(),
    }
    return {column: held for column, held in columns.items() if held}


def words_held():
    """Word of headlines → its number of uses."""
    words = SearchWord.objects.filter(label="", uses__gt=0)
    return Counter(dict(words.values_list("key", "uses")))


def names_held():
    """(label, name as it is compared) of each name."""
    return set(SearchWord.objects.exclude(label="").values_list("label", "key"))


def names_wanted():
    names = set()
    for named in (named for model in NAMED for named in model.objects.all()):
        texts = [named.name, getattr(named, "full_name", "")]
        if hasattr(named, "other_names"):
            texts += named.other_names.values_list("name", flat=True)
        names |= {(label_of(named), name_key(text)) for text in texts if name_key(text)}
    return names


# Searches


def found(question, **options):
    """The keys of all articles that a search finds, newest first."""
    return [hit.article_id for hit in Search(question, **options).newest(10_000).hits]


def lines(article):
    """The texts of an article in which a phrase may stand: headlines, and all the others."""
    pictures = [text for photo in article.photos.all() for text in (photo.caption, photo.credit)]
    others = [article.plain_text, article.section, article.bylines, article.signoff, *pictures]
    headlines = [article.kicker, article.headline, article.subheadline]
    return runs(" ".join(headlines)), runs("\n".join(others))


def holding(phrase, articles):
    """The keys of those articles whose texts hold a phrase: a plain scan."""
    folded = runs(phrase)
    return {article.pk for article in articles if any(folded in line for line in lines(article))}
