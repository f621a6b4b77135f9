"""Uploaded PDFs: what is refused and in which words, and the picture of a page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from liangcheng.files import pdf
from liangcheng.files.pdf import MAX_BYTES, MAX_PAGES, PdfFormField, check_pdf, page_image
from liangcheng.files.pictures import MAX_SIDE
from tests.factories import locked_pdf_bytes, pdf_bytes, pdf_file, picture_bytes

WHOLE = pdf_bytes()


@pytest.mark.parametrize(
    "content,code,words",
    [
        (bytes(MAX_BYTES + 1), "pdf_too_large", "超过 50 MB 的上限。请在排版软件里"),
        (b"", "not_a_pdf", "这个文件不是 PDF"),
        (picture_bytes(), "not_a_pdf", "版面的图片请传到“版面图”"),
        ("<html>云栖</html>".encode(), "not_a_pdf", "这个文件不是 PDF"),
        (WHOLE[: len(WHOLE) // 2], "broken_pdf", "不完整或已损坏"),
        (b"%PDF-1.4\nnothing at all\n%%EOF", "broken_pdf", "不完整或已损坏"),
        (pdf_bytes(0), "broken_pdf", "不完整或已损坏"),
        (locked_pdf_bytes(), "pdf_locked", "请去掉密码"),
        (pdf_bytes(300), "pdf_too_many_pages", "有 300 页，一期最多 64 页"),
    ],
)
def test_what_readers_could_not_open_is_refused(content, code, words):
    with pytest.raises(ValidationError) as refused:
        check_pdf(ContentFile(content))

    assert refused.value.code == code
    assert words in refused.value.message


def test_pdf_of_a_page_has_one_page():
    check_pdf(pdf_file(1), most_pages=1)

    with pytest.raises(ValidationError, match="有 2 页，这里只放一版，应当只有 1 页"):
        check_pdf(pdf_file(2), most_pages=1)


def test_pdf_of_an_issue_may_have_many():
    check_pdf(pdf_file(MAX_PAGES))


def test_form_field_hands_the_file_on_from_its_beginning():
    file = PdfFormField(most_pages=1).clean(pdf_file())

    assert file.read() == WHOLE


def test_picture_of_a_page_is_two_hundred_dots_an_inch():
    picture = Image.open(page_image(pdf_file(width=720, height=1080)))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (2000, 3000))
    assert picture.getpixel((1000, 100)) == pytest.approx((128, 128, 128), abs=3)
    assert picture.getpixel((1000, 2000)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(5000, 7000), (14400, 14400), (10, 14400)])
def test_picture_of_a_huge_page_is_bounded(size):
    width, height = size
    picture = Image.open(page_image(pdf_file(width=width, height=height)))

    assert max(picture.size) == MAX_SIDE
    assert min(picture.size) >= 1


def test_threads_wait_for_each_other():
    with ThreadPoolExecutor(8) as pool:
        sizes = [Image.open(file).size for file in pool.map(page_image, [pdf_file()] * 24)]

    assert set(sizes) == {(2150, 3100)}
    assert not pdf._pdfium.locked()


def test_lock_is_free_again_after_a_refusal():
    with pytest.raises(ValidationError):
        check_pdf(ContentFile(locked_pdf_bytes()))

    assert not pdf._pdfium.locked()
