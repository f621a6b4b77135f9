"""Articles: all, one, by department, by tag."""

from datetime import MAXYEAR
from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.generic import ListView

from articles import public
from articles.models import Article
from articles.related import related, reported
from articles.search.documents import label
from articles.search.query import Question
from articles.search.searching import years
from articles.views.base import NewestFirstView, PreviewableDetailView, around, neighbours
from departments.models import Department
from liangcheng.speech import spoken_names
from liangcheng.text import whole_number

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
        previous, following = neighbours(self._same_issue(), article)
        meetings, reports = reported(article)
        people = [mention.person for mention in article.mentions.all()]
        return super().get_context_data(
            meetings=meetings,
            related=related(article, reports),
            spoken_names=spoken_names((person.name, person.sort_name) for person in people),
            previous=previous,
            next=following,
            **kwargs,
        )

    def _same_issue(self):
        """The articles of the issue as printed; on the web only, this one alone."""
        if not self.object.page:
            return [self.object]
        issue = self.object.page.issue
        return (
            self.articles()
            .filter(page__issue=issue)
            .as_printed()
            .select_related("page")
            .only("pk", "headline", "page__number", "page__issue_id")
        )


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
        self.tree = Department.objects.in_tree_order()
        self.department = next((one for one in self.tree if one.slug == self.kwargs["slug"]), None)
        if not self.department:
            raise Http404("没有这个单位。")
        self.year = self._year()
        self.signed = Question().narrowed(label("dep", self.department.pk))
        return self.signed.narrowed(label("yea", self.year)) if self.year else self.signed

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
        return super().get_context_data(
            department=self.department,
            parent=next((one for one in self.tree if one.pk == self.department.parent_id), None),
            children=[unit for unit in self.tree if unit.parent_id == self.department.pk],
            appointments=public.appointments(today)
            .on(today)
            .filter(department=self.department)
            .select_related("person"),
            year=self.year,
            years=years(self.signed),
            previous=previous,
            next=following,
            **kwargs,
        )


class TagListView(ListView):
    """All tags that readers can follow."""

    template_name = "articles/tag_list.html"

    def get_queryset(self):
        return public.tags()


class TagDetailView(NewestFirstView):
    """The articles of one tag, newest first."""

    template_name = "articles/tag_detail.html"

    def question(self):
        self.tag = get_object_or_404(public.tags(), slug=self.kwargs["slug"])
        return Question().narrowed(label("tag", self.tag.pk))

    def get_context_data(self, **kwargs):
        previous, following = around(public.tags(), self.tag, "name", "pk")
        return super().get_context_data(tag=self.tag, previous=previous, next=following, **kwargs)
