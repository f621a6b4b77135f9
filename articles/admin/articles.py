"""Articles in the admin: the form follows the printed article, from 引题 to 落款."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from js_asset import Media
from taggit.forms import TagWidget

from articles.admin.filters import DateFilter, DepartmentFilter, IssueFilter, TagFilter
from articles.admin.publishing import PublishableAdmin, StateFilter, state_badge
from articles.admin.wechat import WechatAdmin
from articles.admin.zones import may_draw, zones_url
from articles.models import Article, Correction, Mention, Page, Photo, Signoff
from articles.models.tagging import validate_tag
from articles.publishing import is_public_q
from articles.querysets import NEWEST_FIRST
from articles.search.searching import Search
from departments.models import Meeting
from liangcheng.chinese.text import key_of
from liangcheng.desk.guarding import GuardedForm
from liangcheng.desk.screens import DeskFormSet, DeskInline, DeskRowForm, change_url
from liangcheng.desk.widgets import NOT_STORED
from liangcheng.files.pictures import WIDTHS, rendition_name
from liangcheng.files.storing import is_new
from liangcheng.richtext import clean_html
from liangcheng.rows.locking import lock

# A list of more is no answer.
MOST_FOUND = 1_000


class ArticleForm(GuardedForm):
    """An article's own fields; what is public stays complete."""

    class Meta:
        widgets = {
            "headline": forms.TextInput(attrs={"class": "vTextField headline"}),
            "kicker": forms.TextInput(attrs={"class": "vTextField wide"}),
            "subheadline": forms.TextInput(attrs={"class": "vTextField wide"}),
            "bylines": forms.TextInput(attrs={"class": "vTextField wide"}),
            "tags": TagWidget(attrs={"class": "vTextField wide"}),
        }

    @cached_property
    def changed_data(self):
        """Without the body where only the editor's white space differs: the history is evidence."""
        changed = super().changed_data
        if "body" in changed and clean_html(self["body"].value() or "") == self.initial.get("body"):
            changed.remove("body")
        return changed

    def clean_headline(self):
        headline = self.cleaned_data["headline"]
        if not headline.strip() and self.instance.status == Article.Status.PUBLISHED:
            raise ValidationError("稿件已经发布，不能没有标题。要重写，请先撤回。")
        return headline

    def clean_tags(self):
        names = self.cleaned_data["tags"]
        # One of before is no fault of whoever edits the article now.
        for name in set(names) - {tag.name for tag in self.initial.get("tags", ())}:
            validate_tag(name)
        return names


class SignoffFormSet(DeskFormSet):
    def clean(self):
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        is_public = self.instance.pk and self.instance.status == Article.Status.PUBLISHED
        if is_public and all(self.is_deleted(form) for form in kept):
            raise ValidationError("稿件已经发布，不能没有发稿单位。要改，请先撤回。")


class SignoffInline(DeskInline):
    model = Signoff
    formset = SignoffFormSet
    fields = ["position", "department"]
    autocomplete_fields = ["department"]
    order_field = "position"
    add_text = "添加发稿单位"
    classes = ["compact", "signoffs"]
    description = "几个单位联合发稿的，按落款的先后排列。"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class MentionRowForm(DeskRowForm):
    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and cleaned.get("person"):
            cleaned["name"] = cleaned["person"].name
        return cleaned


class MentionInline(DeskInline):
    model = Mention
    form = MentionRowForm
    fields = ["person", "name", "title", "is_confirmed"]
    autocomplete_fields = ["person"]
    add_text = "添加人物"
    classes = ["cards", "mentions"]
    description = "输入姓名、拼音或首字母查找；姓名留空则照人物的名字。"


class PhotoInline(DeskInline):
    model = Photo
    fields = ["position", "thumbnail", "image", "caption", "credit", "alt_text"]
    readonly_fields = ["thumbnail"]
    order_field = "position"
    add_text = "添加图片"
    classes = ["cards", "photos"]
    description = "JPEG、PNG 或 WebP，每张不超过 20 MB；拍摄地点等隐藏信息会自动去掉。"

    @admin.display(description="缩略图")
    def thumbnail(self, photo):
        if is_new(photo.image):
            return NOT_STORED
        if not photo.pk:
            return "—"
        small = rendition_name(photo.image.name, min(WIDTHS), "jpg")
        return format_html('<img src="{}" alt="{}">', photo.image.storage.url(small), photo)


class CorrectionInline(DeskInline):
    model = Correction
    fields = ["text", "published_at"]
    add_text = "添加更正"
    classes = ["cards", "corrections", "collapse"]
    description = "发布后发现的差错：更正与稿件一起长期显示，读者看得到改了什么。"


class ArticleChangeList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).for_list()


@admin.register(Article)
class ArticleAdmin(WechatAdmin, PublishableAdmin):
    add_title = "写稿件"
    measure_word = "篇"
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    # The classes, and the inlines' prefixes, tell the template what stands where.
    fieldsets = [
        ("版面", {"fields": [("page", "section", "position")], "classes": ["place"]}),
        (
            "标题",
            {"fields": ["kicker", "headline", "subheadline", "bylines"], "classes": ["headlines"]},
        ),
        ("正文", {"fields": ["body"], "classes": ["body"]}),
        (None, {"fields": ["signoff"], "classes": ["signoff"]}),
        ("归类", {"fields": ["tags", "meetings"], "classes": ["subjects"]}),
    ]
    autocomplete_fields = ["page", "meetings"]
    inlines = [SignoffInline, MentionInline, PhotoInline, CorrectionInline]
    list_display = ["title", "departments", "place", state_badge, "day"]
    list_filter = [StateFilter, DateFilter, IssueFilter, DepartmentFilter, TagFilter]
    search_help_text = (
        "在标题、正文、图说和落款里查找；写法同网站的搜索，如：口袋公园 部门:党建办 日期:2021-04"
    )
    publish_note = "发布以后，读者马上看得到它们；所在的一期还没有发布的，等那一期发布。"
    withdraw_note = "撤回以后，读者看不到它们了；以后整期再发布，也不会一起出来，要单独发布。"

    # The list

    def get_changelist(self, request, **kwargs):
        return ArticleChangeList

    def get_ordering(self, request):
        return NEWEST_FIRST

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        found = Search(search_term, everything=True).newest(MOST_FOUND)
        if found.cursor:
            self.message_user(
                request,
                f"找到的稿件很多，只在最近的 {MOST_FOUND:,} 篇里列出；"
                "多写一个词，或用“日期:2021-04”“部门:党建办”缩小范围。",
            )
        return queryset.filter(pk__in=[hit.article_id for hit in found.hits]), False

    @admin.display(description="标题", ordering="headline")
    def title(self, article):
        pictures = len(article.photos.all())
        note = format_html(' <small class="quiet">{} 图</small>', pictures) if pictures else ""
        return format_html("{}{}", article, note)

    @admin.display(description="发稿单位")
    def departments(self, article):
        return article.displayed_signoff or None

    @admin.display(description="登在")
    def place(self, article):
        if article.page:
            return format_html('<a href="{}">{}</a>', change_url(article.page), article.page.label)
        return "还没有排版" if article.state == "draft" else "网络首发"

    @admin.display(description="日期", ordering="dated_on")
    def day(self, article):
        return article.dated_on and f"{article.dated_on:%Y-%m-%d}"

    # The form

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page__issue")

    def to_publish(self, rows):
        return rows.exclude(is_public_q())

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        # Set as text, not as the HTML that the editor would have edited.
        shown = {"body": "body_as_read"}
        return [
            (title, options | {"fields": [shown.get(name, name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    @admin.display(description="正文")
    def body_as_read(self, article):
        return mark_safe(article.body)  # noqa: S308 -- clean since it was stored

    def state_note(self, article):
        issue = article.issue
        if not issue or issue.state == "published":
            return ""
        if article.state == "published":
            return f"{issue}这一期还没有发布，发布后读者才看得到。"
        if article.state == "draft":
            return f"会随{issue}这一期一起发布。"
        return ""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        # The editor's import map is the one inline script: it needs the policy's nonce.
        context["media"] = Media.from_media(
            context["media"] + Media(js=["liangcheng/admin/editor.js"]),
            nonce=str(request.csp_nonce),
        )
        page = obj and obj.page
        if page and page.image and may_draw(self.admin_site, request, page, obj):
            context["zones_url"] = zones_url(page, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def lock(self, request, key):
        # Pages before articles, as all do: to another page it goes one after the other.
        page = key_of(request.POST.get("page", ""))
        if page and not Article.objects.filter(pk=key, page=page).exists():
            lock(Page, [page])
        # And meetings: what is only known to have been 近日 is dated by the issue in the end.
        reported = Meeting.objects.filter(articles__in=[key]).values_list("pk", flat=True)
        lock(Meeting, {*reported, *map(key_of, request.POST.getlist("meetings"))} - {None})
        super().lock(request, key)

    def save_model(self, request, obj, form, change):
        zones = len(obj.regions)
        super().save_model(request, obj, form, change)
        if zones and not obj.regions:
            self._say_that_zones_are_gone(request, obj, zones, form.initial["page"])

    def _say_that_zones_are_gone(self, request, article, number, page_before):
        before = Page.objects.select_related("issue").get(pk=page_before)
        again = ""
        if article.page and article.page.image:
            link = '在新的版面图上要重新画：<a href="{}">画热区</a>。'
            again = format_html(link, zones_url(article.page, article))
        message = "“{}”换了版，它在{}上的 {} 个热区已经去掉。{}"
        message = format_html(message, article, before, number, again)
        self.message_user(request, message, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        try:
            with transaction.atomic():
                form.instance.date_meetings()
        except IntegrityError:
            self.message_user(
                request,
                "报道的会议没有自动填上日期：同名的会议在同一时间已经有一个，请核对是不是同一个会。",
                messages.WARNING,
            )

    def response_post_save_add(self, request, obj):
        return self._back_to_page(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._back_to_page(request, obj) or super().response_post_save_change(request, obj)

    def _back_to_page(self, request, article):
        """To the page's form for who came from there."""
        if "page" in request.GET and article.page:
            return HttpResponseRedirect(change_url(article.page))
        return None
