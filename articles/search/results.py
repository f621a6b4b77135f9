"""What is shown of a search: its articles with the words marked, and its numbers by department."""

from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass

from articles import public
from articles.published import as_hits
from articles.search.analysis import merged, occurrences, places
from articles.search.documents import label
from articles.search.searching import RELEVANCE, Search
from departments.models import Meeting
from liangcheng.chinese.text import cut_around, run_in
from liangcheng.fast.compiled import prefetched

# How long a passage is, in characters.
PASSAGE = 90
MOST_CHOICES = 12


def answer(question, limit, *, order="", cursor=None):
    """One page of a search's hits as `Found`: the first, or the one that a cursor leads to."""
    search = Search(question)
    if order == RELEVANCE:
        return search.by_relevance(limit, skip=cursor or 0)
    return search.overview(limit) if cursor is None else search.newest(limit, before=cursor)


# Articles


def results(found, question):
    """The articles of the hits that are public now, in order, each with its `best` passage."""
    articles = in_order(found.hits, as_hits)
    for article in articles:
        article.best = passage(article, question.words)
    return articles


def in_order(hits, read):
    """The articles of some hits, in their order, as far as `read` finds them by their keys."""
    by_key = {article.pk: article for article in read([hit.article_id for hit in hits])}
    return [by_key[hit.article_id] for hit in hits if hit.article_id in by_key]


def passage(article, phrases):
    """About `PASSAGE` characters of the text that hold most of the phrases, as pieces.

    Of a picture's caption where the text holds fewer; the beginning where nothing holds any.
    """
    photos = prefetched(article, "photos")
    texts = [article.plain_text, *(photo.caption for photo in photos)]
    texts = [run_in(text) for text in texts]
    found = [occurrences(text, phrases) for text in texts]
    held = [_densest(each) for each in found]
    best = max(range(len(texts)), key=lambda index: held[index][0])
    text, (_, place) = texts[best], held[best]
    start, end, lead, tail = cut_around(text, place, PASSAGE)
    shown = _cut(text, merged(found[best]), start, end)
    return [("图说：" * (best > 0) + lead, False), *shown, (tail, False)]


def _densest(found):
    """How many of the phrases found stand near each other, and where the first of them is."""
    found = sorted((begin, phrase) for begin, _, phrase in found)
    most, place = 0, 0
    for index, (begin, _) in enumerate(found):
        end = bisect(found, (begin + PASSAGE // 2,))
        near = {phrase for _, phrase in found[index:end]}
        if len(near) > most:
            most, place = len(near), begin
    return most, place


def pieces(text, phrases, start=0, end=None):
    """A text, or what stands from `start` to `end`, as (piece, is_hit) pairs in order.

    The phrases are folded, as `Question.words` are.
    """
    spans = places(text, phrases) if phrases else ()
    return _cut(text, spans, start, len(text) if end is None else end)


def _cut(text, spans, start, end):
    """As `pieces`, with the hits given as spans in order."""
    parts, at = [], start
    for hit, stop in spans:
        if hit < end and stop > start:
            hit, stop = max(hit, start), min(stop, end)
            parts += [(text[at:hit], False), (text[hit:stop], True)]
            at = stop
    parts.append((text[at:end], False))
    return [part for part in parts if part[0]]


# Numbers


@dataclass(frozen=True)
class Choice:
    """A value of a parameter that would narrow the search to `count` of its hits."""

    name: str
    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """The choices of one parameter, those with most hits first; years from the newest."""

    title: str
    parameter: str
    choices: list[Choice]


def facets(labels, departments):
    """Numbers of hits by department, year, tag and kind of meeting, from `Found.labels`.

    `departments` are all of them, which a search page reads for its form anyhow.
    """
    counts = defaultdict(Counter)
    for one, count in labels.items():
        counts[one[:3]][one[3:]] = count
    tags = public.tags().in_bulk(_most(counts["tag"])).values()
    kinds = {label("kin", kind)[3:]: (kind.label, kind.value) for kind in Meeting.Classification}
    years = {year: (f"{year}年", year) for year in sorted(_most(counts["yea"]), reverse=True)}
    return [
        Facet("单位", "department", _choices(counts["dep"], _by_key(departments))),
        Facet("年份", "year", [Choice(*years[year], counts["yea"][year]) for year in years]),
        Facet("标签", "tag", _choices(counts["tag"], _by_key(tags))),
        Facet("会议类别", "kind", _choices(counts["kin"], kinds)),
    ]


def _most(counts):
    """The values with most hits."""
    return sorted(counts, key=lambda value: (-counts[value], value))[:MOST_CHOICES]


def _choices(counts, known):
    """The values with most hits, of those whose name and value in an address are known."""
    return [Choice(*known[value], counts[value]) for value in _most(counts) if value in known]


def _by_key(rows):
    return {str(row.pk): (str(row), row.slug) for row in rows}
