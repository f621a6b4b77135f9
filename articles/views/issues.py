"""One issue, one page; the calendar of issues is in `calendar.py`."""

from django.db.models import Prefetch

from articles.facsimile import arranged
from articles.models import Issue, Page
from articles.views.base import PreviewableDetailView, neighbours


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
