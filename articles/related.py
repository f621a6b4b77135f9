"""Which other articles belong to one: the same meeting, people, tags, or words in the headline.

Three queries, whatever the archive: what the words of the headline are worth, the nearest articles
by one statement of the search index, and the few that are left, with their headlines.
"""

from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import NamedTuple

from django.db.models import Case, Value, When

from articles.models import Article, SearchWord
from articles.search.analysis import runs
from articles.search.documents import days_apart, first_rank_of, label
from articles.search.query import Clause, Question, Zone
from articles.search.searching import HIGHEST, Search
from articles.search.words import words_of
from liangcheng.chinese.dates import chinese_edition
from liangcheng.fast.compiled import compiled, prefetched, row_of

MOST = 6
# So many days after an article, what belongs to it has been reported; from there back is searched.
LATER = 60
_LOOKED_AT = 100  # the nearest hits
_READ = 16  # of them, those whose headlines are read
_REPORTS = 60  # of the meetings of an article
# A word in more headlines than this says nothing of what a story is about.
_COMMON_WORD = 500
_WORDS = 4
# Nor do these, in a small archive either.
_EVERYWHERE = frozenset({
    "街道", "社区", "新村", "居民", "居民区", "召开", "开展", "举行", "举办", "组织",
    "工作", "会议", "活动", "推进", "进一步", "加强", "积极", "全面", "专题",
})  # fmt: skip
# What a common trait is worth. A word alone is a chance; two, or a long one, are a topic.
_MEETING, _TAG, _PERSON, _WORD = 10, 4, 3, 1
_LONG_WORD = 3  # characters


@dataclass(frozen=True)
class Related:
    """Another article, and in a reader's words its day and why it is shown: `同一人物：苏合`."""

    article: Article
    day: str
    reason: str


def reported(article):
    """The meetings that an article reports, the latest first, and the keys of all their reports."""
    rows = _reports_with(article.pk)
    meetings = dict.fromkeys(row.meeting for row in rows)
    return list(meetings), {row.article_id for row in rows} - {article.pk}


@compiled
def _reports_with(article):
    """The reports of an article's meetings, its own first."""
    is_own = Case(When(article__pk=article, then=Value(0)), default=Value(1))
    rows = Article.meetings.through.objects.filter(meeting__articles__pk=article)
    return rows.select_related("meeting").order_by(is_own, "meeting", "-article")[:_REPORTS]


def related(article, reports):
    """At most `MOST` published articles that belong to an article, the closest first.

    `reports` are the keys of other reports of its meetings (`reported`). Its mentions with people
    and its tags are read as they are prefetched.
    """
    people = {
        label("per", one.person_id): one.person.name for one in prefetched(article, "mentions")
    }
    tags = {label("tag", tag.pk): tag.name for tag in prefetched(article, "tags")}
    words = _telling(article.headline)
    worths = dict.fromkeys(people, _PERSON) | dict.fromkeys(tags, _TAG)
    hits = [hit for hit in _near(article, worths, words) if hit.article_id != article.pk]
    labels = {hit.article_id: hit.labels.split() for hit in hits}
    keys = {*reports, *_closest(hits, labels, worths, article.dated_on)}
    found = []
    for key, headline, dated_on, edition in _headlines([*keys]):
        borne, said = labels.get(key, ()), words and runs(headline)
        shared = _Shared(
            is_same_meeting=key in reports,
            tags=[name for one, name in tags.items() if one in borne],
            people=[name for one, name in people.items() if one in borne],
            words=[word for word in words if word in said],
        )
        if reason := shared.reason:
            days = _days_between(article.dated_on, dated_on)
            other = {"id": key, "headline": headline, "dated_on": dated_on}
            found.append((-shared.worth, days, -key, reason, other, edition))
    found.sort(key=lambda one: one[:3])
    return [
        Related(row_of(Article, other), _day(other["dated_on"], edition), reason)
        for *_, reason, other, edition in found[:MOST]
    ]


class _Shared(NamedTuple):
    """What two articles have in common."""

    is_same_meeting: bool
    tags: list[str]
    people: list[str]
    words: list[str]

    @property
    def worth(self):
        return (
            _MEETING * self.is_same_meeting
            + _TAG * len(self.tags)
            + _PERSON * len(self.people)
            + _WORD * len(self.words)
        )

    @property
    def reason(self):
        """The strongest one in words; empty where there is none."""
        if self.is_same_meeting:
            return "同一会议"
        if self.tags:
            return f"相近话题：{'、'.join(self.tags[:3])}"
        if self.people:
            return f"同一人物：{'、'.join(self.people[:3])}"
        if len(self.words) > 1 or any(len(word) >= _LONG_WORD for word in self.words):
            return "标题相近"
        return ""


def _telling(headline):
    """The rarest words of a headline, folded, that other headlines hold too."""
    words = [word for word in words_of(runs(headline)) if word not in _EVERYWHERE]
    return _rarest(words) if words else []


@compiled
def _rarest(words):
    uses = SearchWord.objects.filter(label="", key__in=words, uses__gt=1, uses__lte=_COMMON_WORD)
    return uses.order_by("uses", "key").values_list("key", flat=True)[:_WORDS]


def _near(article, labels, words):
    """Hits that share a label, or a word of the headline, from soon after the article back."""
    if not (labels or words):
        return []
    before = HIGHEST
    if article.dated_on:
        before = first_rank_of(article.dated_on, later=LATER + 1)
    clause = Clause(phrases=tuple(words), labels=tuple(labels), zone=Zone.HEADLINE)
    return Search(Question(clauses=(clause,))).at_once(_LOOKED_AT, before)


def _closest(hits, labels, worths, day):
    """The keys of those hits that share most with an article of a day, the nearest to it first.

    `labels` are the hits' by key, `worths` those of the article's. A hit that shares none shares a
    word.
    """
    rank = first_rank_of(day or date.max)

    def distance(hit):
        shared = sum(map(worths.get, labels[hit.article_id], repeat(0)))
        return -(shared or 2 * _WORD), days_apart(hit.rank, rank)

    return [hit.article_id for hit in sorted(hits, key=distance)[:_READ]]


@compiled
def _headlines(keys):
    """The keys, headlines, days and editions of published articles; none of one on the web only."""
    rows = Article.objects.published().filter(pk__in=keys)
    return rows.values_list("pk", "headline", "dated_on", "page__issue__edition")


def _day(dated_on, edition):
    return chinese_edition(dated_on, edition or 1) if dated_on else ""


def _days_between(day, other):
    return abs((day - other).days) if day and other else 0
