"""Making a small archive: the same from the same seed, beside what is there, in batches."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict

from articles.archive import layout
from articles.archive.layout import SCHEDULED_DAY
from articles.archive.making import NotEmpty, make_archive
from articles.models import Article, Issue
from departments.models import Meeting, Person
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db
N = 150


def content():
    """All that the archive says, without the numbers that the database gave."""
    articles = Article.objects.order_by("pk").prefetch_related(
        "signoffs__department", "mentions__person", "tags", "meetings", "page__issue"
    )
    return [
        (
            *(article.headline, article.body, article.status, article.published_at),
            *(article.created_at, article.dated_on, str(article.page), article.position),
            [str(signoff) for signoff in article.signoffs.all()],
            [(str(mention), mention.person.name) for mention in article.mentions.all()],
            sorted(tag.name for tag in article.tags.all()),
            [
                (meeting.name, meeting.held_on, meeting.location)
                for meeting in article.meetings.all()
            ],
        )
        for article in articles
    ]


def test_the_same_seed_makes_the_same_archive():
    made = []
    for seed in (5, 5, 6):
        with transaction.atomic():
            make_archive(60, seed=seed)
            made.append(content())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert made[0] != made[2]


def test_batches_made_in_another_process_are_the_same(monkeypatch):
    monkeypatch.setattr(layout, "BATCH", 40)
    shown = []
    make_archive(N, progress=lambda done, of: shown.append((done, of)))

    assert Article.objects.count() == N
    assert len(shown) > 2
    assert shown == sorted(shown)
    assert shown[-1] == (N, N)
    connection.check_constraints()


def test_articles_present_are_left_alone():
    make_article()

    with pytest.raises(NotEmpty) as refusal:
        make_archive(N)

    assert refusal.value.present == 1
    assert Article.objects.count() == 1
    assert not Person.objects.exists()


def test_added_to_a_paper_an_archive_ends_before_its_first_issue(edition):
    real = {article.pk: model_to_dict(article) for article in Article.objects.all()}
    make_archive(N, add=True)

    assert Article.objects.count() == N + len(real)
    for article in Article.objects.filter(pk__in=real):
        assert model_to_dict(article) == real[article.pk]
    *_, last = (
        Issue.objects.exclude(pk=edition.pk)
        .filter(issued_on__lt=SCHEDULED_DAY)
        .order_by("issued_on")
    )
    assert last.issued_on == edition.issued_on - timedelta(days=1)
    connection.check_constraints()


def test_added_twice_nothing_collides():
    make_archive(60)
    make_archive(60, add=True)

    assert Article.objects.count() == 120
    assert Issue.objects.filter(issued_on=SCHEDULED_DAY).count() == 2
    for meeting in Meeting.objects.all():
        meeting.full_clean()


def test_an_issue_on_the_scheduled_day_keeps_its_edition():
    make_page(make_issue(SCHEDULED_DAY))
    make_issue(date(2030, 1, 1))
    make_archive(60)

    editions = Issue.objects.filter(issued_on=SCHEDULED_DAY).values_list("edition", flat=True)
    assert sorted(editions) == [1, 2]
