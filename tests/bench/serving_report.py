"""How fast pages were served, as tables, and the budgets."""

from dataclasses import dataclass
from statistics import mean

WORKERS, CONNECTIONS = 2, 8
WAYS = {"cold": "made anew", "warm": "kept", "304": "304"}
# DESIGN's budgets: a kept page beside a bare view, a page made in a large archive beside a small.
MOST_BESIDE_CONSTANT = 1.3
MOST_BESIDE_SMALL = 1.2


@dataclass(frozen=True)
class Served:
    """What was measured of one archive: `measured` is what `serving` printed."""

    database: str
    articles: int
    measured: dict

    @property
    def constant(self):
        """The bare view's requests a second: before and after, in the middle."""
        return mean(one["a_second"] for one in self.measured["constant"])


def table(results):
    """(head, rows) of one database's results, in the order of their sizes."""
    head = ["", *(f"{result.articles:,}" for result in results)]
    rows = [
        [f"{kind}, {told}", *(_cell(result.measured[way][kind]) for result in results)]
        for way, told in WAYS.items()
        for kind in results[0].measured[way]
    ]
    for when, at in (("before", 0), ("after", 1)):
        cells = (_cell(result.measured["constant"][at]) for result in results)
        rows.append([f"a bare Django view, {when}", *cells])
    return head, rows


def _cell(one):
    return f"{one['a_second']:,.0f}/s, {one['p50']:.1f} / {one['p95']:.1f} ms"


def budgets(results):
    """(sentence, whether it holds) for one database's results, in the order of their sizes."""
    first, last = results[0], results[-1]
    for kind in last.measured["warm"]:
        times = max(r.constant / r.measured["warm"][kind]["a_second"] for r in results)
        yield (
            f"{kind}, kept: {times:.2f} × the time of a bare view ≤ {MOST_BESIDE_CONSTANT}",
            times <= MOST_BESIDE_CONSTANT,
        )
    if first is not last:
        for kind, one in last.measured["cold"].items():
            times = one["p95"] / first.measured["cold"][kind]["p95"]
            yield (
                f"{kind}, made anew: {times:.2f} × the p95 at {first.articles:,}"
                f" ≤ {MOST_BESIDE_SMALL}",
                times <= MOST_BESIDE_SMALL,
            )
    failed = sum(
        one["failed"] for result in results for way in WAYS for one in result.measured[way].values()
    )
    yield f"requests that failed: {failed} = 0", not failed
