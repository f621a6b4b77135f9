from datetime import date

import pytest

from articles.importing.suggesting.days import dates_in

WEDNESDAY = date(2021, 4, 14)
BEFORE = date(2021, 4, 7)


@pytest.mark.parametrize(
    "text,printed,held_on",
    [
        ("4月12日上午，街道开会。", "4月12日上午", "2021-04-12"),
        ("2020年12月3日，街道开会。", "2020年12月3日", "2020-12-03"),
        ("12月3日晚，街道开会。", "12月3日晚", "2020-12-03"),
        ("４月１２日，街道开会。", "４月１２日", "2021-04-12"),
        ("4月2日至5日，街道开会。", "4月2日至5日", "2021-04-02/2021-04-05"),
        ("3月30日至4月2日，街道开会。", "3月30日至4月2日", "2021-03-30/2021-04-02"),
        ("12日，街道开会。", "12日", "2021-04-12"),
        ("28日，街道开会。", "28日", "2021-03-28"),
        ("3月中旬，街道开会。", "3月中旬", "2021-03-11/2021-03-20"),
        ("2月下旬，街道开会。", "2月下旬", "2021-02-21/2021-02-28"),
        ("昨日，街道开会。", "昨日", "2021-04-13"),
        ("上周五下午，街道开会。", "上周五下午", "2021-04-09"),
        ("本周一，街道开会。", "本周一", "2021-04-12"),
        ("近日，街道开会。", "近日", "2021-04-07/2021-04-14"),
        ("前不久，街道开会。", "前不久", ""),
        ("2月30日，街道开会。", "2月30日", ""),
    ],
)
def test_date_is_kept_as_printed_and_told_as_edtf(text, printed, held_on):
    [when] = dates_in(text, WEDNESDAY, BEFORE)

    assert (when.text, when.held_on) == (printed, held_on)


def test_without_the_issue_before_lately_has_no_beginning():
    assert dates_in("日前，街道开会。", WEDNESDAY)[0].held_on == "/2021-04-14"


def test_without_the_date_of_the_issue_only_a_whole_date_is_told():
    assert dates_in("近日，4月12日，2021年4月12日，街道开会。")[0].held_on == ""
    assert [when.held_on for when in dates_in("4月12日；2021年4月13日")] == ["", "2021-04-13"]
