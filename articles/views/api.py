"""The page that tells developers of the API, with addresses of this very paper."""

from django.conf import settings
from django.views.generic import TemplateView

from articles.api.search import COST
from articles.models import Issue
from articles.published import as_cards
from articles.search.query import OF_ANY_DAY
from articles.search.results import in_order
from articles.search.searching import Search


class ApiView(TemplateView):
    """What can be asked, on one screen."""

    template_name = "articles/api.html"

    def get_context_data(self, **kwargs):
        found = Search(OF_ANY_DAY).newest(1)
        newest = in_order(found.hits, as_cards)
        article = next(iter(newest), None)
        return super().get_context_data(
            article=article,
            issue=Issue.objects.published().newest_first().first(),
            per_minute=settings.API_REQUESTS_PER_MINUTE,
            search_cost=COST,
            department=next(iter(article.departments), None) if article else None,
            **kwargs,
        )
