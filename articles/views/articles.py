"""Articles: all, one, by department, by tag."""

from datetime import MAXYEAR
from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.generic import ListView

from articles import public
from articles.generation import once_a_generation
from articles.models import Article, Page
from articles.published import department_tree, of_articles
from articles.related import related, reported
from articles.search.documents import label
from articles.search.query import Question
from articles.search.searching import years
from articles.views.base import Around, NewestFirstView, PreviewableDetailView, neighbours
from departments.models import DepartmentName
from liangcheng.chinese.speech import spoken_names
from liangcheng.chinese.text import whole_number
from liangcheng.fast.compiled import compiled, prefetched, row_of

DAY = 24 * 60 * 60


class ArticleListView(NewestFirstView):
    """Everything published, newest first."""

    template_name = "articles/article_list.html"


class ArticleDetailView(PreviewableDetailView):
    """One article, with the stories before and after it in its issue, and related ones."""

    queryset = Article.objects.for_detail()
    not_found = "没有这篇稿件，或者它还没有发表。"

    def get_context_data(self, **kwargs):
        article = self.object
        previous, following = self._beside()
        meetings, reports = reported(article)
        mentions = prefetched(article, "mentions")
        people = [mention.person for mention in mentions]
        return super().get_context_data(
            departments=article.departments,
            corrections=prefetched(article, "corrections"),
            photos=prefetched(article, "photos"),
            mentions=mentions,
            tags=prefetched(article, "tags"),
            meetings=meetings,
            related=related(article, reports),
            spoken_names=spoken_names((person.name, person.sort_name) for person in people),
            previous=previous,
            next=following,
            **kwargs,
        )

    def _beside(self):
        """The articles before and after it in its issue as printed; on the web only, none."""
        if not self.object.page:
            return None, None
        rows = _as_printed(self.shows_drafts, self.object.page.issue_id)
        place = [key for key, *_ in rows].index(self.object.pk)
        before, after = rows[:place][-1:], rows[place + 1 :][:1]
        return next(map(_linked, before), None), next(map(_linked, after), None)


@of_articles
def _as_printed(articles, issue):
    """The articles of an issue in printed order, as what a link to each says."""
    in_issue = articles.filter(page__issue__pk=issue).as_printed()
    return in_issue.values_list("pk", "headline", "page__number")


def _linked(row):
    key, headline, number = row
    article = row_of(Article, {"id": key, "headline": headline})
    Article.page.field.set_cached_value(article, row_of(Page, {"number": number}))
    return article


class ArticleQrView(PreviewableDetailView):
    """The article's address as a QR code, for another phone's camera: an SVG picture."""

    queryset = Article.objects.only("pk")
    not_found = ArticleDetailView.not_found

    def get(self, request, *args, **kwargs):
        article = self.get_object()
        out = BytesIO()
        address = request.build_absolute_uri(article.get_absolute_url())
        code = segno.make_qr(address, error="m")
        code.save(out, kind="svg", border=4, light="#fff", omitsize=True)
        response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
        if self.is_preview:
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, public=True, max_age=DAY)
        return response


class DepartmentDetailView(NewestFirstView):
    """A department's articles, newest first, all or of one year (`?year=2021`)."""

    template_name = "departments/department_detail.html"

    def question(self):
        self.tree = department_tree(self.request)
        self.department = next((one for one in self.tree if one.slug == self.kwargs["slug"]), None)
        if not self.department:
            raise Http404("没有这个单位。")
        self.year = self._year()
        signed = _signed(self.department.pk)
        return signed.narrowed(label("yea", self.year)) if self.year else signed

    def _year(self):
        year = self.request.GET.get("year", "")
        if not year:
            return None
        if not (number := whole_number(year, MAXYEAR)):
            raise Http404("没有这个年份。")
        return number

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        previous, following = neighbours(self.tree, self.department)
        shown, earlier = _years(self.request, self.department.pk, self.year)
        return super().get_context_data(
            department=self.department,
            other_names=_other_names(self.department.pk),
            parent=next((one for one in self.tree if one.pk == self.department.parent_id), None),
            children=[unit for unit in self.tree if unit.parent_id == self.department.pk],
            appointments=_appointments(today, self.department.pk),
            year=self.year,
            years=shown,
            earlier=earlier,
            previous=previous,
            next=following,
            **kwargs,
        )


def _signed(department):
    return Question().narrowed(label("dep", department))


@once_a_generation
def _years(department, year):
    """The years with articles of a department, ten at a time: those around one, or the newest.

    Further pages and those of a year are made anew each time: their addresses have a query.
    """
    return years(_signed(department), year)


@compiled
def _other_names(department):
    return DepartmentName.objects.filter(department__pk=department)


@compiled
def _appointments(day, department):
    appointments = public.appointments(day).on(day).select_related("person")
    return appointments.filter(department__pk=department)


class TagListView(ListView):
    """All tags that readers can follow."""

    template_name = "articles/tag_list.html"

    def get_queryset(self):
        return _tags()


@compiled
def _tags():
    return public.tags()


class TagDetailView(NewestFirstView):
    """The articles of one tag, newest first."""

    template_name = "articles/tag_detail.html"

    def question(self):
        self.tag = _tag.first(self.kwargs["slug"])
        if not self.tag:
            raise Http404("没有这个标签。")
        return Question().narrowed(label("tag", self.tag.pk))

    def get_context_data(self, **kwargs):
        previous, following = _tags_around(self.tag)
        return super().get_context_data(tag=self.tag, previous=previous, next=following, **kwargs)


@compiled
def _tag(slug):
    return public.tags().filter(slug=slug)


_tags_around = Around(public.tags, "name", "pk")
