"""Uploaded PDFs: opened by content, bounded, stored as they are; and the picture of a page.

PDFium is not thread-safe: two threads in it at once end the process without a trace. Whatever
touches it here holds one lock, and closes what it opened before it lets go.
"""

from contextlib import contextmanager
from io import BytesIO
from threading import Lock

import pypdfium2
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from liangcheng.files.pictures import MAX_SIDE, MEGABYTE
from liangcheng.files.storing import FollowingFile, is_new

MAX_BYTES = 50 * MEGABYTE
MAX_PAGES = 64  # of a whole issue
DPI = 200  # of the picture made of a page; the smallest print of a newspaper is legible
POINTS_AN_INCH = 72
# Where programs look for a PDF's first line and its last, which a broken transfer cuts off.
HEAD, TAIL = 1024, 4096

_pdfium = Lock()


@contextmanager
def open_pdf(file):
    """The PDF in a file as a `PdfDocument`, while nobody else uses PDFium; closed afterwards.

    Raises ValidationError with a sentence for an editor: too large, no PDF, cut short or damaged,
    locked by a password.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            f"PDF 有 {file.size / MEGABYTE:.1f} MB，超过 {MAX_BYTES // MEGABYTE} MB 的上限。"
            "请在排版软件里选较低的图片分辨率，重新导出后再传。",
            code="pdf_too_large",
        )
    file.seek(0)
    content = file.read()
    if b"%PDF-" not in content[:HEAD]:
        raise ValidationError(
            "这个文件不是 PDF。请上传排版软件导出的 PDF；版面的图片请传到“版面图”。",
            code="not_a_pdf",
        )
    if b"%%EOF" not in content[-TAIL:]:
        raise _broken()
    with _pdfium:
        document = _opened(content)
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise _broken() from error
        finally:
            document.close()


def check_pdf(file, most_pages=MAX_PAGES):
    """Raise ValidationError unless readers can open the PDF, and it has so many pages at most."""
    with open_pdf(file) as document:
        check_page_count(document, most_pages)
        document[0].close()


def check_page_count(document, most_pages=MAX_PAGES):
    """Raise ValidationError if an open PDF has more pages than that."""
    count = len(document)
    if count > most_pages == 1:
        raise ValidationError(
            f"这个 PDF 有 {count} 页，这里只放一版，应当只有 1 页。请把这一版单独导出；"
            "整期的 PDF 请到这一期的页面上传。",
            code="pdf_too_many_pages",
        )
    if count > most_pages:
        raise ValidationError(
            f"这个 PDF 有 {count} 页，一期最多 {most_pages} 页。请检查是不是选错了文件。",
            code="pdf_too_many_pages",
        )


def page_image(file):
    """The first page of a PDF as a picture file (JPEG), `DPI` fine, no side over `MAX_SIDE`."""
    with open_pdf(file) as document:
        page = document[0]
        picture, _ = draw(page)
        page.close()
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, subsampling=0)
    return ContentFile(out.getvalue(), "page.jpg")


def draw(page):
    """(picture, pixels a point) of a page of an open PDF: `DPI` fine, no side over `MAX_SIDE`."""
    scale = min(DPI / POINTS_AN_INCH, MAX_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, draw_annots=False, rev_byteorder=True)
    # A copy: the bitmap's memory is PDFium's, and goes with it.
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    return picture, scale


def _opened(content):
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY}:
            raise ValidationError(
                "PDF 设了打开密码，读者打不开。请去掉密码，重新导出后再传。", code="pdf_locked"
            ) from error
        raise _broken() from error


def _broken():
    return ValidationError(
        "PDF 不完整或已损坏，打不开。请重新导出，或重新复制一份再传。", code="broken_pdf"
    )


class PdfFormField(forms.FileField):
    """An upload field that says in Chinese what is wrong with a PDF."""

    def __init__(self, *args, most_pages=MAX_PAGES, **kwargs):
        self.most_pages = most_pages
        super().__init__(*args, **kwargs)

    def to_python(self, data):
        file = super().to_python(data)
        if file is not None:
            check_pdf(file, self.most_pages)
            file.seek(0)
        return file

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "application/pdf,.pdf"}


class PdfField(FollowingFile, models.FileField):
    """A FileField for PDFs of so many pages at most, checked before they are stored."""

    def __init__(self, *args, most_pages=MAX_PAGES, **kwargs):
        self.most_pages = most_pages
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"most_pages": self.most_pages}

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if is_new(file):
            check_pdf(file.file, self.most_pages)
            file.seek(0)
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs):
        defaults = {"form_class": PdfFormField, "most_pages": self.most_pages}
        return super().formfield(**defaults | kwargs)
