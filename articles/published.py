"""What many pages read of the published paper, as compiled questions."""

from articles.models import Article, Issue
from liangcheng.compiled import compiled


@compiled
def as_headlines(keys):
    """The articles of some keys with what a headline and its byline read."""
    return Article.objects.published().for_headlines().filter(pk__in=keys)


@compiled
def as_cards(keys):
    """The articles of some keys with what a card reads."""
    return Article.objects.published().for_list().filter(pk__in=keys)


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
