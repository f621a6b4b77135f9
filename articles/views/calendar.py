"""Issues by date: all, a year, a month, and this day in other years (那年今日)."""

import re
from datetime import MAXYEAR, date

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.generic import ListView, TemplateView

from articles import back_issues
from articles.models import Issue
from liangcheng.chinese.text import whole_number

NEWEST = 12
# On the page of all issues; the rest is a link away.
ANNIVERSARIES = 4
# What the form of 那年今日 offers for every month.
DAYS = range(1, 32)


class IssueListView(TemplateView):
    """The latest issue with its month, the newest issues, this day in other years.

    `?year=2021&month=4` is the jump form's question: it leads to that month, or to its year.
    """

    template_name = "articles/issue_list.html"

    def get(self, request, *args, **kwargs):
        if "year" in request.GET:
            return HttpResponseRedirect(self.target())
        return super().get(request, *args, **kwargs)

    def target(self):
        year = _number(self.request.GET["year"], MAXYEAR)
        if not self.request.GET.get("month"):
            return reverse("issue_year", args=[year])
        month = _number(self.request.GET["month"], 12)
        return _address(year, month) or f"{reverse('issue_year', args=[year])}?month={month}"

    def get_context_data(self, **kwargs):
        newest = list(Issue.objects.published().newest_first()[:NEWEST])
        context = super().get_context_data(issue_list=newest, years=back_issues.years(), **kwargs)
        if not newest:
            return context
        latest, today = newest[0], timezone.localdate()
        earlier = [year for year in context["years"] if year < today.year]
        anniversaries = back_issues.on_this_day(today.month, today.day, earlier)[:ANNIVERSARIES]
        back_issues.with_covers(newest + _issues(anniversaries))
        return context | {
            "latest": latest,
            "month": latest.issued_on.replace(day=1),
            "in_month": back_issues.in_month(latest.issued_on.year, latest.issued_on.month),
            "today": today,
            "anniversaries": anniversaries,
        }


class IssueYearView(ListView):
    """One year: a small calendar for each month, its days with issues linked.

    `?month=3` is a month that was asked for and has none; one that has some by now is led to.
    """

    template_name = "articles/issue_year.html"

    def get(self, request, *args, **kwargs):
        month = request.GET.get("month")
        self.asked = month and date(kwargs["year"], _number(month, 12), 1)
        if self.asked and (address := _address(self.asked.year, self.asked.month)):
            return HttpResponseRedirect(address)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return (
            Issue.objects.published()
            .filter(issued_on__year=self.kwargs["year"])
            .order_by("issued_on", "edition")
        )

    def get_context_data(self, **kwargs):
        year = self.kwargs["year"]
        issues = list(self.object_list)
        if not issues:
            raise Http404(f"{year}年没有出版记录。")
        published = Issue.objects.published()
        following = published.filter(issued_on__year__gt=year).order_by("issued_on").first()
        return super().get_context_data(
            year=year,
            years=back_issues.years(),
            months=[
                (date(year, month, 1), [i for i in issues if i.issued_on.month == month])
                for month in range(1, 13)
            ],
            count=len(issues),
            latest=None if following else issues[-1],
            asked=self.asked,
            previous=published.filter(issued_on__year__lt=year).newest_first().first(),
            next=following,
            **kwargs,
        )


class IssueMonthView(ListView):
    """One month: its calendar and its issues with their covers."""

    template_name = "articles/issue_month.html"
    context_object_name = "issue_list"

    def get_queryset(self):
        issues = back_issues.in_month(self.kwargs["year"], self.kwargs["month"])
        return back_issues.with_covers(issues)

    def get_context_data(self, **kwargs):
        month = date(self.kwargs["year"], self.kwargs["month"], 1)
        if not self.object_list:
            raise Http404(f"{month.year}年{month.month}月没有出版记录。")
        published = Issue.objects.published()
        last = self.object_list[-1]
        following = published.filter(issued_on__gt=last.issued_on).order_by("issued_on").first()
        return super().get_context_data(
            month=month,
            years=back_issues.years(),
            latest=None if following else last,
            previous=published.filter(issued_on__lt=month).newest_first().first(),
            next=following,
            **kwargs,
        )


class OnThisDayView(TemplateView):
    """A day of the year in all years (`?day=04-14`); without one, on to today's.

    So every address shows the same to everybody at any time, and may be kept in caches. The form
    offers 31 days a month: where there is none such, the month's last is shown instead.
    """

    template_name = "articles/on_this_day.html"

    def get(self, request, *args, **kwargs):
        if self.asked:
            return super().get(request, *args, **kwargs)
        today = timezone.localdate()
        response = HttpResponseRedirect(f"{request.path}?day={today:%m-%d}")
        add_never_cache_headers(response)
        return response

    @property
    def asked(self):
        """What the address names: `04-14`, or the form's `month=4&date=14`; empty for nothing."""
        given = self.request.GET
        if self.is_by_form:
            return f"{given['month']}-{given['date']}"
        return given.get("day", "")

    @property
    def is_by_form(self):
        return {"month", "date"} <= self.request.GET.keys()

    def _day(self):
        """The month and day to show, and the day asked for where the month has none such."""
        found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", self.asked)
        month, day = map(int, found.groups()) if found else (0, 0)
        if back_issues.exists_in_some_year(month, day):
            return month, day, None
        if self.is_by_form and back_issues.exists_in_some_year(month, 1) and day in DAYS:
            return month, back_issues.last_day(month), day
        raise Http404("没有这一天。")

    def get_context_data(self, **kwargs):
        month, day, missing = self._day()
        anniversaries = back_issues.on_this_day(month, day, back_issues.years())
        back_issues.with_covers(_issues(anniversaries))
        before, after = back_issues.day_before_and_after(month, day)
        return super().get_context_data(
            month=month,
            day=day,
            key=f"{month:02}-{day:02}",
            anniversaries=anniversaries,
            missing=missing,
            days=DAYS,
            before=before,
            after=after,
            **kwargs,
        )


def _issues(anniversaries):
    return [issue for anniversary in anniversaries for issue in anniversary.issues]


def _address(year, month):
    """Where a month is to be read; None where it has no issues."""
    if back_issues.in_month(year, month).exists():
        return reverse("issue_month", args=[year, month])
    return None


def _number(text, most):
    """A number from 1 on out of an address; what is none was not found."""
    number = whole_number(text, MAXYEAR)
    if not number or number > most:
        raise Http404("没有这个日期。")
    return number
