"""The import's screens: files come in, are looked through and accepted, and by whom."""

import json
import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.admin.importing.accepting import ENTERED
from articles.importing import jobs
from articles.importing.arrangement import Doubt
from articles.importing.decisions import Decisions, Kind
from articles.importing.dividing import part_key
from articles.importing.reviewing import review_of
from articles.models import Article, Import, ImportedFile, Issue, Page
from tests.admin_forms import form_data
from tests.articles.importing.reading_room import STORY, make_file, make_import, read_page
from tests.factories import make_article, make_department, make_issue, make_page, pdf_bytes

pytestmark = pytest.mark.django_db

BUDGET = 20
SECOND = {
    "headline": "口袋公园开放",
    "body": ["口袋公园五月一日开放，居民说好。"],
    "signoff": "（云栖办）",
}
MEETING = {
    "headline": "云栖街道召开环境整治推进会",
    "body": ["5月8日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议。"],
    "signoff": "（云栖办）",
}
UPLOAD = "admin:articles_import_add"


@pytest.fixture
def imported():
    """A page of two stories, ready for review; its blocks are numbered in printed order.

    0 masthead, 1 headline, 2 body, 3 sign-off, 4 headline, 5 body, 6 sign-off
    """
    return make_import(read_page(STORY, SECOND, image="page-1.jpg"))


@pytest.fixture
def colleague(django_user_model):
    """The browser of another clerk, 白芷."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("bz", last_name="白芷"))
    return client


def url(name, imported, *args):
    return reverse(f"admin:articles_import_{name}", args=[imported.pk, *args])


def pages_of_a_file(number, *stories):
    """So many pages, 01, 02 …, each with these stories."""
    return [read_page(*stories, number=f"0{n}", number_in_file=n) for n in range(1, number + 1)]


def review_url(imported, number=1):
    return url("review", imported, number)


def send(client, **data):
    return client.post(reverse(UPLOAD), data)


def autosave(client, imported, change, revision=0):
    """Send a review as its script does: `change(review)` changes its JSON in place."""
    review = review_of(imported.pages().first()).model_dump(mode="json")
    change(review)
    data = {"review": json.dumps(review), "revision": revision, "_autosave": "1"}
    return client.post(review_url(imported), data)


def write(client, imported, opened=None, **fields):
    """Send the plain form with some fields written anew."""
    data = opened or form_data(client.get(review_url(imported)))
    return client.post(review_url(imported), data | fields)


def shown(client, imported, number=1):
    """What the screen's templates are given: its rows."""
    return client.get(review_url(imported, number)).context["page"]


def arranged(imported):
    """[(block, role, story)] as stored."""
    placements = review_of(imported.pages().first()).arrangement.placements
    return [(placement.block, str(placement.role), placement.story) for placement in placements]


def decisions(imported):
    return review_of(imported.pages().first()).decisions


# Dropping in


def test_files_come_in_as_one_import_and_their_reading_is_shown(editor_client, editor):
    files = [
        SimpleUploadedFile(name, pdf_bytes(trailer=name.encode())) for name in ("甲.pdf", "乙")
    ]

    response = send(editor_client, files=files)

    imported = Import.objects.get()
    assert response.url == url("change", imported)
    assert [file.name for file in imported.files.all()] == ["甲.pdf", "乙"]
    assert imported.uploaded_by == editor
    text = editor_client.get(response.url).content.decode()
    assert "正在一页一页地读" in text
    # Without scripts it looks again by itself.
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text


def test_pasted_text_is_a_file_like_others(editor_client):
    send(editor_client, text="2023.5.10\r\n步道修好了\r\n")

    file = ImportedFile.objects.get()
    assert file.name == "粘贴的文字.txt"
    with file.content.open() as content:
        assert content.read() == "2023.5.10\n步道修好了\n".encode()


def test_nothing_chosen_and_too_much_pasted_are_told(editor_client):
    assert "还没有选文件，也没有粘贴文字。" in send(editor_client).content.decode()
    assert "粘贴的文字太长了" in send(editor_client, text="长" * 200_001).content.decode()
    assert not Import.objects.exists()


def test_same_file_again_changes_nothing_and_leads_to_the_earlier_import(editor_client):
    send(editor_client, files=[SimpleUploadedFile("甲.pdf", b"%PDF-1.4")])
    first = Import.objects.get()

    response = send(editor_client, files=[SimpleUploadedFile("乙.pdf", b"%PDF-1.4")])

    text = response.content.decode()
    assert "《乙.pdf》在" in text
    assert "已经导入过（当时叫《甲.pdf》）" in text
    assert f'href="{url("change", first)}"' in text
    assert Import.objects.count() == 1


def test_progress_tells_each_file_what_became_of_it(editor_client):
    imported = Import.objects.create()
    make_file(imported, state="reading", progress=40)
    make_file(imported, state="failed", problem="这份 PDF 没有文字层。")

    answer = editor_client.get(url("progress", imported)).json()

    assert answer["is_reading"] is True
    told = [(file["label"], file["progress"], file["problem"]) for file in answer["files"]]
    assert told == [("正在读", 40, ""), ("没有读成", 0, "这份 PDF 没有文字层。")]


def test_failed_file_says_why_and_is_read_again_when_asked(editor_client):
    imported = Import.objects.create()
    file = make_file(imported, state="failed", problem="这份 PDF 没有文字层。")
    again = reverse("admin:articles_import_again", args=[imported.pk, file.pk])

    text = editor_client.get(url("change", imported)).content.decode()
    assert "这份 PDF 没有文字层。" in text
    assert f'action="{again}"' in text
    editor_client.post(again)

    file.refresh_from_db()
    assert (file.state, file.problem) == ("queued", "")
    assert editor_client.get(again).status_code == 405


def test_read_import_opens_its_review_and_one_with_a_failed_file_offers_it(editor_client, imported):
    assert editor_client.get(url("change", imported)).url == review_url(imported)

    make_file(imported, state="failed", problem="打不开。")

    text = editor_client.get(url("change", imported)).content.decode()
    assert f'href="{review_url(imported)}">审读好的版' in text


def test_reading_that_died_is_taken_up_by_whoever_looks(editor_client, monkeypatch):
    imported = Import.objects.create()
    make_file(imported, state="reading")
    asked = []
    monkeypatch.setattr(jobs, "revive", asked.append)

    editor_client.get(url("progress", imported))
    editor_client.get(url("change", imported))

    assert asked == [imported, imported]


def test_desk_and_list_of_issues_lead_there(editor_client, imported):
    desk = editor_client.get(reverse("admin:index")).content.decode()
    issues = editor_client.get(reverse("admin:articles_issue_changelist")).content.decode()

    assert f'href="{reverse(UPLOAD)}"' in desk
    assert f'href="{url("change", imported)}"' in desk
    assert f'href="{reverse(UPLOAD)}">导入版面' in issues


def test_list_names_state_and_what_it_became(editor_client, imported):
    editor_client.post(url("accept", imported))
    make_import()

    text = editor_client.get(reverse("admin:articles_import_changelist")).content.decode()

    assert "待审" in text
    assert "已采用" in text
    assert "2023年5月10日</a>" in text
    found = editor_client.get(reverse("admin:articles_import_changelist"), {"q": "没有的"})
    assert "没有找到" in found.content.decode()


# Looking through


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


def test_other_pages_are_a_click_away_and_none_beyond(editor_client):
    imported = make_import(*pages_of_a_file(2))

    text = editor_client.get(review_url(imported, 2)).content.decode()

    assert f'href="{review_url(imported, 1)}"' in text
    assert 'aria-current="page">第02版' in text
    assert editor_client.get(review_url(imported, 3)).status_code == 404


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


def test_department_that_is_not_known_is_asked_for_until_it_is_chosen(editor_client):
    department = make_department("新设的办公室")
    imported = make_import()

    page = shown(editor_client, imported)
    text = editor_client.get(review_url(imported)).content.decode()

    (doubt,) = page.open_doubts
    assert doubt.target == "department-0"
    add = reverse("admin:departments_department_add")
    assert f'href="{add}?name=%E4%BA%91%E6%A0%96%E5%8A%9E&amp;slug=yunqiban"' in text
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


# The plain form


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


# Pictures


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


# Accepting


def test_accepting_makes_a_draft_issue_and_goes_on_there(editor_client, editor, imported):
    response = editor_client.post(url("accept", imported), follow=True)

    issue = Issue.objects.get()
    assert response.redirect_chain[-1][0] == reverse("admin:articles_issue_change", args=[issue.pk])
    assert "已存成草稿：2023年5月10日，1 版、2 篇稿件。" in response.content.decode()
    assert (issue.issued_on, issue.state) == (date(2023, 5, 10), "draft")
    logged = {entry.get_change_message() for entry in LogEntry.objects.filter(user=editor)}
    assert f"由《{imported}》导入" in logged


def test_accepted_import_is_only_looked_at(editor_client, imported):
    editor_client.post(url("accept", imported))

    text = editor_client.get(review_url(imported)).content.decode()

    assert "这次导入已经采用，成为" in text
    assert "采用，存成草稿" not in text
    assert autosave(editor_client, imported, lambda review: None).status_code == 403


def test_plain_form_is_stored_and_accepted_by_one_button(editor_client, imported):
    headline = shown(editor_client, imported).stories[0].fields["headline"].name

    write(editor_client, imported, **{headline: "步道全修好了", "_accept": "1"})

    headlines = Article.objects.as_printed().values_list("headline", flat=True)
    assert list(headlines) == ["步道全修好了", "口袋公园开放"]


def test_page_without_a_date_is_refused_with_what_to_do(editor_client):
    imported = make_import(read_page(masthead="第{number}版"))

    response = editor_client.post(url("accept", imported), follow=True)

    assert response.redirect_chain[-1][0] == review_url(imported)
    assert "没有日期。请填上出版日期。" in response.content.decode()
    assert not Issue.objects.exists()


def test_page_that_is_there_is_compared_and_replaced_when_asked(editor_client, imported):
    issue = make_issue(date(2023, 5, 10))
    page = make_page(issue, "02")
    make_article("云栖街道整修便民步道", page=page, body="<p>老的。</p>")
    make_article("旧闻一则", page=page, body="<p>旧的。</p>")

    response = editor_client.post(url("accept", imported))

    text = response.content.decode()
    assert re.search(r"改</b> <a[^>]+>云栖街道整修便民步道", text)
    assert "增</b> 口袋公园开放" in text
    assert re.search(r"删</b> <a[^>]+>旧闻一则", text)
    assert Article.objects.filter(headline="旧闻一则").exists()

    editor_client.post(url("accept", imported), {"replacing": ["02"]})

    headlines = Article.objects.as_printed().values_list("headline", flat=True)
    assert list(headlines) == ["云栖街道整修便民步道", "口袋公园开放"]
    assert Page.objects.count() == 1


def test_page_that_readers_know_is_not_offered_to_be_replaced(editor_client, imported):
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02")
    make_article("云栖街道整修便民步道", page=page, published=True, body="<p>老的。</p>")

    text = editor_client.post(url("accept", imported)).content.decode()

    assert "已经发布过，导入不会替换它" in text
    assert "换成这次导入的</button>" not in text


def test_deleting_an_import_keeps_its_issue(
    editor_client, imported, django_capture_on_commit_callbacks
):
    editor_client.post(url("accept", imported))
    stored = imported.pages().first().image

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url("delete", imported), {"post": "yes"})

    assert not Import.objects.exists()
    assert Issue.objects.exists()
    assert not default_storage.exists(stored)


# Permissions


def clerk(django_user_model, *permissions):
    """The browser of somebody who may do no more than this."""
    user = django_user_model.objects.create_user(f"clerk{len(permissions)}", is_staff=True)
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=label, codename=codename)
        )
    client = Client()
    client.force_login(user)
    return client


def addresses(imported):
    """(what is sent, address) of each thing that can be done with an import."""
    file = imported.files.first()
    return [
        ("get", url("change", imported)),
        ("get", url("progress", imported)),
        ("get", review_url(imported)),
        ("get", url("picture", imported, 1, "page-1.jpg")),
        ("post", review_url(imported)),
        ("post", url("accept", imported)),
        ("post", url("again", imported, file.pk)),
        ("post", url("delete", imported)),
        ("get", reverse("admin:articles_import_changelist")),
        ("get", reverse(UPLOAD)),
    ]


def test_nobody_without_permission_sees_or_changes_an_import(client, django_user_model, imported):
    outsider = clerk(django_user_model, "articles.change_article", "articles.view_issue")

    for method, address in addresses(imported):
        assert getattr(client, method)(address).url.startswith("/admin/login/"), address
        assert getattr(outsider, method)(address).status_code == 403, address
    desk = outsider.get(reverse("admin:index")).content.decode()
    issues = outsider.get(reverse("admin:articles_issue_changelist")).content.decode()
    assert "导入" not in desk + issues


def test_who_may_only_see_changes_nothing(django_user_model, imported):
    reader = clerk(django_user_model, "articles.view_import")

    text = reader.get(review_url(imported)).content.decode()

    assert "readonly" in text
    assert "采用，存成草稿" not in text
    refused = [reader.post(review_url(imported)), reader.post(url("accept", imported))]
    refused += [reader.get(reverse(UPLOAD)), reader.post(url("delete", imported))]
    refused.append(reader.post(url("again", imported, imported.files.first().pk)))
    assert {response.status_code for response in refused} == {403}


def test_who_may_not_enter_an_issue_accepts_none(django_user_model, imported):
    reviewer = clerk(
        django_user_model, "articles.view_import", "articles.change_import", *ENTERED[1:]
    )

    assert "采用，存成草稿" not in reviewer.get(review_url(imported)).content.decode()
    assert reviewer.post(url("accept", imported)).status_code == 403
    write(reviewer, imported, **{"masthead-page_name": "民生", "_accept": "1"})
    assert not Issue.objects.exists()


def test_import_of_another_number_is_not_found(editor_client, imported):
    other = make_import(read_page(number="03"))
    file = other.files.get()

    assert editor_client.get(url("review", imported, 9)).status_code == 404
    again = reverse("admin:articles_import_again", args=[imported.pk, file.pk])
    assert editor_client.post(again).status_code == 404
    assert editor_client.get("/admin/articles/import/胡/change/").status_code == 404
