"""Issues and their pages."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from articles.api import schemas
from articles.api.answers import Answers
from articles.api.conditions import Days
from articles.api.paging import listed, page
from articles.api.service import read
from articles.converters import find_issue_key
from articles.models import Article, Issue, Page
from articles.published import pages_with_stories

router = Router(tags=["报纸"])

HAS_PAGES = Exists(Page.objects.filter(issue=OuterRef("pk")))
NO_ISSUE = "没有这一期，或者它还没有出版。各期见 /api/issues。"
NO_PAGE = "这一期没有这一版，或者它还没有出版。"


@read(router, "/issues", schemas.Issues, "各期，最新的在前")
def list_issues(request: HttpRequest, response: HttpResponse, asked: Query[Days]):
    issues = Issue.objects.published().annotate(has_pages=HAS_PAGES)
    if asked.since:
        issues = issues.filter(issued_on__gte=asked.since)
    if asked.until:
        issues = issues.filter(issued_on__lte=asked.until)
    parts = [(issues, ("-issued_on", "-edition"))]
    found, cursor = page(parts, asked.limit, asked.cursor)
    answers = Answers(request)
    return listed(request, response, [answers.issue_summary(issue) for issue in found], cursor)


@read(router, "/issues/{issue}", schemas.Issue, "一期：各版和版上的标题")
def get_issue(request: HttpRequest, issue: str):
    found = published_issue(issue)
    published = Issue.objects.published()
    return Answers(request).issue(
        found,
        pages_with_stories(found, Article.objects.published()),
        published.before(found).first(),
        published.after(found).first(),
    )


@read(router, "/issues/{issue}/{number}", schemas.Page, "一个版：版面图和版上的稿件")
def get_page(request: HttpRequest, issue: str, number: str):
    key = find_issue_key(issue)
    if not key:
        raise Http404(NO_ISSUE)
    pages = Page.objects.published().select_related("issue")
    # No NUL: PostgreSQL refuses to look for one.
    found = number.isalnum() and pages.at(key, number).first()
    if not found:
        raise Http404(NO_PAGE)
    articles = Article.objects.published().filter(page=found).as_printed().for_list()
    return Answers(request).page(found, articles.defer("plain_text"))


def published_issue(text):
    """The published issue of a key such as `2021-04-14`; raises Http404 without one."""
    key = find_issue_key(text)
    found = key and Issue.objects.published().filter(**key._asdict()).first()
    if not found:
        raise Http404(NO_ISSUE)
    return found
