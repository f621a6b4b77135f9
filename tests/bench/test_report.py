"""Tables, and budgets that break."""

import pytest

from tests.bench.archives import Made
from tests.bench.report import Result, as_markdown, budgets, tables


def result(articles, milliseconds=2.0, **changes):
    """A result in which every question took so long."""
    times = {"first": [milliseconds], "warm": [milliseconds] * 3, "unfinished": 0}
    measured = {way: {"rare": times} for way in ("newest", "deep", "overview", "relevance", "like")}
    measured |= {
        "beside": {"completions": times},
        "check": {"questions": 1, "wanted": 4, "missed": 0, "found": 4, "wrong": 0},
        "text_bytes": 1000,
        "index_bytes": {"articles_search_data": 1500},
        "saved_a_second": 100,
    }
    return Result("sqlite", articles, Made(60, 500_000_000, 0), measured | changes)


def broken(*results):
    return [sentence for sentence, holds in budgets(results) if not holds]


def test_budgets_hold():
    assert broken(result(1_000), result(1_000_000, 5.9)) == []


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"milliseconds": 7}, "3.5 × the p95 at 1,000"),
        ({"milliseconds": 60}, "p95 60.0 ms ≤ 50 ms"),
        ({"milliseconds": 250}, "by relevance: p95 250 ms ≤ 200 ms"),
        (
            {"check": {"questions": 1, "wanted": 4, "missed": 1, "found": 3, "wrong": 0}},
            "recall and precision at 1,000,000",
        ),
        ({"newest": {"rare": {"warm": [2.0], "unfinished": 1}}}, "cut off for lack of time: 1"),
        ({"deep": {"rare": {"warm": [9.0], "unfinished": 0}}}, "page 500: 4.5 ×"),
    ],
)
def test_a_budget_breaks(changes, sentence):
    assert any(sentence in one for one in broken(result(1_000), result(1_000_000, **changes)))


def test_tables_name_sizes_and_ratio():
    head, rows = next(tables([result(1_000), result(100_000, 5.0)]))[1:]

    assert head == ["", "1,000", "100,000", "100,000 ÷ 1,000"]
    assert rows[0] == ["newest, page 1", "2.0 / 2.0", "5.0 / 5.0", "2.5"]


def test_table_of_one_size_has_no_ratio():
    assert next(head for _, head, _ in tables([result(1_000)])) == ["", "1,000"]


def test_markdown_is_aligned():
    assert as_markdown(["", "1,000"], [["common", "5.0"]]) == (
        "|        | 1,000 |\n| ------ | ----- |\n| common | 5.0   |"
    )
