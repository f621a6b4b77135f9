"""The real server with one archive, asked by wrk; in a process of its own that prints JSON.

gunicorn with two workers and production's settings but TLS, static files collected; wrk with eight
connections, one kind of page at a time, some pages of it in turn. Cold is: no page is kept, each is
made. The database's files are in the system's cache, and each worker has answered before.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from articles.models import Article
from tests.bench.measuring import versions
from tests.bench.serving_report import CONNECTIONS, WORKERS

WARM_UP = 40
# So many pages of a kind: one is longer, or has more to say, than another.
SPREAD = 15
SCRIPT = Path(__file__).with_name("percentiles.lua")
SITE, CONSTANT = "liangcheng.wsgi", "tests.bench.constant"


def main(folder, seconds):
    json.dump(_measured(Path(folder), seconds), sys.stdout)


def _measured(folder, seconds):
    variables = {
        **os.environ,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": str(folder / "static"),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collect, env=variables, check=True)
    some_paths = paths()
    measured = {"versions": versions()}
    # Before and after, for a machine is not equally fast all the time.
    constant = [_constant(variables, seconds)]
    with _server(SITE, variables | {"PAGE_CACHE_MEGABYTES": "0"}) as port:
        measured["cold"] = {name: _asked(port, some, seconds) for name, some in some_paths.items()}
    with _server(SITE, variables) as port:
        measured["warm"] = {name: _asked(port, some, seconds) for name, some in some_paths.items()}
        measured["304"] = {
            name: _asked(port, some, seconds, conditional=True) for name, some in some_paths.items()
        }
    constant.append(_constant(variables, seconds))
    return measured | {"constant": constant}


def paths():
    """The kinds of pages, each with addresses of some that are spread over the archive."""
    articles = Article.objects.published().filter(page__isnull=False)
    # Keys alone: a database would write all texts to its disk to sort them.
    keys = list(articles.order_by("pk").values_list("pk", flat=True))
    step = len(keys) // (SPREAD + 1)
    some = [articles.get(pk=keys[step * place]) for place in range(1, SPREAD + 1)]
    largest = [max(one.departments, key=lambda unit: unit.articles.count()) for one in some]
    return {
        "home": ["/"],
        "page": [article.page.get_absolute_url() for article in some],
        "article": [article.get_absolute_url() for article in some],
        "department": sorted({department.get_absolute_url() for department in largest}),
    }


@contextmanager
def _server(application, variables):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", application, f"--workers={WORKERS}"),
            *(f"--bind=127.0.0.1:{port}", "--log-level=error"),
        ],
        env=variables,
    )
    try:
        for _ in range(600):
            try:
                _get(port, "/")
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def _constant(variables, seconds):
    with _server(CONSTANT, variables) as port:
        return _asked(port, ["/"], seconds)


def _asked(port, paths, seconds, *, conditional=False):
    """Requests a second, and milliseconds p50 and p95, of some addresses in turn."""
    asked = []
    for path in paths:
        for _ in range(max(WARM_UP // len(paths), 6)):  # both workers
            answer = _get(port, path)
        asked += [path, answer.headers["ETag"] if conditional else "-"]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "-s", SCRIPT]
    command += ["-H", "Accept-Encoding: gzip, br", "--timeout", "20"]
    command += [f"http://127.0.0.1:{port}/", "--", *asked]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    counted = json.loads(told.splitlines()[-1])
    return {
        "a_second": counted["requests"] / counted["duration"] * 1e6,
        "p50": counted["p50"] / 1000,
        "p95": counted["p95"] / 1000,
        "failed": counted["failed"],
    }


def _get(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        return response
    finally:
        connection.close()
