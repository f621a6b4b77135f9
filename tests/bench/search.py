"""`make bench-search`: invented archives of each size on each database, searched, and a report.

    make bench-search ARGS="--articles 1000 --articles 100000 --databases sqlite --keep var/bench"

The report goes to standard output, as Markdown; exit code 1 if a budget does not hold.
"""

import argparse
import json
import os
import platform
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.archives import Archive
from tests.bench.report import Result, as_markdown, budgets, tables

DATABASES = ("sqlite", "postgresql")
SIZES = [1_000, 100_000, 1_000_000]


def main():
    options = _options()
    with tempfile.TemporaryDirectory(prefix="liangcheng-bench-") as scratch:
        os.chmod(scratch, 0o755)  # noqa: S103 -- PostgreSQL runs as another user
        folder = Path(options.keep or scratch).resolve()
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
    parser = argparse.ArgumentParser(prog="make bench-search", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, action="append", help="a size; may be repeated")
    parser.add_argument("--databases", type=databases, default=DATABASES, help="with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", metavar="DIR", help="keeps the archives there, and uses them again"
    )
    return parser.parse_args()


def databases(text):
    chosen = text.split(",")
    if unknown := set(chosen) - set(DATABASES):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: one of {', '.join(DATABASES)}")
    return chosen


def _result(archive):
    if not archive.made:
        tell(f"{archive.database}, {archive.articles:,} articles: making the archive")
        archive.make()
    tell(f"{archive.database}, {archive.articles:,} articles: measuring")
    measuring = f"from tests.bench.measuring import main; main({archive.seed})"
    told = archive.manage("shell", "--no-imports", "-c", measuring, stdout=subprocess.PIPE).stdout
    return Result(archive.database, archive.articles, archive.made, json.loads(told))


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


def tell(what):
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
