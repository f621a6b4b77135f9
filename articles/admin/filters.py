"""What the list of articles is narrowed by: day, issue, department, tag."""

import re

from django.contrib import admin
from taggit.models import Tag

from articles.models import Article, Issue
from departments.models import Department
from departments.querysets import set_in
from liangcheng.chinese.text import key_of

RECENT_ISSUES = 12


class DateFilter(admin.SimpleListFilter):
    """Years, and the months of the chosen one.

    Django's `date_hierarchy` reads every article to learn which years there are; this reads the
    first and the last.
    """

    title = "日期"
    parameter_name = "date"

    def lookups(self, request, model_admin):
        dated = Article.objects.filter(dated_on__isnull=False).order_by("dated_on")
        days = dated.values_list("dated_on", flat=True)
        first, last = days.first(), days.last()
        chosen = request.GET.get(self.parameter_name, "")[:4]
        choices = []
        for year in range(last.year, first.year - 1, -1) if first else []:
            choices.append((str(year), f"{year}年"))
            if str(year) == chosen:
                choices += [
                    (f"{year}-{month:02}", f"\u3000{year}年{month}月") for month in range(1, 13)
                ]
        return choices

    def queryset(self, request, queryset):
        chosen = re.fullmatch(r"([1-9][0-9]{3})(?:-([0-9]{2}))?", self.value() or "")
        if not chosen:
            return queryset
        queryset = queryset.filter(dated_on__year=chosen[1])
        return queryset.filter(dated_on__month=chosen[2]) if chosen[2] else queryset


class IssueFilter(admin.SimpleListFilter):
    """The latest issues, and the one chosen by a link from elsewhere."""

    title = "期"
    parameter_name = "issue"

    def lookups(self, request, model_admin):
        issues = list(Issue.objects.newest_first()[:RECENT_ISSUES])
        chosen = request.GET.get(self.parameter_name, "")
        if key_of(chosen) and key_of(chosen) not in {issue.pk for issue in issues}:
            issues += Issue.objects.filter(pk=chosen)
        return [("none", "还没有排版的"), *((issue.pk, str(issue)) for issue in issues)]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        if chosen == "none":
            return queryset.filter(page__isnull=True)
        return queryset.filter(page__issue=chosen) if key_of(chosen) else queryset


class DepartmentFilter(admin.SimpleListFilter):
    title = "发稿单位"
    parameter_name = "department"

    def lookups(self, request, model_admin):
        return [
            (department.pk, set_in(department)) for department in Department.objects.in_tree_order()
        ]

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        return queryset.from_department(chosen) if key_of(chosen) else queryset


class TagFilter(admin.SimpleListFilter):
    """Shown only for the tag that a link from the list of tags chose: there are too many."""

    title = "标签"
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        chosen = request.GET.get(self.parameter_name, "")
        return Tag.objects.filter(pk=chosen).values_list("pk", "name") if key_of(chosen) else []

    def queryset(self, request, queryset):
        chosen = self.value() or ""
        return queryset.filter(tags=chosen) if key_of(chosen) else queryset
