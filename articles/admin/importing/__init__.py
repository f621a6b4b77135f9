"""The import in the newsroom's admin (导入): dropped in, looked through, accepted.

uploading.py    files and pasted text come in; how far they are read
reviewing.py    a page beside its image: what the machine proposes, what the clerk changes
shown.py        what the review screen shows, as rows for its templates
suggestions.py  of these, what there is to take or to drop: people, meetings, departments, tags
sent.py         what it sends back, from its script or from a plain form
accepting.py    a draft issue; a page that is there already is asked about
"""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.admin.importing.accepting import AcceptMixin
from articles.admin.importing.reviewing import ReviewMixin
from articles.admin.importing.uploading import UploadMixin
from articles.importing.receiving import forget
from articles.models import Import
from liangcheng.desk.screens import DeskAdmin, change_url, name_of

# An import's state in the colours that issues and articles have.
STATES = {"reading": "scheduled", "review": "draft", "failed": "withdrawn", "accepted": "published"}


@admin.register(Import)
class ImportAdmin(UploadMixin, ReviewMixin, AcceptMixin, DeskAdmin):
    """Imports; who accepts one goes on in its issue."""

    list_title = "导入"
    add_title = "导入版面"
    measure_word = "次"
    list_display = ["name", "state", "uploaded", "became"]
    list_display_links = ["name"]
    search_fields = ["files__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("uploaded_by").prefetch_related("files")

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.split():
            queryset = queryset.filter(files__name__icontains=word)
        return queryset.distinct(), False

    def view_on_site(self, row):
        return None

    @admin.display(description="文件")
    def name(self, imported):
        return str(imported)

    @admin.display(description="状态")
    def state(self, imported):
        state = imported.state
        return format_html('<span class="state state-{}">{}</span>', STATES[state], state.label)

    @admin.display(description="上传", ordering="uploaded_at")
    def uploaded(self, imported):
        at = timezone.localtime(imported.uploaded_at)
        who = imported.uploaded_by
        name = f"　{name_of(who)}" if who else ""
        return f"{at:%Y-%m-%d %H:%M}{name}"

    @admin.display(description="成为")
    def became(self, imported):
        issues = imported.issues() if imported.accepted_at else []
        return format_html_join("、", '<a href="{}">{}</a>', ((change_url(i), i) for i in issues))

    def delete_model(self, request, obj):
        forget(obj)

    def delete_queryset(self, request, queryset):
        for imported in queryset:
            forget(imported)
