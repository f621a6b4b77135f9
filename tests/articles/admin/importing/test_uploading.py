"""Files come in, and how far they are read is shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.importing import jobs
from articles.models import Import, ImportedFile
from tests.articles.admin.importing.screens import UPLOAD, review_url, send, url
from tests.articles.importing.reading_room import make_file, make_import
from tests.factories import pdf_bytes

pytestmark = pytest.mark.django_db


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


def test_too_many_files_are_counted(editor_client):
    files = [SimpleUploadedFile(f"{number}.txt", b"1") for number in range(101)]

    text = send(editor_client, files=files).content.decode()

    assert "一次有 101 个文件，最多 64 个。" in text


def test_same_file_again_changes_nothing_and_leads_to_the_earlier_import(editor_client):
    send(editor_client, files=[SimpleUploadedFile("甲.pdf", b"%PDF-1.4")])
    first = Import.objects.get()

    response = send(editor_client, files=[SimpleUploadedFile("乙.pdf", b"%PDF-1.4")])

    text = response.content.decode()
    assert "《乙.pdf》在" in text
    assert "已经导入过（当时叫《甲.pdf》）" in text
    assert f'href="{url("change", first)}"' in text
    assert Import.objects.count() == 1


def test_file_that_was_left_out_is_still_told_when_the_others_are_read(editor_client):
    known = SimpleUploadedFile("甲.pdf", b"%PDF-1.4")
    send(editor_client, files=[known])
    known.seek(0)
    address = send(editor_client, files=[known, SimpleUploadedFile("乙.pdf", b"%PDF-1.5")]).url
    assert "《甲.pdf》在" in editor_client.get(address).content.decode()

    ImportedFile.objects.update(state=ImportedFile.State.FAILED)

    assert "《甲.pdf》在" in editor_client.get(address).content.decode()
    assert "《甲.pdf》在" not in editor_client.get(address).content.decode()


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
