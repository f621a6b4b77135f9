"""Back issues by date: years, covers, this day in other years."""

from datetime import date

import pytest

from articles import back_issues
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def days(anniversaries):
    return [(one.year, [issue.key for issue in one.issues], one.is_exact) for one in anniversaries]


def test_years_are_those_with_published_issues():
    for year in (2017, 2019, 2020, 2023):
        make_issue(date(year, 5, 10), published=True)
    make_issue(date(2018, 5, 10))
    make_issue(date(2024, 5, 10))

    assert back_issues.years() == [2023, 2020, 2019, 2017]


def test_there_are_no_years_before_the_first_issue():
    assert back_issues.years() == []
    assert back_issues.span() is None


def test_a_wrong_year_does_not_make_a_list_of_hundreds(django_assert_max_num_queries):
    make_issue(date(1821, 5, 10), published=True)
    make_issue(date(2023, 5, 10), published=True)

    with django_assert_max_num_queries(3):
        assert back_issues.years() == [2023]
    assert back_issues.span() == (2023 - back_issues.MOST_YEARS, 2023)


def test_cover_is_the_first_page_with_what_may_be_read(django_assert_num_queries):
    issue = make_issue(date(2023, 5, 10), published=True)
    make_page(issue, "02", sequence=2)
    first = make_page(issue, "01", sequence=1)
    make_article("步道修好了", page=first, published=True)
    make_article("未定稿", page=first)
    make_issue(date(2023, 5, 17), published=True)

    with django_assert_num_queries(3):
        whole, empty = back_issues.with_covers(back_issues.in_month(2023, 5))

    assert (whole.cover, [str(story) for story in whole.cover.stories]) == (first, ["步道修好了"])
    assert empty.cover is None


def test_this_day_in_other_years_is_that_day_or_the_nearest():
    for day in ((2019, 4, 14), (2020, 4, 13), (2020, 4, 17), (2021, 4, 14), (2022, 4, 30)):
        make_issue(date(*day), published=True)
    make_issue(date(2021, 4, 14), edition=2, published=True)
    make_issue(date(2018, 4, 14))

    found = back_issues.on_this_day(4, 14, range(2023, 2017, -1))

    assert days(found) == [
        (2021, ["2021-04-14", "2021-04-14-2"], True),
        (2020, ["2020-04-13"], False),
        (2019, ["2019-04-14"], True),
    ]


def test_nearest_issue_may_be_in_the_year_before():
    make_issue(date(2022, 12, 29), published=True)

    assert days(back_issues.on_this_day(1, 1, [2023])) == [(2023, ["2022-12-29"], False)]


def test_29_february_is_near_the_28th_in_other_years():
    for day in ((2024, 2, 29), (2023, 2, 28), (2022, 3, 1)):
        make_issue(date(*day), published=True)

    assert days(back_issues.on_this_day(2, 29, [2024, 2023, 2022])) == [
        (2024, ["2024-02-29"], True),
        (2023, ["2023-02-28"], False),
        (2022, ["2022-03-01"], False),
    ]


def test_what_appeared_only_on_the_web_that_day_is_remembered():
    article = make_article("网上首发", published=True)
    draft = make_article("未定稿")
    type(article).objects.filter(pk__in=[article.pk, draft.pk]).update(dated_on=date(2021, 4, 14))

    (found,) = back_issues.on_this_day(4, 14, [2022, 2021])

    assert (found.year, found.issues, found.articles) == (2021, [], [article])


@pytest.mark.parametrize("year", [1800, 2199])
def test_the_ends_of_the_calendar_are_no_error(year):
    make_issue(date(year, 12, 30), published=True)

    for month, day in ((1, 1), (12, 31)):
        back_issues.on_this_day(month, day, back_issues.years())
    assert back_issues.years() == [year]


def test_days_before_and_after_pass_through_29_february():
    assert back_issues.day_before_and_after(3, 1)[0] == date(2024, 2, 29)
    assert back_issues.day_before_and_after(12, 31)[1] == date(2025, 1, 1)


@pytest.mark.parametrize(
    "month, day, exists", [(2, 29, True), (2, 30, False), (13, 1, False), (4, 0, False)]
)
def test_a_day_exists_if_some_year_has_it(month, day, exists):
    assert back_issues.exists_in_some_year(month, day) is exists
