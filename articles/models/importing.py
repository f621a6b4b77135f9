"""Imports (导入): the files that staff dropped in, their pages as read, what a person made of them.

    Import        one drop of one or many files, reviewed on one screen and accepted at once
    ImportedFile  a file as it came, and how far it is read
    ImportedPage  a page of it: as read, as arranged by the machine and by a person

The words of a page are not stored as drafts: they follow from what was read and how it is arranged,
what is suggested follows from the archive of the day (`articles/importing/reviewing.py`). What a
person did is stored, at once, so that who leaves and comes back has lost nothing.
"""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.paper import Page
from liangcheng.files.pictures import picture_folder


class Import(models.Model):
    """One drop of files (导入): usually the pages of one issue, in one file or one file a page.

    It is reviewed page by page (`pages()`), and becomes a draft issue, or one for each date, by
    `articles.importing.accepting.accept()`. `date` is a person's, for files that print none.
    """

    class State(models.TextChoices):
        READING = "reading", "正在读"
        REVIEW = "review", "待审"
        FAILED = "failed", "没有读成"
        ACCEPTED = "accepted", "已采用"

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="上传者",
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="采用者",
    )
    accepted_at = models.DateTimeField("采用时间", null=True, editable=False)
    date = models.DateField(
        "出版日期", null=True, blank=True, help_text="报头上印着日期的不用填；填了以这里为准。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        names = [file.name for file in self.files.all()]
        return f"{names[0]} 等 {len(names)} 个文件" if len(names) > 1 else "".join(names)

    @property
    def state(self):
        """What is to be done next, of its files' states: those that failed do not hold it up."""
        states = {file.state for file in self.files.all()}
        if self.accepted_at:
            return self.State.ACCEPTED
        if states & {ImportedFile.State.QUEUED, ImportedFile.State.READING}:
            return self.State.READING
        return self.State.REVIEW if ImportedFile.State.READY in states else self.State.FAILED

    @property
    def progress(self):
        """How far its files are read together, 0–100."""
        files = self.files.all()
        return sum(file.progress for file in files) // len(files) if files else 0

    def pages(self):
        """Its pages as they follow each other: file by file, as in each file."""
        pages = ImportedPage.objects.filter(file__imported=self, file__state__in=OPEN)
        return pages.select_related("file").order_by("file__position", "file_id", "number_in_file")

    def issues(self):
        """The issues that it became."""
        Issue = Page._meta.get_field("issue").related_model  # noqa: N806 -- a model
        return Issue.objects.filter(pages__imports__file__imported=self).distinct()


def _original_path(file, filename):
    # A name of our own, in a folder of its own: what the file was called stands in `name` only.
    return f"{picture_folder('imports')}/original"


class ImportedFile(models.Model):
    """A file as it came (导入的文件), and how far it is read.

    `content` is the original, in a folder of its own; beside it the pictures of its pages and what
    was cut out of them, under the names that its pages' `source` says: `stored()`. Nothing of it
    is public: whoever hands it out asks for the permission to view imports.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "等待"
        READING = "reading", "正在读"
        READY = "ready", "待审"
        FAILED = "failed", "没有读成"
        ACCEPTED = "accepted", "已采用"

    imported = models.ForeignKey(
        Import, models.CASCADE, related_name="files", verbose_name="导入", editable=False
    )
    position = models.PositiveSmallIntegerField("次序", default=0, editable=False)
    name = models.CharField("文件名", max_length=200, editable=False)
    kind = models.CharField("种类", max_length=8, blank=True, editable=False)  # as a reader's name
    size = models.PositiveIntegerField("大小", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.FileField("文件", upload_to=_original_path, editable=False)
    state = models.CharField(
        "状态", max_length=8, choices=State, default=State.QUEUED, editable=False
    )
    # Of a hundred.
    progress = models.PositiveSmallIntegerField(
        "进度", default=0, editable=False, validators=[MaxValueValidator(100)]
    )
    # One sentence for the clerk, where it failed.
    problem = models.CharField("没有读成的原因", max_length=300, blank=True, editable=False)
    # When it was queued, or whoever reads it last gave a sign of life, and how often it was begun.
    seen_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "导入的文件"
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="imported_file_once",
                fields=["sha256"],
                condition=~Q(state="failed"),
                violation_error_message="这个文件已经导入过了。",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def folder(self):
        """Where its original and its pictures stand in the storage."""
        return PurePosixPath(self.content.name).parent

    def stored(self, name):
        """Where a picture of its pages stands in the storage, by its name in `source`."""
        return str(self.folder / PurePosixPath(name).name)


# What is to be reviewed, or was.
OPEN = (ImportedFile.State.READY, ImportedFile.State.ACCEPTED)


class ImportedPage(models.Model):
    """A page of a file (导入的版): as it was read, and as it is to become.

    Values of `articles/importing/`, as JSON:
    `source`       SourcePage, what was read; never changed
    `proposed`     Arrangement as the machine proposed it; never changed
    `arrangement`  Arrangement as it stands: at first as proposed, then as people changed it
    `decisions`    Decisions: other words in a field, suggestions taken or dropped

    `revision` counts the changes. Who changes a page says which revision was on the screen, and is
    refused if a colleague was faster: `articles.importing.reviewing.store()`.
    """

    file = models.ForeignKey(
        ImportedFile, models.CASCADE, related_name="pages", verbose_name="文件", editable=False
    )
    number_in_file = models.PositiveSmallIntegerField("文件里第几页", editable=False)
    source = models.JSONField(editable=False)
    proposed = models.JSONField(editable=False)
    arrangement = models.JSONField(editable=False)
    decisions = models.JSONField(default=dict, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    # A page of an issue is kept or replaced, whatever becomes of the import.
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="imports",
        verbose_name="成为哪一版",
    )

    class Meta:
        verbose_name = verbose_name_plural = "导入的版"
        ordering = ["number_in_file", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="imported_page_once_a_file", fields=["file", "number_in_file"]
            )
        ]

    def __str__(self):
        return f"{self.file} 第 {self.number_in_file} 页"

    @property
    def image(self):
        """Where the page's picture stands in the storage; "" if there is none."""
        name = self.source["image"]
        return name and self.file.stored(name)
