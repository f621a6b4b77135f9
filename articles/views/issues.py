"""Issues by date, one issue, one page."""

from datetime import date

from django.db.models import Prefetch
from django.http import Http404
from django.views.generic import ListView

from articles.facsimile import arranged
from articles.models import Article, Issue, Page
from articles.views.base import PreviewableDetailView, neighbours


class IssueListView(ListView):
    """The years in which the paper appeared, and the newest issues."""

    template_name = "articles/issue_list.html"

    def get_queryset(self):
        return with_headlines(Issue.objects.published().newest_first())[:12]

    def get_context_data(self, **kwargs):
        years = Issue.objects.published().dates("issued_on", "year", order="DESC")
        return super().get_context_data(years=[day.year for day in years], **kwargs)


class IssueYearView(ListView):
    """One year: a small calendar for each month, its days with issues linked."""

    template_name = "articles/issue_year.html"

    def get_queryset(self):
        return (
            Issue.objects.published()
            .filter(issued_on__year=self.kwargs["year"])
            .order_by("issued_on", "edition")
        )

    def get_context_data(self, **kwargs):
        year = self.kwargs["year"]
        if not self.object_list:
            raise Http404(f"{year}年没有出版记录。")
        published = Issue.objects.published()
        return super().get_context_data(
            year=year,
            months=[
                (date(year, month, 1), [i for i in self.object_list if i.issued_on.month == month])
                for month in range(1, 13)
            ],
            previous=published.filter(issued_on__year__lt=year).newest_first().first(),
            next=published.filter(issued_on__year__gt=year).order_by("issued_on").first(),
            **kwargs,
        )


class IssueMonthView(ListView):
    """One month: its calendar and its issues with their headlines."""

    template_name = "articles/issue_month.html"

    def get_queryset(self):
        issues = Issue.objects.published().filter(
            issued_on__year=self.kwargs["year"], issued_on__month=self.kwargs["month"]
        )
        return with_headlines(issues.order_by("issued_on", "edition"))

    def get_context_data(self, **kwargs):
        month = date(self.kwargs["year"], self.kwargs["month"], 1)
        if not self.object_list:
            raise Http404(f"{month.year}年{month.month}月没有出版记录。")
        published = Issue.objects.published()
        after = self.object_list[len(self.object_list) - 1].issued_on
        return super().get_context_data(
            month=month,
            previous=published.filter(issued_on__lt=month).newest_first().first(),
            next=published.filter(issued_on__gt=after).order_by("issued_on").first(),
            **kwargs,
        )


class IssueDetailView(PreviewableDetailView):
    """One issue: its pages with their headlines."""

    queryset = Issue.objects.all()
    not_found = "没有这一期，或者它还没有出版。"

    def lookup(self):
        return self.kwargs["issue"]._asdict()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            pages=pages_with_stories(self.object, self.articles()),
            previous=Issue.objects.published().before(self.object).first(),
            next=Issue.objects.published().after(self.object).first(),
            **kwargs,
        )


class PageDetailView(PreviewableDetailView):
    """One page of an issue: its image with hot zones, or set by us; and all its texts."""

    queryset = Page.objects.select_related("issue")
    not_found = "这一期没有这一版，或者它还没有出版。"

    def lookup(self):
        issue = self.kwargs["issue"]
        return {
            "issue__issued_on": issue.issued_on,
            "issue__edition": issue.edition,
            "number": self.kwargs["number"],
        }

    def get_context_data(self, **kwargs):
        pages = list(self.object.issue.pages.order_by("sequence", "pk"))
        previous, following = neighbours(pages, self.object)
        issue = self.object.issue
        articles = list(self.articles().filter(page=self.object).as_printed().for_page())
        return super().get_context_data(
            issue=issue,
            pages=pages,
            articles=articles,
            blocks=arranged(articles),
            previous=previous,
            next=following,
            previous_issue=Issue.objects.published().before(issue).first(),
            next_issue=Issue.objects.published().after(issue).first(),
            **kwargs,
        )


def pages_with_stories(issue, articles):
    """The pages of an issue in order, each with `stories`: its own among the given articles."""
    stories = Prefetch("articles", articles.as_printed().for_list(), to_attr="stories")
    return issue.pages.order_by("sequence", "pk").prefetch_related(stories)


def with_headlines(issues):
    """Issues with their `pages`, and on each page the published articles as `stories`."""
    stories = Prefetch(
        "articles",
        Article.objects.published().as_printed().only("pk", "headline", "page_id"),
        to_attr="stories",
    )
    pages = Page.objects.order_by("sequence", "pk").prefetch_related(stories)
    return issues.prefetch_related(Prefetch("pages", pages))
