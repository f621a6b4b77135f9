"""Files of pictures and PDFs go with what showed them, and with nothing else."""

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Photo
from liangcheng.files import storing
from liangcheng.files.pictures import rendition_name
from liangcheng.files.storing import store_whole
from tests.factories import make_article, make_issue, make_page, make_photo, pdf_file, picture_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def photo():
    return make_photo(make_article())


def names(photo):
    """The file of a photo, and a rendition of it."""
    rendition = rendition_name(photo.image.name, 240, "jpg")
    if not default_storage.exists(rendition):
        store_whole(rendition, b"small")
    return [photo.image.name, rendition]


def exist(files):
    return [default_storage.exists(name) for name in files]


def test_picture_goes_with_its_article_and_so_do_its_renditions(photo, committed):
    files = names(photo)

    with committed():
        photo.article.delete()

    assert exist(files) == [False, False]


def test_picture_goes_when_another_takes_its_place(photo, committed):
    files = names(photo)

    with committed():
        photo.image = picture_file()
        photo.save()

    assert exist(files) == [False, False]
    assert default_storage.exists(photo.image.name)


def test_picture_of_a_page_goes_when_it_is_taken_away(committed):
    page = make_page(image=picture_file())
    name = page.image.name

    with committed():
        page.image = ""
        page.save()

    assert not default_storage.exists(name)


def test_files_of_an_issue_go_with_it(committed):
    issue = make_issue(pdf=pdf_file())
    page = make_page(issue, image=picture_file(), pdf=pdf_file())
    files = [issue.pdf.name, page.image.name, page.pdf.name]

    with committed():
        issue.delete()

    assert exist(files) == [False, False, False]


def test_picture_stays_where_nothing_came_of_the_deletion(photo, committed):
    files = names(photo)

    with committed(), transaction.atomic():
        photo.delete()
        transaction.set_rollback(True)

    assert exist(files) == [True, True]


def test_picture_stays_while_another_row_shows_it(photo, committed):
    twin = Photo.objects.create(article=photo.article, image=photo.image.name)

    with committed():
        photo.delete()
        twin.caption = "步道"
        twin.save()

    assert default_storage.exists(twin.image.name)


def test_file_that_was_put_among_others_goes_alone(photo, committed):
    for name in ("photo.jpg", "logo.jpg"):
        store_whole(name, b"picture")
    Photo.objects.filter(pk=photo.pk).update(image="photo.jpg")

    with committed():
        Photo.objects.get().delete()

    assert exist(["photo.jpg", "logo.jpg"]) == [False, True]


def test_disk_that_refuses_costs_the_deleting_only(photo, committed, monkeypatch, caplog):
    def refuse(folder):
        raise OSError("read-only")

    monkeypatch.setattr(storing, "delete_folder", refuse)

    with committed():
        photo.delete()

    assert not Photo.objects.exists()
    assert "could not be deleted" in caplog.text
