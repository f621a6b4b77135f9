"""Who and what is public follows from published articles."""

import pytest

from articles import public
from tests.factories import make_article, make_meeting, make_person

pytestmark = pytest.mark.django_db


def test_person_is_public_once_a_published_article_names_him():
    person = make_person()
    article = make_article(person=person)
    assert not public.people().exists()

    article.publish()

    assert list(public.people()) == [person]


def test_participant_of_a_public_meeting_is_public():
    person, meeting = make_person(), make_meeting()
    meeting.attendances.create(person=person, role="chair")
    make_article(published=True).meetings.add(meeting)

    assert list(public.people()) == [person]


def test_meeting_and_tag_go_with_their_only_article():
    meeting = make_meeting()
    article = make_article(published=True)
    article.meetings.add(meeting)
    article.tags.add("公园")
    assert list(public.meetings()) == [meeting]
    assert [tag.name for tag in public.tags()] == ["公园"]

    article.withdraw()

    assert not public.meetings().exists()
    assert not public.tags().exists()
