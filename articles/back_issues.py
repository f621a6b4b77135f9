"""Back issues by date: the years that have any, covers, and this day in other years (那年今日).

All of it is bounded by years and days, never by how many issues or articles there are. Days are
asked for one by one (`IN`), not as ranges joined with OR: for those SQLite reads all issues.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Prefetch, prefetch_related_objects
from django.db.models.functions import Coalesce

from articles.models import Article, Issue, Page

# A wrong year in one issue must not make a list of a thousand.
MOST_YEARS = 150
# How far from the day of the year an issue still stands for it: a fortnightly paper has one.
NEAR = 7  # days
MOST_WEB_ARTICLES = 30
LEAP_YEAR = 2024


def span():
    """The first and the last year with a published issue; None before there is one."""
    days = Issue.objects.published().order_by("issued_on").values_list("issued_on", flat=True)
    first, last = days.first(), days.last()
    return first and (max(first.year, last.year - MOST_YEARS), last.year)


def years(*conditions):
    """The years with published issues (of which some conditions hold), the newest first."""
    if not (found := span()):
        return []
    first, last = found
    published = Issue.objects.published()
    some = published.filter(*conditions)
    flags = {
        str(year): Exists(some.filter(issued_on__year=year))
        # The first too: it may only be as far back as is listed. The last has an issue.
        for year in range(first, last + bool(conditions))
    }
    between = published.values_list(*flags.values())[:1] if flags else [()]
    known = dict(zip(flags, between[0], strict=True))
    return [year for year in range(last, first - 1, -1) if known.get(str(year), True)]


def in_month(year, month):
    """The published issues of a month, in order."""
    last = date(year, month, monthrange(year, month)[1])
    days = (date(year, month, 1), last)
    return Issue.objects.published().filter(issued_on__range=days).order_by("issued_on", "edition")


def with_covers(issues):
    """A list of the issues, with their `pages`; the first, `cover`, with the `stories` to be read.

    Two queries. `cover` is None where an issue has no pages.
    """
    issues = list(issues)
    pages = Page.objects.order_by("sequence", "pk")
    prefetch_related_objects(issues, Prefetch("pages", pages))
    for issue in issues:
        issue.cover = next(iter(issue.pages.all()), None)
    stories = Article.objects.published().as_printed().only("pk", "headline", "page_id")
    covers = [issue.cover for issue in issues if issue.cover]
    prefetch_related_objects(covers, Prefetch("articles", stories, to_attr="stories"))
    return issues


@dataclass
class Anniversary:
    """One year's issues of a day, or the nearest ones, and what appeared on the web that day."""

    year: int
    issues: list
    is_exact: bool
    articles: list


def on_this_day(month, day, years):
    """What was published on a day of the year, in each of some years that has anything; as given.

    Where a year has no issue of that day, its nearest within NEAR. In years without a 29 February
    that is the nearest to the 28th.
    """
    days = {year: date(year, month, min(day, monthrange(year, month)[1])) for year in years}
    exact = [on for year, on in days.items() if on.day == day]
    published = Issue.objects.published().order_by("issued_on", "edition")
    issues = _by_year(published.filter(issued_on__in=exact))
    nearby = [
        _shifted(on, away)
        for year, on in days.items()
        if year not in issues
        for away in range(-NEAR, NEAR + 1)
    ]
    near = _nearest(published.filter(issued_on__in=nearby), days)
    # Not `page__isnull`: SQLite would rather read all web-only articles there are.
    web_only = Article.objects.published().filter(dated_on__in=exact).alias(on=Coalesce("page", 0))
    newest = web_only.filter(on=0).order_by("-dated_on", "-pk").only("pk", "headline", "dated_on")
    by_year = {}
    for article in newest[:MOST_WEB_ARTICLES]:
        by_year.setdefault(article.dated_on.year, []).append(article)
    return [
        Anniversary(
            year, issues.get(year) or near.get(year, []), year in issues, by_year.get(year, [])
        )
        for year in years
        if year in issues or year in near or year in by_year
    ]


def _shifted(day, by):
    """The day so many days later; itself where the calendar ends before that."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day


def _by_year(issues):
    found = {}
    for issue in issues:
        found.setdefault(issue.issued_on.year, []).append(issue)
    return found


def _nearest(issues, days):
    """The issues nearest to each year's day; those of one day together."""
    issues, found = list(issues), {}
    for year, on in days.items():
        near = [issue for issue in issues if abs(issue.issued_on - on).days <= NEAR]
        if near:
            nearest = min(near, key=lambda issue: abs(issue.issued_on - on)).issued_on
            found[year] = [issue for issue in near if issue.issued_on == nearest]
    return found


def day_before_and_after(month, day):
    """The neighbouring days of the year, 29 February among them, as dates of a leap year."""
    on = date(LEAP_YEAR, month, day)
    return on - timedelta(days=1), on + timedelta(days=1)


def exists_in_some_year(month, day):
    """Whether there is such a day, at least in leap years."""
    return 1 <= month <= 12 and 1 <= day <= last_day(month)


def last_day(month):
    """The number of a month's last day, of February's in leap years."""
    return monthrange(LEAP_YEAR, month)[1]
