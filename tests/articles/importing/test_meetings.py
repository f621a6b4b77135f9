"""Who was at the meetings that stories report: each once, and what is known already stays."""

from datetime import date

import pytest

from articles.importing import meetings, naming
from articles.importing.accepting import accept
from articles.importing.decisions import Choice, Kind
from articles.importing.drafts import (
    GroupDraft,
    MeetingDraft,
    Namesake,
    PersonDraft,
    StoryDraft,
)
from articles.importing.reviewing import drafts_of
from articles.models import Article, Mention
from departments.models import Attendance, Meeting, Person
from tests.articles.importing.reading_room import (
    decide,
    everything_taken,
    make_import,
    read_page,
)
from tests.factories import make_article, make_department, make_issue, make_page, make_person

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


def test_long_title_at_a_meeting_is_not_cut():
    said = {"organisation": "云栖街道" * 10, "title": "党工委书记、人大工委主任" * 3}
    told_of(MeetingDraft(name="推进会"), [PersonDraft(name="苏合", role="chair", **said)])

    (title,) = Attendance.objects.values_list("title_as_printed", flat=True)
    assert title == said["organisation"] + said["title"]
    assert len(title) <= Attendance._meta.get_field("title_as_printed").max_length


def test_title_that_does_not_fit_is_told_before_it_is_stored():
    person = PersonDraft(name="苏合", organisation="云栖街道" * 30, title="主任")
    story = StoryDraft(story=0, people=[person], meeting=MeetingDraft(name="推进会"))

    told = naming.texts(story)

    assert (Mention, "title", person.whole_title) in told
    assert (Attendance, "title_as_printed", person.whole_title) in told


def make_known_meeting(*attendances):
    """The meeting of MEETING, with these (role, fields) recorded."""
    meeting = Meeting.objects.create(
        name="环境整治推进会", held_on="2023-05-08", classification="other", location="礼堂"
    )
    for position, (role, fields) in enumerate(attendances, 1):
        Attendance.objects.create(meeting=meeting, role=role, position=position, **fields)
    return meeting


def test_known_meeting_gets_the_people_whom_it_lacks_and_keeps_the_rest(editor):
    known = make_person("苏合", disambiguation="街道")
    recorded = make_known_meeting(
        ("attend", {"person": known, "title_as_printed": "手工改过的"}),
        ("observe", {"as_printed": "各居民区党总支书记"}),
    )

    told = attendances(editor)

    assert told == [
        "出席 手工改过的苏合（街道）",
        "列席 各居民区党总支书记",
        "出席 街道人大工委主任程千屿",
        "出席 街道纪工委书记叶知秋",
        "参加 区绿化和市容管理局局长沈半夏",
        "参加 区绿化和市容管理局副局长林深",
    ]
    recorded.refresh_from_db()
    assert (recorded.classification, recorded.location) == ("other", "礼堂")
    assert recorded.articles.count() == 1


def test_known_meeting_without_a_date_gets_nobody():
    known = Meeting.objects.create(name="工作例会", classification="other")
    people = [PersonDraft(name="苏合", role="chair")]
    reported = MeetingDraft(name="工作例会", accompanying=["各居民区书记"])

    assert told_of(reported, people) == []
    assert known.articles.count() == 1
    story = StoryDraft(story=0, people=people, meeting=reported)
    found = meetings.known(date(2023, 5, 10), [[story]], naming.who)
    assert found == [{0: meetings.Known(known, is_public=False, reports=1)}]


def test_new_meeting_without_a_date_gets_those_whom_its_reports_name():
    people = [PersonDraft(name="苏合", role="chair")]

    ((_, role, _),) = told_of(MeetingDraft(name="工作例会"), people)

    assert role == "chair"


def test_known_meeting_is_locked_before_articles_are_written(editor, monkeypatch):
    recorded, locked = make_known_meeting(), []

    def note(model, keys):
        locked.append((model, keys, Article.objects.count()))

    monkeypatch.setattr(meetings, "lock", note)
    attendances(editor)

    assert locked == [(Meeting, [recorded.pk], 0)]


def test_known_meeting_at_which_nobody_is_recorded_gets_words_too(editor):
    make_known_meeting()

    assert attendances(editor)[-2:] == [
        "参加 区绿化和市容管理局副局长林深",
        "列席 各居民区书记",
    ]


def test_same_page_again_records_nobody_twice(editor):
    before = attendances(editor)
    again = make_import(read_page(MEETING))
    # A 副局长 of no bureau may be any bureau's: it is asked who that is.
    choices = [one for one in everything_taken(again) if one.name != "林深"]
    deputy = {"story": 0, "kind": Kind.PERSON, "name": "林深", "is_taken": True}
    known = Person.objects.get(name="林深").pk
    decide(again, choices=[*choices, Choice(**deputy, person=known)])

    accept(again, by=editor, replacing={"02"})

    assert [str(one) for one in Meeting.objects.get().attendances.all()] == before


def test_stories_of_one_import_say_together_who_was_at_a_meeting_and_who_held_it():
    issue = make_issue()
    page = make_page(issue)
    people = [
        [PersonDraft(name="苏合", role="attend"), PersonDraft(name="林深", role="attend")],
        [PersonDraft(name="苏合", role="chair"), PersonDraft(name="沈半夏", role="observe")],
    ]
    organisers = [make_department("平安办"), make_department("云栖办")]
    groups = GroupDraft(text="各居民区书记", mode="列席")
    stories = [
        StoryDraft(
            story=place,
            people=named,
            meeting=MeetingDraft(name="推进会", observers=[groups], organisers=[holding.pk]),
        )
        for place, (named, holding) in enumerate(zip(people, organisers, strict=True))
    ]
    articles = [make_article(page=page, position=place) for place in (1, 2)]

    naming.name(issue, list(zip(articles, stories, strict=True)), is_confirmed=True)

    meeting = Meeting.objects.get()
    assert [str(one) for one in meeting.attendances.all()] == [
        "主持 苏合",
        "出席 林深",
        "列席 沈半夏",
        "列席 各居民区书记",
    ]
    assert set(meeting.organisers.all()) == set(organisers)


def test_what_a_known_meeting_gets_is_told_before(django_assert_max_num_queries):
    known = make_person("苏合")
    meeting = make_known_meeting(
        ("attend", {"person": known}), ("participate", {"as_printed": "居民代表"})
    )
    other = StoryDraft(story=1, meeting=MeetingDraft(name="推进会", date_text="近日"))
    story = StoryDraft(
        story=7,
        people=[
            PersonDraft(name="苏合", role="chair", person=known.pk),
            PersonDraft(name="林深", role="attend"),
            PersonDraft(name="程千屿", role="observe", namesakes=[Namesake(key=1, label="街道")]),
            PersonDraft(name="白芷"),
        ],
        meeting=MeetingDraft(
            name="环境整治推进会",
            held_on="2023-05-08",
            attendees=[GroupDraft(text=words, mode="参加") for words in ("居民代表", "志愿者")],
        ),
    )

    with django_assert_max_num_queries(4):
        (found,) = meetings.known(date(2023, 5, 10), [[other, story]], naming.who)

    assert found == {
        7: meetings.Known(
            meeting,
            is_public=False,
            reports=1,
            joining=[("林深", "attend")],
            in_question=[("程千屿", "observe")],
            words=[],
            instead=[],
            otherwise=[("苏合", "attend", "chair")],
            left_out=[("志愿者", "participate")],
        )
    }
    assert meetings.known(None, [[other]], naming.who) == [{}]


def test_known_meeting_at_which_nobody_is_recorded_is_told_to_get_words_too(editor):
    make_known_meeting()
    imported = make_import(read_page(MEETING))
    ((_, draft),) = drafts_of(imported)

    known = meetings.known(date(2023, 5, 10), [draft.stories], naming.who)[0][0]

    assert known.words == [("各居民区书记", "observe")]
    # Only the meeting is taken: what the paper says of people who are not stands in its words.
    decide(imported, choices=[Choice(story=0, kind=Kind.MEETING, is_taken=True)])
    accept(imported, by=editor)
    entered = Meeting.objects.get().attendances.values_list("as_printed", "role")
    assert set(entered) == {*known.instead, *known.words}


def test_what_stories_of_several_pages_say_of_a_known_meeting_is_told_together():
    make_known_meeting()
    reported = MeetingDraft(name="环境整治推进会", held_on="2023-05-08")
    here, there = (
        StoryDraft(story=0, people=[PersonDraft(name="苏合", role=role)], meeting=reported)
        for role in ("attend", "chair")
    )

    first, second = meetings.known(date(2023, 5, 10), [[here], [there]], naming.who)

    assert first == second
    assert (first[0].joining, first[0].reports) == ([("苏合", "chair")], 2)


def test_meeting_of_lately_is_known_by_the_days_of_its_issue():
    make_issue(date(2023, 5, 3))
    meeting = Meeting.objects.create(
        name="推进会", held_on="2023-05-03/2023-05-10", classification="other"
    )
    make_article(published=True).meetings.add(meeting)
    story = StoryDraft(story=0, meeting=MeetingDraft(name="推进会", date_text="近日"))

    (found,) = meetings.known(date(2023, 5, 10), [[story]], naming.who)

    assert (found[0].meeting, found[0].is_public) == (meeting, True)
