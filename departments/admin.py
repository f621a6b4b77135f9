"""Departments, people and meetings in the admin."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.html import format_html

from departments.models import (
    Appointment,
    Attendance,
    Department,
    DepartmentName,
    Meeting,
    Person,
    PersonName,
)
from liangcheng.chinese.text import name_as_spoken
from liangcheng.desk.guarding import GuardedForm
from liangcheng.desk.screens import DeskAdmin, DeskInline


class DepartmentForm(GuardedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text += "留空则按简称的拼音自动取。"
            slug.error_messages |= {
                "invalid": "网址名只能用英文字母、数字、- 和 _，如 dangjianban；可以留空。",
                "unique": "别的单位已经用了这个网址名，请换一个，或留空。",
            }

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors and cleaned.get("name"):
            others = Department.objects.exclude(pk=self.instance.pk)
            cleaned["slug"] = others.free_slug(cleaned["name"])
        return cleaned


class DepartmentNameInline(DeskInline):
    model = DepartmentName
    fields = ["name", "started_on", "ended_on"]
    add_text = "添加名称"
    classes = ["compact"]
    description = "曾用名、别称、简称：报上怎么写都能找到同一个单位。"


class DepartmentTree(ChangeList):
    """The list in the order of the tree, unless a search or a column orders it."""

    def get_results(self, request):
        super().get_results(request)
        if not self.multi_page and not self.get_ordering_field_columns():
            self.result_list = self.queryset.in_tree_order()


@admin.register(Department)
class DepartmentAdmin(DeskAdmin):
    add_title = "添加单位"
    form = DepartmentForm
    fieldsets = [
        (None, {"fields": ["name", "full_name", "classification", ("parent", "position")]}),
        ("存续", {"fields": [("founded_on", "dissolved_on")]}),
        ("网址", {"fields": ["slug"]}),
    ]
    autocomplete_fields = ["parent"]
    inlines = [DepartmentNameInline]
    list_display = ["indented", "full_name", "classification", "period"]
    list_filter = ["classification"]
    list_per_page = 500
    search_help_text = "按名称、别称、拼音或首字母查找，如“党建办”“djb”"

    def get_changelist(self, request, **kwargs):
        return DepartmentTree

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("parent")

    def autocomplete_label(self, row):
        return f"{row} · {row.parent}" if row.parent else str(row)

    @admin.display(description="简称", ordering="name")
    def indented(self, department):
        depth = getattr(department, "depth", 0)
        return format_html('<span class="depth depth-{}">{}</span>', min(depth, 5), department)

    @admin.display(description="存续")
    def period(self, department):
        if department.dissolved_on:
            return f"{department.dissolved_on:%Y-%m-%d} 撤销"
        return department.founded_on and f"{department.founded_on:%Y-%m-%d} 成立"


class _NameOfPerson:
    """A form that knows a name with the blanks of its setting for the same name."""

    def clean_name(self):
        return name_as_spoken(self.cleaned_data["name"])


class PersonForm(_NameOfPerson, GuardedForm):
    pass


class PersonNameForm(_NameOfPerson, forms.ModelForm):
    pass


class PersonNameInline(DeskInline):
    model = PersonName
    form = PersonNameForm
    fields = ["name", "started_on", "ended_on"]
    add_text = "添加名字"
    classes = ["compact"]
    description = "笔名、曾用名。"


class AppointmentInline(DeskInline):
    model = Appointment
    fields = ["department", "title", "rank", "started_on", "ended_on", "attested_on"]
    autocomplete_fields = ["department"]
    add_text = "添加任职"
    classes = ["compact", "appointments"]
    description = (
        "只写有根据的：起止日期不知道就留空，在“见报日期”里写最近一次在报上见到这个职务的日期。"
        "报上只写了单位、没写职务的，职务留空。排序小的在前。"
    )


def post(appointment):
    """`平安办主任`."""
    return f"{appointment.department}{appointment.title}"


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    add_title = "添加人物"
    form = PersonForm
    fields = ["name", "sort_name", "disambiguation"]
    inlines = [AppointmentInline, PersonNameInline]
    list_display = ["__str__", "posts", "sort_name"]
    search_help_text = "按姓名、别名、拼音或首字母查找"

    def get_queryset(self, request):
        current = Appointment.objects.on(timezone.localdate()).select_related("department")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("appointments", queryset=current, to_attr="current_posts"))
        )

    def autocomplete_label(self, row):
        """`王芳 · 平安办主任`: the name alone may be that of two people."""
        return " · ".join([str(row), *map(post, row.current_posts[:1])])

    @admin.display(description="现任职务")
    def posts(self, person):
        return "、".join(map(post, person.current_posts)) or None


class AttendanceInline(DeskInline):
    model = Attendance
    fields = ["position", "role", "person", "title_as_printed", "department", "as_printed"]
    autocomplete_fields = ["person", "department"]
    order_field = "position"
    add_text = "添加参会者"
    classes = ["compact", "attendances"]
    description = (
        "一行一位，照报上的先后：点了名的选人物；整个单位参加的选单位；"
        "没有点名的，照报上写，如“各居民区代表”。"
    )


@admin.register(Meeting)
class MeetingAdmin(DeskAdmin):
    add_title = "添加会议"
    fieldsets = [
        (None, {"fields": ["name", ("classification", "status")]}),
        (
            "时间与地点",
            {"fields": [("held_on_as_printed", "held_on"), "location"]},
        ),
        ("主办", {"fields": ["organisers", "description"]}),
    ]
    autocomplete_fields = ["organisers"]
    inlines = [AttendanceInline]
    list_display = ["name", "classification", "displayed_date", "location", "status"]
    list_filter = ["classification", "status"]
    date_hierarchy = "latest_on"
    search_help_text = "按名称、拼音或首字母查找"

    def autocomplete_label(self, row):
        return f"{row} · {row.displayed_date}"

    @admin.display(description="时间", ordering="latest_on")
    def displayed_date(self, meeting):
        return meeting.displayed_date
