"""Publishing in the admin: buttons, actions, the state of a row and what it still lacks."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHECKBOX
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles.changes import gathered
from articles.publishing import NotReady, is_public_q
from liangcheng.chinese.dates import implausible
from liangcheng.desk.screens import DeskAdmin, change_url, lacks, sentences
from liangcheng.desk.widgets import DateTimeInput

# Of more rows than this an editor is told how many.
MOST_NAMED = 20
# What is asked about several rows: in a word, and what becomes of those that are scheduled.
QUESTIONS = {
    "publish": ("发布", "定了时间的，不再等，马上发布。"),
    "withdraw": ("撤回", "定了时间、还没有发布的，取消定时，变回草稿。"),
}


@admin.display(description="状态")
def state_badge(row):
    """The state of an issue or article in its colour."""
    return format_html('<span class="state state-{}">{}</span>', row.state, row.state_label)


class StateFilter(admin.SimpleListFilter):
    title = "状态"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", "草稿"),
            ("scheduled", "定时"),
            ("published", "已发布"),
            ("withdrawn", "已撤回"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.never_public()
            case "withdrawn":
                return queryset.withdrawn()
            case "published":
                return queryset.filter(is_public_q())
            case "scheduled":
                return queryset.scheduled()
        return queryset


class ScheduleForm(forms.Form):
    publish_at = forms.DateTimeField(
        label="发布时间",
        required=False,
        widget=DateTimeInput,
        error_messages={"invalid": "时间写得不对，请重新选择。"},
    )

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if not at:
            raise forms.ValidationError("没有选择发布时间。")
        if sentence := implausible(at.date()):
            raise forms.ValidationError(sentence)
        if at <= timezone.now():
            raise forms.ValidationError(f"{timezone.localtime(at):%Y-%m-%d %H:%M} 已经过了。")
        return at


class PublishableAdmin(DeskAdmin):
    """An admin of issues or articles, which are written first and published later."""

    actions = ["publish_selected", "withdraw_selected"]
    # What readers see of it when several rows are published or withdrawn, a sentence each.
    publish_note = withdraw_note = ""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        verbs = {"publish": self.publish_view, "withdraw": self.withdraw_view}
        return [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"{name}_{verb}",
            )
            for verb, view in verbs.items()
        ] + super().get_urls()

    def changeform_view(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with gathered():
            return super().changeform_view(request, *args, **kwargs)

    # One row: its own addresses, and the buttons of its form

    def publish_view(self, request, pk):
        row = self._changeable(request, pk)
        self._publish(request, row)
        return self._stay(request, row)

    def withdraw_view(self, request, pk):
        row = self._changeable(request, pk)
        was_scheduled = row.state == "scheduled"
        row.withdraw()
        self._log(request, [row], "取消定时" if was_scheduled else "撤回")
        done = "已取消定时“{}”，它又是草稿了。" if was_scheduled else "已撤回“{}”，读者看不到了。"
        self.message_user(request, done.format(row), messages.SUCCESS)
        return self._stay(request, row)

    def _changeable(self, request, pk):
        row = self.get_object(request, str(pk))
        if row is None or not self.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_saving(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request, obj):
        return self._after_saving(request, obj) or super().response_change(request, obj)

    def _after_saving(self, request, row):
        """What the pressed button asks for beyond saving; None if nothing."""
        if not self.has_change_permission(request, row):
            return None  # who may only add has no such buttons
        if "_preview" in request.POST:
            return HttpResponseRedirect(row.get_absolute_url())
        if "_publish" in request.POST:
            self._publish(request, row)
        elif "_schedule" in request.POST:
            form = ScheduleForm(request.POST)
            if form.is_valid():
                self._publish(request, row, form.cleaned_data["publish_at"])
            else:
                error = form.errors["publish_at"][0]
                self.message_user(request, f"已保存，但没有定时：{error}", messages.WARNING)
        else:
            return None
        return self._stay(request, row)

    def _stay(self, request, row):
        """In the form, knowing still where the editor came from."""
        query = request.GET.urlencode()
        return HttpResponseRedirect(change_url(row) + (f"?{query}" if query else ""))

    def _publish(self, request, row, at=None):
        try:
            row.publish(at)
        except NotReady as error:
            message = format_html("“{}”还不能发布：{}", row, sentences(error.problems))
            self.message_user(request, message, messages.ERROR)
        else:
            self._log(request, [row], "定时发布" if at else "发布")
            verb = f"已定在 {timezone.localtime(at):%Y-%m-%d %H:%M} 发布" if at else "已发布"
            self.message_user(request, f"{verb}：“{row}”。", messages.SUCCESS)

    # Several rows of the list: of more than one is asked first

    @admin.action(description="发布所选的%(verbose_name_plural)s", permissions=["change"])
    def publish_selected(self, request, queryset):
        queryset = self.to_publish(queryset)
        if number := self._to_ask(request, queryset):
            problems = [problem for row in queryset for problem in row.problems()]
            if problems:
                return self._refuse(request, problems)
            return self._ask("publish", request, queryset, number)
        try:
            rows = queryset.publish()
        except NotReady as error:
            return self._refuse(request, error.problems)
        if not rows:
            self.message_user(request, "选中的都已经发布，不用再发布。", messages.WARNING)
            return None
        self._log(request, rows, "发布")
        self.message_user(request, f"已发布 {self._counted(len(rows))}。", messages.SUCCESS)
        return None

    @admin.action(description="撤回所选的%(verbose_name_plural)s", permissions=["change"])
    def withdraw_selected(self, request, queryset):
        marked = queryset.marked()
        if number := self._to_ask(request, marked):
            return self._ask("withdraw", request, marked, number)
        rows = marked.withdraw()
        if not rows:
            self.message_user(request, "选中的都没有发布，不用撤回。", messages.WARNING)
            return None
        self._log(request, rows, "撤回")
        self.message_user(request, f"已撤回 {self._counted(len(rows))}。", messages.SUCCESS)
        return None

    def to_publish(self, rows):
        """Those of some rows of which publishing makes anything public."""
        return rows

    def _to_ask(self, request, rows):
        """How many rows the editor has to be asked about; 0 where it is one, or was answered.

        An answer holds for as many rows as it was given for: others may be published meanwhile.
        """
        number = rows.count()
        return number if number > 1 and request.POST.get("asked") != str(number) else 0

    def _ask(self, action, request, rows, number):
        """Name the rows, say what it means for readers; the answer is sent to the list again."""
        verb, of_scheduled = QUESTIONS[action]
        is_any_scheduled = rows.scheduled().exists()
        context = self.admin_site.each_context(request) | {
            "title": f"{verb}选中的 {self._counted(number)}？",
            "opts": self.opts,
            "list_title": self.list_title,
            "verb": verb,
            "notes": [getattr(self, f"{action}_note"), of_scheduled if is_any_scheduled else ""],
            "rows": [(row, state_badge(row)) for row in rows[:MOST_NAMED]],
            "rest": self._counted(number - MOST_NAMED) if number > MOST_NAMED else "",
            "answer": [
                ("action", f"{action}_selected"),
                ("asked", number),
                ("select_across", request.POST.get("select_across", "0")),
                *((CHECKBOX, key) for key in request.POST.getlist(CHECKBOX)),
            ],
        }
        return TemplateResponse(request, "admin/articles/publish_selected.html", context)

    def _refuse(self, request, problems):
        message = format_html("一件也没有发布，因为：{}", sentences(problems))
        self.message_user(request, message, messages.ERROR)

    def _counted(self, number):
        return f"{number} {self.measure_word}{self.opts.verbose_name}"

    def _log(self, request, rows, what):
        LogEntry.objects.log_actions(request.user.pk, rows, CHANGE, what)

    # What the form shows of it

    def state_note(self, row):
        """A sentence beside the state about what it means here; empty if plain."""
        return ""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may_change = self.has_change_permission(request, obj)
        if obj and not context["errors"]:
            context |= lacks(obj)
        context |= {
            "state_badge": obj and state_badge(obj),
            "state_note": obj and self.state_note(obj),
            "schedule_form": ScheduleForm(request.POST or None),
            "can_publish": may_change and (not obj or obj.state != "published"),
            "can_withdraw": may_change and obj and obj.state in {"published", "scheduled"},
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
