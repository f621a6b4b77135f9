"""Issues and days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from articles.archive import layout
from articles.archive.layout import LAST_DAY, SCHEDULED_DAY, batches, planned_issues


@pytest.mark.parametrize("articles", [1, 5, 34, 100, 5_000])
def test_issues_hold_exactly_the_articles_asked_for(articles):
    issues = planned_issues(articles, 1)

    assert sum(issue.articles for issue in issues) == articles
    assert all(issue.pages and all(issue.pages) for issue in issues)


def test_issues_come_weekly_up_to_the_fixed_day_and_the_last_is_scheduled():
    *regular, scheduled = planned_issues(1_000, 1)

    days = [issue.issued_on for issue in regular]
    assert days[-1] == LAST_DAY
    assert {after - before for before, after in pairwise(days)} == {timedelta(days=7)}
    assert scheduled.is_scheduled
    assert scheduled.issued_on == SCHEDULED_DAY
    assert not any(issue.is_scheduled for issue in regular)


def test_each_issue_knows_the_one_before():
    issues = planned_issues(1_000, 1)

    assert [issue.previous_on for issue in issues] == [
        None,
        *(issue.issued_on for issue in issues[:-1]),
    ]


def test_a_million_articles_fit_into_forty_years_of_working_days():
    issues = planned_issues(1_000_000, 1)

    places = {(issue.issued_on, issue.edition) for issue in issues}
    assert len(places) == len(issues)
    assert issues[0].issued_on > LAST_DAY - timedelta(days=366 * 40)
    assert {issue.issued_on.weekday() for issue in issues} == {0, 1, 2, 3, 4}
    assert max(issue.edition for issue in issues) <= 4


def test_an_earlier_last_day_moves_all_regular_issues():
    *regular, scheduled = planned_issues(200, 1, date(2021, 4, 13), scheduled_edition=2)

    assert regular[-1].issued_on == date(2021, 4, 13)
    assert (scheduled.issued_on, scheduled.edition) == (SCHEDULED_DAY, 2)


def test_batches_are_whole_issues_and_say_what_precedes_them(monkeypatch):
    monkeypatch.setattr(layout, "BATCH", 100)
    issues = planned_issues(1_000, 1)
    runs = list(batches(issues))

    assert sum((run.issues for run in runs), ()) == tuple(issues)
    assert len(runs) > 5
    before = issues[: runs[3].issues_before]
    assert runs[3].issues[0] == issues[runs[3].issues_before]
    assert runs[3].pages_before == sum(len(issue.pages) for issue in before)
    assert runs[3].articles_before == sum(issue.articles for issue in before)
