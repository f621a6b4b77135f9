"""Articles: all, one, by department, by tag."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import ListView

from articles import public
from articles.models import Article
from articles.views.base import PreviewableDetailView, around, neighbours
from departments.models import Department


class ArticleListView(ListView):
    """Everything published, newest first."""

    paginate_by = 20

    def get_queryset(self):
        return Article.objects.published().newest_first().for_list()


class ArticleDetailView(PreviewableDetailView):
    """One article, with the stories before and after it in its issue."""

    queryset = Article.objects.for_detail()
    not_found = "没有这篇稿件，或者它还没有发表。"

    def get_context_data(self, **kwargs):
        article = self.object
        previous, following = neighbours(self._same_issue(), article)
        return super().get_context_data(
            meetings=article.meetings.all(), previous=previous, next=following, **kwargs
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


class DepartmentDetailView(ListView):
    """A department's articles, newest first, all or of one year (`?year=2021`)."""

    template_name = "departments/department_detail.html"
    paginate_by = 20

    def get_queryset(self):
        self.department = get_object_or_404(
            Department.objects.select_related("parent").prefetch_related("other_names"),
            slug=self.kwargs["slug"],
        )
        self.published = Article.objects.published().from_department(self.department)
        self.year = self._year()
        articles = self.published
        if self.year:
            articles = articles.filter(dated_on__year=self.year)
        return articles.newest_first().for_list()

    def _year(self):
        year = self.request.GET.get("year", "")
        if not year:
            return None
        if not (year.isascii() and year.isdigit() and len(year) <= 4 and int(year)):
            raise Http404("没有这个年份。")
        return int(year)

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        tree = Department.objects.in_tree_order()
        previous, following = neighbours(tree, self.department)
        years = self.published.dates("dated_on", "year", order="DESC")
        return super().get_context_data(
            department=self.department,
            children=[unit for unit in tree if unit.parent_id == self.department.pk],
            appointments=public.appointments(today)
            .on(today)
            .filter(department=self.department)
            .select_related("person"),
            year=self.year,
            years=[day.year for day in years],
            previous=previous,
            next=following,
            **kwargs,
        )


class TagListView(ListView):
    """All tags that readers can follow."""

    template_name = "articles/tag_list.html"

    def get_queryset(self):
        return public.tags()


class TagDetailView(ListView):
    """The articles of one tag, newest first."""

    template_name = "articles/tag_detail.html"
    paginate_by = 20

    def get_queryset(self):
        self.tag = get_object_or_404(public.tags(), slug=self.kwargs["slug"])
        return Article.objects.published().filter(tags=self.tag).newest_first().for_list()

    def get_context_data(self, **kwargs):
        previous, following = around(public.tags(), self.tag, "name", "pk")
        return super().get_context_data(tag=self.tag, previous=previous, next=following, **kwargs)
