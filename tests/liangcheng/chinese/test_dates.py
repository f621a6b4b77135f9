from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.chinese.dates import (
    chinese_date,
    chinese_edition,
    chinese_month,
    chinese_period,
    chinese_weekday,
    edtf_bounds,
    implausible,
    lately,
    validate_edtf,
)

DAY = date(2023, 5, 10)


def test_date_is_written_without_leading_zeros():
    assert chinese_date(date(2023, 5, 3)) == "2023年5月3日"
    assert chinese_month(date(2023, 5, 3)) == "2023年5月"


def test_issue_of_a_day_is_told_from_the_first():
    assert chinese_edition(date(2023, 5, 3), 1) == "2023年5月3日"
    assert chinese_edition(date(2023, 5, 3), 2) == "2023年5月3日（当日第2次）"


@pytest.mark.parametrize(
    "first, last, words",
    [
        (date(2021, 4, 1), date(2021, 6, 30), "2021年4月至6月"),
        (date(2021, 11, 1), date(2022, 2, 28), "2021年11月至2022年2月"),
        (date(2021, 4, 1), date(2021, 4, 30), "2021年4月"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021年"),
        (date(2021, 1, 1), date(2023, 12, 31), "2021年至2023年"),
        (date(2021, 4, 7), date(2021, 4, 14), "2021年4月7日至14日"),
        (DAY, DAY, "2023年5月10日"),
        (DAY, None, "2023年5月10日起"),
        (None, DAY, "截至2023年5月10日"),
    ],
)
def test_period_in_whole_months_and_years_says_so(first, last, words):
    assert chinese_period(first, last) == words


def test_week_runs_from_monday_to_sunday():
    monday = date(2023, 5, 8)

    days = [chinese_weekday(monday + timedelta(days=number)) for number in range(7)]

    assert days == [f"星期{day}" for day in "一二三四五六日"]


def test_lately_is_the_time_since_the_previous_issue():
    assert lately(date(2023, 5, 3), DAY) == "2023-05-03/2023-05-10"
    assert edtf_bounds(lately(date(2023, 5, 3), DAY)) == (date(2023, 5, 3), DAY)


def test_lately_without_a_previous_issue_has_no_beginning():
    assert lately(None, DAY) == "/2023-05-10"
    assert edtf_bounds(lately(None, DAY)) == (None, DAY)


@pytest.mark.parametrize(
    "expression,bounds",
    [
        ("2023-05-10", (DAY, DAY)),
        ("2023-05", (date(2023, 5, 1), date(2023, 5, 31))),
        ("2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2023-05-10/..", (DAY, None)),
        ("../2023-05-10", (None, DAY)),
        ("2023-05-10/", (DAY, None)),
        ("2023-05-XX", (date(2023, 5, 1), date(2023, 5, 31))),
    ],
)
def test_bounds_are_the_first_and_last_possible_day(expression, bounds):
    assert edtf_bounds(expression) == bounds


@pytest.mark.parametrize(
    "expression", ["近日", "2023年5月10日", "2023-13-45", "2023-02-30", "10/05/2023", "", " "]
)
def test_what_is_not_edtf_is_refused_with_an_example(expression):
    with pytest.raises(ValidationError, match="2021-04-07/2021-04-14"):
        validate_edtf(expression)


def test_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValidationError, match="不是系统能识别的日期"):
        validate_edtf("2023-05-10/2023-05-03")


@pytest.mark.parametrize(
    "expression, year",
    [
        ("9999-12-31", 9999),
        ("2200", 2200),
        ("1799-12-31/2023-05-10", 1799),
        ("2023-05-10/2923-05-10", 2923),
        ("0204-05/..", 204),
    ],
)
def test_implausible_year_is_refused_by_name(expression, year):
    with pytest.raises(ValidationError, match=f"年份写成了 {year}，应在 1800 到 2199 之间"):
        validate_edtf(expression)


@pytest.mark.parametrize("expression", ["1800-01-01/2199-12-31", "../2023-05-10", "2023-05-10/.."])
def test_open_ends_and_the_first_and_last_years_are_plausible(expression):
    validate_edtf(expression)

    assert implausible(*edtf_bounds(expression)) == ""


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
def test_every_interval_of_days_comes_back(one, other):
    first, last = sorted([one, other])

    assert edtf_bounds(f"{first}/{last}") == (first, last)


@given(st.text(alphabet="0123456789-/.XxuU?~%,{}[]SYE 近日", max_size=24) | st.text(max_size=24))
def test_any_text_is_an_interval_or_refused(text):
    try:
        validate_edtf(text)
    except ValidationError:
        return
    earliest, latest = edtf_bounds(text)
    assert earliest is None or latest is None or earliest <= latest
