"""Imported files are read outside the request (后台): when, and where.

By default by a thread of the serving process: nothing to install, and the heavy part is a process
of its own anyway (`limits.py`). With TASK_WORKER=on by a worker of Django's tasks (`manage.py
db_worker`, docs/deploy.md), so that a restart of the server interrupts nothing, and another machine
may do it. Either may be killed at any moment (`keeping.py`): `revive()` begins anew.
"""

import logging
from threading import BoundedSemaphore, Thread

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.importing import keeping
from articles.importing.pieces import Refused
from articles.models import ImportedFile

logger = logging.getLogger(__name__)

# A file that ended so many jobs is not tried again by itself.
MOST_ATTEMPTS = 3
# So many files at once in one serving process: each may take half a gigabyte.
_places = BoundedSemaphore(2)

State = ImportedFile.State


def start(imported):
    """Have all files of an Import read that wait to be, once it is committed."""
    for file in imported.files.filter(state=State.QUEUED):
        _hand_over(file)


def revive(imported):
    """Hand over again those files of an Import whose job died; whoever shows the progress asks.

    One that ended several jobs fails, with a sentence.
    """
    # A worker's queue outlives it; what waits for a thread is gone with its process.
    dead = [keeping.interrupted()] + [keeping.forgotten()] * (not settings.TASK_WORKER)
    for files in dead:
        for file in files.filter(imported=imported):
            _revive(files.filter(pk=file.pk), file)


def _revive(files, file):
    # Only one of those who ask at the same moment changes it.
    if file.attempts >= MOST_ATTEMPTS:
        files.update(
            state=State.FAILED,
            problem=f"读了 {MOST_ATTEMPTS} 次都中断了，没有读成。"
            "请重新导出，或请管理员看服务器的日志。",
        )
    elif files.update(state=State.QUEUED, seen_at=timezone.now()):
        _hand_over(file)


def try_again(file):
    """Have an ImportedFile read once more that failed.

    Raises Refused if the same file came in again meanwhile.
    """
    failed = ImportedFile.objects.filter(pk=file.pk, state=State.FAILED)
    anew = {"state": State.QUEUED, "problem": "", "progress": 0, "attempts": 0}
    try:
        with transaction.atomic():
            is_mine = failed.update(**anew, seen_at=timezone.now())
    except IntegrityError as error:
        raise Refused("同样的文件后来又导入了一次，请到“导入”的列表里找那一次。") from error
    if is_mine:
        _hand_over(file)


def _hand_over(file):
    transaction.on_commit(lambda: _run(file.pk))


def _run(pk):
    if settings.TASK_WORKER:
        read_imported_file.enqueue(pk)
    else:
        Thread(target=_in_thread, args=[pk], daemon=True).start()


def _in_thread(pk):
    try:
        with _places:
            keeping.read(pk)
    except Exception as error:
        # The clerk was told; without a trace, for that may quote the file.
        logger.error("reading import %s failed: %s", pk, type(error).__name__)
    finally:
        connection.close()


if settings.TASK_WORKER:
    from django_tasks import task  # of Django itself from 6.0: django.tasks

    @task
    def read_imported_file(pk):
        keeping.read(pk)
