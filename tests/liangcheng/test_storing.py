"""Files that are made when first asked for."""

import pytest
from django.core.files.storage import default_storage

from liangcheng.storing import store_whole


def test_file_is_stored_whole_and_nothing_beside_it(media_root):
    store_whole("cards/0001/a.jpg", b"one")
    store_whole("cards/0001/a.jpg", b"two")

    assert (media_root / "cards/0001/a.jpg").read_bytes() == b"two"
    assert default_storage.listdir("cards/0001")[1] == ["a.jpg"]


@pytest.mark.parametrize("failing", ["default_storage.save", "os.replace"])
def test_full_disk_leaves_the_old_file_and_nothing_else(media_root, monkeypatch, failing):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    store_whole("cards/0001/a.jpg", b"one")
    monkeypatch.setattr(f"liangcheng.storing.{failing}", full)

    with pytest.raises(OSError, match="No space"):
        store_whole("cards/0001/a.jpg", b"two")

    assert (media_root / "cards/0001/a.jpg").read_bytes() == b"one"
    assert default_storage.listdir("cards/0001")[1] == ["a.jpg"]
