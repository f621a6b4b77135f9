"""The paper itself, its issues and their pages."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from articles.publishing import Problem, Publishable
from articles.querysets import IssueQuerySet, PageQuerySet
from liangcheng.chinese.dates import EARLIEST, LATEST, chinese_edition, implausible, lately
from liangcheng.chinese.text import filled_lines
from liangcheng.fast.addresses import address
from liangcheng.files.pdf import PdfField, page_image
from liangcheng.files.pictures import PictureField, picture_folder
from liangcheng.files.storing import is_new
from liangcheng.rows.derived import derived, next_position
from liangcheng.rows.locking import lock


class PublicationManager(models.Manager):
    def current(self):
        """The paper; before anybody entered it, one that exists in memory only."""
        return self.first() or Publication(name="社区报")

    def get_by_natural_key(self, name):
        return self.get(name=name)


@derived
class Publication(models.Model):
    """The paper itself: what stands in the masthead and the footer (报纸)."""

    class LicenceMode(models.TextChoices):
        CN = "cn", "国内统一连续出版物号（CN）"
        HOST_PAPER = "host_paper", "随主报发行"
        INTERNAL = "internal", "内部资料准印证"

    name = models.CharField("报名", max_length=40)
    tagline = models.CharField("报头语", max_length=60, blank=True, help_text="报名旁的一句话。")
    publisher = models.CharField("主办单位", max_length=120, blank=True)
    licence_mode = models.CharField("出版性质", max_length=12, choices=LicenceMode, blank=True)
    cn_number = models.CharField("CN 刊号", max_length=40, blank=True)
    permit_number = models.CharField("准印证号", max_length=60, blank=True)
    contact = models.TextField("联系方式", blank=True, help_text="地址、电话、邮箱，一行一条。")
    icp_number = models.CharField("ICP 备案号", max_length=60, blank=True)
    police_number = models.CharField("公安备案号", max_length=60, blank=True)
    site_identifier = models.CharField(
        "网站标识码",
        max_length=20,
        blank=True,
        help_text="政府网站 10 位标识码；填了页脚才显示“找错”。",
    )

    objects = PublicationManager()

    class Meta:
        verbose_name = verbose_name_plural = "报纸"
        constraints = [
            models.CheckConstraint(
                name="publication_only_one",
                condition=Q(pk=1),
                violation_error_message="只有一份报纸，请修改已有的。",
            )
        ]

    def __str__(self):
        return f"《{self.name}》"

    def natural_key(self):
        return (self.name,)

    def derive(self):
        self.pk = 1  # there is only one

    def contact_lines(self):
        return filled_lines(self.contact)


class IssueManager(models.Manager.from_queryset(IssueQuerySet)):
    def get_by_natural_key(self, issued_on, edition):
        return self.get(issued_on=issued_on, edition=edition)


def _issue_pdf_path(issue, filename):
    return f"{picture_folder('issues')}/issue.pdf"


@derived
class Issue(Publishable):
    """One printed day of the paper (期)."""

    issued_on = models.DateField("出版日期", db_index=True)
    edition = models.PositiveSmallIntegerField(
        "当日第几次", default=1, help_text="平常是 1；同一天的增期、号外填 2、3……"
    )
    number = models.PositiveIntegerField("期号", null=True, blank=True, help_text="没有就留空。")
    total_number = models.PositiveIntegerField("总期号", null=True, blank=True)
    pdf = PdfField(
        "整期 PDF",
        upload_to=_issue_pdf_path,
        blank=True,
        help_text="整期各版合成的一个文件，供读者下载。没有就留空。",
    )
    pdf_size = models.PositiveIntegerField(null=True, editable=False)

    objects = IssueManager()

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "期"
        ordering = ["-issued_on", "-edition"]
        get_latest_by = ["issued_on", "edition"]
        indexes = [models.Index(name="issue_by_pdf", fields=["pdf"])]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                name="issue_once_a_day_and_edition",
                fields=["issued_on", "edition"],
                violation_error_message="这一天的这一期已经有了。",
            ),
            # What has no address (articles/converters.py) could not be shown anywhere.
            models.CheckConstraint(
                name="issue_edition_of_a_day",
                condition=Q(edition__range=(1, 99)),
                violation_error_message="“当日第几次”是 1 到 99；期号填在旁边的“期号”里。",
            ),
            models.CheckConstraint(
                name="issue_of_a_plausible_day",
                condition=Q(issued_on__range=(EARLIEST, LATEST)),
                violation_error_message="出版日期的年份不对，请核对，如 2021-04-14。",
            ),
        ]

    def __str__(self):
        return chinese_edition(self.issued_on, self.edition)

    def save(self, *args, **kwargs):
        # With the dates of its articles and their entries in the search index, or not at all.
        with transaction.atomic(savepoint=False):
            lock(Issue, [self.pk])  # before its articles, as all do
            super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("issue", self.key)

    @property
    def articles(self):
        """All articles on its pages."""
        Article = Page._meta.get_field("articles").related_model  # noqa: N806 -- a model
        return Article.objects.filter(page__issue=self)

    @property
    def key(self):
        """The issue in an address: `2021-04-14`, or `2021-04-14-2` for a second edition."""
        return self.issued_on.isoformat() + (f"-{self.edition}" if self.edition > 1 else "")

    def clean(self):
        if sentence := implausible(self.issued_on):
            raise ValidationError({"issued_on": sentence})
        that_day = Issue.objects.filter(issued_on=self.issued_on)
        same = that_day.filter(edition=self.edition)
        if self.issued_on and same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "issued_on": f"{self}的这一期已经有了，请到“各期”的列表里打开它；"
                    f"若是增期或号外，请把“当日第几次”改为 {next_position(that_day, 'edition')}。"
                }
            )

    def natural_key(self):
        return (self.issued_on.isoformat(), self.edition)

    def derive(self):
        if is_new(self.pdf):
            self.pdf_size = self.pdf.size
        if self.pk:
            self.articles.redate(self.issued_on)

    def lately(self):
        """近日 in this issue: from the previous issue's date to this one's, as EDTF."""
        previous = Issue.objects.before(self).first()
        return lately(previous.issued_on if previous else None, self.issued_on)

    def problems(self):
        """What keeps this issue from being published: empty pages, incomplete articles."""
        pages = list(self.pages.prefetch_related("articles__signoffs"))
        if not pages:
            return [Problem(f"{self}：还没有版面，请先添加版面。", self)]
        problems = []
        for page in pages:
            articles = [article for article in page.articles.all() if not article.is_withdrawn]
            if not articles:
                problems.append(Problem(f"{self} {page.label}：还没有稿件。", page))
            for article in articles:
                problems += article.problems()
        return problems

    def reminders(self):
        """What readers would miss or not expect; none of it keeps it from being published."""
        reminders = []
        if self.state in ("draft", "withdrawn") and self.issued_on > timezone.localdate():
            sentence = f"{self}还没有到：现在发布，读者马上看得到；要到那天再发，请定好时间。"
            reminders.append(Problem(sentence, self))
        articles = self.articles.as_printed().select_related("page__issue")
        for article in articles.prefetch_related("photos"):
            reminders += article.reminders()
        return reminders

    def _locked(self):
        # With its articles, which go out and come back with it.
        locked = super()._locked()
        lock(self.articles.model, self.articles.order_by().values("pk"))
        return locked

    def when_published(self, previously_at):
        """Its drafts go out with it, and so do those that were scheduled with it.

        An article withdrawn on its own stays withdrawn.
        """
        now = timezone.now()
        drafts = Q(status=self.Status.DRAFT, published_at__isnull=True)
        scheduled_with_it = Q(published_at=previously_at, published_at__gt=now)
        self.articles.filter(drafts | scheduled_with_it).update(
            status=self.Status.PUBLISHED, published_at=self.published_at, updated_at=now
        )

    def when_unscheduled(self, planned_at):
        """The articles that were scheduled with it are drafts again."""
        self.articles.filter(published_at=planned_at).update(
            status=self.Status.DRAFT, published_at=None, updated_at=timezone.now()
        )


class PageManager(models.Manager.from_queryset(PageQuerySet)):
    def get_by_natural_key(self, issued_on, edition, number):
        return self.get(issue__issued_on=issued_on, issue__edition=edition, number=number)


def _page_image_path(page, filename):
    return f"{picture_folder('pages')}/{filename}"


def _page_pdf_path(page, filename):
    return f"{picture_folder('pages')}/page.pdf"


@derived
class Page(models.Model):
    """One page of an issue, with the credits printed on it (版)."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name="期")
    sequence = models.PositiveSmallIntegerField("次序", default=0)
    number = models.CharField("版次", max_length=6, help_text="照报上印的，如 02、A3。")
    section_label = models.CharField("版名", max_length=30, blank=True, help_text="如“全景”。")
    responsible_editor = models.CharField("责任编辑", max_length=60, blank=True)
    art_editor = models.CharField("执行美编", max_length=60, blank=True)
    image = PictureField(
        "版面图",
        upload_to=_page_image_path,
        width_field="width",
        height_field="height",
        blank=True,
        help_text="整版的图：排版软件导出的，或扫描的。JPEG、PNG 或 WebP，不超过 20 MB；"
        "四边裁到版面为止，稿件的位置才对得上。",
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    is_image_from_pdf = models.BooleanField(default=False, editable=False)
    pdf = PdfField(
        "本版 PDF",
        upload_to=_page_pdf_path,
        most_pages=1,
        blank=True,
        help_text="只含这一版的 PDF，不超过 50 MB，供读者下载。没有版面图的，存盘时由它画一张。",
    )
    pdf_size = models.PositiveIntegerField(null=True, editable=False)

    objects = PageManager()

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ["issue", "sequence", "pk"]
        # Each request for a file asks whose it is.
        indexes = [
            models.Index(name="page_by_image", fields=["image"]),
            models.Index(name="page_by_pdf", fields=["pdf"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="page_number_once_an_issue",
                fields=["issue", "number"],
                violation_error_message="这一期已经有这个版次了。",
            ),
            models.CheckConstraint(
                name="page_number_fits_an_address",
                condition=Q(number__regex=r"^[0-9A-Za-z]+$"),
                violation_error_message="版次只能用数字和字母，如 02、A3。",
            ),
        ]

    def __str__(self):
        return f"{self.issue} {self.label}"

    def save(self, *args, **kwargs):
        # As an issue.
        with transaction.atomic(savepoint=False):
            lock(Page, [self.pk])
            super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("page", self.issue.key, self.number)

    @property
    def key(self):
        """The page in the name of a file: `2021-04-14-02`."""
        return f"{self.issue.key}-{self.number}"

    @property
    def label(self):
        """As a reader says it: `第02版 全景`."""
        return f"第{self.number}版 {self.section_label}".strip()

    def natural_key(self):
        return (*self.issue.natural_key(), self.number)

    natural_key.dependencies = ["articles.issue"]

    def clean(self):
        if (
            self.issue_id
            and Page.objects.filter(issue=self.issue_id, number=self.number)
            .exclude(pk=self.pk)
            .exists()
        ):
            raise ValidationError({"number": f"{self.issue}已经有第{self.number}版了。"})

    def derive(self):
        if is_new(self.image):
            self.is_image_from_pdf = False
        if is_new(self.pdf):
            self.pdf_size = self.pdf.size
            if not self.image or self.is_image_from_pdf:
                # A page of another PDF looks different: so does its picture.
                self.image = page_image(self.pdf.file)
                self.is_image_from_pdf = True
        if not self.sequence:
            self.sequence = next_position(self.issue.pages, "sequence")
        if self.pk:
            self.articles.redate(self.issue.issued_on)
