"""Files come in, each once."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError

from articles.importing import limits, receiving
from articles.importing.accepting import accept
from articles.importing.pieces import Refused
from articles.importing.receiving import forget, receive, shown_name
from articles.models import Import, ImportedFile
from tests.articles.importing.reading_room import make_import
from tests.factories import pdf_bytes

pytestmark = pytest.mark.django_db


def upload(content=b"%PDF-1.4", name="云栖02版.pdf"):
    return ContentFile(content, name)


def read(file):
    with file.open() as content:
        return content.read()


def stored(media_root):
    return [path for path in media_root.rglob("*") if path.is_file()]


def test_file_is_kept_as_it_came_under_a_name_of_our_own(editor):
    imported, sentences = receive([upload(name="../../云栖\n02版.PDF")], by=editor)

    assert sentences == []
    file = imported.files.get()
    assert (file.name, file.state, file.size) == ("云栖 02版.PDF", "queued", 8)
    assert file.content.name.startswith("imports/")
    assert file.content.name.endswith("/original")
    assert read(file.content) == b"%PDF-1.4"
    assert (imported.uploaded_by, imported.state) == (editor, "reading")


@pytest.mark.parametrize(
    "name, shown",
    [
        ("C:\\版面\\02.pdf", "02.pdf"),
        ("", "未命名"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
    ],
)
def test_name_is_shown_as_one_short_line(name, shown):
    assert shown_name(name) == shown


def test_several_files_keep_their_order(editor):
    imported, _ = receive([upload(b"b", "b.pdf"), upload(b"a", "a.pdf")], by=editor)

    assert [file.name for file in imported.files.all()] == ["b.pdf", "a.pdf"]
    assert str(imported) == "b.pdf 等 2 个文件"


def test_file_that_waits_for_review_is_not_received_again(editor):
    receive([upload()], by=editor)

    imported, sentences = receive([upload(name="另一个名字.pdf")], by=editor)

    assert imported is None
    assert len(sentences) == 1
    assert "《另一个名字.pdf》在" in sentences[0]
    assert "已经导入过（当时叫《云栖02版.pdf》），还没有采用，这次什么也没有改动" in sentences[0]
    assert ImportedFile.objects.count() == Import.objects.count() == 1


def test_file_that_was_accepted_says_what_it_became(editor):
    first = make_import()
    content = read(first.files.get().content)
    accept(first, by=editor)

    imported, (sentence,) = receive([upload(content)], by=editor)

    assert imported is None
    assert "就是2023年5月10日 第02版，这次什么也没有改动。" in sentence


def test_file_that_failed_may_come_again(editor):
    receive([upload()], by=editor)
    ImportedFile.objects.update(state="failed")

    imported, sentences = receive([upload()], by=editor)

    assert imported
    assert sentences == []


def test_new_files_are_received_beside_those_that_are_known(editor):
    receive([upload()], by=editor)

    imported, sentences = receive([upload(), upload(b"new", "03.pdf")], by=editor)

    assert [file.name for file in imported.files.all()] == ["03.pdf"]
    assert len(sentences) == 1


def test_same_content_twice_in_one_drop_is_received_once(editor):
    imported, (sentence,) = receive([upload(), upload(name="又一次.pdf")], by=editor)

    assert imported.files.count() == 1
    assert sentence == "《又一次.pdf》和这次的另一个文件内容相同，只导入一次。"


def test_file_that_is_too_large_is_not_kept(editor, monkeypatch, media_root):
    monkeypatch.setattr(receiving, "MOST_BYTES", 4)

    imported, (sentence,) = receive([upload()], by=editor)

    assert imported is None
    assert "超过" in sentence
    assert stored(media_root) == []


def test_too_many_files_are_refused(editor):
    with pytest.raises(Refused, match="一次有 65 个文件，最多 64 个"):
        receive([upload(b"%d" % number) for number in range(65)], by=editor)


def test_same_file_dropped_in_the_same_moment_leaves_nothing(editor, monkeypatch, media_root):
    receive([upload()], by=editor)
    monkeypatch.setattr(receiving, "_reason_against", lambda file, seen: "")

    with pytest.raises(Refused, match="刚刚由别人导入"):
        receive([upload()], by=editor)

    assert len(stored(media_root)) == 1
    assert Import.objects.count() == 1


def test_database_holds_that_a_file_is_imported_once(editor):
    file = make_import().files.get()

    with pytest.raises(IntegrityError):
        ImportedFile.objects.create(
            imported=file.imported, name="x", size=1, sha256=file.sha256, content="x"
        )


@pytest.mark.django_db(transaction=True)
def test_import_is_deleted_with_its_files_and_without_its_issue(editor, media_root):
    imported = make_import()
    issue = accept(imported, by=editor)

    forget(imported)

    assert not Import.objects.exists()
    assert list((media_root / "imports").iterdir()) == []
    assert read(issue.pages.get().pdf).startswith(b"%PDF")


def test_limits_of_the_door_are_those_of_the_reader():
    assert receiving.MOST_BYTES == limits.MOST_BYTES > len(pdf_bytes())
