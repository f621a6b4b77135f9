"""`make bench`: pages of invented archives, served by the real server, and a report.

    make bench ARGS="--articles 1000 --articles 100000 --databases sqlite --keep var/bench"

Needs wrk (Debian: apt install wrk). The report goes to standard output, as Markdown; exit code 1 if
a budget does not hold, 2 if wrk is missing.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.archives import Archive
from tests.bench.report import as_markdown
from tests.bench.search import DATABASES, databases, setting, tell
from tests.bench.serving_report import CONNECTIONS, WORKERS, Served, budgets, table

SIZES = [1_000, 100_000]


def main():
    options = _options()
    if not shutil.which("wrk"):
        tell("没有 wrk，请先安装（Debian：apt install wrk）。No wrk here: install it.")
        sys.exit(2)
    with tempfile.TemporaryDirectory(prefix="liangcheng-bench-") as scratch:
        os.chmod(scratch, 0o755)  # noqa: S103 -- PostgreSQL runs as another user
        folder = Path(options.keep or scratch).resolve()
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
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, action="append", help="a size; may be repeated")
    parser.add_argument("--databases", type=databases, default=DATABASES, help="with commas")
    parser.add_argument("--seconds", type=int, default=5, help="for each page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", metavar="DIR", help="keeps the archives there, and uses them again"
    )
    return parser.parse_args()


def _served(archive, seconds):
    if not archive.made:
        tell(f"{archive.database}, {archive.articles:,} articles: making the archive")
        archive.make()
    archive.manage("migrate", "--verbosity=0")  # it may be kept from another release
    tell(f"{archive.database}, {archive.articles:,} articles: serving")
    serving = f"from tests.bench.serving import main; main({str(archive.path)!r}, {seconds})"
    told = archive.manage("shell", "--no-imports", "-c", serving, stdout=subprocess.PIPE).stdout
    return Served(archive.database, archive.articles, json.loads(told))


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
