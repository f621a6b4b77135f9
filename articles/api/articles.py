"""Articles: newest first by what they are about, and one."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from articles import public
from articles.api import schemas
from articles.api.answers import Answers
from articles.api.conditions import OfArticles
from articles.api.paging import listed
from articles.api.service import read
from articles.models import Article, SearchEntry
from articles.published import as_summaries
from articles.search.documents import day_of, label
from articles.search.results import in_order
from articles.search.searching import Found, Hit, Search

router = Router(tags=["稿件"])


@read(router, "/articles", schemas.Articles, "稿件，最新的在前")
def list_articles(request: HttpRequest, response: HttpResponse, asked: Query[OfArticles]):
    question, before = asked.question(), asked.rank
    if asked.person:
        if not public.people().filter(pk=asked.person).exists():
            raise Http404("没有这个人物。人物的编号见 /api/people。")
        question = question.narrowed(label("per", asked.person))
    if asked.meeting:
        found = _reporting(asked.meeting, question, asked.limit, before)
    else:
        found = Search(question).newest(asked.limit, before)
    articles = in_order(found.hits, as_summaries)
    answers = Answers(request)
    return listed(
        request,
        response,
        [answers.article_summary(article) for article in articles],
        found.cursor,
        is_complete=found.is_complete,
    )


def _reporting(meeting, question, limit, before):
    """The articles on a meeting that answer a question of labels and days, as `Search.newest`.

    The index does not know meetings; of one there are few articles, and each bears its labels.
    """
    if not public.meetings().filter(pk=meeting).exists():
        raise Http404("没有这次会议。会议的编号见 /api/meetings。")
    entries = SearchEntry.objects.filter(
        article__meetings=meeting, article__in=Article.objects.published(), rank__lt=before
    )
    hits = [
        Hit(entry.rank, entry.article_id, entry.labels)
        for entry in entries.order_by("-rank")
        if _answers(entry, question)
    ]
    further = len(hits) > limit
    return Found(hits[:limit], cursor=str(hits[limit - 1].rank) if further else "")


def _answers(entry, question):
    day, labels = day_of(entry.rank), set(entry.labels.split())
    return (
        all(labels.intersection(clause.labels) for clause in question.clauses)
        and (not question.since or day >= question.since)
        and (not question.until or day <= question.until)
    )


@read(router, "/articles/{int:pk}", schemas.Article, "一篇稿件")
def get_article(request: HttpRequest, pk: int):
    articles = Article.objects.published().for_detail().prefetch_related("meetings")
    found = articles.filter(pk=pk).first()
    if not found:
        raise Http404("没有这篇稿件，或者它还没有发表。")
    return Answers(request).article(found)
