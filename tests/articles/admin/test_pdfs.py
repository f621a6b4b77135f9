"""PDFs of pages and issues at the desk: stored, drawn, replaced, taken away, refused."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles.models import Issue, Page
from tests.admin_forms import admin_url, form_errors, save
from tests.factories import make_issue, make_page, pdf_file, picture_file

pytestmark = pytest.mark.django_db


def upload(client, owner, file, **changes):
    address = admin_url(type(owner), "change", owner.pk)
    response = save(client, address, files={"pdf": file} if file else None, **changes)
    owner.refresh_from_db()
    return response


@pytest.mark.parametrize("make, name", [(make_issue, "issue.pdf"), (make_page, "page.pdf")])
def test_pdf_is_uploaded_shown_and_taken_away(editor_client, make, name):
    owner = make()

    upload(editor_client, owner, pdf_file())
    stored = owner.pdf.name
    text = editor_client.get(admin_url(type(owner), "change", owner.pk)).content.decode()
    upload(editor_client, owner, None, **{"pdf-clear": "on"})

    assert stored.endswith(f"/{name}")
    assert owner.pdf_size == len(pdf_file())
    assert f'<a href="/media/{stored}">已上传（' in text
    assert not owner.pdf


def test_page_without_image_gets_one_from_its_pdf(editor_client):
    page = make_page()

    upload(editor_client, page, pdf_file())

    assert (page.width, page.height) == (2150, 3100)
    with page.image.open() as file:
        assert Image.open(file).size == (2150, 3100)


def test_image_that_was_uploaded_stays(editor_client):
    page = make_page(image=picture_file(600, 900))

    upload(editor_client, page, pdf_file())

    assert (page.width, page.height) == (600, 900)


def test_image_made_of_a_pdf_follows_the_next_pdf(editor_client):
    page = make_page(pdf=pdf_file())

    upload(editor_client, page, pdf_file(width=720, height=1080))

    assert (page.width, page.height) == (2000, 3000)


def test_image_may_be_taken_away_though_the_pdf_stays(editor_client):
    page = make_page(pdf=pdf_file())

    upload(editor_client, page, None, remove_image="on")

    assert page.pdf
    assert not page.image


def test_pdf_that_is_refused_leaves_everything_as_it_was(editor_client):
    page = make_page(pdf=pdf_file())
    before = (page.pdf.name, page.image.name)

    response = upload(editor_client, page, pdf_file(2), section_label="全景")

    assert "应当只有 1 页" in form_errors(response)[0]
    assert (page.pdf.name, page.image.name, page.section_label) == (*before, "要闻")


def test_issues_pdf_of_three_hundred_pages_is_refused(editor_client):
    response = upload(editor_client, make_issue(), pdf_file(300))

    assert "这个 PDF 有 300 页，一期最多 64 页" in form_errors(response)[0]
    assert not Issue.objects.get().pdf


def test_form_of_a_page_whose_files_are_gone_still_opens(editor_client):
    page = make_page(pdf=pdf_file())
    default_storage.delete(page.pdf.name)
    default_storage.delete(page.image.name)

    response = editor_client.get(admin_url(Page, "change", page.pk))

    assert "文件不见了，请重新上传" in response.content.decode()
