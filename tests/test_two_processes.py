"""Two servers with warm memories, a third process that publishes: neither ever answers stale."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from django.utils import timezone

from tests.articles.search.test_processes import database_url
from tests.factories import make_article, make_issue, make_page

SERVERS = 2


class Server:
    """gunicorn with one worker on the test database; `get(path)` is (status, text, headers)."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "liangcheng.wsgi", "--log-level=error"),
                f"--bind=127.0.0.1:{self._port}",
            ],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": database_url(),
                "PAGE_CACHE_MEGABYTES": "8",
            },
        )

    def get(self, path, tag=""):
        connection = HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": "localhost", "If-None-Match": tag})
            response = connection.getresponse()
            return response.status, response.read().decode(), response.headers
        finally:
            connection.close()

    def wait(self):
        for _ in range(600):
            try:
                self.get("/healthz")
                return
            except ConnectionRefusedError:
                time.sleep(0.05)

    def stop(self):
        self._process.send_signal(signal.SIGQUIT)  # without waiting for anybody

    def wait_for_its_end(self):
        self._process.wait(timeout=20)


@pytest.fixture
def servers(transactional_db):
    started = [Server() for _ in range(SERVERS)]
    for server in started:
        server.wait()
    yield started
    for server in started:
        server.stop()
    for server in started:
        server.wait_for_its_end()


def test_no_server_answers_stale(servers):
    issue = make_issue()
    page = make_page(issue)
    article = make_article("步道", page=page)
    path = article.get_absolute_url()

    def told(path):
        """What all servers say, each twice, so that the second time it is what it keeps."""
        (text,) = {server.get(path)[1] for server in servers for _ in range(2)}
        return text

    def status(path):
        (found,) = {server.get(path)[0] for server in servers for _ in range(2)}
        return found

    assert status(path) == 404
    told("/")
    issue.publish()
    assert path in told("/")
    assert status(path) == 200

    tags = [server.get(path)[2]["ETag"] for server in servers]
    assert len(set(tags)) == 1
    assert [server.get(path, tags[0])[0] for server in servers] == [304, 304]
    article.corrections.create(text="修的是三处，不是两处。")
    assert [server.get(path, tags[0])[0] for server in servers] == [200, 200]
    assert all("修的是三处" in server.get(path)[1] for server in servers)

    article.refresh_from_db()
    article.withdraw()
    assert path not in told("/")
    assert status(path) == 404

    at = timezone.now() + timedelta(seconds=1)
    scheduled = make_article("定时", published=at).get_absolute_url()
    asked = timezone.now()
    while asked < at:
        for server in servers:
            asked = timezone.now()
            is_shown = scheduled in server.get("/articles/")[1]
            assert is_shown or asked < at
            assert not is_shown or at <= timezone.now()
    assert status(scheduled) == 200
    assert scheduled in told("/articles/")
