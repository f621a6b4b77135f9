"""The review screen without its script."""

import pytest

from articles.admin.importing.shown import ROLES
from articles.importing.accepting import accept
from articles.importing.arrangement import Role
from articles.importing.decisions import NEW_PERSON, Decisions, Kind
from tests.admin_forms import form_data
from tests.articles.admin.importing.screens import (
    MEETING,
    arranged,
    decisions,
    review_url,
    shown,
    write,
)
from tests.articles.importing.reading_room import make_import, read_page
from tests.factories import make_department, make_person

pytestmark = pytest.mark.django_db


def test_plain_form_sent_as_it_is_changes_nothing(editor_client, imported):
    before = arranged(imported)

    write(editor_client, imported)

    assert arranged(imported) == before
    assert decisions(imported) == Decisions()


def test_blocks_get_role_and_story_by_selects(editor_client, imported):
    write(editor_client, imported, **{"story-5": "0", "role-3": "body", "role-4": "discarded"})

    assert arranged(imported) == [
        (0, "masthead", None),
        (1, "headline", 0),
        (2, "body", 0),
        (3, "body", 0),
        (5, "body", 0),
        (4, "discarded", None),
        (6, "signoff", 1),
    ]


@pytest.mark.parametrize("field", ["story-5", "department-0", "revision"])
def test_number_that_no_form_sends_is_no_fault_of_the_site(editor_client, imported, field):
    """Python refuses to read so many digits (ValueError)."""
    response = write(editor_client, imported, **{field: "9" * 5000})

    assert response.status_code in (200, 302)


def test_neighbours_sent_to_a_new_story_are_one_story(editor_client, imported):
    write(editor_client, imported, **{"story-2": "new", "story-3": "new"})

    assert arranged(imported)[1:4] == [(1, "headline", 0), (2, "body", 2), (3, "signoff", 2)]


def test_words_masthead_and_suggestions_are_written(editor_client):
    department = make_department("云栖办")
    imported = make_import(read_page(MEETING))
    page = shown(editor_client, imported)
    (story,) = page.stories
    headline = story.fields["headline"]
    ticked = {row.form_name: "on" for row in story.suggestions if row.kind == Kind.PERSON}

    write(
        editor_client,
        imported,
        **ticked,
        **{headline.name: "环境整治再推进", "masthead-page_name": "民生"},
        **{"department-0": str(department.pk)},
    )

    (story,) = shown(editor_client, imported).stories
    assert story.headline == "环境整治再推进"
    taken = {(row.kind, row.title) for row in story.suggestions if row.is_taken}
    assert taken == {(Kind.PERSON, "苏合"), (Kind.DEPARTMENT, "云栖办")}
    assert decisions(imported).masthead == {"page_name": "民生"}
    # The printed words again, and no tick: nothing is decided any more.
    page = shown(editor_client, imported)
    data = form_data(editor_client.get(review_url(imported)))
    for name in [name for name in data if name.startswith("take-")]:
        del data[name]
    write(
        editor_client, imported, data, **{headline.name: headline.printed, "masthead-page_name": ""}
    )
    stored = decisions(imported)
    assert (stored.corrections, stored.choices, stored.masthead) == ([], [], {})


def test_namesake_that_is_chosen_is_taken_and_the_question_ends(editor_client, editor):
    make_person("苏合")
    meant = make_person("苏合", disambiguation="区绿化局")
    imported = make_import(read_page(MEETING))
    page = shown(editor_client, imported)
    (row,) = (row for row in page.stories[0].suggestions if row.namesakes)
    (doubt,) = (doubt for doubt in page.open_doubts if "同名" in doubt.sentence)

    def settled():
        return doubt.sentence not in [
            one.sentence for one in shown(editor_client, imported).open_doubts
        ]

    assert [one.label for one in row.namesakes] == ["没有任职记录", "区绿化局"]
    assert doubt.target == row.namesake_field
    for key in ("12345", "九"):
        write(editor_client, imported, **{row.namesake_field: key})
        assert not settled()
    write(editor_client, imported, **{row.namesake_field: "0"})
    assert settled()
    assert decisions(imported).person(0, "苏合") == NEW_PERSON
    write(editor_client, imported, **{row.namesake_field: str(meant.pk)})
    assert settled()

    issue = accept(imported, by=editor)

    assert [mention.person for mention in issue.articles.get().mentions.all()] == [meant]


def test_correction_follows_its_words_to_another_story(editor_client, imported):
    first, second = shown(editor_client, imported).stories
    write(editor_client, imported, **{first.fields["headline"].name: "步道全修好了"})

    write(editor_client, imported, **{"story-1": "1", "story-4": "0"})

    first, second = shown(editor_client, imported).stories
    assert [first.headline, second.headline] == ["口袋公园开放", "步道全修好了"]


def test_second_of_two_clerks_is_told_and_the_next_press_goes_through(
    editor_client, colleague, imported
):
    opened = form_data(editor_client.get(review_url(imported)))
    write(colleague, imported, **{"masthead-page_name": "要闻"})

    answer = write(editor_client, imported, opened, **{"masthead-page_name": "民生"})

    text = answer.content.decode()
    assert "这一版被 白芷 （" in text
    assert decisions(imported).masthead == {"page_name": "要闻"}
    assert 'value="民生"' in text
    write(editor_client, imported, form_data(answer))
    assert decisions(imported).masthead == {"page_name": "民生"}


def test_every_role_has_a_name():
    assert set(ROLES) == set(Role)
