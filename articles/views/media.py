"""Uploaded files: public with what they belong to."""

import logging
import os
import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article, Page, Photo
from articles.publishing import may_preview
from liangcheng.pictures import RENDITION_FORMATS, WIDTHS, render

logger = logging.getLogger(__name__)

# A kind of picture is a folder: whose pictures lie there, and who may change what sees drafts.
KINDS = {"photos": (Photo, Article), "pages": (Page, Page)}
ORIGINALS = ("original.jpg", "original.png")
PICTURE_FILE = re.compile(
    rf"(?P<folder>(?P<kind>{'|'.join(KINDS)})/[0-9a-f]{{32}})/"
    rf"(?:{'|'.join(map(re.escape, ORIGINALS))}|(?P<width>{'|'.join(map(str, WIDTHS))})"
    rf"\.(?P<extension>{'|'.join(RENDITION_FORMATS)}))"
)
CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".avif": "image/avif"}
HOUR = 60 * 60


@require_safe
def media(request, path):
    """One picture file: the public's if its article or page is, else for staff who may edit it."""
    file = PICTURE_FILE.fullmatch(path)
    if not file:
        raise Http404("没有这个文件。")
    model, previewed_with = KINDS[file["kind"]]
    owners = model.objects.filter(image__in=[f"{file['folder']}/{name}" for name in ORIGINALS])
    is_public = owners.published().exists()
    if not is_public and not may_preview(request.user, previewed_with):
        raise Http404("没有这个文件。")
    original = owners.values_list("image", flat=True).first()
    if original is None or (not file["width"] and original != path):
        raise Http404("没有这个文件。")
    response = _rendition(original, path, file) if file["width"] else _stored(path)
    if is_public:
        # A file's content never changes, but what it shows may be withdrawn: ask again each hour.
        patch_cache_control(response, public=True, max_age=HOUR)
    else:
        add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _stored(path):
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404("图片文件不见了。") from error
    response = FileResponse(file, content_type=CONTENT_TYPES[PurePosixPath(path).suffix])
    # All are called original.jpg: a link that downloads one knows a better name.
    del response["Content-Disposition"]
    return response


def _keep(path, content):
    """Store a file whole or not at all: others may be asking for it, or making it too."""
    part = default_storage.save(f"{path}.part", ContentFile(content))
    os.replace(default_storage.path(part), default_storage.path(path))


def _rendition(original, path, file):
    """A rendition, made and kept when first asked for; a full disk only costs the keeping."""
    if default_storage.exists(path):
        return _stored(path)
    try:
        with default_storage.open(original) as picture:
            content = render(picture, int(file["width"]), file["extension"])
    except FileNotFoundError as error:
        raise Http404("图片文件不见了。") from error
    try:
        _keep(path, content)
    except OSError:
        logger.exception("rendition not kept: %s", path)
    return HttpResponse(content, content_type=CONTENT_TYPES[f".{file['extension']}"])
