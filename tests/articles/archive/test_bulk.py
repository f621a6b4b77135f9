"""Writing rows past the models."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from articles.archive.bulk import Table, free_key, tell_of_keys
from articles.models import Issue, Page
from tests.factories import make_issue, make_page

pytestmark = pytest.mark.django_db


def test_rows_read_as_if_the_model_had_written_them():
    at = datetime(2023, 5, 10, 6, tzinfo=UTC)
    columns = ("id", "issued_on", "status", "published_at", "created_at", "updated_at", "number")
    Table("articles.Issue", columns).write(
        [
            (7, date(2023, 5, 10), "published", at, at, at, None),
            (8, date(2023, 5, 17), "draft", None, at, at, 3),
        ]
    )

    first, second = Issue.objects.order_by("pk")
    assert (first.pk, first.issued_on, first.published_at) == (7, date(2023, 5, 10), at)
    assert (first.edition, first.number) == (1, None)  # the model's defaults
    assert (second.status, second.published_at, second.number) == ("draft", None, 3)


def test_columns_that_are_not_named_get_their_defaults():
    issue = make_issue()
    Table("articles.Page", ("issue_id", "sequence", "number")).write([(issue.pk, 1, "01")])

    page = Page.objects.get()
    page.full_clean()
    assert page.section_label == ""


def test_text_is_written_as_it_is():
    issue = make_issue()
    text = "一\t二\\N“三”\n%s"
    Table("articles.Page", ("issue_id", "sequence", "number", "section_label")).write(
        [(issue.pk, 1, "01", text)]
    )

    assert Page.objects.get().section_label == text


def test_keys_go_on_behind_those_written():
    issue = make_issue()
    key = free_key(Page) + 100
    Table("articles.Page", ("id", "issue_id", "sequence", "number")).write(
        [(key, issue.pk, 1, "01")]
    )
    tell_of_keys([Page])

    assert make_page(issue).pk == key + 1
    assert free_key(Page) == key + 2


def test_key_of_a_deleted_row_is_not_given_again():
    issue = make_issue()
    key = make_page(issue).pk
    Page.objects.all().delete()

    assert free_key(Page) > key


def test_nothing_is_written_for_no_rows():
    Table("articles.Page", ("issue_id", "sequence", "number")).write([])

    assert not Page.objects.exists()
    connection.check_constraints()
