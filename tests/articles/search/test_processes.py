"""Four desks at once, each a process of its own: the index ends as the articles do."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.articles.search.yardstick import assert_index_agrees
from tests.factories import make_article, make_department, make_issue, make_meeting, make_page

DESKS = 4
SECONDS = 3


def database_url():
    """The address of the test database, for processes that this test starts."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{facts['NAME']}"


@pytest.fixture
def desks(transactional_db):
    """Processes that are ready to edit, all at the same time, once they get a line."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.articles.search.worker", str(number), str(SECONDS)],
            env={**os.environ, "DATABASE_URL": database_url()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(DESKS)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def test_index_agrees_after_four_processes_edited_at_once(desks):
    department = make_department()
    make_department()
    make_meeting()
    make_meeting()
    for _ in range(2):
        issue = make_issue(published=True)
        for page in (make_page(issue), make_page(issue)):
            for _ in range(5):
                make_article(page=page, department=department, published=True)

    for desk in desks:
        desk.stdin.write("go\n")
        desk.stdin.flush()
    reports = [json.loads(desk.stdout.readline()) for desk in desks]

    # Above all no deadlock: who locks several rows does so in one order.
    failed = [failure for report in reports for failure in report["failed"]]
    assert not failed, "\n".join(failed)
    assert all(report["done"] for report in reports)
    assert_index_agrees()
