"""Share cards on disk."""

from dataclasses import replace

import pytest

from articles.cards import Card, card_picture, keeping

CARD = Card("云栖", headline="云栖街道整修便民步道")


def files(media_root):
    return [path for path in media_root.rglob("*") if path.is_file()]


def test_card_is_drawn_once(media_root, monkeypatch):
    first = card_picture(CARD, "article-1")
    monkeypatch.setattr(keeping, "draw", lambda *args: pytest.fail("drawn again"))

    assert card_picture(CARD, "article-1") == first


def test_folder_of_uploads_may_be_a_plain_string(media_root, settings):
    settings.MEDIA_ROOT = str(media_root)  # as the environment gives it

    card_picture(CARD, "article-1")

    assert len(files(media_root)) == 1


def test_corrected_card_takes_the_old_ones_place(media_root):
    card_picture(CARD, "article-1")
    corrected = replace(CARD, headline="云栖街道整修便民步道五处")
    picture = card_picture(corrected, "article-1")

    (kept,) = files(media_root)
    assert (kept.stem, kept.read_bytes()) == (corrected.key, picture)


def test_there_are_never_more_files_than_slots(media_root, monkeypatch):
    monkeypatch.setattr(keeping, "SLOTS", 3)
    monkeypatch.setattr(keeping, "draw", lambda *args: b"a picture")

    for number in range(20):
        card_picture(replace(CARD, headline=str(number)), f"article-{number}")

    assert len(files(media_root)) == 3


@pytest.mark.parametrize("failing", ["default_storage.save", "os.replace"])
def test_full_disk_costs_only_the_keeping(media_root, monkeypatch, caplog, failing):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"liangcheng.files.storing.{failing}", full)

    assert card_picture(CARD, "article-1").startswith(b"\xff\xd8")
    assert files(media_root) == []
    assert "card not kept" in caplog.text
