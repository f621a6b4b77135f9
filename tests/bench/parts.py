"""`make bench-parts`: what `liangcheng/fast/` saves of a page that is made anew, and a report.

    make bench-parts ARGS="--articles 1000 --databases sqlite --keep var/bench"

One process asks its own site, no page is kept: processor time a page as it is, with questions that
Django builds each time instead of `compiled.py`, and with its cursors instead of `prepared.py`.
PostgreSQL's own time is not in it.
"""

import json
import os
import shlex
import sys
import time
from contextlib import nullcontext
from unittest.mock import patch

from tests.bench.archives import Archive, folder_of_archives, options_parser
from tests.bench.report import as_markdown
from tests.bench.search import setting

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
    with folder_of_archives(options.keep) as folder:
        for database in options.databases:
            archive = Archive(folder, database, options.articles, options.seed)
            asking = "from tests.bench.parts import measure; measure()"
            _report(archive.measured("measuring", asking))


def _options():
    parser = options_parser("make bench-parts", __doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000)
    return parser.parse_args()


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
    from django.db import connection

    # Whoever watches the statements sees them all, so `Prepared` goes by Django's cursor itself.
    return connection.execute_wrapper(lambda execute, *statement: execute(*statement))


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
