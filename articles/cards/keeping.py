"""Drawn cards on disk: at most SLOTS files, about 250 MB, whatever robots ask for.

A card has one slot, from what it belongs to; the file there is named by what is drawn on it, so a
corrected headline is another file, and takes the old one's place. It is a cache: `cards/` beside
the uploads may be deleted at any time, and needs no backup.
"""

import logging
import os
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.storage import default_storage

from articles.cards.drawing import draw

SLOTS = 4096

logger = logging.getLogger(__name__)


def card_picture(card, owner):
    """The card as the bytes of a JPEG, drawn unless it is kept; a full disk only costs the keeping.

    `owner` names what it belongs to: `article-17`.
    """
    folder = Path(settings.MEDIA_ROOT) / "cards" / f"{zlib.crc32(owner.encode()) % SLOTS:04}"
    path = folder / f"{card.key}.jpg"
    try:
        return path.read_bytes()
    except OSError:
        picture = draw(card, default_storage.open)
    try:
        _keep(picture, path)
    except OSError:
        logger.exception("card not kept: %s", path)
    return picture


def _keep(picture, path):
    """Store it whole or not at all, alone in its folder: others may be asking for it too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        try:
            part.write(picture)
            part.close()
            os.replace(part.name, path)
        except OSError:
            os.unlink(part.name)
            raise
    for other in path.parent.iterdir():
        # Another's .part is being written just now; one that was left behind goes with the folder.
        if other != path and other.suffix == ".jpg":
            other.unlink(missing_ok=True)
