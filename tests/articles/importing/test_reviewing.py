"""What people do to the pages of an import is kept, and nobody's work is overwritten."""

from datetime import date

import pytest

from articles.importing.accepting import accept
from articles.importing.arrangement import Role
from articles.importing.decisions import Decisions, Review
from articles.importing.drafts import MastheadDraft
from articles.importing.reviewing import (
    Overtaken,
    day_of,
    days_of,
    drafts_of,
    proposed_review,
    review_of,
    source_of,
    store,
)
from tests.articles.importing.reading_room import STORY, make_file, make_import, read_page

pytestmark = pytest.mark.django_db

OTHER = STORY | {"headline": "口袋公园开放", "body": ["口袋公园五月一日开放。"]}


def changed(page):
    """A review in which the sign-off is left out."""
    review = review_of(page)
    review.arrangement.placements[3].role = Role.DISCARDED
    review.arrangement.placements[3].reason = "编辑略去"
    return review


def test_what_a_person_did_is_there_when_he_comes_back():
    imported = make_import()
    page = imported.pages().get()

    assert store(page, changed(page), seen=0) == 1

    page = imported.pages().get()
    assert review_of(page) == changed(page)
    assert proposed_review(page) != review_of(page)
    assert source_of(page).blocks[0].text.startswith("2023.5.10")
    ((_, draft),) = drafts_of(imported)
    assert draft.stories[0].department == ""


def test_second_of_two_who_work_on_one_page_is_told():
    imported = make_import()
    page = imported.pages().get()
    store(page, changed(page), seen=0)

    with pytest.raises(Overtaken):
        store(page, review_of(page), seen=0)

    assert review_of(imported.pages().get()) == changed(page)


def test_accepted_page_does_not_change_any_more(editor):
    imported = make_import()
    page = imported.pages().get()
    accept(imported, by=editor)
    page.refresh_from_db()

    for seen in (0, page.revision):
        with pytest.raises(Overtaken):
            store(page, changed(page), seen=seen)


def test_pages_follow_each_other_file_by_file():
    imported = make_import(read_page(number="01"), read_page(OTHER, number="02", number_in_file=2))
    make_file(imported, read_page(number="03"), position=2)
    make_file(imported, state="failed", position=1)

    numbers = [draft.masthead.page_number for _, draft in drafts_of(imported)]

    assert numbers == ["01", "02", "03"]


def test_date_of_a_person_is_the_page_s():
    page = make_import().pages().get()
    decisions = Decisions(masthead={"date": "2023-05-17"})
    review = Review(arrangement=review_of(page).arrangement, decisions=decisions)
    store(page, review, seen=0)
    page.refresh_from_db()

    assert day_of(page) == date(2023, 5, 17)


def test_queries_do_not_depend_on_how_many_pages_there_are(django_assert_num_queries):
    one = make_import()
    many = make_import(*(read_page(number=f"{n:02}", number_in_file=n) for n in range(1, 7)))

    with django_assert_num_queries(10):
        drafts_of(one)
    with django_assert_num_queries(10):
        drafts_of(many)


@pytest.mark.parametrize(
    "of_import, printed, days",
    [
        (None, ["2023-05-10", "", "胡"], [10, 10, 10]),
        (None, ["2023-05-10", "2023-05-17", ""], [10, 17, None]),
        (date(2023, 5, 3), ["2023-05-10", ""], [3, 3]),
        (None, ["", ""], [None, None]),
    ],
)
def test_day_that_one_page_says_is_that_of_pages_that_say_none(of_import, printed, days):
    mastheads = [MastheadDraft(date=day) for day in printed]

    found = days_of(make_import(date=of_import), mastheads)

    assert found == [day and date(2023, 5, day) for day in days]
