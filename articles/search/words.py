"""Names and the words of headlines: what a word may also mean, and what a reader may have meant.

Names come from departments, people and tags, with the label under which their articles stand in the
index. Words of headlines are counted over all articles, drafts too; what is suggested to readers
(`suggesting.py`) is asked of the index first.
"""

from collections import Counter
from functools import cache

from django.db import connection
from django.db.models import F
from taggit.models import Tag

from articles.models import SearchWord
from articles.search.documents import label
from articles.search.query import name_key
from departments.models import Department, Person
from liangcheng.chinese.pinyin import plain_reading
from liangcheng.fast.compiled import compiled

LONGEST_WORD = 12
_KINDS = {Department: "dep", Person: "per", Tag: "tag"}
NAMED = tuple(_KINDS)


def label_of(named):
    """The label of a department, a person or a tag."""
    return label(_KINDS[type(named)], named.pk)


def names_a_person(word):
    """Whether a `SearchWord` is a person's name."""
    return word.label.startswith(_KINDS[Person])


def set_names(things):
    """Write the names of departments, people and tags as they are now."""
    rows = [
        _row(text, reading, label_of(named))
        for named in things
        for text, readings in _names(named)
        for reading in readings or [""]
    ]
    wanted = {_facts(row): row for row in rows if row.key}
    known = {_facts(row): row.pk for row in _stored([*map(label_of, things)])}
    SearchWord.objects.filter(pk__in=[known[row] for row in known.keys() - wanted.keys()]).delete()
    new = [wanted[row] for row in wanted if row not in known]
    # Two names may differ in nothing but a space.
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def drop_names(label):
    """Forget the names of what is gone."""
    SearchWord.objects.filter(label=label).delete()


def _names(named):
    """All names with their readings, in syllables."""
    if isinstance(named, Tag):
        return [(named.name, [plain_reading(named.name)])]
    names = [(named.name, named.readings())]
    names += [(other.name, other.readings()) for other in named.other_names.all()]
    if isinstance(named, Department) and named.full_name:
        names.append((named.full_name, [plain_reading(named.full_name)]))
    return names


@compiled
def _stored(labels):
    return SearchWord.objects.filter(label__in=labels)


def _facts(row):
    return row.label, row.text, row.key, row.reading


def _row(text, reading, label="", uses=0):
    syllables = reading.split()
    return SearchWord(
        text=text,
        key=name_key(text),
        reading="".join(syllables)[:240],
        initials="".join(syllable[0] for syllable in syllables)[:60],
        label=label,
        uses=uses,
    )


def count_words(new, old=()):
    """Count the words of the headlines of new documents in, and of old ones out."""
    counts = headline_words(new)
    counts.subtract(headline_words(old))
    # All who write at once lock the words in one order, so that no two wait for each other.
    words = SearchWord.objects.filter(label="", key__in=[word for word in counts if counts[word]])
    list(words.select_for_update(no_key=True).order_by("key").values_list("pk"))
    add_words(+counts)
    for word, number in (-counts).items():
        SearchWord.objects.filter(label="", key=word).update(uses=F("uses") - number)


def add_words(counts):
    """Add to the numbers of uses of words (folded), new words among them, in their order."""
    rows = [_row(word, plain_reading(word), uses=counts[word]) for word in sorted(counts)]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_searchword (text, key, reading, initials, label, uses)"
            " VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT (label, key, reading)"
            " DO UPDATE SET uses = articles_searchword.uses + excluded.uses",
            [(row.text, row.key, row.reading, row.initials, row.uses) for row in rows],
        )


def headline_words(documents):
    """How many headlines of documents hold each word."""
    return Counter(word for document in documents for word in set(words_of(document.headline)))


def words_of(folded):
    """The words of two characters and more in a folded text, in order."""
    words = (word for run in folded.split() for word in _cutter().cut(run))
    return [word for word in words if 2 <= len(word) <= LONGEST_WORD and not word.isdigit()]


@cache
def _cutter():
    import rjieba

    return rjieba
