"""The table of what was served, and budgets that break."""

import pytest

from tests.bench.serving_report import Served, budgets, table


def served(articles, *, cold=4.0, warm=5_500, failed=0):
    """A result in which every page of one way took the same."""

    def kinds(a_second, p95):
        one = {"a_second": a_second, "p50": 1.0, "p95": p95, "failed": failed}
        return {"home": one, "article": one}

    constant = {"a_second": 6_000, "p50": 1.0, "p95": 1.5, "failed": 0}
    return Served(
        "sqlite",
        articles,
        {
            "cold": kinds(800, cold),
            "warm": kinds(warm, 2.0),
            "304": kinds(5_800, 2.0),
            "constant": [constant, constant | {"a_second": 7_000}],
        },
    )


def broken(*results):
    return [sentence for sentence, holds in budgets(results) if not holds]


def test_budgets_hold():
    assert broken(served(1_000), served(100_000, cold=4.7)) == []


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"warm": 4_900}, "home, kept: 1.33 × the time of a bare view ≤ 1.3"),
        ({"cold": 5.0}, "article, made anew: 1.25 × the p95 at 1,000 ≤ 1.2"),
        ({"failed": 1}, "requests that failed: 6 = 0"),
    ],
)
def test_a_budget_breaks(changes, sentence):
    assert sentence in broken(served(1_000), served(100_000, **changes))


def test_table_has_a_row_for_each_page_and_way():
    head, rows = table([served(1_000), served(100_000)])

    assert head == ["", "1,000", "100,000"]
    assert rows[1] == ["article, made anew", *["800/s, 1.0 / 4.0 ms"] * 2]
    assert rows[-1] == ["a bare Django view, after", *["7,000/s, 1.0 / 1.5 ms"] * 2]
