"""People, meetings and tags that the public may see: those of published articles.

`departments/` knows nothing of articles, so the rule stands here: a person or a meeting entered for
an article that is still a draft shows nowhere until the article is published.
"""

from django.db import connection
from django.db.models import DateField, Exists, OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull
from django.utils.dateparse import parse_date
from taggit.models import Tag

from articles.models import Article, Mention, Signoff
from departments.models import Appointment, Attendance, Department, Meeting, Person


def meetings():
    """Meetings that a published article reports."""
    reports = Article.meetings.through.objects.filter(meeting=OuterRef("pk"))
    return Meeting.objects.filter(_any(_of_published(reports)))


def attendances():
    """Attendances of public meetings."""
    meeting = meetings().filter(pk=OuterRef("meeting")).order_by()
    return Attendance.objects.filter(_any(meeting))


def months_of_meetings():
    """The months in which public meetings lie, as their first days, the newest first.

    One query, which goes from the newest meeting of a month to the newest of an earlier one, and so
    reads a few rows a month, however many meetings there are.
    """
    newest, params = _statement(meetings().filter(latest_on__isnull=False))
    month = connection.ops.date_trunc_sql("month", "found.day", ())
    first_day = RawSQL(*month, DateField())  # noqa: S611 -- Django's own SQL
    earlier, more = _statement(meetings().filter(latest_on__lt=first_day))
    statement = (
        f"WITH RECURSIVE found(day) AS (SELECT * FROM ({newest}) newest UNION ALL"  # noqa: S608
        f" SELECT ({earlier}) FROM found WHERE day IS NOT NULL)"
        " SELECT day FROM found WHERE day IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, *more])
        days = [day for (day,) in cursor.fetchall()]
    # SQLite has text.
    return [(parse_date(day) if isinstance(day, str) else day).replace(day=1) for day in days]


def _statement(some):
    """SQL for the latest day of some meetings, and its parameters."""
    return some.newest_first().values("latest_on")[:1].query.sql_with_params()


def people():
    """People whom a published article names, or who took part in a public meeting."""
    return Person.objects.filter(_is_public_person("pk"))


def appointments(day):
    """Appointments of public people that have begun by a day."""
    return Appointment.objects.begun(day).filter(_is_public_person("person"))


def departments():
    """All departments, with `has_articles`: whether anything published is signed by them."""
    signed = Signoff.objects.filter(department=OuterRef("pk"))
    return Department.objects.annotate(has_articles=_any(_of_published(signed)))


def tags():
    """Tags that a published article bears."""
    tagged = Article.objects.published().filter(tags=OuterRef("pk"))
    return Tag.objects.filter(Exists(tagged)).exclude(slug="").order_by("name")


def _is_public_person(field):
    """The condition that the person in a field is public."""
    named = Mention.objects.filter(person=OuterRef(field))
    present = attendances().filter(person=OuterRef(field))
    return Q(_any(_of_published(named))) | Q(_any(present.order_by("-meeting_id")))


def _of_published(parts):
    """Of rows that have an `article` those whose article is published, the newest first."""
    article = Article.objects.published().filter(pk=OuterRef("article")).order_by()
    return parts.filter(_any(article)).order_by("-article_id")


def _any(rows):
    """The condition that there is one of some rows, which are in the order of an index or in none.

    Not EXISTS, nor a join: a database that thinks better of it begins with all articles that there
    are. So each row is looked up when it is asked about, and the first that fits ends it.
    """
    return IsNull(Subquery(rows.values("pk")[:1]), False)
