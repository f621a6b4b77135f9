"""What many pages, the API and the desk read of the paper, most of it as compiled questions."""

from functools import update_wrapper

from django.db.models import Prefetch

from articles.models import Article, Issue, Page
from liangcheng.fast.compiled import compiled


class of_articles:  # noqa: N801 -- a decorator
    """A function of articles and values that gives a queryset: compiled for readers and for staff.

    It is asked with `shows_drafts` first: whether drafts may be among them.
    """

    def __init__(self, build):
        self._published = compiled(lambda *values: build(Article.objects.published(), *values))
        self._all = compiled(lambda *values: build(Article.objects.all(), *values))
        update_wrapper(self, build)

    def __call__(self, shows_drafts, *values):
        return (self._all if shows_drafts else self._published)(*values)


# What is read with an article and shown in no list: times and zones take a while to be made.
_IN_NO_LIST = ("regions", "page__issue__published_at")


@compiled
def as_headlines(keys):
    """The articles of some keys with what a headline and its byline read."""
    return _listed(keys).for_headlines()


@compiled
def as_cards(keys):
    """The articles of some keys with what a card reads."""
    return _listed(keys).for_list()


def _listed(keys):
    return Article.objects.published().filter(pk__in=keys).defer(*_IN_NO_LIST)


@compiled
def newest_issues():
    """The latest issue and the one before it."""
    return Issue.objects.published().newest_first()[:2]


def issues_around(issue):
    """The issues before and after one; None at an end."""
    return tuple(ask.first(issue.issued_on, issue.edition) for ask in (_before, _after))


@compiled
def _before(issued_on, edition):
    issue = Issue(issued_on=issued_on, edition=edition)
    return Issue.objects.published().before(issue)[:1]


@compiled
def _after(issued_on, edition):
    issue = Issue(issued_on=issued_on, edition=edition)
    return Issue.objects.published().after(issue)[:1]


def pages_of(issue, *, shows_drafts=False):
    """The pages of an issue in order, each with `stories`: what is published, or all of them."""
    pages = _pages_with_stories(shows_drafts, issue.pk)
    for page in pages:
        page.issue = issue
    return pages


def pages_with_stories(issue, articles):
    """The pages of an issue in order, each with `stories`: its own among the given articles."""
    return _with_stories(issue.pages, articles)


@of_articles
def _pages_with_stories(articles, issue):
    return _with_stories(Page.objects.filter(issue__pk=issue), articles)


def _with_stories(pages, articles):
    # The page of each is known: it is not read once more.
    stories = articles.as_printed().for_list().select_related(None)
    stories = Prefetch("articles", stories, to_attr="stories")
    return pages.order_by("sequence", "pk").prefetch_related(stories)
