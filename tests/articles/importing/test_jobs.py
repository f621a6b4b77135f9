"""Files are read in the background, and nothing is lost whenever a job dies."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.importing import jobs, keeping
from articles.importing.ledger import LedgerError
from articles.importing.limits import Crashed
from articles.importing.pieces import Refused
from articles.importing.receiving import forget, receive
from articles.models import ImportedFile, ImportedPage
from tests.articles.importing.reading_room import STORY, make_import, read_page
from tests.factories import picture_bytes

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(minutes=5)
PAGE = read_page(STORY | {"picture": (7, "picture-7.jpg", "步道")}, image="page-1.jpg")


@pytest.fixture
def file(editor):
    """A file that waits to be read."""
    imported, _ = receive([ContentFile(b"%PDF-1.4", "云栖.pdf")], by=editor)
    return imported.files.get()


@pytest.fixture
def reads(monkeypatch):
    """`reads(pages or an error)`: what the reader makes of any file; returns the names it got."""
    asked = []

    def set_answer(answer):
        def read_file(name, content, folder, progress):
            asked.append(name)
            if isinstance(answer, Exception):
                raise answer
            for picture in ("page-1.jpg", "picture-7.jpg"):
                (folder / picture).write_bytes(picture_bytes())
            progress(1, 2)
            return answer

        monkeypatch.setattr(keeping, "read_file", read_file)
        return asked

    return set_answer


@pytest.fixture
def handed_over(monkeypatch):
    """The keys of files that were handed over to a thread or a worker."""
    keys = []
    monkeypatch.setattr(jobs, "_run", keys.append)
    return keys


def test_file_that_was_read_waits_for_review(file, reads):
    reads([PAGE])

    keeping.read(file.pk)

    file.refresh_from_db()
    assert (file.state, file.kind, file.progress, file.problem) == ("ready", "pdf", 100, "")
    page = file.pages.get()
    assert page.source == PAGE[0].model_dump(mode="json")
    assert page.arrangement == page.proposed == PAGE[1].model_dump(mode="json")
    assert default_storage.exists(page.image)
    assert default_storage.exists(file.stored("picture-7.jpg"))


def test_progress_is_seen_while_it_is_read(file, reads, monkeypatch):
    reads([PAGE])
    seen = []
    monkeypatch.setattr(
        keeping, "composed", lambda pages: seen.append(ImportedFile.objects.get().progress)
    )

    keeping.read(file.pk)

    assert seen == [45]


@pytest.mark.parametrize(
    "error, sentence",
    [
        (Refused("文件是空的。"), "文件是空的。"),
        (Crashed("读不下去。", "ValueError in pages.py:1"), "读不下去。"),
        (LedgerError("第 1 页的字数对不上。"), "第 1 页的字数对不上。"),
    ],
)
def test_file_that_cannot_be_read_says_why(file, reads, error, sentence):
    reads(error)

    keeping.read(file.pk)

    file.refresh_from_db()
    assert (file.state, file.problem) == ("failed", sentence)
    assert file.imported.state == "failed"
    assert not ImportedPage.objects.exists()


def test_failure_of_the_server_is_no_fault_of_the_file(file, reads):
    reads(OSError("no space left"))

    with pytest.raises(OSError, match="no space"):
        keeping.read(file.pk)

    file.refresh_from_db()
    assert file.state == "failed"
    assert file.problem.startswith("服务器出了错，没有读成，文件没有问题。")


def test_log_names_the_reader_s_place_only(file, reads, caplog):
    reads(Crashed("读不下去。", "ValueError in pages.py:1"))

    keeping.read(file.pk)

    assert caplog.messages == [f"reading import {file.pk} failed: ValueError in pages.py:1"]


def test_file_is_read_once_however_often_it_is_handed_over(file, reads):
    asked = reads([PAGE])

    keeping.read(file.pk)
    keeping.read(file.pk)

    assert asked == ["云栖.pdf"]


def test_file_that_somebody_reads_is_left_to_him(file, reads):
    asked = reads([PAGE])
    ImportedFile.objects.update(state="reading", attempts=1)

    keeping.read(file.pk)

    assert asked == []


def test_file_whose_job_died_is_read_anew(file, reads):
    reads([PAGE])
    died = timezone.now() - LONG_AGO
    ImportedFile.objects.update(state="reading", attempts=1, progress=50, seen_at=died)
    default_storage.save(file.stored("page-1.jpg"), ContentFile(b"half a pict"))

    keeping.read(file.pk)

    file.refresh_from_db()
    assert (file.state, file.attempts) == ("ready", 2)
    with default_storage.open(file.stored("page-1.jpg")) as picture:
        assert picture.read() == picture_bytes()


def test_job_that_was_given_up_writes_nothing(file, reads, monkeypatch):
    reads([PAGE])

    def somebody_else(pages):
        ImportedFile.objects.update(attempts=2)

    monkeypatch.setattr(keeping, "composed", somebody_else)

    keeping.read(file.pk)

    file.refresh_from_db()
    assert (file.state, file.attempts) == ("reading", 2)
    assert not ImportedPage.objects.exists()


def test_nothing_stays_of_an_import_that_was_deleted_while_it_was_read(
    file, reads, monkeypatch, media_root, django_capture_on_commit_callbacks
):
    reads([PAGE])
    store = keeping._store

    def deleted_before(*picture):
        if ImportedFile.objects.exists():
            with django_capture_on_commit_callbacks(execute=True):
                forget(file.imported)
        store(*picture)

    monkeypatch.setattr(keeping, "_store", deleted_before)

    keeping.read(file.pk)

    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_start_hands_over_what_waits_once_it_is_committed(
    file, handed_over, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.start(file.imported)
        assert handed_over == []

    assert handed_over == [file.pk]


def revive(file, capture, **state):
    ImportedFile.objects.filter(pk=file.pk).update(seen_at=timezone.now() - LONG_AGO, **state)
    with capture(execute=True):
        jobs.revive(file.imported)
    file.refresh_from_db()


def test_dead_job_is_begun_anew(file, handed_over, django_capture_on_commit_callbacks):
    revive(file, django_capture_on_commit_callbacks, state="reading", attempts=1)

    assert handed_over == [file.pk]
    assert file.state == "queued"


def test_file_that_waits_for_a_server_that_is_gone_is_begun(
    file, handed_over, django_capture_on_commit_callbacks
):
    revive(file, django_capture_on_commit_callbacks, state="queued")

    assert handed_over == [file.pk]


def test_file_that_waits_for_its_turn_is_left_in_the_queue(
    file, handed_over, django_capture_on_commit_callbacks
):
    other = make_import().files.get()
    ImportedFile.objects.filter(pk=other.pk).update(state="reading", seen_at=timezone.now())

    revive(file, django_capture_on_commit_callbacks, state="queued")

    assert handed_over == []


def test_queue_of_a_worker_is_left_to_it(
    file, handed_over, settings, django_capture_on_commit_callbacks
):
    settings.TASK_WORKER = True

    revive(file, django_capture_on_commit_callbacks, state="queued")

    assert handed_over == []


def test_living_job_is_left_alone(file, handed_over, django_capture_on_commit_callbacks):
    ImportedFile.objects.update(state="reading", seen_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        jobs.revive(file.imported)

    assert handed_over == []


def test_file_that_ends_every_job_is_given_up(
    file, handed_over, django_capture_on_commit_callbacks
):
    revive(file, django_capture_on_commit_callbacks, state="reading", attempts=3)

    assert handed_over == []
    assert file.state == "failed"
    assert "读了 3 次都中断了" in file.problem


def test_failed_file_is_tried_again(file, handed_over, django_capture_on_commit_callbacks):
    ImportedFile.objects.update(state="failed", problem="x", attempts=3, progress=9)

    with django_capture_on_commit_callbacks(execute=True):
        jobs.try_again(file)

    file.refresh_from_db()
    assert handed_over == [file.pk]
    assert (file.state, file.problem, file.attempts, file.progress) == ("queued", "", 0, 0)


def test_failed_file_that_came_again_is_not_tried(file, handed_over, editor):
    ImportedFile.objects.update(state="failed")
    receive([ContentFile(b"%PDF-1.4", "云栖.pdf")], by=editor)

    with pytest.raises(Refused, match="后来又导入了一次"):
        jobs.try_again(file)


@pytest.mark.django_db(transaction=True)
def test_thread_of_the_server_reads(file, reads):
    reads([PAGE])

    jobs.start(file.imported)

    until = timezone.now() + timedelta(seconds=20)
    while ImportedFile.objects.get().state in {"queued", "reading"} and timezone.now() < until:
        pass
    assert ImportedFile.objects.get().state == "ready"
