"""Painted pictures."""

from django.core.files.storage import default_storage
from PIL import Image

from articles.archive.pictures import SIZE, painted


def test_pictures_are_stored_and_differ(media_root):
    pictures = painted(1, 3)

    contents = set()
    for name, width, height in pictures:
        with default_storage.open(name) as file, Image.open(file) as picture:
            assert picture.size == (width, height) == SIZE
            contents.add(picture.tobytes())
    assert len(contents) == 3


def test_the_same_seed_paints_the_same(media_root):
    (name, *_), (again, *_) = (*painted(1, 1), *painted(1, 1))

    assert name != again  # the storage keeps both
    with default_storage.open(name) as one, default_storage.open(again) as other:
        assert one.read() == other.read()
