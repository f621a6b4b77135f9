"""Files come in (收件): each is kept as it came, unless the paper has it already."""

import hashlib
from pathlib import PurePath
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.importing.limits import MOST_BYTES
from articles.importing.pieces import Refused
from articles.models import Import, ImportedFile
from liangcheng.chinese.dates import chinese_date
from liangcheng.chinese.text import one_line
from liangcheng.files.pictures import MEGABYTE
from liangcheng.files.storing import delete_folder

LONGEST_NAME = 200
# A whole year's pages are to be imported in portions that a person can review.
MOST_FILES = 64


class Receipt(NamedTuple):
    """What became of files: the Import of those that are new, None if none is, and sentences."""

    imported: Import | None
    sentences: list


def receive(uploads, *, by=None, date=None):
    """Keep uploaded files (Django's File, with a `.name`) as one Import, to be read.

    A file that the paper has already, or that is too large, is left out, with a sentence in the
    Receipt. Nothing is read yet: `jobs.start()`. Raises Refused where there are too many files.
    """
    uploads = list(uploads)
    if len(uploads) > MOST_FILES:
        raise Refused(
            f"一次有 {len(uploads)} 个文件，最多 {MOST_FILES} 个。请分几次导入，一次一期最好。"
        )
    sentences, files, seen = [], [], set()
    for upload in uploads:
        file = ImportedFile(name=shown_name(upload.name), size=upload.size)
        file.sha256 = _sha256(upload)
        if sentence := _reason_against(file, seen):
            sentences.append(sentence)
        else:
            files.append((file, upload))
        seen.add(file.sha256)
    if not files:
        return Receipt(None, sentences)
    try:
        with transaction.atomic():
            imported = Import.objects.create(uploaded_by=by, date=date)
            for position, (file, upload) in enumerate(files, 1):
                file.imported, file.position = imported, position
                upload.seek(0)
                file.content.save(upload.name, upload, save=False)
            ImportedFile.objects.bulk_create([file for file, _ in files])
    except BaseException as error:
        for file, _ in files:
            if file.content:
                delete_files(file)
        if isinstance(error, IntegrityError):
            # Somebody else dropped the same file in the same moment.
            raise Refused("同样的文件刚刚由别人导入了。请刷新页面，到列表里找。") from error
        raise
    return Receipt(imported, sentences)


def shown_name(name):
    """What a file was called, as one line of bounded length, without the folders before it."""
    name = one_line(PurePath(name.replace("\\", "/")).name) or "未命名"
    kept = PurePath(name).suffix[:12]
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(kept)] + kept


def forget(imported):
    """Delete an Import with all files of it; the issue that it became stays."""
    files = list(imported.files.all())
    with transaction.atomic():
        imported.delete()
        transaction.on_commit(lambda: [delete_files(file) for file in files])


def delete_files(file):
    """Delete all that an ImportedFile keeps in the storage: its original and its pictures."""
    delete_folder(str(file.folder))


def _sha256(upload):
    upload.seek(0)
    return hashlib.file_digest(upload, "sha256").hexdigest()


def known(sha256):
    """The ImportedFile that came with this content before; None if none did, or it failed."""
    files = ImportedFile.objects.filter(sha256=sha256).exclude(state=ImportedFile.State.FAILED)
    return files.select_related("imported").first()


def earlier(uploads):
    """The Imports, newest first, that hold the content of some uploads already."""
    files = filter(None, (known(_sha256(upload)) for upload in uploads))
    return sorted({file.imported for file in files}, key=lambda one: one.pk, reverse=True)


def _reason_against(file, seen):
    """Why a file is not received, a sentence; "" if nothing stands against it."""
    if file.size > MOST_BYTES:
        return (
            f"《{file.name}》有 {file.size / MEGABYTE:.1f} MB，超过 {MOST_BYTES // MEGABYTE} MB 的"
            "上限，没有导入。请选较低的图片分辨率导出，或一版一个文件分开导入。"
        )
    if file.sha256 in seen:
        return f"《{file.name}》和这次的另一个文件内容相同，只导入一次。"
    before = known(file.sha256)
    return f"《{file.name}》{_what_became_of(before)}" if before else ""


def _what_became_of(file):
    at = timezone.localtime(file.imported.uploaded_at)
    when = f"{chinese_date(at)}{at:%H:%M} 已经导入过（当时叫《{file.name}》）"
    if file.state != ImportedFile.State.ACCEPTED:
        return f"在{when}，还没有采用，这次什么也没有改动。请到“导入”的列表里打开它继续。"
    places = "、".join(
        str(page.page) for page in file.pages.select_related("page__issue") if page.page
    )
    if not places:
        return f"在{when}，它成为的版后来已删去。要重新导入，请先在“导入”的列表里删去那一次。"
    return f"在{when}，就是{places}，这次什么也没有改动。"
