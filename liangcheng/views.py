"""The front page, and what machines ask of the site as a whole."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from articles import public
from articles.published import as_headlines, department_tree, newest_issues, pages_of
from articles.search.documents import label
from articles.search.query import OF_ANY_DAY
from articles.search.results import in_order
from articles.search.searching import Search
from liangcheng.fast.compiled import compiled
from liangcheng.reading import Reading

logger = logging.getLogger(__name__)


class HomeView(TemplateView):
    """The latest issue as a front page, and what else is new."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        issue, previous = [*newest_issues(), None, None][:2]
        elsewhere = OF_ANY_DAY.without(label("iss", issue.pk)) if issue else OF_ANY_DAY
        found = Search(elsewhere).newest(6)
        return super().get_context_data(
            is_front_page=True,
            issue=issue,
            previous=previous,
            pages=pages_of(issue) if issue else [],
            elsewhere=in_order(found.hits, as_headlines),
            departments=[one for one in department_tree(self.request) if one.has_articles][:16],
            meetings=_meetings(),
            **kwargs,
        )


@compiled
def _meetings():
    return public.meetings().newest_first()[:5]


class RobotsView(TemplateView):
    template_name = "feeds/robots.txt"
    content_type = "text/plain; charset=utf-8"


class OpenSearchView(TemplateView):
    """How a browser may search the paper (OpenSearch 1.1)."""

    template_name = "feeds/opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"


@never_cache
@require_safe
def healthz(request):
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def not_found(request, exception):
    """What there is not, in the sentence of the view that looked for it.

    Django's own words, and those of an address that no view answers, are no sentence for readers.
    """
    said = str(exception.args[0]) if exception.args else ""
    return render(request, "404.html", {"said": said if said.endswith("。") else ""}, status=404)


def server_error(request):
    """A page that asks nothing of the database or the session; bare if its styles are missing."""
    reading = {"reading": Reading.of(request)}
    try:
        page = render_to_string("500.html", reading)
    except ValueError:  # of the storage of hashed static files
        page = render_to_string("500.html", reading | {"is_bare": True})
    return HttpResponseServerError(page)
