"""An article and its parts: sign-offs, pictures, people named, corrections."""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django_prose_editor.fields import ProseEditorField
from taggit.managers import TaggableManager

from articles.models.paper import Page
from articles.models.tagging import ArticleTags
from articles.publishing import Problem, Publishable
from articles.querysets import ArticleQuerySet, OfPublishedArticleQuerySet
from departments.models import Department, Meeting, Person
from liangcheng.chinese.dates import LATELY, chinese_date, implausible
from liangcheng.chinese.text import digest, excerpt, filled_lines
from liangcheng.fast.addresses import address
from liangcheng.fast.compiled import prefetched
from liangcheng.files.pictures import PictureField, picture_folder
from liangcheng.regions import validate_regions
from liangcheng.richtext import EXTENSIONS, clean_html, plain_text
from liangcheng.rows.derived import derived, next_position
from liangcheng.rows.locking import lock
from liangcheng.rows.naturalkeys import Part

# What clerks and imported pages bring along from the printed page. A single hyphen is a minus.
LEADING_DASH = re.compile(r"^\s*(?:[—―─⸺]+|[-－–]{2,})\s*")
BRACKETED = re.compile(r"^\s*[（(]([^（()）]+)[）)]\s*$")
# How long a summary is, in characters.
SUMMARY = 90


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):
    def get_by_natural_key(self, issued_on, edition, number, headline):
        """By place in the paper and headline; two equal ones there fail loudly."""
        return self.get(
            page__issue__issued_on=issued_on,
            page__issue__edition=edition,
            page__number=number,
            headline=headline,
        )


@derived
class Article(Publishable):
    """One story of the paper, as printed, or published on the web only (稿件)."""

    page = models.ForeignKey(
        Page,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="版",
        help_text="登在哪一期哪一版；还没排版，或只在网上发（网络首发），留空。",
    )
    position = models.PositiveSmallIntegerField(
        "版内次序", default=0, help_text="0 表示排在这一版的最后。"
    )
    section = models.CharField("栏目", max_length=30, blank=True)
    kicker = models.CharField("引题", max_length=120, blank=True, help_text="主标题上面的小题。")
    headline = models.CharField("标题", max_length=160, blank=True)
    subheadline = models.CharField("副题", max_length=160, blank=True)
    bylines = models.CharField(
        "作者", max_length=120, blank=True, help_text="照报上印的，如“记者 某某 通讯员 某某”。"
    )
    body = ProseEditorField("正文", blank=True, extensions=EXTENSIONS, sanitize=clean_html)
    signoff = models.CharField(
        "落款",
        max_length=60,
        blank=True,
        help_text="照报上印的，不带括号，如“街道纪工委”；留空则用发稿单位的名字。",
    )
    issuing_departments = models.ManyToManyField(
        Department, through="Signoff", related_name="articles", verbose_name="发稿单位"
    )
    meetings = models.ManyToManyField(
        Meeting, blank=True, related_name="articles", verbose_name="报道的会议"
    )
    tags = TaggableManager(
        "标签",
        blank=True,
        manager=ArticleTags,
        help_text="用逗号或顿号隔开，如：文明创建、社区治理。",
    )
    regions = models.JSONField(
        "热区",
        default=list,
        blank=True,
        validators=[validate_regions],
        help_text="稿件在版面图上的位置；换了版，原来的热区就去掉。",
    )
    # Stored for whatever shows or searches words; follows from the body.
    plain_text = models.TextField(editable=False, default="")
    # Stored for lists, which so need not read whole texts; follows from that one.
    summary = models.CharField(max_length=120, editable=False, default="")
    # Stored for ordering and archives: the issue's date, or the day of a web-only publication.
    dated_on = models.DateField("日期", null=True, editable=False, db_index=True)

    objects = ArticleManager()

    class Meta(Publishable.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "稿件"
        ordering = ["-dated_on", "page__sequence", "position", "pk"]
        indexes = [
            models.Index(name="article_by_page", fields=["page", "position"]),
            # What waits, what is scheduled, what went out last: the desk and the feeds.
            models.Index(name="article_by_state", fields=["status", "published_at"]),
        ]

    def __str__(self):
        return self.headline or "（无标题）"

    def get_absolute_url(self):
        return address("article", self.pk)

    def natural_key(self):
        place = self.page.natural_key() if self.page else (None, None, None)
        return (*place, self.headline)

    natural_key.dependencies = ["articles.page"]

    def derive(self):
        self.body = clean_html(self.body)
        self.plain_text = plain_text(self.body)
        self.summary = digest(self.plain_text, SUMMARY)
        if self._leaves_an_unpublished_issue():
            # It was to go out with that issue, or was withdrawn with it: off its page, nothing
            # would hold it back any more.
            self.status, self.published_at = self.Status.DRAFT, None
        if self.page:
            self.dated_on = self.page.issue.issued_on
            if not self.position:
                self.position = next_position(self.page.articles, "position")
        else:
            self.dated_on = self.published_at and timezone.localdate(self.published_at)
        if self.regions and self._regions_are_of_another_page():
            self.regions = []

    def save(self, *args, **kwargs):
        # With its entry in the search index, or not at all.
        with transaction.atomic():
            if self.page_id and not Article.objects.filter(pk=self.pk, page=self.page_id).exists():
                # Its page may just be getting another number: one after the other.
                lock(Page, [self.page_id])
            super().save(*args, **kwargs)

    def _leaves_an_unpublished_issue(self):
        if not self.pk or self.status == self.Status.DRAFT:
            return False
        was_on = Page.objects.filter(articles=self.pk, issue__status=self.Status.DRAFT).first()
        return was_on is not None and was_on.issue_id != (self.page and self.page.issue_id)

    def _regions_are_of_another_page(self):
        """Whether they came along from the page it stood on; those set meanwhile did not."""
        if not self.page_id:
            return True
        stored = Article.objects.filter(pk=self.pk).values("page", "regions").first()
        if not stored or stored["page"] == self.page_id:
            return False
        return stored["regions"] == self.regions

    @property
    def modified_at(self):
        """When readers last saw it change: a scheduled article changes by appearing."""
        return max(self.updated_at, self.published_at or self.updated_at)

    @property
    def issue(self):
        return self.page and self.page.issue

    @property
    def displayed_date(self):
        """Its day for a reader, and which issue of that day it stands in; empty without one."""
        if self.page:
            return str(self.page.issue)
        return chinese_date(self.dated_on) if self.dated_on else ""

    @property
    def departments(self):
        """The departments that signed, in the order of the sign-off."""
        return [signoff.department for signoff in prefetched(self, "signoffs")]

    @property
    def displayed_subheadline(self):
        """The 副题 without the dash the paper prints before it: whatever shows it sets its own."""
        return LEADING_DASH.sub("", self.subheadline)

    @property
    def displayed_signoff(self):
        """The sign-off as printed, or the departments' names: `党建办、自治办`.

        Without the brackets the paper prints round it: a story's page sets its own.
        """
        if self.signoff:
            return BRACKETED.sub(r"\1", self.signoff)
        return "、".join(department.name for department in self.departments)

    @property
    def is_withdrawn(self):
        return self.state == "withdrawn"

    @property
    def opening(self):
        """The first paragraphs, about 420 characters: what a front page shows of its lead."""
        shown, length = [], 0
        for paragraph in self.plain_text.splitlines():
            shown.append(excerpt(paragraph, 420 - length))
            length += len(shown[-1])
            if length > 340:
                break
        return shown

    @property
    def lead_photo(self):
        return next(iter(prefetched(self, "photos")), None)

    @property
    def place(self):
        """Where an editor finds it: `2021年4月14日 第02版 全景《标题》`."""
        where = str(self.page or "")
        if self.headline:
            return f"{where}《{self.headline}》"
        beginning = f"，开头是“{excerpt(self.plain_text, 12)}”" if self.plain_text else ""
        return f"{where} 第{self.position or '?'}篇（无标题{beginning}）".lstrip()

    def problems(self):
        problems = []
        if not self.headline.strip():
            problems.append(Problem(f"{self.place}：没有标题。", self))
        if not self.signoffs.all():
            problems.append(Problem(f"{self.place}：没有发稿单位。", self))
        return problems

    def reminders(self):
        """Sentences about what readers would miss; they do not keep it from being published."""
        reminders = []
        missing = sum(not photo.alt_text for photo in self.photos.all())
        if missing:
            sentence = f"{self.place}：{missing} 张图片没有替代文字，看不见图的读者无从知道。"
            reminders.append(Problem(sentence, self))
        if not self.plain_text and not self.photos.all():
            reminders.append(Problem(f"{self.place}：既没有正文，也没有图片。", self))
        return reminders

    def date_meetings(self):
        """Give the meetings reported here as 近日 the interval up to this article's issue."""
        if self.page:
            for meeting in self.meetings.filter(held_on="", held_on_as_printed__in=LATELY):
                meeting.held_on = self.page.issue.lately()
                meeting.save()


class Signoff(Part):
    """A department's signature under an article; joint ones keep their order (落款单位)."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="signoffs", verbose_name="稿件"
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="signoffs",
        db_index=False,
        verbose_name="发稿单位",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    natural_key_fields = ("article_id", "department_id")

    class Meta:
        verbose_name = verbose_name_plural = "发稿单位"
        ordering = ["position", "pk"]
        # Whether a department signed anything that is public is asked of its newest articles.
        indexes = [models.Index(name="signoff_by_department", fields=["department", "article"])]
        constraints = [
            models.UniqueConstraint(
                name="signoff_department_once",
                fields=["article", "department"],
                violation_error_message="同一个单位写了两次，请删去一个。",
            )
        ]

    def __str__(self):
        return str(self.department)


def _photo_path(photo, filename):
    return f"{picture_folder('photos')}/{filename}"


class Photo(models.Model):
    """A picture of an article with what is printed under it (图片)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="photos", verbose_name="稿件")
    image = PictureField(
        "图片",
        upload_to=_photo_path,
        width_field="width",
        height_field="height",
        help_text="JPEG、PNG 或 WebP，不超过 20 MB。拍摄地点等隐藏信息会自动去掉。",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    caption = models.CharField("图说", max_length=200, blank=True)
    credit = models.CharField("摄影", max_length=60, blank=True)
    alt_text = models.CharField(
        "替代文字",
        max_length=200,
        blank=True,
        help_text="念给看不见图的读者听：图上有谁、在做什么。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = OfPublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        ordering = ["position", "pk"]
        indexes = [models.Index(name="photo_by_image", fields=["image"])]

    def __str__(self):
        return self.caption or self.alt_text or "图片"


class Mention(Part):
    """A person named in an article, with name and title as printed there (文中人物)."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="mentions", verbose_name="稿件"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mentions", db_index=False, verbose_name="人物"
    )
    name = models.CharField("姓名（照报上写的）", max_length=60, blank=True)
    title = models.CharField(
        "单位职务（照报上写的）", max_length=120, blank=True, help_text="如“街道党工委书记”。"
    )
    is_confirmed = models.BooleanField("已核对", default=True, help_text="姓名和职务都核对过。")

    natural_key_fields = ("article_id", "person_id")
    objects = OfPublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文中人物"
        ordering = ["pk"]
        indexes = [models.Index(name="mention_by_person", fields=["person", "article"])]
        constraints = [
            models.UniqueConstraint(
                name="mention_person_once_an_article",
                fields=["article", "person"],
                violation_error_message="这个人物在这篇稿件里已经记过了。",
            )
        ]

    def __str__(self):
        return f"{self.title}{self.name or self.person}"


class Correction(models.Model):
    """What was wrong in an article and is right now; shown with it for ever (更正)."""

    # A clerk's clock may be ahead of the server's.
    TOLERATED = timedelta(minutes=5)

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="corrections", verbose_name="稿件"
    )
    text = models.TextField("更正内容", help_text="原来怎么写、应当怎么写。")
    published_at = models.DateTimeField("更正时间", default=timezone.now)

    objects = OfPublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["-published_at", "-pk"]

    def __str__(self):
        return excerpt(self.text, 20)

    def clean(self):
        if not self.published_at:
            return
        sentence = implausible(self.published_at.date())
        if not sentence and self.published_at > timezone.now() + self.TOLERATED:
            sentence = (
                "这个时间还没有到。更正一存，读者马上看得到，不能定时；请填现在或以前的时间。"
            )
        if sentence:
            raise ValidationError({"published_at": sentence})

    def paragraphs(self):
        return filled_lines(self.text)
