"""Reading an imported file and keeping what was read: the job itself, safe to be killed anywhere.

A job first claims its file, gives a sign of life every second, and writes what it read in one
transaction, if the file is still its own. Of a job that died the signs of life stop: its file is
`interrupted()`, and whoever claims it next begins anew.
"""

import logging
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.importing.ledger import LedgerError
from articles.importing.limits import Crashed
from articles.importing.pieces import Refused
from articles.importing.reading import composed, read_file
from articles.importing.receiving import delete_files
from articles.models import ImportedFile, ImportedPage

logger = logging.getLogger(__name__)

# Without a sign of life for so long, whoever was reading is gone.
PATIENCE = timedelta(seconds=30)

State = ImportedFile.State


class Lost(Exception):
    """Somebody else reads the file by now."""


def interrupted():
    """The files whose job died."""
    return ImportedFile.objects.filter(state=State.READING, seen_at__lt=timezone.now() - PATIENCE)


def forgotten():
    """The files that wait although nobody reads any: who should have begun is gone."""
    long_ago = timezone.now() - PATIENCE
    if ImportedFile.objects.filter(state=State.READING, seen_at__gte=long_ago).exists():
        return ImportedFile.objects.none()
    return ImportedFile.objects.filter(state=State.QUEUED, seen_at__lt=long_ago)


def read(pk):
    """Read an ImportedFile, unless somebody else does or did: the job itself."""
    attempt = _claim(pk)
    if attempt is None:
        return
    mine = ImportedFile.objects.filter(pk=pk, state=State.READING, attempts=attempt)
    file = mine.get()

    def progress(done, of):
        # The last tenth is composing and storing.
        if not mine.update(progress=done * 90 // max(of, 1), seen_at=timezone.now()):
            raise Lost

    try:
        with TemporaryDirectory() as folder, file.content.open() as content:
            pages = read_file(file.name, content.read(), Path(folder), progress=progress)
            composed(pages)
            progress(1, 1)
            keep(file, pages, Path(folder), mine)
    except Lost:
        # With what was stored since an import was deleted; of one that is there somebody has it.
        if not ImportedFile.objects.filter(pk=pk).exists():
            delete_files(file)
    except Refused as refusal:
        if isinstance(refusal, Crashed):
            logger.error("reading import %s failed: %s", pk, refusal.why)
        mine.update(state=State.FAILED, problem=str(refusal))
    except LedgerError as error:
        mine.update(state=State.FAILED, problem=str(error))
    except Exception:
        mine.update(
            state=State.FAILED,
            problem="服务器出了错，没有读成，文件没有问题。请再试一次；还不行，请告诉管理员。",
        )
        raise


def keep(file, pages, folder, mine):
    """Store what was read of an ImportedFile, its pictures first, and make it ready for review.

    `mine` is the file as a queryset, empty if it is somebody else's by now: raises Lost then.
    """
    for name in _pictures(pages):
        _store(folder / name, file.stored(name))
    with transaction.atomic():
        if not mine.update(
            state=State.READY, kind=pages[0][0].reader, progress=100, seen_at=timezone.now()
        ):
            raise Lost
        file.pages.all().delete()
        ImportedPage.objects.bulk_create(
            ImportedPage(
                file=file,
                number_in_file=source.number_in_file,
                source=source.model_dump(mode="json"),
                proposed=arrangement.model_dump(mode="json"),
                arrangement=arrangement.model_dump(mode="json"),
            )
            for source, arrangement in pages
        )


def _claim(pk):
    """The number of this attempt at a file, if it waits for one; else None."""
    with transaction.atomic():
        waiting = Q(state=State.QUEUED) | Q(pk__in=interrupted().values("pk"))
        claimed = ImportedFile.objects.filter(waiting, pk=pk).update(
            state=State.READING, attempts=F("attempts") + 1, progress=0, seen_at=timezone.now()
        )
        return ImportedFile.objects.get(pk=pk).attempts if claimed else None


def _pictures(pages):
    """The names of all files that pages speak of."""
    for source, _ in pages:
        yield from filter(None, [source.image, *(picture.file for picture in source.pictures)])


def _store(path, name):
    default_storage.delete(name)  # of an attempt that was killed
    with path.open("rb") as picture:
        default_storage.save(name, File(picture))
