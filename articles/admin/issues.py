"""Issues and their pages in the admin: one screen enters an issue, one orders a page."""

import re
import unicodedata

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.publishing import PublishableAdmin, StateFilter, state_badge
from articles.admin.wechat import WechatAdmin
from articles.admin.zones import ZonesMixin, may_draw, zones_url
from articles.models import Article, Import, Issue, Page
from liangcheng.desk.guarding import GuardedForm
from liangcheng.desk.screens import (
    DeskAdmin,
    DeskFormSet,
    DeskInline,
    DeskPartForm,
    add_url,
    change_url,
    list_url,
    number_of,
)
from liangcheng.desk.widgets import NOT_STORED
from liangcheng.files.pictures import WIDTHS, rendition_name
from liangcheng.files.storing import is_new

# A date as somebody types it to find an issue: 2021, 2021-04, 2021.4.14, 2021年4月14日, 4月14日.
TYPED_DATES = (
    re.compile(
        r"(?P<year>\d{4})(?:[-./年](?:(?P<month>\d{1,2})(?:月|[-./月](?P<day>\d{1,2})日?)?)?)?"
    ),
    re.compile(r"(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日?)?"),
)
# And a page's number as it stands in every list: 第02版.
PAGE_AS_SHOWN = re.compile(r"^第(.+)版$")


def issued_on_q(typed, prefix=""):
    """The condition for issues of a date, or of a part of one, as typed; None if it is no date."""
    for pattern in TYPED_DATES:
        if match := pattern.fullmatch(typed):
            parts = {part: int(value) for part, value in match.groupdict().items() if value}
            if parts.get("year") == 0:
                return None
            return Q(**{f"{prefix}issued_on__{part}": value for part, value in parts.items()})
    return None


class NumberedForm(forms.ModelForm):
    """A form of a page, whose number may be typed in full-width digits and letters."""

    def clean_number(self):
        return unicodedata.normalize("NFKC", self.cleaned_data["number"])


class PageRowForm(NumberedForm, DeskPartForm):
    """A page in the issue's form; what is proposed for a new one is saved as it stands."""

    def has_changed(self):
        if self.instance.pk:
            return super().has_changed()
        return any(self[name].data for name in self.fields if name in self._meta.fields)


class PageFormSet(DeskFormSet):
    """The pages of an issue: no number twice, none deleted with its articles."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if index is None and not form.initial:
            # The row that "add" copies: numbered on by JavaScript, credits as on the last page.
            pages = list(self.get_queryset()) if self.instance.pk else []
            form.initial = credits_of(pages[-1]) if pages else {}

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            if self.is_deleted(form):
                self.check_is_empty(form.instance)
            elif number := getattr(form, "cleaned_data", {}).get("number"):
                if number in seen:
                    form.add_error("number", f"第{number}版写了两次，请改正其中一个版次。")
                seen.add(number)

    def check_is_empty(self, page):
        if page.pk and (count := page.articles.count()):
            raise ValidationError(
                f"{page.label}还有 {count} 篇稿件，没有删除。请先把稿件移到别的版或删除。"
            )

    def validate_unique(self):
        """Django's sentence about a number given twice does not say which: see `clean()`."""


def credits_of(page):
    return {
        "responsible_editor": page.responsible_editor,
        "art_editor": page.art_editor,
    }


class PageInline(DeskInline):
    model = Page
    form = PageRowForm
    formset = PageFormSet
    fields = [
        "sequence",
        "number",
        "section_label",
        "responsible_editor",
        "art_editor",
        "stories",
    ]
    readonly_fields = ["stories"]
    order_field = "sequence"
    add_text = "添加一版"
    verbose_name_plural = "各版"
    classes = ["compact", "pages"]
    description = "按报上的先后排列；拖动左边的把手，或用箭头调整。"

    def get_queryset(self, request):
        # An inline serves one request: `stories` has none to ask.
        articles = self.admin_site._registry[Article]
        self.may_write = articles.has_add_permission(request)
        self.may_draw = may_draw(self.admin_site, request)
        number = number_of(Article.objects.all(), "page")
        return super().get_queryset(request).annotate(article_count=number)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else len(proposed_pages())

    @admin.display(description="稿件")
    def stories(self, page):
        if not page.pk:
            return format_html('<span class="quiet">{}</span>', "存后可添加稿件")
        link = ' <a href="{}?page={}">添加稿件</a>'
        add = format_html(link, add_url(Article), page.pk) if self.may_write else ""
        draw = ""
        if page.image and page.article_count and self.may_draw:
            draw = format_html(' <a href="{}">画热区</a>', zones_url(page))
        return format_html(
            '{} 篇 <a href="{}">这一版的稿件</a>{}{}',
            page.article_count,
            change_url(page),
            add,
            draw,
        )


def proposed_pages():
    """What a new issue's pages probably are: those of the last one that has any, or a page 01."""
    newest = Issue.objects.filter(pages__isnull=False).newest_first().first()
    pages = newest.pages.all() if newest else []
    return [
        {
            "sequence": sequence,
            "number": page.number,
            "section_label": page.section_label,
            **credits_of(page),
        }
        for sequence, page in enumerate(pages, 1)
    ] or [{"sequence": 1, "number": "01"}]


@admin.register(Issue)
class IssueAdmin(WechatAdmin, PublishableAdmin):
    list_title = "各期"
    add_title = "录入新一期"
    measure_word = ""
    fields = [("issued_on", "edition", "number", "total_number"), "pdf"]
    inlines = [PageInline]
    list_display = ["day", "numbers", state_badge, "page_count", "article_count"]
    list_filter = [StateFilter]
    date_hierarchy = "issued_on"
    search_help_text = "按日期查找，如 2021-04-14、2021年4月"
    publish_note = "发布以后，读者马上看得到它们和上面的稿件。"
    withdraw_note = "撤回以后，读者看不到它们，上面的稿件也都看不到了。"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                pages_of_it=number_of(Page.objects.all(), "issue"),
                articles_of_it=number_of(Article.objects.all(), "page__issue"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        for typed in search_term.split():
            date = issued_on_q(typed)
            queryset = queryset.filter(date) if date else queryset.none()
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        may_import = self.admin_site._registry[Import].has_add_permission(request)
        extra_context = (extra_context or {}) | {"may_import": may_import}
        return super().changelist_view(request, extra_context)

    @admin.display(description="出版日期", ordering="issued_on")
    def day(self, issue):
        return str(issue)

    @admin.display(description="期号", ordering="number")
    def numbers(self, issue):
        number = f"第{issue.number}期" if issue.number else ""
        total = f"总第{issue.total_number}期" if issue.total_number else ""
        return " ".join(filter(None, [number, total])) or None

    @admin.display(description="版", ordering="pages_of_it")
    def page_count(self, issue):
        return f"{issue.pages_of_it} 版"

    @admin.display(description="稿件", ordering="articles_of_it")
    def article_count(self, issue):
        return format_html(
            '<a href="{}?issue={}">{} 篇</a>', list_url(Article), issue.pk, issue.articles_of_it
        )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "edition":
            kwargs["max_value"] = None  # its constraint has better words, of the number beside it
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial = {"issued_on": timezone.localdate()}
        newest = Issue.objects.newest_first().first()
        for field in ("number", "total_number"):
            if newest and getattr(newest, field):
                initial[field] = getattr(newest, field) + 1
        return initial | super().get_changeform_initial_data(request)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, PageInline) and not obj.pk and request.method != "POST":
            kwargs["initial"] = proposed_pages()
        return kwargs

    def render_change_form(self, request, context, *args, **kwargs):
        # "Save" stays in the form: see below.
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request, obj):
        """Stay: articles are added from the pages that now exist."""
        return HttpResponseRedirect(change_url(obj))

    response_post_save_change = response_post_save_add


class ArticleInline(DeskInline):
    """The articles of a page: put in order here, written in their own forms only."""

    model = Article
    form = DeskPartForm
    fields = ["position", "title", "departments", "state"]
    readonly_fields = ["title", "departments", "state"]
    order_field = "position"
    verbose_name_plural = "这一版的稿件"
    add_text = "添加稿件"
    classes = ["compact", "stories"]
    description = "从头条起，照报上的次序；拖动左边的把手，或用箭头调整，然后保存。"
    can_delete = False
    ordering = ["position", "pk"]

    def has_add_permission(self, request, obj):
        return False

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        return articles.prefetch_related("signoffs__department").defer("body", "plain_text")

    @admin.display(description="发稿单位")
    def departments(self, article):
        return article.displayed_signoff or "—"

    @admin.display(description="状态")
    def state(self, article):
        return state_badge(article)

    @admin.display(description="标题")
    def title(self, article):
        return format_html(
            '<a href="{}?page={}">{}</a>', change_url(article), article.page_id, article
        )


class PageForm(NumberedForm, GuardedForm):
    """A page's own fields; its picture can be taken away. One chosen at the same time stays."""

    remove_image = forms.BooleanField(label="去掉现在的版面图", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("remove_image") and "image" not in self.changed_data:
            cleaned["image"] = False  # what Django's own box for clearing a file sends
        return cleaned


@admin.register(Page)
class PageAdmin(ZonesMixin, DeskAdmin):
    """A page's credits, its picture and the order of its articles; reached from its issue."""

    form = PageForm
    readonly_fields = ["thumbnail"]
    inlines = [ArticleInline]
    change_form_template = "admin/articles/page/change_form.html"

    def has_add_permission(self, request):
        """Pages are added in the issue's form, where their order is seen."""
        return False

    def get_model_perms(self, request):
        """No entry of its own in menus."""
        return {}

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(list_url(Issue))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issue")

    def get_fields(self, request, obj=None):
        may_remove = obj and obj.image and self.has_change_permission(request, obj)
        return [
            ("number", "section_label"),
            ("responsible_editor", "art_editor"),
            ("thumbnail", "image"),
            *(["remove_image"] if may_remove else []),
            "pdf",
        ]

    @admin.display(description="现在的版面图")
    def thumbnail(self, page):
        if not page.image:
            return "还没有"
        if is_new(page.image):
            return NOT_STORED
        small = rendition_name(page.image.name, min(WIDTHS), "jpg")
        storage = page.image.storage
        link = '<a href="{}"><img src="{}" alt="{}版面，打开大图"></a>'
        return format_html(link, page.image.url, storage.url(small), page.label)

    def get_ordering(self, request):
        return ["-issue__issued_on", "-issue__edition", "sequence", "pk"]

    def get_search_results(self, request, queryset, search_term):
        for typed in search_term.split():
            date = issued_on_q(typed, "issue__")
            number = PAGE_AS_SHOWN.sub(r"\1", typed)
            name = Q(number__iexact=number) | Q(section_label__icontains=typed)
            queryset = queryset.filter(date | name if date else name)
        return queryset, False

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if self.admin_site._registry[Article].has_add_permission(request):
            context["add_elsewhere_url"] = f"{add_url(Article)}?page={obj.pk}"
        if obj.image and not is_new(obj.image) and may_draw(self.admin_site, request, obj):
            context["zones_url"] = zones_url(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(change_url(obj.issue))

    def response_delete(self, request, obj_display, obj_id):
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(list_url(Issue))
