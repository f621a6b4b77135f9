"""Who and when: departments, people, meetings, each with what the paper reported."""

from datetime import date
from itertools import groupby

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.generic import DetailView, ListView

from articles import public
from articles.calendars import meetings_calendar
from articles.models import Article
from articles.published import as_cards, department_tree
from articles.search.documents import label
from articles.search.query import Question
from articles.search.results import in_order
from articles.search.searching import Search
from articles.views.base import Around
from departments.models import Attendance
from liangcheng.fast.compiled import compiled


class DepartmentListView(ListView):
    """The tree of all departments and units."""

    template_name = "departments/department_list.html"

    def get_queryset(self):
        return department_tree(self.request)


class PersonListView(ListView):
    """The people whom the paper named, by the first letter of their pinyin."""

    template_name = "departments/person_list.html"

    def get_queryset(self):
        return _people()

    def get_context_data(self, **kwargs):
        people = sorted(
            self.object_list, key=lambda person: (person.initial == "#", person.initial)
        )
        letters = groupby(people, key=lambda person: person.initial)
        return super().get_context_data(
            letters=[(letter, list(group)) for letter, group in letters], **kwargs
        )


@compiled
def _people():
    return public.people()


class PersonDetailView(DetailView):
    """One person: appointments, articles, meetings."""

    template_name = "departments/person_detail.html"

    def get_object(self, queryset=None):
        return _found(_person, self.kwargs["pk"], "没有这个人物，或者报上还没有点名。")

    def get_context_data(self, **kwargs):
        person = self.object
        found = Search(Question().narrowed(label("per", person.pk))).newest(50)
        previous, following = _people_around(person)
        person.posts = _posts(timezone.localdate(), person.pk)
        return super().get_context_data(
            articles=in_order(found.hits, as_cards),
            attendances=_attendances(person.pk),
            previous=previous,
            next=following,
            **kwargs,
        )


_people_around = Around(public.people, "sort_key", "name", "pk")


@compiled
def _person(pk):
    return public.people().filter(pk=pk).prefetch_related("other_names")


@compiled
def _posts(day, person):
    return public.appointments(day).filter(person__pk=person).select_related("department")


@compiled
def _attendances(person):
    found = public.attendances().filter(person__pk=person)
    return found.select_related("meeting").newest_first()[:50]


class MeetingListView(ListView):
    """The newest meetings, and the months that have any."""

    template_name = "departments/meeting_list.html"

    def get_queryset(self):
        return _newest_meetings()

    def get_context_data(self, **kwargs):
        return super().get_context_data(months=public.months_of_meetings(), **kwargs)


@compiled
def _newest_meetings():
    return public.meetings().newest_first().prefetch_related("organisers")[:30]


class MeetingMonthView(ListView):
    """The meetings of one month."""

    template_name = "departments/meeting_month.html"

    def get_queryset(self):
        return (
            public.meetings()
            .in_month(self.kwargs["year"], self.kwargs["month"])
            .newest_first()
            .prefetch_related("organisers")
        )

    def get_context_data(self, **kwargs):
        month = date(self.kwargs["year"], self.kwargs["month"], 1)
        if not self.object_list:
            raise Http404(f"{month.year}年{month.month}月没有会议记录。")
        meetings = public.meetings()
        last = max(meeting.latest_on for meeting in self.object_list)
        return super().get_context_data(
            month=month,
            previous=meetings.filter(latest_on__lt=month).order_by("-latest_on").first(),
            next=meetings.filter(latest_on__gt=last).order_by("latest_on").first(),
            **kwargs,
        )


class MeetingDetailView(DetailView):
    """One meeting: who took part in which role, and the articles that report it."""

    template_name = "departments/meeting_detail.html"

    def get_object(self, queryset=None):
        return _found(_meeting, self.kwargs["pk"], "没有这次会议，或者报道还没有发表。")

    def get_context_data(self, **kwargs):
        meeting = self.object
        roles = {}
        for attendance in meeting.attendances.all():
            roles.setdefault(attendance.get_role_display(), []).append(attendance)
        previous = following = None
        if meeting.latest_on:
            previous, following = _meetings_around(meeting)
        return super().get_context_data(
            roles=roles.items(),
            articles=_reports(meeting.pk),
            previous=previous,
            next=following,
            **kwargs,
        )


_meetings_around = Around(public.meetings, "latest_on", "pk")


@compiled
def _meeting(pk):
    attendances = Attendance.objects.select_related("person", "department")
    attendances = Prefetch("attendances", attendances)
    return public.meetings().filter(pk=pk).prefetch_related("organisers", attendances)


@compiled
def _reports(meeting):
    return Article.objects.published().filter(meetings__pk=meeting).newest_first().for_cards()


class MeetingCalendarView(MeetingDetailView):
    """One meeting as an iCalendar file."""

    def get(self, request, pk):
        return _calendar(request, [self.get_object()], f"meeting-{pk}")


class MeetingsCalendarView(MeetingListView):
    """The newest meetings as an iCalendar feed."""

    def get(self, request):
        return _calendar(request, self.get_queryset(), "meetings")


def _found(question, key, otherwise):
    """The object that a compiled question finds; Http404, saying so, where it finds none."""
    if found := question.first(key):
        return found
    raise Http404(otherwise)


def _calendar(request, meetings, filename):
    content = meetings_calendar(meetings, request.build_absolute_uri)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}.ics"'},
    )
