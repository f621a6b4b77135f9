"""TASK_WORKER=on: a worker of its own reads what the server received."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
SCRIPT = """
import sys
import django
django.setup()
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.management import call_command
from articles.importing import jobs
from articles.importing.receiving import receive
call_command("migrate", verbosity=0)
text = open("tests/data/liangcheng-2021-04-14-p02.txt", "rb").read()
imported, _ = receive([ContentFile(text, "02.txt")])
jobs.start(imported)
print(imported.files.get().state)
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
file = imported.files.get()
print(file.state, file.kind, file.pages.count())
print(sorted(model._meta.app_label for model in admin.site._registry))
"""


def test_worker_reads_what_the_server_received(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TASK_WORKER": "on",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "LOG_LEVEL": "ERROR",
    }

    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stderr
    queued, read, admin = ran.stdout.splitlines()
    assert queued == "queued"
    assert read == "ready text 1"
    # Its own lists, in English, are nothing for the desk.
    assert "django_tasks_db" not in admin
