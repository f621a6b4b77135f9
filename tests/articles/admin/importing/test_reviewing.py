"""A page is looked through: what the screen shows, and what its script stores."""

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.importing.arrangement import Doubt
from articles.importing.decisions import Kind
from articles.importing.dividing import part_key
from articles.importing.reviewing import review_of
from departments.models import Attendance, Meeting
from tests.articles.admin.importing.screens import (
    BUDGET,
    MEETING,
    arranged,
    autosave,
    decisions,
    pages_of_a_file,
    review_url,
    shown,
    url,
    write,
)
from tests.articles.importing.reading_room import STORY, make_import, read_page
from tests.factories import make_article, make_department, make_issue, make_person

pytestmark = pytest.mark.django_db


def test_screen_shows_the_stories_as_printed_within_budget(
    editor_client, imported, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(BUDGET) as before:
        page = shown(editor_client, imported)
    many = make_import(*pages_of_a_file(3, *[STORY] * 6))
    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(review_url(many, 2))

    assert [story.name for story in page.stories] == ["云栖街道整修便民步道", "口袋公园开放"]
    assert [field.text for field in page.stories[0].paragraphs] == STORY["body"]
    assert {field["field"]: field["text"] for field in page.masthead} == {
        "date": "2023-05-10",
        "page_number": "02",
        "page_name": "",
        "responsible_editor": "温如故",
        "art_editor": "白桦",
        "proofreader": "",
        "issue_number": "",
        "total_number": "",
    }
    assert page.blocks[1].place == {
        "x": "5.00%",
        "y": "2.00%",
        "width": "40.00%",
        "height": "1.80%",
    }


def test_screen_holds_nothing_that_the_policy_forbids(editor_client, imported):
    text = editor_client.get(review_url(imported)).content.decode()

    assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", text)
    assert not re.search(r'<script(?![^>]*\ssrc=)(?![^>]*type="application/json")', text)


def test_what_is_open_on_other_pages_is_counted(editor_client):
    make_department("云栖办")
    imported = make_import(*pages_of_a_file(3, STORY))
    waiting = shown(editor_client, imported).waiting

    context = editor_client.get(review_url(imported, 2)).context

    assert waiting > 0
    assert context["elsewhere"] == {"doubts": 0, "waiting": 2 * waiting, "asking": 0}


def test_who_is_in_question_stays_undecided_until_it_is_said_who_it_is(editor_client):
    known = make_person("苏合")
    imported = make_import(*pages_of_a_file(2, MEETING))

    def choose(**more):
        taken = {"story": 0, "kind": "person", "name": "苏合", "is_taken": True} | more
        revision = imported.pages().first().revision
        autosave(
            editor_client,
            imported,
            lambda review: review["decisions"].update(choices=[taken]),
            revision,
        )
        page = shown(editor_client, imported)
        (row,) = (row for row in page.stories[0].suggestions if row.title == "苏合")
        return page.asking, row.asks_who, row.is_new, row.is_taken

    assert choose() == (1, True, False, None)
    assert editor_client.get(review_url(imported)).context["elsewhere"]["asking"] == 1
    text = editor_client.get(review_url(imported)).content.decode()
    assert "其中 1 条要先选定是哪一位" in text
    assert "采用人物：苏合" not in text
    assert choose(is_taken=False) == (0, True, False, False)
    assert choose(person=12345) == (1, True, False, None)
    assert choose(person=known.pk) == (0, False, False, True)
    assert choose(person=0) == (0, False, True, True)


def test_other_pages_are_a_click_away_and_none_beyond(editor_client):
    imported = make_import(*pages_of_a_file(2))

    text = editor_client.get(review_url(imported, 2)).content.decode()

    assert f'href="{review_url(imported, 1)}"' in text
    assert 'aria-current="page">第02版' in text
    assert editor_client.get(review_url(imported, 3)).status_code == 404


@pytest.mark.parametrize(
    "written, name",
    [("０２", "第02版"), ("第二版", "第2版"), ("甲", "{file} 第 1 页")],
)
def test_page_is_called_by_its_number_however_it_is_written(editor_client, imported, written, name):
    write(editor_client, imported, **{"masthead-page_number": written})

    heading = editor_client.get(review_url(imported)).context["title"]

    assert heading == f"审稿：{name.format(file=imported.files.get().name)}"


def test_doubts_come_first_and_lead_to_their_place(editor_client):
    source, arrangement = read_page(STORY, masthead="云栖街道")
    sentence = "这个标题和正文没有一个词相同，请看一下是不是这一篇的。"
    arrangement.doubts = [Doubt(kind="headline", sentence=sentence, story=0, block=1)]
    imported = make_import((source, arrangement))

    text = editor_client.get(review_url(imported)).content.decode()
    page = shown(editor_client, imported)

    assert text.index(sentence) < text.index('id="masthead"')
    assert [doubt.target for doubt in page.doubts if doubt.sentence == sentence] == ["block-1"]
    autosave(editor_client, imported, lambda review: review["decisions"]["seen"].append(sentence))
    assert sentence not in [doubt.sentence for doubt in shown(editor_client, imported).open_doubts]


def test_known_meeting_says_what_it_gets_and_what_stays(editor_client):
    known = make_person("苏合")
    meeting = Meeting.objects.create(
        name="环境整治推进会", held_on="2023-05-08", classification="other"
    )
    Attendance.objects.create(meeting=meeting, role="attend", person=known)
    story = MEETING | {
        "body": [
            f"{MEETING['body'][0]}区绿化局副局长沈半夏出席会议。各居民区书记列席会议。",
        ]
    }
    imported = make_import(read_page(story))

    def note():
        (row,) = (
            row
            for row in shown(editor_client, imported).stories[0].suggestions
            if row.kind == Kind.MEETING
        )
        return row.note

    assert note() == (
        "这次会议已经有了（2023年5月8日），原来记的都不改。"
        "采用以后补记：沈半夏（出席）；其中没有采用的人物不补。"
        "先选定是哪一位，再看要不要补记：苏合（主持）。"
        "照报上写的这些不补：“各居民区书记”（列席）；要记，请到“会议”里加。"
    )
    chosen = {"story": 0, "kind": "person", "name": "苏合", "is_taken": True, "person": known.pk}
    dropped = {"story": 0, "kind": "person", "name": "沈半夏", "is_taken": False}
    autosave(
        editor_client,
        imported,
        lambda review: review["decisions"].update(choices=[chosen, dropped]),
    )
    assert note() == (
        "这次会议已经有了（2023年5月8日），原来记的都不改。没有要补记的人。"
        "身份不同的不改：苏合（记的是出席，报上是主持）。"
        "照报上写的这些不补：“区绿化局副局长沈半夏”（出席）、“各居民区书记”（列席）；要记，请到“会议”里加。"
    )
    article = make_article(published=True)
    article.meetings.add(meeting)
    autosave(
        editor_client, imported, lambda review: review["decisions"].update(choices=[chosen]), 1
    )
    assert "读者已经看得到这次会议，补记的马上就看得到。" in note()
    text = editor_client.get(review_url(imported)).content.decode()
    assert note() in text
    assert f'href="{reverse("admin:departments_meeting_change", args=[meeting.pk])}"' in text


def test_known_meeting_says_what_it_gets_of_all_that_the_import_says(editor_client):
    make_department("云栖办")
    Meeting.objects.create(name="环境整治推进会", held_on="2023-05-08", classification="other")
    story = MEETING | {
        "body": [
            "5月8日，云栖街道召开环境整治推进会。区绿化局副局长沈半夏等出席会议。各居民区书记列席会议。"
        ]
    }
    pages = [read_page(story), read_page(MEETING, number="03", number_in_file=2)]
    imported = make_import(*pages)

    notes = [
        row.note
        for number in (1, 2)
        for row in shown(editor_client, imported, number).suggestions
        if row.kind == Kind.MEETING
    ]

    told = (
        "这次会议已经有了（2023年5月8日），原来记的都不改。这次导入有 2 篇报道它，采用的合起来算。"
        "采用以后补记：沈半夏（出席）、苏合（主持）；其中没有采用的人物不补。"
        "照报上写的补记：“各居民区书记”（列席）。"
        "这些话点到的人没有都采用的，也照报上写的补记：“区绿化局副局长沈半夏等”（出席）。"
    )
    assert notes == [told, told]


def test_known_meeting_without_a_date_is_told_to_get_nobody(editor_client):
    Meeting.objects.create(name="环境整治推进会", classification="other")
    story = MEETING | {"body": ["云栖街道召开环境整治推进会。街道党工委书记苏合主持会议。"]}
    imported = make_import(read_page(story))

    (row,) = (row for row in shown(editor_client, imported).suggestions if row.known_url)

    assert row.note == (
        "这次会议已经有了（日期不详），原来记的都不改。"
        "它没有日期，说不准是不是同一次，所以不补人；是的，请到“会议”里加。"
    )


def test_meeting_of_lately_is_known_by_the_day_that_another_page_says(editor_client):
    make_issue(date(2023, 5, 3))
    Meeting.objects.create(
        name="环境整治推进会", held_on="2023-05-03/2023-05-10", classification="other"
    )
    story = MEETING | {"body": ["近日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议。"]}
    undated = read_page(story, number="03", masthead="第{number}版", number_in_file=2)
    imported = make_import(read_page(), undated)

    (row,) = (
        row for row in shown(editor_client, imported, 2).suggestions if row.kind == Kind.MEETING
    )

    assert row.note.startswith("这次会议已经有了")


def test_number_of_the_issue_that_cannot_be_read_is_asked_for_until_it_is_written(editor_client):
    make_department("云栖办")
    imported = make_import(read_page(masthead="2023.5.10 第{number}版 第2023-14期"))

    page = shown(editor_client, imported)

    (doubt,) = page.open_doubts
    assert "“第2023-14期”" in doubt.sentence
    assert f'id="{doubt.target}"' in editor_client.get(review_url(imported)).content.decode()
    write(editor_client, imported, **{"masthead-issue_number": "2023-14"})
    assert len(shown(editor_client, imported).open_doubts) == 1
    write(editor_client, imported, **{"masthead-issue_number": "14"})
    assert shown(editor_client, imported).open_doubts == []


def test_page_number_is_asked_for_until_one_is_written_that_accepting_takes(editor_client):
    make_department("云栖办")
    imported = make_import(read_page(masthead="2023.5.10"))
    asked = "报头里没有找到版次，请填写。"

    for written, is_open in [("第甲版", True), ("第二版", False)]:
        write(editor_client, imported, **{"masthead-page_number": written})
        sentences = [doubt.sentence for doubt in shown(editor_client, imported).open_doubts]
        assert (asked in sentences) == is_open


@pytest.mark.parametrize("key", ["9" * 5000, "１"])
def test_department_that_can_be_none_locks_nobody_out_of_a_page(editor_client, imported, key):
    """Python refuses to read so many digits (ValueError), each time the page is opened."""
    chosen = {"story": 0, "kind": "department", "name": key, "is_taken": True}

    autosave(editor_client, imported, lambda review: review["decisions"].update(choices=[chosen]))

    assert editor_client.get(review_url(imported)).status_code == 200


def test_department_that_is_not_known_is_asked_for_until_it_is_chosen(editor_client):
    department = make_department("新设的办公室")
    imported = make_import()

    page = shown(editor_client, imported)
    text = editor_client.get(review_url(imported)).content.decode()

    (doubt,) = page.open_doubts
    assert doubt.target == "department-0"
    add = reverse("admin:departments_department_add")
    assert f'href="{add}?name=%E4%BA%91%E6%A0%96%E5%8A%9E"' in text
    write(editor_client, imported, **{"department-0": str(department.pk)})
    assert shown(editor_client, imported).open_doubts == []


def test_change_is_stored_at_once_and_composed_anew(editor_client, editor, imported):
    def move(review):
        review["arrangement"]["placements"][5]["story"] = 0

    answer = autosave(editor_client, imported, move)

    parts = answer.json()
    assert (answer.status_code, parts["revision"]) == (200, 1)
    assert "口袋公园五月一日开放" in parts["stories"].split('id="story-1"')[0]
    assert 'data-block="5" data-story="0"' in parts["marks"]
    assert (5, "body", 0) in arranged(imported)
    autosave(editor_client, imported, move, revision=1)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (editor, "审稿：第 1 页")


def test_block_is_cut_in_two_and_its_parts_are_two_things(editor_client, imported):
    part = part_key(2, 1)

    def cut(review):
        review["decisions"]["cuts"] = {"2": [1]}
        placement = review["arrangement"]["placements"][2] | {"block": part, "role": "subhead"}
        review["arrangement"]["placements"].insert(3, placement)

    answer = autosave(editor_client, imported, cut)

    assert answer.status_code == 200
    assert f'data-block="{part}"' in answer.json()["marks"]
    assert arranged(imported)[2:4] == [(2, "body", 0), (part, "subhead", 0)]
    write(editor_client, imported, **{f"story-{part}": "1"})
    first, second = shown(editor_client, imported).stories
    assert [field.text for field in first.paragraphs] == STORY["body"][:1]
    assert second.paragraphs[0].text == STORY["body"][1]


def test_colleague_who_was_faster_is_named_and_both_versions_stay(
    editor_client, colleague, imported
):
    autosave(colleague, imported, lambda review: review["decisions"]["seen"].append("看过"))

    answer = autosave(editor_client, imported, lambda review: None, revision=0)

    assert answer.status_code == 409
    assert "这一版被 白芷 （" in answer.json()["problem"]
    assert answer.json()["review"]["decisions"]["seen"] == ["看过"]
    assert answer.json()["revision"] == 1
    assert decisions(imported).seen == ["看过"]


@pytest.mark.parametrize(
    "change",
    [
        lambda review: review["arrangement"]["placements"].pop(),
        lambda review: review["arrangement"]["placements"][0].update(block=99),
        lambda review: review["arrangement"].update(pictures={"7": 0}),
        lambda review: review["arrangement"]["placements"][0].update(role="胡"),
        lambda review: review["decisions"]["masthead"].update(date="2023-02-31"),
        lambda review: review["decisions"].update(seen=["长" * 20_001]),
        lambda review: review.clear(),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(editor_client, imported, change):
    before = arranged(imported)

    answer = autosave(editor_client, imported, change)

    assert answer.status_code == 400
    assert re.fullmatch(r"[^a-z]+。|.*2021-04-14.*", answer.json()["problem"])
    assert arranged(imported) == before


def test_parts_outside_the_stories_have_none_and_doubts_are_the_machines(editor_client, imported):
    def change(review):
        review["arrangement"]["placements"][2].update(role="discarded", reason="广告")
        review["arrangement"]["doubts"] = [{"kind": "x", "sentence": "假的"}]

    autosave(editor_client, imported, change)

    arrangement = review_of(imported.pages().first()).arrangement
    assert (arrangement.placements[2].story, arrangement.placements[2].reason) == (None, "广告")
    assert arrangement.doubts == []
    assert "广告" in editor_client.get(review_url(imported)).content.decode()


def test_pictures_are_handed_out_to_who_may_see_the_import(editor_client, imported, client):
    picture = url("picture", imported, 1, "page-1.jpg")

    response = editor_client.get(picture)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    for name in ("original", "page-2.jpg", "page-1.html"):
        assert editor_client.get(url("picture", imported, 1, name)).status_code == 404
    stored = imported.pages().first().image
    assert editor_client.get(f"/media/{stored}").status_code == 404
