"""The paper itself and its tags, in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from taggit.models import Tag, TaggedItem

from articles.models import Article, Publication
from articles.models.tagging import validate_tag
from liangcheng.chinese.text import split_tags
from liangcheng.desk.guarding import GuardedForm
from liangcheng.desk.screens import DeskAdmin, add_url, change_url, list_url, number_of

# taggit's own form lists the rows behind a tag by their numbers.
admin.site.unregister(Tag)


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    """One row: entered once, then changed."""

    list_title = "报头页脚"
    add_title = "填写报头页脚"

    fieldsets = [
        ("报头", {"fields": ["name", "tagline", "publisher"]}),
        ("出版许可", {"fields": ["licence_mode", "cn_number", "permit_number"]}),
        (
            "网站页脚",
            {"fields": ["contact", "icp_number", "police_number", "site_identifier"]},
        ),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Publication.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        paper = Publication.objects.first()
        return HttpResponseRedirect(change_url(paper) if paper else add_url(Publication))

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(change_url(obj))

    response_post_save_add = response_post_save_change

    def view_on_site(self, row):
        return reverse("home")


class TagForm(GuardedForm):
    class Meta:
        # Of taggit's own the history would keep the English.
        labels = {"name": "名称"}
        error_messages = {"name": {"unique": "已经有这个标签了，请直接使用。"}}

    def clean_name(self):
        """One name, as an article's form takes it: with a comma it would there become two."""
        match split_tags(self.cleaned_data["name"]):
            case [name]:
                validate_tag(name)
                return name
            case []:
                raise ValidationError("标签里要有汉字、字母或数字，只有符号的没有网址。")
        raise ValidationError("这是几个标签：逗号、顿号、分号用来隔开标签，一个标签里不能有。")


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    add_title = "添加标签"
    form = TagForm
    # The slug follows from the first name and stays: it is an address.
    fields = ["name"]
    list_display = ["name", "articles"]
    ordering = ["name"]

    def get_queryset(self, request):
        uses = number_of(TaggedItem.objects.all(), "tag")
        return super().get_queryset(request).annotate(uses=uses)

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(name__icontains=search_term.strip()), False

    def view_on_site(self, row):
        return reverse("tag", args=[row.slug]) if row.slug else None

    @admin.display(description="稿件", ordering="uses")
    def articles(self, tag):
        return format_html('<a href="{}?tag={}">{} 篇</a>', list_url(Article), tag.pk, tag.uses)
