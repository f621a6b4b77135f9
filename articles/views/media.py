"""Uploaded files: public with what they belong to."""

import logging
import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article, Issue, Page, Photo, Publication
from articles.publishing import may_preview
from liangcheng.files.pictures import PICTURE_TYPES, RENDITION_FORMATS, WIDTHS, render
from liangcheng.files.ranges import file_response
from liangcheng.files.storing import store_whole

logger = logging.getLogger(__name__)

# A kind of picture is a folder: whose pictures lie there, and who may change what sees drafts.
KINDS = {"photos": (Photo, Article), "pages": (Page, Page)}
ORIGINALS = ("original.jpg", "original.png")
PICTURE_FILE = re.compile(
    rf"(?P<folder>(?P<kind>{'|'.join(KINDS)})/[0-9a-f]{{32}})/"
    rf"(?:{'|'.join(map(re.escape, ORIGINALS))}|(?P<width>{'|'.join(map(str, WIDTHS))})"
    rf"\.(?P<extension>{'|'.join(RENDITION_FORMATS)}))"
)
# A PDF's name says whose it is, and it lies in a folder of its own.
PDFS = {"page.pdf": Page, "issue.pdf": Issue}
PDF_FILE = re.compile(rf"(?:pages|issues)/[0-9a-f]{{32}}/(?P<name>{'|'.join(PDFS)})")
CONTENT_TYPES = {**PICTURE_TYPES, ".pdf": "application/pdf"}
HOUR = 60 * 60


@require_safe
def media(request, path):
    """One file: the public's if what it belongs to is, else for staff who may edit that."""
    if file := PICTURE_FILE.fullmatch(path):
        response, is_public = _picture(request, path, file)
    elif file := PDF_FILE.fullmatch(path):
        response, is_public = _pdf(request, path, PDFS[file["name"]])
    else:
        raise Http404("没有这个文件。")
    if is_public and response.status_code < 400:
        # A file's content never changes, but what it shows may be withdrawn: ask again each hour.
        patch_cache_control(response, public=True, max_age=HOUR)
    else:
        add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(request, path, file):
    """The answer with a picture or a rendition of it, and whether it is the public's."""
    model, previewed_with = KINDS[file["kind"]]
    owners = model.objects.filter(image__in=[f"{file['folder']}/{name}" for name in ORIGINALS])
    is_public = _is_public(owners, request.user, previewed_with)
    original = owners.values_list("image", flat=True).first()
    if original is None or (not file["width"] and original != path):
        raise Http404("没有这个文件。")
    if file["width"]:
        return _rendition(request, original, path, file), is_public
    return _stored(request, path), is_public


def _pdf(request, path, model):
    """The answer with a page's or an issue's PDF, and whether it is the public's.

    A reader who keeps it finds it again by its name: `凉城-2021-04-14-02.pdf`.
    """
    owners = model.objects.filter(pdf=path)
    is_public = _is_public(owners, request.user, model)
    owner = owners.first()
    if not owner:
        raise Http404("没有这个文件。")
    name = f"{Publication.objects.current().name}-{owner.key}.pdf"
    return _stored(request, path, name), is_public


def _is_public(owners, user, previewed_with):
    """Whether the public may see what these own; not found for whoever may not see it at all."""
    if owners.published().exists():
        return True
    if may_preview(user, previewed_with):
        return False
    raise Http404("没有这个文件。")


def _stored(request, path, filename=""):
    try:
        changed = default_storage.get_modified_time(path).timestamp()
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404("文件不见了。") from error
    kind = CONTENT_TYPES[PurePosixPath(path).suffix]
    # Of its time too: a rendition that was deleted and made anew may be another.
    etag = f'"{changed:.6f}-{file.size}"'
    response = file_response(request, file, etag, content_type=kind, filename=filename)
    if not filename:
        # All are called original.jpg: a link that downloads one knows a better name.
        del response["Content-Disposition"]
    return response


def _rendition(request, original, path, file):
    """A rendition, made and kept when first asked for; a full disk only costs the keeping."""
    if default_storage.exists(path):
        return _stored(request, path)
    try:
        with default_storage.open(original) as picture:
            content = render(picture, int(file["width"]), file["extension"])
    except FileNotFoundError as error:
        raise Http404("文件不见了。") from error
    except (OSError, SyntaxError, ValueError) as error:
        if getattr(error, "errno", None):  # the disk, not what stands on it
            raise
        logger.exception("picture damaged since it was stored: %s", original)
        raise Http404("图片坏了。") from error
    try:
        store_whole(path, content)
    except OSError:
        logger.exception("rendition not kept: %s", path)
    return HttpResponse(content, content_type=CONTENT_TYPES[f".{file['extension']}"])
