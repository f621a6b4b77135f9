"""`make bench-parts`: what `liangcheng/fast/` saves of a page that is made anew, and a report.

    make bench-parts ARGS="--articles 1000 --databases sqlite --keep var/bench"

One process asks its own site, no page is kept: processor time a page as it is, with questions that
Django builds each time instead of `compiled.py`, and with its cursors instead of `prepared.py`.
PostgreSQL's own time is not in it.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from tests.bench.archives import Archive
from tests.bench.report import as_markdown
from tests.bench.search import DATABASES, databases, setting, tell

ROUNDS = 5
SITE = {
    "ALLOWED_HOSTS": "testserver",
    "HTTPS": "off",
    "PAGE_CACHE_MEGABYTES": "0",
    "STATIC_FROM_SOURCE": "on",
}


def main():
    options = _options()
    os.environ |= SITE
    with tempfile.TemporaryDirectory(prefix="liangcheng-bench-") as scratch:
        os.chmod(scratch, 0o755)  # noqa: S103 -- PostgreSQL runs as another user
        folder = Path(options.keep or scratch).resolve()
        for database in options.databases:
            _report(_told(Archive(folder, database, options.articles, options.seed)))


def _options():
    parser = argparse.ArgumentParser(prog="make bench-parts", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--databases", type=databases, default=DATABASES, help="with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", metavar="DIR", help="keeps the archives there, and uses them again"
    )
    return parser.parse_args()


def _told(archive):
    if not archive.made:
        tell(f"{archive.database}, {archive.articles:,} articles: making the archive")
        archive.make()
    archive.manage("migrate", "--verbosity=0")  # it may be kept from another release
    asking = "from tests.bench.parts import measure; measure()"
    told = archive.manage("shell", "--no-imports", "-c", asking, stdout=subprocess.PIPE).stdout
    return json.loads(told)


def measure():
    """Print as JSON the milliseconds of each kind of page in each way; in a process of its own."""
    # Here, for the report needs no settings.
    from django.test import Client

    from tests.bench.measuring import versions
    from tests.bench.serving import paths

    client = Client()
    pages = {kind: _measured(client, some) for kind, some in paths().items()}
    json.dump({"versions": versions(), "pages": pages}, sys.stdout)


def _measured(client, paths):
    """Milliseconds of processor time a page, in each way: of its round that took least."""
    taken = {way: [] for way in WAYS}
    for _ in range(ROUNDS):  # in turn, for a machine is not equally fast all the time
        for way, change in WAYS.items():
            with change():
                _round(client, paths)
                taken[way].append(_round(client, paths))
    return {way: min(some) * 1000 / len(paths) for way, some in taken.items()}


def _round(client, paths):
    begun = time.process_time()
    for path in paths:
        if client.get(path).status_code != 200:
            raise RuntimeError(path)
    return time.process_time() - begun


def _built_by_django():
    def ask(self, *values):
        return list(self._build(*values))

    return patch("liangcheng.fast.compiled.compiled.__call__", ask)


def _by_its_cursors():
    def rows(self, database, parameters):
        with database.cursor() as cursor:
            cursor.execute(self._statement, parameters)
            return cursor.fetchall()

    return patch("liangcheng.fast.prepared.Prepared.rows", rows)


WAYS = {
    "as it is": nullcontext,
    "questions built by Django": _built_by_django,
    "statements by its cursors": _by_its_cursors,
}


def _report(told):
    print(f"## {setting(told['versions'])}\n")
    print(f"`make bench-parts ARGS={shlex.quote(shlex.join(sys.argv[1:]))}`\n")
    print(
        "Milliseconds of processor time a page that is made anew, and how many times the first.\n"
    )
    rows = []
    for kind, ways in told["pages"].items():
        first, *others = ways.values()
        rows.append([kind, f"{first:.1f}", *(f"{ms:.1f}, {ms / first:.2f} ×" for ms in others)])
    print(as_markdown(["", *WAYS], rows), end="\n\n")


if __name__ == "__main__":
    main()
