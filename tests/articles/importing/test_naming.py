"""Whom an accepted import names: who was at a meeting, each once."""

import pytest

from articles.importing import naming
from articles.importing.accepting import accept
from articles.importing.decisions import Kind
from articles.importing.drafts import GroupDraft, MeetingDraft, PersonDraft, StoryDraft
from departments.models import Meeting, Person
from tests.articles.importing.reading_room import decide, everything_taken, make_import, read_page
from tests.factories import make_article, make_issue, make_page, make_person

pytestmark = pytest.mark.django_db

MEETING = {
    "headline": "云栖街道召开环境整治推进会",
    "body": [
        "5月8日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议，街道人大工委主任程千屿、"
        "街道纪工委书记叶知秋等出席会议，区绿化和市容管理局局长沈半夏、副局长林深参加会议。"
        "各居民区书记列席会议。"
    ],
}


def attendances(editor, *, without=()):
    """Who was at the meeting of MEETING, as the desk shows it, some suggestions not taken."""
    imported = make_import(read_page(MEETING))
    choices = everything_taken(imported)
    decide(
        imported,
        choices=[one for one in choices if (one.kind, one.name) not in without],
    )
    accept(imported, by=editor)
    return [str(one) for one in Meeting.objects.get().attendances.all()]


def test_people_who_are_named_are_not_named_again_in_the_papers_words(editor):
    assert attendances(editor) == [
        "主持 街道党工委书记苏合",
        "出席 街道人大工委主任程千屿",
        "出席 街道纪工委书记叶知秋",
        "参加 区绿化和市容管理局局长沈半夏",
        "参加 区绿化和市容管理局副局长林深",
        "列席 各居民区书记",
    ]


def test_words_that_say_somebody_who_was_not_taken_stay(editor):
    told = attendances(editor, without={(Kind.PERSON, "程千屿")})

    assert "出席 街道人大工委主任程千屿、街道纪工委书记叶知秋等" in told
    assert "列席 各居民区书记" in told


@pytest.mark.parametrize(
    "is_apart, labels",
    [(False, ["", "区绿化局"]), (True, ["", "区绿化局", "区绿化局局长", "第4位"])],
)
def test_new_person_is_told_apart_from_all_namesakes(is_apart, labels):
    make_person("苏合")
    make_person("苏合", disambiguation="区绿化局")
    issue = make_issue()
    page = make_page(issue)
    person = PersonDraft(name="苏合", organisation="区绿化局", title="局长", is_apart=is_apart)
    story = StoryDraft(story=0, people=[person])

    for _ in range(2):
        naming.name(issue, [(make_article(page=page), story)], is_confirmed=True)

    assert list(Person.objects.order_by("pk").values_list("disambiguation", flat=True)) == labels


def told_of(meeting, people):
    """[(person, role, words)] of the attendances that a story with these drafts leads to."""
    issue = make_issue()
    article = make_article("推进会", page=make_page(issue))
    story = StoryDraft(story=0, people=people, meeting=meeting)
    naming.name(issue, [(article, story)], is_confirmed=True)
    return list(Meeting.objects.get().attendances.values_list("person", "role", "as_printed"))


@pytest.mark.parametrize(
    "roles, kept",
    [
        (["participate", "attend"], ["attend"]),
        (["attend", "speaker", "chair"], ["chair", "speaker"]),
        (["accompany"], ["accompany"]),
    ],
)
def test_person_is_at_a_meeting_once_unless_presiding_and_speaking(roles, kept):
    person = make_person("苏合")
    # Under several names: 0合, 1合 …
    named = [
        PersonDraft(name=f"{place}合", role=role, person=person.pk)
        for place, role in enumerate(roles)
    ]

    told = told_of(MeetingDraft(name="推进会", accompanying=["0合"]), named)

    assert told == [(person.pk, role, "") for role in kept]


@pytest.mark.parametrize(
    "words, is_kept",
    [
        ("街道办事处主任文竹和平安办主任杜若", True),
        ("平安办主任杜若和居民代表", True),
        ("绿化和市容管理局局长杜若", False),
        ("平安办主任杜若和苏合同志", False),
    ],
)
def test_words_joined_by_and_stay_where_they_say_somebody_else(words, is_kept):
    people = [PersonDraft(name=name, role="participate") for name in ("杜若", "苏合")]
    groups = [GroupDraft(text=words, mode="参加")]

    told = told_of(MeetingDraft(name="推进会", attendees=groups), people)

    assert [words for _, _, words in told if words] == [words] * is_kept


@pytest.mark.parametrize("order", [1, -1])
def test_who_is_said_to_be_none_of_the_known_is_another_than_who_is_not_recognised(order):
    known = make_person("王芳", disambiguation="平安办")
    said = PersonDraft(name="王芳", organisation="平安办", is_apart=True)
    unsaid = PersonDraft(name="王芳", organisation="平安办")
    stories = [StoryDraft(story=0, people=[said]), StoryDraft(story=1, people=[unsaid])][::order]

    people = naming._people(stories)

    assert people[naming._key(unsaid)] == known
    assert people[naming._key(said)] != known
