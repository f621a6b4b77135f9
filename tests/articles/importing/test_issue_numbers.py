"""Numbers of an issue as a clerk writes them: what the head of a page may say is read here too."""

import pytest

from articles.importing.issue_numbers import count


@pytest.mark.parametrize(
    "written",
    [
        "12",
        " １２ ",
        "第12",
        "12期",
        "第十二期",
        "第 1 2 期",
        "期号12",
        "期号：12",
        "期号：第12期",
        "NO.12",
        "No 12",
        "总12",
        "总第 1 2",
        "总12期",
        "总第12期",
        "（总第十二期）",
        "总期号：12",
    ],
)
def test_number_is_read_as_the_paper_prints_it(written):
    assert count(written) == 12


@pytest.mark.parametrize(
    "written",
    ["", "期", "0", "第2021-14期", "12 13", "第12 13期", "第12期 总第345期", "创刊号", "1000000"],
)
def test_what_is_no_number_of_an_issue_is_not_read(written):
    assert count(written) is None
