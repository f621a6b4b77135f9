"""Which issues an archive of so many articles has, on which days, and what each holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from articles.archive.words import dice

# Fixed days, so that an archive does not depend on the day it is made.
LAST_DAY = date(2026, 6, 30)
SCHEDULED_DAY = date(2046, 6, 26)
YEARS = 40
WEEKS_A_YEAR, WORKDAYS_A_WEEK = 52, 5
PAGES = (4, 8)
ARTICLES_A_PAGE = (4, 7)
OFF_THE_PAGE = (0, 2)
BATCH = 2_000


@dataclass(frozen=True)
class PlannedIssue:
    """An issue to be made: articles on each of its pages, and those beside it, on no page."""

    issued_on: date
    edition: int
    pages: tuple
    off_page: int
    previous_on: date | None = None
    is_scheduled: bool = False

    @property
    def articles(self):
        return sum(self.pages) + self.off_page


@dataclass(frozen=True)
class Batch:
    """Consecutive issues written in one transaction, and how much precedes them in the archive."""

    issues: tuple
    issues_before: int
    pages_before: int
    articles_before: int

    @property
    def articles(self):
        return sum(issue.articles for issue in self.issues)


def planned_issues(articles, seed, last_day=LAST_DAY, scheduled_edition=1):
    """The issues that hold exactly so many articles, the oldest first, a scheduled one last.

    Weekly as long as 40 years are enough; else every working day, with as many editions a day as
    it takes. The last day is fixed; the first follows from the number of articles.
    """
    sizes = list(_sizes(dice(seed, "layout"), articles))
    scheduled = [sizes.pop(0)] if len(sizes) > 1 else []
    moments = list(islice(_backwards(len(sizes), last_day), len(sizes)))
    issues = [
        PlannedIssue(*moment, *size, previous_on=before and before[0])
        for moment, before, size in zip(moments, [*moments[1:], None], sizes, strict=True)
    ]
    return issues[::-1] + [
        PlannedIssue(SCHEDULED_DAY, scheduled_edition, *size, last_day, is_scheduled=True)
        for size in scheduled
    ]


def batches(issues):
    """The issues in runs of about `BATCH` articles."""
    run, before = [], (0, 0, 0)
    for issue in issues:
        run.append(issue)
        if sum(issue.articles for issue in run) >= BATCH or issue is issues[-1]:
            batch = Batch(tuple(run), *before)
            yield batch
            sums = (len(run), sum(len(issue.pages) for issue in run), batch.articles)
            run, before = [], tuple(map(sum, zip(before, sums, strict=True)))


def _sizes(random, left):
    """The pages and the number of articles off the page of one issue after another."""
    while left:
        pages = []
        for _ in range(random.randint(*PAGES)):
            pages.append(min(left, random.randint(*ARTICLES_A_PAGE)))
            left -= pages[-1]
        off_page = min(left, random.randint(*OFF_THE_PAGE))
        left -= off_page
        yield tuple(filter(None, pages)), off_page


def _backwards(issues, last_day):
    """Day and edition of one issue before the other, from the last day on."""
    weekly = issues <= YEARS * WEEKS_A_YEAR
    editions = -(-issues // (YEARS * WEEKS_A_YEAR * WORKDAYS_A_WEEK))
    day = last_day
    while True:
        if weekly or day.weekday() < WORKDAYS_A_WEEK:
            yield from ((day, edition) for edition in range(editions, 0, -1))
        day -= timedelta(days=7 if weekly else 1)
