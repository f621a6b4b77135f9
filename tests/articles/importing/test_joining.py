"""New pages for an issue that readers see: nothing goes before them unasked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.importing.accepting import JoinsPublic, accept
from articles.models import Import, Page
from tests.articles.importing.reading_room import (
    SECOND,
    STORY,
    make_import,
    read_page,
    read_text,
)
from tests.factories import make_issue, make_page

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)


def test_new_page_does_not_join_a_public_issue_unasked(editor):
    issue = make_issue(DAY, published=True)
    imported = make_import(read_page(image="page-1.jpg"))

    with pytest.raises(JoinsPublic) as refused:
        accept(imported, by=editor)

    assert refused.value.issue == issue
    assert str(refused.value) == (
        "2023年5月10日这一期已经发布：采用以后，读者马上看得到第02版的版面图和 PDF；"
        "稿件还是草稿，要一篇一篇发布。"
    )
    assert not Page.objects.exists()
    assert Import.objects.get().state == "review"


def test_new_page_joins_a_public_issue_when_asked(editor):
    issue = make_issue(DAY, published=True)

    assert accept(make_import(), by=editor, joining=issue.pk) == issue

    assert issue.pages.get().number == "02"
    assert issue.articles.get().state == "draft"


def test_who_was_asked_about_one_issue_is_asked_about_another(editor):
    asked_about = make_issue(DAY - timedelta(days=1), published=True)
    make_issue(DAY, published=True)

    with pytest.raises(JoinsPublic):
        accept(make_import(), by=editor, joining=asked_about.pk)


@pytest.mark.parametrize(
    "pages, seen",
    [
        ([read_page(), read_page(number="03", number_in_file=2)], "第02版、第03版；"),
        ([read_text()], "第02版；"),
        (
            [read_page(image="1.jpg"), read_page(number="03", number_in_file=2, image="2.jpg")],
            "第02版、第03版的版面图；",
        ),
    ],
)
def test_what_readers_will_see_is_named(editor, pages, seen):
    make_issue(DAY, published=True)

    with pytest.raises(JoinsPublic, match=f"读者马上看得到{seen}"):
        accept(make_import(*pages), by=editor)


@pytest.mark.parametrize("published", [False, timezone.now() + timedelta(days=1)])
def test_issue_that_readers_do_not_see_yet_is_joined_at_once(editor, published):
    issue = make_issue(DAY, published=published)

    accept(make_import(), by=editor)

    assert issue.pages.get().number == "02"


def test_new_version_of_a_page_is_asked_about_once(editor):
    issue = make_issue(DAY, published=True)
    make_page(issue, "02")

    accept(make_import(read_page(STORY, SECOND)), by=editor, replacing={"02"})

    assert issue.articles.count() == 2
