"""An import becomes a draft issue: everything, once, or nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import accepting, entering
from articles.importing.accepting import NotAccepted, accept
from articles.importing.decisions import NEW_PERSON, Choice, Correction, Kind
from articles.models import Article, Import, Issue, Mention, Page, Photo
from articles.search import upkeep
from departments.models import Appointment, Attendance, Meeting, Person
from tests.articles.importing.reading_room import (
    SECOND,
    STORY,
    decide,
    everything_taken,
    make_file,
    make_import,
    read_page,
)
from tests.factories import make_article, make_department, make_issue, make_page, make_person

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)
MEETING = {
    "headline": "云栖街道召开环境整治推进会",
    "body": [
        "5月8日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议，"
        "区绿化局副局长沈半夏出席会议。"
    ],
    "signoff": "（云栖办）",
}


def test_import_becomes_a_draft_issue(editor):
    department = make_department("云栖办")
    imported = make_import(read_page(STORY, SECOND, image="page-1.jpg"))
    decide(imported, choices=everything_taken(imported))

    issue = accept(imported, by=editor)

    assert (issue.issued_on, issue.state) == (DAY, "draft")
    (page,) = issue.pages.all()
    assert (page.number, page.responsible_editor, page.art_editor) == ("02", "温如故", "白桦")
    assert page.image
    assert page.width
    assert page.pdf
    first, second = issue.articles.as_printed()
    assert (first.headline, first.position, first.state) == ("云栖街道整修便民步道", 1, "draft")
    assert first.body == "<p>近日，云栖街道整修了三处便民步道。</p>\n<p>居民出行更方便了。</p>"
    assert first.plain_text == "近日，云栖街道整修了三处便民步道。\n居民出行更方便了。"
    assert first.dated_on == DAY
    assert first.regions
    assert (first.signoff, first.departments) == ("云栖办", [department])
    assert second.headline == "口袋公园开放"
    imported.refresh_from_db()
    assert (imported.state, imported.accepted_by) == ("accepted", editor)
    assert imported.pages().get().page == page
    assert list(imported.issues()) == [issue]
    assert not upkeep.problems()


def test_words_that_a_person_corrected_are_entered(editor):
    imported = make_import()
    decide(
        imported,
        masthead={"date": "2023-05-17", "page_name": "要闻"},
        corrections=[
            Correction(story=0, field="headline", printed=STORY["headline"], text="新步道")
        ],
    )

    issue = accept(imported, by=editor)

    assert issue.issued_on == date(2023, 5, 17)
    assert issue.pages.get().section_label == "要闻"
    assert issue.articles.get().headline == "新步道"


def test_numbers_are_entered_as_the_paper_prints_them(editor):
    imported = make_import()
    numbers = {"page_number": "第０３版", "issue_number": "第１２期", "total_number": "３４５"}
    decide(imported, masthead=numbers)

    issue = accept(imported, by=editor)

    assert (issue.number, issue.total_number) == (12, 345)
    assert issue.pages.get().number == "03"


def test_number_of_the_issue_that_is_none_is_refused_and_not_dropped(editor):
    imported = make_import(read_page(masthead="2023.5.10 第{number}版 第2023-14期"))
    decide(imported, masthead={"issue_number": "2023-14", "total_number": "第一百二十三期"})

    with pytest.raises(NotAccepted) as refused:
        accept(imported, by=editor)

    assert str(refused.value) == (
        f"《{imported.files.get().name}》第 1 页（第02版）：“2023-14”不是期号。"
        "请填 1 到 999999 的数，没有就留空。"
    )
    decide(imported, masthead={"issue_number": "１４", "total_number": "第一百二十三期"})
    issue = accept(imported, by=editor)
    assert (issue.number, issue.total_number) == (14, 123)


def test_page_whose_number_is_none_is_refused_and_not_called_by_it(editor):
    imported = make_import()
    decide(imported, masthead={"page_number": "第甲版"})

    with pytest.raises(NotAccepted) as refused:
        accept(imported, by=editor)

    assert str(refused.value) == (
        f"《{imported.files.get().name}》第 1 页：“甲”不是版次。"
        "请填上报上印的，只用数字和字母，如 02、A3。"
    )


def test_what_a_person_took_is_entered_as_confirmed(editor):
    known = make_person("苏合")
    party = make_department("街道党工委")
    Appointment.objects.create(person=known, department=party, title="书记")
    imported = make_import(read_page(MEETING))
    decide(imported, choices=everything_taken(imported))

    issue = accept(imported, by=editor)

    article = issue.articles.get()
    mentions = {mention.name: mention for mention in article.mentions.select_related("person")}
    assert set(mentions) == {"苏合", "沈半夏"}
    assert all(mention.is_confirmed for mention in mentions.values())
    assert mentions["沈半夏"].title == "区绿化局副局长"
    meeting = article.meetings.get()
    assert (meeting.name, meeting.held_on) == ("环境整治推进会", "2023-05-08")
    assert meeting.classification == Meeting.Classification.PROMOTION
    chair = meeting.attendances.get(role=Attendance.Role.CHAIR)
    assert chair.person.name == "苏合"
    assert not upkeep.problems()


def test_what_nobody_took_is_not_entered(editor):
    make_department("云栖办")
    imported = make_import(read_page(MEETING))
    decide(imported, choices=[Choice(story=0, kind=Kind.PERSON, name="苏合", is_taken=True)])

    issue = accept(imported, by=editor)

    article = issue.articles.get()
    assert [mention.name for mention in article.mentions.all()] == ["苏合"]
    assert article.departments == []
    assert article.signoff == "云栖办"
    assert not Meeting.objects.exists()


def test_without_a_person_only_what_the_archive_knows_is_entered_unconfirmed():
    department = make_department("云栖办")
    party = make_department("街道党工委")
    known = make_person("苏合")
    Appointment.objects.create(person=known, department=party, title="书记")

    issue = accept(make_import(read_page(MEETING)))

    article = issue.articles.get()
    assert article.departments == [department]
    assert [(mention.person, mention.is_confirmed) for mention in article.mentions.all()] == [
        (known, False)
    ]
    assert Person.objects.count() == 1
    assert not Meeting.objects.exists()


def test_new_people_of_one_name_are_told_apart_by_their_organisation(editor):
    make_person("沈半夏")
    imported = make_import(read_page(MEETING))
    new = Choice(story=0, kind=Kind.PERSON, name="沈半夏", is_taken=True, person=NEW_PERSON)
    decide(imported, choices=[new])

    accept(imported, by=editor)

    assert {str(person) for person in Person.objects.filter(name="沈半夏")} == {
        "沈半夏",
        "沈半夏（区绿化局）",
    }


def test_who_was_taken_while_a_namesake_came_is_asked_about_and_nobody_is_entered(editor):
    imported = make_import(read_page(MEETING))
    decide(imported, choices=everything_taken(imported))
    make_person("沈半夏")

    with pytest.raises(NotAccepted) as refused:
        accept(imported, by=editor)

    assert str(refused.value) == (
        f"《{imported.files.get().name}》第 1 页（第02版）：人物库里有同名的“沈半夏”。"
        "请选定是哪一位，或选“新的人”。"
    )
    assert Person.objects.count() == 1
    assert not Issue.objects.exists()


def test_people_of_an_earlier_import_are_recognised(editor):
    for day in ("2023.5.10", "2023.5.17"):
        imported = make_import(read_page(MEETING, masthead=f"{day} 第02版"))
        decide(imported, choices=everything_taken(imported))
        accept(imported, by=editor)

    assert Person.objects.count() == 2
    assert {person.mentions.count() for person in Person.objects.all()} == {2}


def test_pictures_come_along_with_what_is_printed_under_them(editor):
    story = STORY | {"picture": (7, "picture-7.jpg", "整修后的步道。苏合 摄")}

    issue = accept(make_import(read_page(story)), by=editor)

    photo = Photo.objects.get()
    assert photo.article == issue.articles.get()
    assert photo.caption.startswith("整修后的步道")
    assert photo.width == 1200


def test_several_files_of_a_day_become_one_issue_in_the_order_of_their_numbers(editor):
    imported = make_import(read_page(number="10"))
    make_file(imported, read_page(SECOND, number="02"))

    issue = accept(imported, by=editor)

    assert [page.number for page in issue.pages.order_by("sequence")] == ["02", "10"]


def test_page_that_prints_no_date_has_that_of_the_others(editor):
    undated = read_page(SECOND, number="03", masthead="第{number}版", number_in_file=2)

    issue = accept(make_import(read_page(), undated), by=editor)

    assert issue.issued_on == DAY
    assert issue.pages.count() == 2


def test_pages_are_added_to_the_issue_of_that_day(editor):
    there = make_issue(DAY, number=12)
    make_article("头版", page=make_page(there, "01"))
    make_article("三版", page=make_page(there, "03"))

    issue = accept(make_import(), by=editor)

    assert issue == there
    assert issue.number == 12
    assert [page.number for page in issue.pages.order_by("sequence")] == ["01", "02", "03"]


def test_pages_that_somebody_arranged_stay_in_their_order(editor):
    there = make_issue(DAY)
    make_page(there, "03")
    make_page(there, "01")

    accept(make_import(), by=editor)

    assert [page.number for page in there.pages.order_by("sequence")] == ["03", "01", "02"]


def test_accepted_import_is_not_accepted_again(editor):
    imported = make_import()
    accept(imported, by=editor)

    with pytest.raises(NotAccepted, match="已经采用过了"):
        accept(imported, by=editor)

    assert Article.objects.count() == 1


def test_what_a_colleague_just_saved_of_the_page_stays(editor, monkeypatch):
    accept(make_import(), by=editor)
    again = make_import(read_page(STORY | {"headline": "步道修得更好"}, reader="text"))
    lock = accepting.lock

    def waited_for(model, keys):
        if model is Page:
            Page.objects.update(image="pages/new/original.jpg", width=600, height=900)
        lock(model, keys)

    monkeypatch.setattr(accepting, "lock", waited_for)
    accept(again, by=editor, replacing={"02"})

    assert Page.objects.get().image.name == "pages/new/original.jpg"


def test_page_of_an_implausible_year_is_refused(editor):
    imported = make_import(date=date(9999, 12, 31))

    with pytest.raises(NotAccepted, match="（第02版）：年份写成了 9999，应在 1800 到 2199 之间"):
        accept(imported, by=editor)

    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "pages, sentence",
    [
        ([read_page(masthead="第{number}版")], "没有日期。请填上出版日期。"),
        (
            [read_page(masthead="2023.5.10")],
            "没有版次。请填上报上印的，只用数字和字母，如 02、A3。",
        ),
        (
            [read_page(), read_page(SECOND, number_in_file=2)],
            "（第02版）：和《云栖{file}.pdf》第 1 页（第02版）的版次相同。请改正其中一个。",
        ),
        (
            [
                read_page(),
                read_page(number="03", masthead="2023.5.17 第{number}版", number_in_file=2),
            ],
            "日期是2023年5月17日，和别的版不是同一天。",
        ),
        (
            [read_page(STORY | {"signoff": f"（{'云栖办、' * 16}）"})],
            "第1篇《云栖街道整修便民步道》：“落款”有",
        ),
    ],
)
def test_page_that_cannot_be_placed_is_refused(editor, pages, sentence):
    imported = make_import(*pages)
    number = imported.files.get().name.removeprefix("云栖").removesuffix(".pdf")

    with pytest.raises(NotAccepted) as refused:
        accept(imported, by=editor)

    assert sentence.replace("{file}", number) in str(refused.value)
    assert not Issue.objects.exists()


def test_import_that_is_still_read_is_refused(editor):
    imported = make_import()
    make_file(imported, state="reading")

    with pytest.raises(NotAccepted, match="没有读完"):
        accept(imported, by=editor)


def test_file_that_failed_does_not_hold_up_the_others(editor):
    imported = make_import()
    make_file(imported, state="failed")

    issue = accept(imported, by=editor)

    assert issue.pages.count() == 1


def test_nothing_is_left_behind_when_the_last_step_fails(editor, monkeypatch, media_root):
    def fail(*arguments):
        raise OSError("full")

    story = STORY | {"picture": (7, "picture-7.jpg", "整修后的步道")}
    imported = make_import(read_page(story, image="page-1.jpg"))
    monkeypatch.setattr(entering.naming, "name", fail)

    with pytest.raises(OSError, match="full"):
        accept(imported, by=editor)

    assert not Issue.objects.exists()
    assert not Article.objects.exists()
    assert Import.objects.get().state == "review"
    assert {path.name for path in media_root.iterdir()} >= {"imports"}
    assert [path for path in media_root.rglob("*") if path.is_file()] == [
        path for path in (media_root / "imports").rglob("*") if path.is_file()
    ]


def count_queries(editor, stories):
    many = [
        STORY | {"headline": f"第{number}条步道", "body": [f"第{number}条步道修好了。"]}
        for number in range(stories)
    ]
    imported = make_import(read_page(*many))
    with CaptureQueriesContext(connection) as captured:
        accept(imported, by=editor)
    Article.objects.all().delete()
    Issue.objects.all().delete()
    return len(captured)


def test_queries_do_not_depend_on_how_many_articles_there_are(editor):
    count_queries(editor, 1)  # content types are asked for once

    assert count_queries(editor, 12) == count_queries(editor, 2)


def test_mentions_of_a_person_named_twice_are_one(editor):
    imported = make_import(read_page(MEETING))
    decide(imported, choices=everything_taken(imported))
    accept(imported, by=editor)

    assert Mention.objects.filter(name="苏合").count() == 1
