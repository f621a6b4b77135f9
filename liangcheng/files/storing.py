"""Files in the storage beyond Django's own: written whole, gone as one, undone with their rows."""

import logging
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError

logger = logging.getLogger(__name__)
# As `picture_folder` names them.
_OWN_FOLDER = re.compile(r"\w+/[0-9a-f]{32}")
_following = ContextVar("files stored for rows that may be undone", default=None)


def is_new(file):
    """Whether a field's file was just chosen and is not stored yet."""
    return bool(file) and not file._committed


def store_whole(name, content):
    """Store bytes under a name, whole or not at all: others may be asking for it, or making it too.

    Raises OSError, on a full disk above all, and leaves nothing behind.
    """
    part = f"{name}.{uuid4().hex}.part"
    try:
        default_storage.save(part, ContentFile(content))
        os.replace(default_storage.path(part), default_storage.path(name))
    except OSError:
        # On a full disk half a file would be the last thing needed.
        default_storage.delete(part)
        raise


def delete_folder(folder):
    """Delete a folder of the storage with the files in it; one that is gone already is none."""
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def delete_file(name):
    """Delete a stored file, with its renditions where it has a folder of its own.

    One that cannot be deleted stays, and the log says so: what it belonged to is gone all the same.
    """
    folder = str(PurePosixPath(name).parent)
    try:
        if _OWN_FOLDER.fullmatch(folder):
            delete_folder(folder)
        else:  # as somebody put it there by hand, perhaps with others
            default_storage.delete(name)
    except OSError:
        logger.exception("a file that no row shows any more could not be deleted")


@contextmanager
def files_follow_rows():
    """What rows store within goes again where it ends in an error: to be put around a transaction.

    A row that was committed before the error keeps its file. Within another the outer one decides.
    """
    if _following.get() is not None:
        yield
        return
    stored = []
    token = _following.set(stored)
    try:
        yield
    except BaseException:
        for model, field, name in stored:
            if not _is_shown(model, field, name):
                delete_file(name)
        raise
    finally:
        _following.reset(token)


def _is_shown(model, field, name):
    try:
        return model._base_manager.filter(**{field: name}).exists()
    except DatabaseError:  # away, or in the midst of a transaction that failed: nobody knows
        return True


class FollowingFile:
    """Mixin of file fields: their files follow their rows (`files_follow_rows`)."""

    def generate_filename(self, instance, filename):
        name = super().generate_filename(instance, filename)
        # Before it is written: of a disk that gets full, half a file goes too.
        if (stored := _following.get()) is not None:
            stored.append((type(instance), self.attname, name))
        return name
