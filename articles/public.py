"""People, meetings and tags that the public may see: those of published articles.

`departments/` knows nothing of articles, so the rule stands here: a person or a meeting entered for
an article that is still a draft shows nowhere until the article is published.
"""

from django.db.models import Exists, OuterRef
from taggit.models import Tag

from articles.models import Article, Mention
from departments.models import Appointment, Department, Meeting, Person


def meetings():
    """Meetings that a published article reports."""
    reports = Article.objects.published().filter(meetings=OuterRef("pk"))
    return Meeting.objects.filter(Exists(reports))


def people():
    """People whom a published article names, or who took part in a public meeting."""
    named = Mention.objects.published().filter(person=OuterRef("pk"))
    present = meetings().filter(attendances__person=OuterRef("pk"))
    return Person.objects.filter(Exists(named) | Exists(present))


def appointments(day):
    """Appointments of public people that have begun by a day."""
    return Appointment.objects.begun(day).filter(person__in=people())


def departments():
    """All departments, with `has_articles`: whether anything published is signed by them."""
    signed = Article.objects.published().filter(signoffs__department=OuterRef("pk"))
    return Department.objects.annotate(has_articles=Exists(signed))


def tags():
    """Tags that a published article bears."""
    tagged = Article.objects.published().filter(tags=OuterRef("pk"))
    return Tag.objects.filter(Exists(tagged)).exclude(slug="").order_by("name")
