"""Search: the same as on the site, for programs."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from articles.api import schemas
from articles.api.answers import Answers
from articles.api.conditions import OfSearch
from articles.api.paging import listed
from articles.api.service import read
from articles.search.query import Question
from articles.search.results import answer, facets, results
from articles.search.searching import RELEVANCE, Found

router = Router(tags=["搜索"])

# A search may keep the database busy for SEARCH_SECONDS; a list takes a few milliseconds.
COST = 5
NOTHING_ASKED = "没有要查的词，也没有条件。请写 q，如 q=口袋公园。"


@read(router, "/search", schemas.Hits, "搜索", cost=COST)
def search(request: HttpRequest, response: HttpResponse, asked: Query[OfSearch]):
    form = asked.form()
    question = form.question or Question()
    cursor = asked.rank if asked.cursor else None
    if question.is_empty:
        found, notices = Found([]), question.notices or (NOTHING_ASKED,)
    else:
        found = answer(question, asked.limit, order=asked.order, cursor=cursor)
        notices = question.notices
    labels = found.labels if asked.order != RELEVANCE else {}
    departments = form.fields["department"].departments.values()
    answers = Answers(request)
    return listed(
        request,
        response,
        [answers.hit(article) for article in results(found, question)],
        found.cursor,
        is_complete=found.is_complete,
        count=_count(found.count) if found.count and not asked.cursor else None,
        facets=[_facet(one) for one in facets(labels, departments)] if labels else [],
        notices=list(notices),
    )


def _count(count):
    return schemas.Count(number=count.number, is_exact=count.is_exact)


def _facet(facet):
    choices = [
        schemas.Choice(name=one.name, value=one.value, count=one.count) for one in facet.choices
    ]
    return schemas.Facet(title=facet.title, parameter=facet.parameter, choices=choices)
