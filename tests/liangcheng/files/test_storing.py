"""Files that are made when first asked for, and files of rows that come to nothing."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from articles.models import Photo
from liangcheng.files.storing import files_follow_rows, store_whole
from tests.factories import make_article, make_page, make_photo, pdf_file, picture_file


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
    monkeypatch.setattr(f"liangcheng.files.storing.{failing}", full)

    with pytest.raises(OSError, match="No space"):
        store_whole("cards/0001/a.jpg", b"two")

    assert (media_root / "cards/0001/a.jpg").read_bytes() == b"one"
    assert default_storage.listdir("cards/0001")[1] == ["a.jpg"]


def files(media_root):
    return sorted(path for path in media_root.rglob("*") if path.is_file())


def failing():
    raise RuntimeError("no room in the database")


@pytest.mark.django_db
def test_files_of_rows_that_are_undone_go_and_those_before_stay(media_root):
    page, photo = make_page(image=picture_file(), pdf=pdf_file()), make_photo(make_article())
    before = files(media_root)

    def replace():
        with files_follow_rows(), transaction.atomic():
            page.image, page.pdf = picture_file(), pdf_file()
            page.save()
            with files_follow_rows():
                Photo.objects.bulk_create([Photo(article=photo.article, image=picture_file())])
            photo.image = picture_file()
            photo.save()
            assert len(files(media_root)) == len(before) + 4
            failing()

    with pytest.raises(RuntimeError):
        replace()

    assert files(media_root) == before


@pytest.mark.django_db
def test_half_a_file_goes_too_when_the_disk_is_full(media_root, monkeypatch):
    def full(storage, name, content):
        Path(storage.path(name)).parent.mkdir(parents=True)
        Path(storage.path(name)).write_bytes(content.read(100))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(OSError, match="No space"), files_follow_rows(), transaction.atomic():
        make_photo(make_article())

    assert files(media_root) == []


@pytest.mark.django_db(transaction=True)
def test_file_of_a_committed_row_stays_whatever_fails_afterwards(media_root):
    article = make_article()

    def illustrate():
        with files_follow_rows(), transaction.atomic():
            transaction.on_commit(failing)
            make_photo(article)

    with pytest.raises(RuntimeError):
        illustrate()

    assert default_storage.exists(Photo.objects.get().image.name)
