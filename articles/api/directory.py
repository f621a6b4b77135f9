"""Who and when: departments, people, meetings."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from articles import public
from articles.api import schemas
from articles.api.answers import Answers
from articles.api.conditions import Asked, Days
from articles.api.paging import listed, page
from articles.api.service import read

router = Router(tags=["单位、人物、会议"])

MOST_ATTENDANCES = 50


@read(router, "/departments", schemas.Departments, "单位，照编辑部排的次序")
def list_departments(request: HttpRequest, response: HttpResponse, asked: Query[Asked]):
    departments = public.departments().select_related("parent")
    found, cursor = page([(departments, ("position", "pk"))], asked.limit, asked.cursor)
    answers = Answers(request)
    return listed(request, response, [answers.department_summary(one) for one in found], cursor)


@read(router, "/departments/{slug:slug}", schemas.Department, "一个单位")
def get_department(request: HttpRequest, slug: str):
    departments = public.departments().select_related("parent")
    found = departments.prefetch_related("other_names", "children").filter(slug=slug).first()
    if not found:
        raise Http404("没有这个单位。单位的网址名（slug）见 /api/departments。")
    today = timezone.localdate()
    appointments = public.appointments(today).on(today).filter(department=found)
    return Answers(request).department(found, appointments.select_related("person"))


@read(router, "/people", schemas.People, "报上有名字的人，按读音")
def list_people(request: HttpRequest, response: HttpResponse, asked: Query[Asked]):
    found, cursor = page([(public.people(), ("sort_key", "pk"))], asked.limit, asked.cursor)
    answers = Answers(request)
    return listed(request, response, [answers.person_summary(one) for one in found], cursor)


@read(router, "/people/{int:pk}", schemas.Person, "一个人物：任职和会议")
def get_person(request: HttpRequest, pk: int):
    found = public.people().prefetch_related("other_names").filter(pk=pk).first()
    if not found:
        raise Http404("没有这个人物。人物的编号见 /api/people。")
    appointments = public.appointments(timezone.localdate()).filter(person=found)
    attendances = public.attendances().filter(person=found)
    return Answers(request).person(
        found,
        appointments.select_related("department"),
        attendances.select_related("meeting").newest_first()[:MOST_ATTENDANCES],
    )


@read(router, "/meetings", schemas.Meetings, "报道过的会议，最近的在前，日期不详的在后")
def list_meetings(request: HttpRequest, response: HttpResponse, asked: Query[Days]):
    meetings = public.meetings().prefetch_related("organisers")
    dated = meetings.filter(latest_on__isnull=False)
    parts = [(dated, ("-latest_on", "-pk")), (meetings.filter(latest_on__isnull=True), ("-pk",))]
    if asked.since or asked.until:
        # Those that may have been on one of the days.
        if asked.since:
            dated = dated.filter(latest_on__gte=asked.since)
        if asked.until:
            dated = dated.filter(Q(earliest_on__isnull=True) | Q(earliest_on__lte=asked.until))
        parts = [(dated, ("-latest_on", "-pk"))]
    found, cursor = page(parts, asked.limit, asked.cursor)
    answers = Answers(request)
    return listed(request, response, [answers.meeting_summary(one) for one in found], cursor)


@read(router, "/meetings/{int:pk}", schemas.Meeting, "一次会议：谁参加")
def get_meeting(request: HttpRequest, pk: int):
    meetings = public.meetings().prefetch_related(
        "organisers", "attendances__person", "attendances__department"
    )
    found = meetings.filter(pk=pk).first()
    if not found:
        raise Http404("没有这次会议。会议的编号见 /api/meetings。")
    return Answers(request).meeting(found)
