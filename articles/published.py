"""What many pages, the API and the desk read of the paper, most of it as compiled questions."""

from functools import update_wrapper

from django.db.models import Prefetch

from articles import public
from articles.generation import once_a_generation
from articles.models import Article, Issue, Page
from articles.querysets import OF_CARD, OF_PLACE
from departments.querysets import in_tree_order
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


@compiled
def as_headlines(keys):
    """The articles of some keys with what a headline and its byline read."""
    return _of(keys).for_headlines().only(*OF_CARD, *OF_PLACE).defer("summary")


@compiled
def as_cards(keys):
    """The articles of some keys with what a card reads."""
    return _of(keys).for_cards()


@compiled
def as_hits(keys):
    """The articles of some keys with what a hit shows: a card, the text, the place on its page."""
    return _of(keys).for_list()


@compiled
def as_summaries(keys):
    """The articles of some keys with all but their texts, for programs."""
    return _of(keys).for_list().defer("regions", "plain_text")


def _of(keys):
    # In no order: who asks for them has one.
    return Article.objects.published().filter(pk__in=keys).order_by()


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
    return _with_stories(
        Page.objects.filter(issue__pk=issue),
        # Of a lead the text is shown, of a draft the state.
        articles.only("page", "plain_text", "status", "published_at", *OF_CARD),
    )


def _with_stories(pages, articles):
    # The page of each is known: it is not read once more.
    stories = articles.as_printed().for_list().select_related(None)
    stories = Prefetch("articles", stories, to_attr="stories")
    return pages.order_by("sequence", "pk").prefetch_related(stories)


@once_a_generation
def department_tree():
    """Of a request: all departments in tree order (`in_tree_order`), with `has_articles`."""
    return in_tree_order(_departments())


@compiled
def _departments():
    return public.departments().order_by("position", "pk")
