"""What the public views share: preview, lists newest first, and what stands before and after."""

from functools import cache

from django.db.models import Q
from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.views.generic import DetailView, ListView

from articles.models import Article
from articles.published import as_cards
from articles.publishing import may_preview
from articles.search.query import OF_ANY_DAY
from articles.search.results import in_order
from articles.search.searching import HIGHEST, Search
from liangcheng.chinese.text import whole_number
from liangcheng.fast.compiled import compiled


class PreviewableDetailView(DetailView):
    """One published object; where the public finds none, staff who may change it see the draft.

    The public's answer is looked for first, so a published page never asks who is reading and may
    be cached for all. A preview carries a banner, is never cached and never indexed.
    """

    is_preview = False
    not_found = "没有这一页。"

    def lookup(self):
        """The condition that finds the object of this address."""
        return {"pk": self.kwargs["pk"]}

    def get_object(self, queryset=None):
        # Neither a draft nor a missing object tells which of the two it is.
        lookup = self.lookup()
        if found := _published(type(self), tuple(lookup)).first(*lookup.values()):
            return found
        objects = self.queryset.filter(**lookup)
        if found := objects.visible_to(self.request.user).first():
            self.is_preview = True
            return found
        raise Http404(self.not_found)

    @property
    def shows_drafts(self):
        """Whether drafts may stand among its articles: to who previews it and may preview those."""
        return self.is_preview and may_preview(self.request.user, Article)

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_preview=self.is_preview, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if self.is_preview:
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex"
        return response


@cache
def _published(view, fields):
    """The compiled question for the published object of a view by some fields."""
    return compiled(
        lambda *values: view.queryset.filter(**dict(zip(fields, values, strict=True))).published()
    )


class NewestFirstView(ListView):
    """Published articles, newest first; `?before=` says after which one a further page begins.

    The search index knows the order, so that every page costs as much as the first, and in a large
    archive as much as in a small one.
    """

    page_size = 20

    def question(self):
        """The `Question` whose hits are listed: here everything."""
        return OF_ANY_DAY

    @cached_property
    def before(self):
        before = whole_number(self.request.GET.get("before") or str(HIGHEST), HIGHEST)
        if before is None:
            raise Http404("没有这一页。")
        return before

    def get_queryset(self):
        self.found = Search(self.question()).newest(self.page_size, self.before)
        return in_order(self.found.hits, as_cards)

    def get_context_data(self, **kwargs):
        is_further = self.before != HIGHEST
        return super().get_context_data(
            articles=self.object_list, older=self.found.cursor, is_further=is_further, **kwargs
        )


class Around:
    """Finds the rows before and after one in the order of some fields; None at an end.

    Two queries that read one row each, however many rows there are. The fields hold no nulls and
    together tell the rows apart. `rows` gives the queryset.
    """

    def __init__(self, rows, *fields):
        self._fields = fields
        descending = [f"-{field}" for field in fields]
        self._before = compiled(lambda *values: self._beyond(rows(), "lt", values, descending))
        self._after = compiled(lambda *values: self._beyond(rows(), "gt", values, fields))

    def __call__(self, current):
        values = [getattr(current, field) for field in self._fields]
        return self._before.first(*values), self._after.first(*values)

    def _beyond(self, rows, comparison, values, order):
        condition, equal = Q(), {}
        for field, value in zip(self._fields, values, strict=True):
            condition |= Q(**equal, **{f"{field}__{comparison}": value})
            equal[field] = value
        # What follows from that, so that an index leads to the first.
        begin = Q(**{f"{self._fields[0]}__{comparison}e": values[0]})
        return rows.filter(condition & begin).order_by(*order)[:1]


def neighbours(items, current):
    """The items before and after the current one in a list; None at an end."""
    items = list(items)
    place = items.index(current)
    return (
        items[place - 1] if place else None,
        items[place + 1] if place + 1 < len(items) else None,
    )
