"""One issue, one page; the calendar of issues is in `calendar.py`."""

from articles.facsimile import arranged
from articles.models import Issue, Page
from articles.published import issues_around, of_articles, pages_of
from articles.views.base import PreviewableDetailView, neighbours
from liangcheng.fast.compiled import compiled


class IssueDetailView(PreviewableDetailView):
    """One issue: its pages with their headlines."""

    queryset = Issue.objects.all()
    not_found = "没有这一期，或者它还没有出版。"

    def lookup(self):
        return self.kwargs["issue"]._asdict()

    def get_context_data(self, **kwargs):
        previous, following = issues_around(self.object)
        return super().get_context_data(
            pages=pages_of(self.object, shows_drafts=self.shows_drafts),
            previous=previous,
            next=following,
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
        issue = self.object.issue
        pages = _pages(issue.pk)
        previous, following = neighbours(pages, self.object)
        previous_issue, next_issue = issues_around(issue)
        articles = _articles(self.shows_drafts, self.object.pk)
        return super().get_context_data(
            issue=issue,
            pages=pages,
            articles=articles,
            has_zones=any(article.regions for article in articles),
            blocks=arranged(articles),
            previous=previous,
            next=following,
            previous_issue=previous_issue,
            next_issue=next_issue,
            **kwargs,
        )


@compiled
def _pages(issue):
    return Page.objects.filter(issue__pk=issue).order_by("sequence", "pk")


@of_articles
def _articles(articles, page):
    return articles.filter(page__pk=page).as_printed().for_page()
