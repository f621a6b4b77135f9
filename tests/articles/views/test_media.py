"""Picture files are public with their article, those of pages with their issue."""

import errno
import os
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from articles.models import Issue, Page, Photo, Publication
from articles.views import media
from tests.factories import make_article, make_issue, make_page, make_photo, pdf_file, picture_file

pytestmark = pytest.mark.django_db


def read(response):
    """The content to its end, where the test client closes the file."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def photo():
    return make_photo(make_article(published=True))


def test_original_of_a_published_article_is_public(client, photo):
    response = client.get(photo.image.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert "public" in response["Cache-Control"]
    assert Image.open(BytesIO(read(response))).size == (1200, 800)


@pytest.mark.parametrize("name", ["original.jpg", "480.avif", "480.webp", "480.jpg"])
def test_picture_is_not_compressed_once_more(client, photo, name):
    url = photo.image.url.replace("original.jpg", name)
    read(client.get(url))  # made and kept

    response = client.get(url, headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(read(response))


def test_file_that_a_reader_has_is_not_sent_again(client, photo):
    url = photo.image.url
    first = client.get(url)
    assert read(first)
    etag = first["ETag"]

    again = client.get(url, headers={"If-None-Match": etag})
    changed = client.get(url, headers={"If-None-Match": '"another"'})
    photo.article.withdraw()

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert "max-age" in again["Cache-Control"]
    assert (changed.status_code, changed["ETag"]) == (200, etag)
    assert read(changed)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 404


def test_part_of_a_pdf_is_for_those_who_may_see_it(client):
    issue = make_issue(published=True, pdf=pdf_file())
    whole = client.get(issue.pdf.url)
    content = read(whole)
    part = client.get(issue.pdf.url, headers={"Range": "bytes=0-7"})
    none = client.get(issue.pdf.url, headers={"Range": "bytes=999999-"})

    assert whole["Accept-Ranges"] == "bytes"
    assert (part.status_code, read(part)) == (206, content[:8])
    assert part["Content-Disposition"] == whole["Content-Disposition"]
    assert "public" in part["Cache-Control"]
    assert none.status_code == 416
    assert "no-store" in none["Cache-Control"]
    issue.withdraw()
    assert client.get(issue.pdf.url, headers={"Range": "bytes=0-7"}).status_code == 404


def test_pdf_is_not_compressed_once_more(client):
    page = make_page(published=True, pdf=pdf_file())

    response = client.get(page.pdf.url, headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(read(response))


@pytest.mark.parametrize(
    "name, form", [("480.avif", "AVIF"), ("480.webp", "WEBP"), ("480.jpg", "JPEG")]
)
def test_rendition_is_made_once_and_kept(client, photo, name, form):
    url = photo.image.url.replace("original.jpg", name)

    first = read(client.get(url))
    with default_storage.open(photo.image.name.replace("original.jpg", name)) as file:
        kept = file.read()
    second = read(client.get(url))

    picture = Image.open(BytesIO(first))
    assert (picture.format, picture.size) == (form, (480, 320))
    assert first == kept == second


def test_rendition_is_shown_even_if_it_cannot_be_kept(client, photo, monkeypatch):
    def full_disk(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full_disk)

    response = client.get(photo.image.url.replace("original.jpg", "480.jpg"))

    assert response.status_code == 200
    assert Image.open(BytesIO(response.content)).width == 480


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_full_disk_keeps_no_half_of_a_rendition_and_no_reader_waiting(client, photo, monkeypatch):
    really_open = os.open

    def on_a_full_disk(path, *args, **kwargs):
        file = really_open(path, *args, **kwargs)
        if ".part" not in str(path):
            return file
        os.close(file)  # the name is there, the bytes find no room
        return really_open("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", on_a_full_disk)

    answers = [client.get(photo.image.url.replace("original.jpg", "480.webp")) for _ in range(2)]

    assert [Image.open(BytesIO(answer.content)).size for answer in answers] == [(480, 320)] * 2
    folder = photo.image.name.rpartition("/")[0]
    assert default_storage.listdir(folder)[1] == ["original.jpg"]


@pytest.mark.parametrize("name", ["original.jpg", "480.avif", "480.webp", "480.jpg"])
def test_picture_of_a_draft_is_for_editors_only(client, editor, name):
    photo = make_photo(make_article())
    url = photo.image.url.replace("original.jpg", name)

    stranger = client.get(url)
    client.force_login(editor)
    preview = client.get(url)

    assert stranger.status_code == 404
    assert preview.status_code == 200
    assert read(preview)
    assert "no-store" in preview["Cache-Control"]


def test_kept_rendition_is_hidden_again_when_its_article_is_withdrawn(client, photo):
    url = photo.image.url.replace("original.jpg", "480.jpg")
    assert read(client.get(url))

    photo.article.withdraw()

    assert client.get(url).status_code == 404


def test_picture_in_an_unpublished_issue_is_hidden(client):
    page = make_page(make_issue())
    photo = make_photo(make_article(page=page, published=True))

    assert client.get(photo.image.url).status_code == 404


@pytest.mark.parametrize("name, kind", [("original.jpg", "image/jpeg"), ("480.avif", "image/avif")])
def test_page_image_is_public_with_its_issue(client, name, kind):
    page = make_page(published=True, image=picture_file())
    url = page.image.url.replace("original.jpg", name)

    response = client.get(url)

    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert "public" in response["Cache-Control"]
    assert read(response)
    page.issue.withdraw()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["original.jpg", "480.jpg"])
def test_page_image_of_a_draft_is_for_those_who_may_change_pages(
    client, editor, django_user_model, name
):
    url = make_page(image=picture_file()).image.url.replace("original.jpg", name)
    other = django_user_model.objects.create_user("clerk", is_staff=True)
    other.user_permissions.add(Permission.objects.get(codename="change_article"))

    stranger = client.get(url)
    client.force_login(other)
    refused = client.get(url)
    client.force_login(editor)
    preview = client.get(url)

    assert [stranger.status_code, refused.status_code] == [404, 404]
    assert read(preview)
    assert "no-store" in preview["Cache-Control"]


def test_photo_is_not_found_under_pages(client, photo):
    assert client.get(photo.image.url.replace("/photos/", "/pages/")).status_code == 404


@pytest.mark.parametrize("model", [Photo, Page])
def test_picture_is_looked_up_through_an_index(model):
    plan = model.objects.filter(image__in=["original.jpg", "original.png"])
    (names,) = [index.fields for index in model._meta.indexes if "image" in index.fields]

    assert names == ["image"]
    if connection.vendor == "sqlite":
        assert "_by_image" in plan.values("pk").order_by().explain()


@pytest.mark.parametrize(
    "path",
    [
        "photos/../../settings.py",
        "photos/0123/original.jpg",
        f"photos/{'0' * 32}/original.jpg",
        f"photos/{'0' * 32}/480.jpg",
        "other/file.txt",
    ],
)
def test_nothing_else_is_served(client, photo, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_only_widths_of_the_ladder_are_made(client, photo):
    url = photo.image.url.replace("original.jpg", "481.jpg")

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("left", [0, 700], ids=["empty", "cut off"])
def test_picture_that_the_disk_has_damaged_is_not_found(client, photo, left):
    path = Path(photo.image.path)
    path.write_bytes(path.read_bytes()[:left])

    assert client.get(photo.image.url.replace("original", "480")).status_code == 404


def test_disk_that_cannot_be_read_says_nothing_of_the_picture(client, photo, monkeypatch):
    """A 404 would take the picture from readers' devices."""

    def fail(*args):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(media, "render", fail)

    with pytest.raises(OSError, match="Input/output"):
        client.get(photo.image.url.replace("original", "480"))


def test_missing_file_is_not_found(client, photo):
    default_storage.delete(photo.image.name)

    assert client.get(photo.image.url).status_code == 404
    assert client.get(photo.image.url.replace("original", "480")).status_code == 404


def test_many_first_readers_leave_one_file(client, photo, monkeypatch):
    url = photo.image.url.replace("original.jpg", "480.jpg")
    read(client.get(url))
    # As if the others had asked before the first was done.
    monkeypatch.setattr(default_storage, "exists", lambda path: False)

    for _ in range(3):
        read(client.get(url))

    folder = photo.image.name.rpartition("/")[0]
    assert sorted(default_storage.listdir(folder)[1]) == ["480.jpg", "original.jpg"]


# PDFs


@pytest.mark.parametrize(
    "of_page, name", [(True, "凉城-2023-05-10-02.pdf"), (False, "凉城-2023-05-10.pdf")]
)
def test_pdf_is_public_with_its_issue_under_a_name_that_says_what_it_is(client, of_page, name):
    Publication.objects.create(name="凉城")
    issue = make_issue(date(2023, 5, 10), published=True, pdf=pdf_file())
    pdf = make_page(issue, "02", pdf=pdf_file()).pdf if of_page else issue.pdf

    response = client.get(pdf.url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{quote(name)}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "public" in response["Cache-Control"]
    assert read(response) == pdf_file().read()
    issue.withdraw()
    assert client.get(pdf.url).status_code == 404


@pytest.mark.parametrize("make", [make_issue, make_page])
def test_pdf_of_a_draft_is_for_editors_only(client, editor, make):
    url = make(pdf=pdf_file()).pdf.url

    stranger = client.get(url)
    client.force_login(editor)
    preview = client.get(url)

    assert stranger.status_code == 404
    assert read(preview)
    assert "no-store" in preview["Cache-Control"]


def test_missing_pdf_is_not_found(client):
    issue = make_issue(published=True, pdf=pdf_file())
    default_storage.delete(issue.pdf.name)

    assert client.get(issue.pdf.url).status_code == 404
    assert client.get(f"/media/issues/{'0' * 32}/issue.pdf").status_code == 404
    assert client.get(issue.pdf.url.replace("issue.pdf", "page.pdf")).status_code == 404


@pytest.mark.parametrize("model", [Issue, Page])
def test_pdf_is_looked_up_through_an_index(model):
    assert ["pdf"] in [index.fields for index in model._meta.indexes]
