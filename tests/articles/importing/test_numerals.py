"""Numbers in digits and in Chinese numerals; what plainly is none."""

import pytest

from articles.importing.numerals import number


@pytest.mark.parametrize(
    "written, value",
    [
        ("012", 12),
        ("十", 10),
        ("十二", 12),
        ("廿八", 28),
        ("卅", 30),
        ("一百", 100),
        ("一百零二", 102),
        ("一百二十三", 123),
        ("两百一十", 210),
        ("一千〇五", 1005),
        ("一千零五十", 1050),
        ("三千二百一十", 3210),
        ("一万零二百", 10_200),
        ("十二万三千四百五十六", 123_456),
        ("二○二一", 2021),
        ("一二三", 123),
        ("壹佰贰拾叁", 123),
    ],
)
def test_number_is_read(written, value):
    assert number(written) == value


@pytest.mark.parametrize(
    "written",
    [
        "",
        "甲",
        "一百二",
        "二三百",
        "十十",
        "百",
        "一百〇",
        "12十",
        "1万",
        "十一二",
        "²",
        "9" * 5000,
    ],
)
def test_what_is_plainly_no_number_is_none(written):
    assert number(written) is None
