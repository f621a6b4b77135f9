"""Files on disk become draft issues without a person between (`manage.py import_issue`)."""

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from articles.changes import gathered
from articles.importing import keeping, receiving
from articles.importing.accepting import AlreadyThere, JoinsPublic, NotAccepted, accept
from articles.importing.ledger import LedgerError
from articles.importing.limits import MEGABYTE, MOST_BYTES
from articles.importing.pieces import Refused
from articles.importing.reading import composed, edition, parsed_day, read_file
from articles.importing.suggesting.archive import Archive
from articles.models import ImportedFile
from liangcheng.chinese.text import one_line


class NotLoaded(Exception):
    """Nothing was stored. `.sentences`: a line for each file that is refused, its name first."""

    def __init__(self, sentences):
        self.sentences = [one_line(sentence) for sentence in sentences]
        super().__init__("\n".join(self.sentences))


class Loaded(NamedTuple):
    """A file that was read: [(SourcePage, Arrangement)] and the folder with its pictures."""

    path: str
    content: bytes
    folder: Path
    pages: list
    day: object  # a date, None if it prints none


def load(paths, stack):
    """Read files, each a Loaded; their folders last as long as the ExitStack. Raises NotLoaded."""
    loaded, sentences = [], []
    for path in paths:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        try:
            content = _content(Path(path))
            pages = read_file(Path(path).name, content, folder)
            days = {parsed_day(draft.masthead.date) for draft in composed(pages)} - {None}
            loaded.append(Loaded(path, content, folder, pages, min(days, default=None)))
        except (Refused, LedgerError) as refusal:
            sentences.append(f"{path}：{refusal}")
    if sentences:
        raise NotLoaded(sentences)
    return loaded


def drafts(loaded, day=None):
    """PageDrafts of Loaded files, as the archive would have them; dated `day` if one is given.

    Those of one date are composed together: what goes on in another file is joined.
    """
    pages = [draft for files in _by_day(loaded, day) for draft in _edition(files, day)]
    if day:
        for page in pages:
            page.masthead.date = day.isoformat()
    return pages


def store(loaded, day=None):
    """Make draft issues of Loaded files, one for each date, or add to those; returns the Issues.

    All or none. Raises NotLoaded.
    """
    issues, kept, paths = [], [], []
    try:
        with gathered():
            for files in _by_day(loaded, day):
                paths = [file.path for file in files]
                issues.append(_store(files, day, kept))
    except BaseException as error:
        for file in kept:
            receiving.delete_files(file)
        if isinstance(error, AlreadyThere):
            raise NotLoaded(
                f"{'、'.join(paths)}：{sentence}没有存；要替换，请到编辑部导入，看过差异再采用。"
                for sentence in error.sentences
            ) from error
        if isinstance(error, JoinsPublic):
            raise NotLoaded(
                f"{'、'.join(paths)}：{sentence}没有存；要加进这一期，请到编辑部导入，看过再采用；"
                "日期不对的，用 --date 写明。"
                for sentence in error.sentences
            ) from error
        if isinstance(error, NotAccepted):
            raise NotLoaded(error.sentences) from error
        raise
    return issues


def _content(path):
    try:
        # Not read into memory only to be refused; what says no size, as a device, may have no end.
        is_large = path.stat().st_size > MOST_BYTES
        content = b"" if is_large else _beginning(path, MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Refused("没有这个文件。请检查文件名和所在的目录。") from error
    except IsADirectoryError as error:
        raise Refused("这是一个目录，不是文件。") from error
    except OSError as error:
        raise Refused("打不开这个文件，可能没有权限。") from error
    if is_large or len(content) > MOST_BYTES:
        raise Refused(
            f"文件超过 {MOST_BYTES // MEGABYTE} MB 的上限。"
            "请选较低的图片分辨率导出，或一版一个文件分开导入。"
        )
    return content


def _beginning(path, length):
    with path.open("rb") as file:
        return file.read(length)


def _by_day(loaded, day):
    """Lists of files of one date each; those that print none go with the others, if all are one."""
    days = {file.day for file in loaded} - {None}
    if day or len(days) < 2:
        return [loaded]
    dated = sorted(loaded, key=lambda file: file.day.isoformat() if file.day else "")
    return [list(files) for _, files in groupby(dated, key=lambda file: file.day)]


def _edition(files, day):
    pages = [page for file in files for page in file.pages]
    try:
        with transaction.atomic():
            return edition(pages, Archive.of, [day] * len(pages))
    except DatabaseError:
        # Only to be looked at, before there is a database.
        return edition(pages, lambda day: Archive.empty(), [day] * len(pages))


def _store(files, day, kept):
    uploads = [ContentFile(file.content, Path(file.path).name) for file in files]
    imported, sentences = receiving.receive(uploads, date=day)
    if sentences:
        raise NotAccepted(sentences)
    rows = imported.files.order_by("position")
    kept += rows
    for row, file in zip(rows, files, strict=True):
        keeping.keep(row, file.pages, file.folder, ImportedFile.objects.filter(pk=row.pk))
    return accept(imported)
