"""Files in the storage beyond Django's own: written whole, and folders that go as one."""

import os
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


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
