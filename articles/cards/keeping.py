"""Drawn cards on disk: at most SLOTS files, about 250 MB, whatever robots ask for.

A card has one slot, from what it belongs to; the file there is named by what is drawn on it, so a
corrected headline is another file, and takes the old one's place. It is a cache: `cards/` beside
the uploads may be deleted at any time, and needs no backup.
"""

import logging
import zlib
from pathlib import Path

from django.core.files.storage import default_storage

from articles.cards.drawing import draw
from liangcheng.files.storing import store_whole

SLOTS = 4096

logger = logging.getLogger(__name__)


def card_picture(card, owner):
    """The card as the bytes of a JPEG, drawn unless it is kept; a full disk only costs the keeping.

    `owner` names what it belongs to: `article-17`.
    """
    folder = f"cards/{zlib.crc32(owner.encode()) % SLOTS:04}"
    path = Path(default_storage.path(f"{folder}/{card.key}.jpg"))
    try:
        return path.read_bytes()
    except OSError:
        picture = draw(card, default_storage.open)
    try:
        store_whole(f"{folder}/{path.name}", picture)
        _drop_others(path)
    except OSError:
        logger.exception("card not kept: %s", path)
    return picture


def _drop_others(path):
    """Leave a card alone in its folder."""
    for other in path.parent.iterdir():
        # Another's .part is being written just now; one that was left behind goes with the folder.
        if other != path and other.suffix == ".jpg":
            other.unlink(missing_ok=True)
