"""A small archive, made once and looked at."""

from datetime import date

import pytest
from django.db import connection

from articles.archive.layout import LAST_DAY, SCHEDULED_DAY
from articles.archive.making import make_archive
from articles.models import Article, Issue, Page, Photo, SearchEntry
from articles.search.documents import documents
from articles.search.index import stored_documents
from departments.models import Department, Meeting, Person
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db
N = 150


@pytest.fixture(scope="module")
def archive(shared_data):
    return make_archive(N, pictures=2)


@pytest.fixture(autouse=True)
def media_root(settings):
    """The folder that the archive's pictures are in, not one for each test."""
    return settings.MEDIA_ROOT


def fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_there_are_as_many_articles_as_asked_for(archive):
    assert Article.objects.count() == archive["articles.Article"] == N
    assert Issue.objects.count() == archive["articles.Issue"]
    assert Photo.objects.count() == archive["articles.Photo"] > 0


@pytest.mark.parametrize("model", [Article, Issue, Page, Meeting, Department, Person])
def test_what_follows_from_other_fields_is_as_the_model_derives_it(archive, model):
    rows = list(model.objects.all())

    assert rows
    for row in rows:
        before = fields(row)
        row.derive()
        assert fields(row) == before


@pytest.mark.parametrize("model", [Article, Issue, Page, Meeting, Photo])
def test_every_row_is_valid(archive, model):
    connection.check_constraints()
    for row in model.objects.all():
        row.full_clean()


def test_the_index_holds_what_it_would_hold_had_the_models_been_saved(archive):
    def by_article(found):
        return sorted(found, key=lambda one: one.article_id)

    wanted = by_article(documents(Article.objects.values_list("pk", flat=True)))
    assert by_article(stored_documents([one.article_id for one in wanted])) == wanted
    assert SearchEntry.objects.count() == N


def test_the_public_sees_what_is_published_and_not_the_scheduled_issue(archive):
    scheduled = Issue.objects.get(issued_on=SCHEDULED_DAY)
    published = Article.objects.filter(status="published").exclude(page__issue=scheduled)

    assert scheduled.state == "scheduled"
    assert scheduled.articles.exists()
    assert set(Article.objects.published()) == set(published)
    assert N * 0.6 < len(published) < N
    assert Issue.objects.published().latest().issued_on == LAST_DAY


def test_issues_and_articles_lack_nothing(archive):
    assert [issue.problems() for issue in Issue.objects.all() if issue.problems()] == []
    assert [article.reminders() for article in Article.objects.all() if article.reminders()] == []


def test_new_rows_get_keys_behind_the_archives(archive):
    last = Article.objects.order_by("pk").last().pk

    # On a day that the archive has no issue of.
    page = make_page(make_issue(date(2030, 1, 1)))

    assert make_article(page=page).pk == last + 1
