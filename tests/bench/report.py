"""What was measured, as tables that read well on a terminal and are Markdown, and the budgets."""

from dataclasses import dataclass
from statistics import quantiles

from tests.bench.archives import Made

MEGABYTE = 1_000_000
# Absent words of common pairs: an index of pairs has to go through all articles that hold them. The
# limit of time holds for such questions, and no budget.
HARDEST = "absent, pairs common"
WAYS = {
    "newest": "newest, page 1",
    "deep": "newest, page 500",
    "overview": "page 1 with count and facets",
    "relevance": "by relevance",
    "like": "newest through LIKE",
}


@dataclass(frozen=True)
class Result:
    """What was measured of one archive: `measured` is what `measuring` printed."""

    database: str
    articles: int
    made: Made
    measured: dict

    def times(self, way, kind=None):
        """Milliseconds of one class of questions or of all but the hardest; how many cut off."""
        chosen = self.measured[way]
        some = [chosen[kind]] if kind else [one for name, one in chosen.items() if name != HARDEST]
        return [ms for one in some for ms in one["warm"]], sum(one["unfinished"] for one in some)


def p(milliseconds, percent):
    """A percentile; the number itself where there is only one."""
    if len(milliseconds) == 1:
        return milliseconds[0]
    return quantiles(milliseconds, n=100, method="inclusive")[percent - 1]


# Tables


def tables(results):
    """All tables of one database's results, which are in the order of their sizes."""
    last = results[-1]
    kinds = list(last.measured["newest"])
    yield (
        f"All questions but “{HARDEST}”",
        *_by_size(results, {name: (way, None) for way, name in WAYS.items()}),
    )
    yield "Newest, page 1", *_by_size(results, {kind: ("newest", kind) for kind in kinds})
    yield (
        f"{last.articles:,} articles",
        ["", *WAYS.values()],
        [[kind, *(_cell(*last.times(way, kind)) for way in WAYS)] for kind in kinds],
    )
    yield (
        "Beside the search",
        *_by_size(results, {name: ("beside", name) for name in last.measured["beside"]}),
    )
    yield "The archive", *_facts(results)


def _by_size(results, rows):
    first, last = results[0], results[-1]
    head = ["", *(f"{result.articles:,}" for result in results)]
    if first is not last:
        head.append(f"{last.articles:,} ÷ {first.articles:,}")
    body = []
    for name, asked in rows.items():
        times = [result.times(*asked) for result in results]
        row = [name, *(_cell(*one) for one in times)]
        if first is not last:
            row.append(_ratio(times[0][0], times[-1][0]))
        body.append(row)
    return head, body


def _cell(milliseconds, unfinished):
    if not milliseconds:
        return "–"
    text = f"{_short(p(milliseconds, 50))} / {_short(p(milliseconds, 95))}"
    return text + (f" ({unfinished} of {len(milliseconds)} cut off)" if unfinished else "")


def _short(number):
    return f"{number:,.0f}" if number >= 20 else f"{number:.1f}"


def _ratio(before, after):
    return f"{p(after, 95) / p(before, 95):.1f}" if before and after else "–"


def _facts(results):
    facts = {
        "made, index included": lambda one: f"{one.made.seconds:,.0f} s",
        "articles made a second": lambda one: f"{one.articles / one.made.seconds:,.0f}",
        "memory for it, at most": lambda one: _megabytes(one.made.memory),
        "PostgreSQL's own, at most": lambda one: _megabytes(one.made.server),
        "articles saved a second": lambda one: f"{one.measured['saved_a_second']:,.0f}",
        "headlines and texts": lambda one: _megabytes(one.measured["text_bytes"]),
        **{
            name: lambda one, name=name: _megabytes(one.measured["index_bytes"][name])
            for name in sorted(results[-1].measured["index_bytes"])
        },
        "all of the search ÷ texts": lambda one: f"{_index_ratio(one.measured):.2f}",
        "questions checked by a scan": lambda one: f"{one.measured['check']['questions']}",
        "their hits": lambda one: f"{one.measured['check']['wanted']:,}",
        "recall": lambda one: f"{recall(one.measured['check']):.4f}",
        "precision": lambda one: f"{precision(one.measured['check']):.4f}",
    }
    head = ["", *(f"{result.articles:,}" for result in results)]
    return head, [[name, *map(told, results)] for name, told in facts.items()]


def _megabytes(number):
    return (
        f"{number / MEGABYTE:,.1f} MB"
        if number < 100 * MEGABYTE
        else f"{number / MEGABYTE:,.0f} MB"
    )


def _index_ratio(measured):
    return sum(measured["index_bytes"].values()) / measured["text_bytes"]


def recall(check):
    """Of the articles that a scan finds, the part that the search finds."""
    return 1 - check["missed"] / check["wanted"]


def precision(check):
    """Of the articles that the search finds, the part that a scan finds."""
    return 1 - check["wrong"] / check["found"]


def as_markdown(head, rows):
    """A table, its columns as wide as they need to be."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)


# Budgets


def budgets(results):
    """(sentence, whether it holds) for one database's results, in the order of their sizes."""
    first, last = results[0], results[-1]
    slowest = p(last.times("newest")[0], 95)
    yield f"newest, page 1: p95 {slowest:.1f} ms ≤ 50 ms", slowest <= 50
    if first is not last:
        times = slowest / p(first.times("newest")[0], 95)
        yield f"newest, page 1: {times:.1f} × the p95 at {first.articles:,} ≤ 3", times <= 3
    times = p(last.times("deep")[0], 95) / slowest
    yield f"newest, page 500: {times:.1f} × the p95 of page 1 ≤ 1.5", times <= 1.5
    for way in ("overview", "relevance"):
        slowest = p(last.times(way)[0], 95)
        yield f"{WAYS[way]}: p95 {slowest:.0f} ms ≤ 200 ms", slowest <= 200
    # Counting and putting in order may end with the time, and say so.
    cut_off = sum(last.times(way)[1] for way in ("newest", "deep"))
    yield f"newest, cut off for lack of time: {cut_off} = 0", not cut_off
    yield from _whole(results)
    if last.articles == 1_000_000:
        yield f"made in {last.made.seconds:,.0f} s ≤ 900 s", last.made.seconds <= 900
        yield f"with {_megabytes(last.made.memory)} ≤ 1,000 MB", last.made.memory <= 1000 * MEGABYTE


def _whole(results):
    for result in results:
        check = result.measured["check"]
        right = not (check["missed"] or check["wrong"])
        yield f"recall and precision at {result.articles:,}: 1.0", right
