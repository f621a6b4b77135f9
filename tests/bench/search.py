"""`make bench-search`: invented archives of each size on each database, searched, and a report.

    make bench-search ARGS="--articles 1000 --articles 100000 --databases sqlite --keep var/bench"

The report goes to standard output, as Markdown; exit code 1 if a budget does not hold.
"""

import os
import platform
import shlex
import sys

from tests.bench.archives import Archive, folder_of_archives, options_parser
from tests.bench.report import Result, as_markdown, budgets, tables

SIZES = [1_000, 100_000, 1_000_000]


def main():
    options = _options()
    with folder_of_archives(options.keep) as folder:
        results = {
            database: [
                _result(Archive(folder, database, articles, options.seed))
                for articles in sorted(set(options.articles or SIZES))
            ]
            for database in options.databases
        }
    holds = [_reported(database, some) for database, some in results.items()]
    sys.exit(not all(holds))


def _options():
    parser = options_parser("make bench-search", __doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, action="append", help="a size; may be repeated")
    return parser.parse_args()


def _result(archive):
    measuring = f"from tests.bench.measuring import main; main({archive.seed})"
    told = archive.measured("measuring", measuring)
    return Result(archive.database, archive.articles, archive.made, told)


def _reported(database, results):
    """Print a database's tables and budgets; whether all hold."""
    print(f"## {setting(results[-1].measured['versions'])}\n")
    print(f"`make bench-search ARGS={shlex.quote(shlex.join(sys.argv[1:]))}`\n")
    print("Milliseconds, p50 / p95.\n")
    for title, head, rows in tables(results):
        print(f"### {title}\n\n{as_markdown(head, rows)}\n")
    examples = [one for result in results for one in result.measured["check"]["examples"]]
    judged = list(budgets(results))
    for sentence, holds in judged:
        print(f"- {'holds' if holds else 'BROKEN'}: {sentence}")
    print(*(f"- {example}" for example in examples), sep="\n", end="\n\n")
    return all(holds for _, holds in judged)


def setting(versions):
    machine = f"{os.cpu_count()} cores {platform.machine()}, {platform.system()}"
    return ", ".join(
        [versions["database"], *(f"{k} {versions[k]}" for k in ("Python", "Django")), machine]
    )


if __name__ == "__main__":
    main()
