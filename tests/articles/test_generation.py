"""The publication's generation moves with whatever readers may see, and with nothing else."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from taggit.models import Tag

from articles import generation
from articles.models import Article, Correction, GenerationStep, Page, Publication
from departments.models import Department, Person
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)
from tests.keeping import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def article():
    """A published article with everything that readers see of it."""
    department = make_department()
    person = make_person()
    person.appointments.create(department=department, title="科员")
    person.other_names.create(name="云中")
    page = make_page(make_issue(published=True))
    article = make_article(page=page, department=department, person=person, published=True)
    article.tags.add("公园")
    article.corrections.create(text="某处有误。")
    meeting = make_meeting()
    meeting.attendances.create(person=person, role="chair")
    article.meetings.add(meeting)
    make_photo(article)
    Publication.objects.create(name="云栖")
    return article


CHANGES = {
    "withdrawn": lambda article: article.withdraw(),
    "published again": lambda article: article.publish(),
    "edited": lambda article: article.save(),
    "edited by a query": lambda article: Article.objects.update(headline="步道"),
    "corrected": lambda article: Correction.objects.create(article=article, text="另一处。"),
    "correction edited": lambda article: article.corrections.get().save(),
    "correction deleted": lambda article: article.corrections.get().delete(),
    "signed": lambda article: article.signoffs.create(department=make_department()),
    "sign-off deleted": lambda article: article.signoffs.all().delete(),
    "person named": lambda article: article.mentions.create(person=make_person()),
    "picture added": lambda article: make_photo(article),
    "picture deleted": lambda article: article.photos.get().delete(),
    "tagged": lambda article: article.tags.add("步道"),
    "untagged": lambda article: article.tags.clear(),
    "tag renamed": lambda article: Tag.objects.get().save(),
    "meeting taken off": lambda article: article.meetings.clear(),
    "meeting edited": lambda article: article.meetings.get().save(),
    "attendance edited": lambda article: article.meetings.get().attendances.get().save(),
    "organiser added": lambda article: article.meetings.get().organisers.add(make_department()),
    "department edited": lambda article: Department.objects.first().save(),
    "person edited": lambda article: Person.objects.get().save(),
    "name added": lambda article: Person.objects.get().other_names.get().delete(),
    "appointment edited": lambda article: Person.objects.get().appointments.get().save(),
    "page edited": lambda article: article.page.save(),
    "issue edited": lambda article: article.page.issue.save(),
    "issue withdrawn": lambda article: article.page.issue.withdraw(),
    "masthead edited": lambda article: Publication.objects.get().save(),
    "deleted": lambda article: article.delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_moves_when_something_is(article, change):
    before = generation.current()

    CHANGES[change](article)

    assert generation.current().mark != before.mark


def test_it_stays_where_nothing_changes(article, client, editor):
    before = generation.current()

    client.get("/")
    client.force_login(editor)
    client.get("/admin/")

    assert generation.current() == before


def test_each_history_leads_to_another(article):
    """Also after what was undone, as by restoring a backup."""
    marks = set()
    for _ in range(3):
        with transaction.atomic():
            article.save()
            marks.add(generation.current().mark)
            transaction.set_rollback(True)

    assert len(marks) == 3


def test_a_scheduled_moment_that_passes_is_another_generation(monkeypatch):
    now = timezone.now()
    issue = make_issue()
    make_article(page=make_page(issue))
    issue.publish(at=now + timedelta(minutes=5))
    before = generation.current()

    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=4, seconds=59))
    assert generation.current() == before
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=5))

    after = generation.current()
    assert (after.mark, after.since) == (before.mark, now + timedelta(minutes=5))
    assert after != before


@pytest.mark.parametrize(
    "schedule",
    [
        lambda at: make_article(published=at),
        lambda at: make_issue(published=at),
        lambda at: make_article().publish(at=at),
        lambda at: [
            make_article(),
            Article.objects.update(status="published", published_at=at),
        ],
    ],
)
def test_whatever_schedules_notes_its_moment_once(schedule):
    at = timezone.now() + timedelta(days=2)

    schedule(at)
    make_article()

    assert GenerationStep.objects.filter(due_at=at).count() == 1


def test_one_transaction_is_one_step(article):
    generation.current()
    before = GenerationStep.objects.count()

    with transaction.atomic():
        for page in Page.objects.all():
            page.save()
            page.issue.save()

    assert GenerationStep.objects.count() == before + 1


def test_a_step_that_is_rolled_back_is_made_again(article):
    before = generation.current()
    with transaction.atomic():
        article.save()
        transaction.set_rollback(True)

    assert generation.current() == before
    article.save()
    assert generation.current() != before


def test_steps_stay_few_and_adding_them_up_changes_nothing(article):
    for _ in range(40):
        generation.current()
        with transaction.atomic():
            article.save()
    assert GenerationStep.objects.count() <= 2 * generation.FEW
    before = generation.current()

    generation._add_up()

    assert generation.current() == before
    assert GenerationStep.objects.count() == 1


def test_moments_long_passed_are_forgotten_but_the_last():
    past = [timezone.now() - timedelta(days=days) for days in (9, 5, 3)]
    for moment in past:
        GenerationStep.objects.create(mark=1, due_at=moment, noted_at=moment)
    before = generation.current()

    generation._add_up()

    assert generation.current() == before
    assert GenerationStep.objects.get().due_at == past[-1]


def test_it_takes_one_query(article, django_assert_num_queries):
    with django_assert_num_queries(1):
        generation.current()


def test_an_empty_paper_has_one_too():
    assert generation.current() == (0, None, None)
    assert generation.current().since is None


def test_fixtures_move_it(edition):
    before = generation.current()

    call_command("loaddata", "publication", verbosity=0)

    assert generation.current() != before


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_closed_is_made_anew(monkeypatch):
    read, asked = generation._read, []

    def broken_once():
        asked.append(connection.connection)
        if len(asked) == 1:
            raise OperationalError("the server closed the connection")
        return read()

    monkeypatch.setattr(generation, "_read", broken_once)

    assert generation.current() == (0, None, None)
    assert len(asked) == 2


def test_what_many_pages_say_is_read_once_a_generation(rf):
    readings = count(1)
    read = generation.once_a_generation(lambda *values: next(readings))

    def asked(current, *values):
        request = rf.get("/")
        request.generation = current
        return read(request, *values)

    first = generation.current()
    generation.move()
    second = generation.current()

    assert [asked(first), asked(first), asked(second), asked(second)] == [1, 1, 2, 2]
    assert [asked(second, 2021), asked(second, 2020), asked(second, 2021)] == [3, 4, 3]
    assert [read(rf.get("/admin/")), asked(None)] == [5, 6]  # who has none
