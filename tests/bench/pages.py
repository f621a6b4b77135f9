"""`make bench`: pages of invented archives, served by the real server, and a report.

    make bench ARGS="--articles 1000 --articles 100000 --databases sqlite --keep var/bench"

Needs wrk (Debian: apt install wrk). The report goes to standard output, as Markdown; exit code 1 if
a budget does not hold, 2 if wrk is missing.
"""

import shlex
import shutil
import sys

from tests.bench.archives import Archive, folder_of_archives, options_parser, tell
from tests.bench.report import as_markdown
from tests.bench.search import setting
from tests.bench.serving_report import CONNECTIONS, WORKERS, Served, budgets, table

SIZES = [1_000, 100_000]


def main():
    options = _options()
    if not shutil.which("wrk"):
        tell("没有 wrk，请先安装（Debian：apt install wrk）。No wrk here: install it.")
        sys.exit(2)
    with folder_of_archives(options.keep) as folder:
        results = {
            database: [
                _served(Archive(folder, database, articles, options.seed), options.seconds)
                for articles in sorted(set(options.articles or SIZES))
            ]
            for database in options.databases
        }
    holds = [_reported(some) for some in results.values()]
    sys.exit(not all(holds))


def _options():
    parser = options_parser("make bench", __doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, action="append", help="a size; may be repeated")
    parser.add_argument("--seconds", type=int, default=5, help="for each page")
    return parser.parse_args()


def _served(archive, seconds):
    serving = f"from tests.bench.serving import main; main({str(archive.path)!r}, {seconds})"
    return Served(archive.database, archive.articles, archive.measured("serving", serving))


def _reported(results):
    """Print a database's table and budgets; whether all hold."""
    print(f"## {setting(results[-1].measured['versions'])}\n")
    print(f"`make bench ARGS={shlex.quote(shlex.join(sys.argv[1:]))}`\n")
    print(f"{WORKERS} workers, {CONNECTIONS} connections; requests a second, p50 / p95.\n")
    print(as_markdown(*table(results)), end="\n\n")
    judged = list(budgets(results))
    for sentence, holds in judged:
        print(f"- {'holds' if holds else 'BROKEN'}: {sentence}")
    print()
    return all(holds for _, holds in judged)


if __name__ == "__main__":
    main()
