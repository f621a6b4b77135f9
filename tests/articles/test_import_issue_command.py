"""`manage.py import_issue`: files of printed pages become draft issues, all or none."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.importing import loading
from articles.importing.pieces import Refused
from articles.models import Article, Import, Issue, Page
from articles.search import upkeep
from tests.articles.importing.reading_room import STORY, read_page
from tests.factories import make_department, make_issue, pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db

OTHER = STORY | {
    "headline": "口袋公园开放",
    "body": ["近日，云栖街道召开口袋公园推进会。街道党工委书记苏合主持会议。"],
    "picture": (7, "picture-7.jpg", "新开放的口袋公园"),
}


def run(*arguments):
    """What the command says."""
    out = StringIO()
    call_command("import_issue", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """`desk({file's name: pages or a sentence})`: files that the reader reads so; their paths."""
    answers = {}

    def read_file(name, content, folder):
        if isinstance(answers[name], str):
            raise Refused(answers[name])
        for source, _ in answers[name]:
            for picture in filter(None, [source.image, *(one.file for one in source.pictures)]):
                (folder / picture).write_bytes(picture_bytes())
        return answers[name]

    def lay(files):
        answers.update(files)
        paths = [tmp_path / name for name in files]
        for number, path in enumerate(paths):
            path.write_bytes(pdf_bytes(trailer=b"/N%d 1 " % number))
        return paths

    monkeypatch.setattr(loading, "read_file", read_file)
    return lay


def test_file_becomes_a_draft_issue(desk, media_root):
    department = make_department("云栖办")
    paths = desk({"02.pdf": [read_page(STORY, OTHER, image="page-1.jpg")]})

    out = run(*paths)

    issue = Issue.objects.get()
    assert (issue.issued_on, issue.state) == (date(2023, 5, 10), "draft")
    first, second = issue.articles.as_printed()
    assert first.departments == [department]
    assert second.photos.count() == 1
    assert "已存成草稿：2023年5月10日" in out
    assert Import.objects.get().state == "accepted"
    assert not upkeep.problems()


def test_dry_run_writes_nothing(desk, media_root):
    out = run(*desk({"02.pdf": [read_page()]}), "--dry-run")

    assert "只是试读，没有存。" in out
    assert not Issue.objects.exists()
    assert not Import.objects.exists()
    assert not media_root.exists()


def test_text_is_for_reading(desk):
    out = run(*desk({"02.pdf": [read_page(OTHER)]}), "--dry-run")

    assert out.splitlines()[:4] == [
        "2023年5月10日  第02版  责任编辑 温如故  美术编辑 白桦",
        "   1. 口袋公园开放",
        "      1 段 31 字，落款 云栖办，图 1 张",
        "      人物：苏合（街道党工委书记，主持）",
    ]
    assert "  略去（报头）：2023.5.10" in out
    assert "共 1 版 1 篇。" in out


def test_json_is_for_programs(desk):
    out = run(*desk({"02.pdf": [read_page(OTHER)]}), "--dry-run", "--format", "json")

    (page,) = json.loads(out)["pages"]
    assert page["date"] == "2023-05-10"
    assert (page["page_number"], page["page_name"]) == ("02", None)
    assert (page["responsible_editor"], page["art_editor"]) == ("温如故", "白桦")
    (article,) = page["articles"]
    assert article["headline"] == "口袋公园开放"
    assert article["kicker"] is article["deck"] is article["byline"] is None
    assert article["paragraphs"] == OTHER["body"]
    assert article["department"] == "云栖办"
    assert article["people"][0]["name"] == "苏合"
    assert {"title", "organisation", "role"} <= article["people"][0].keys()
    assert article["meeting"]["kind"] == "推进会"
    assert (article["meeting"]["date_text"], article["meeting"]["chair"]) == ("近日", "苏合")
    assert article["captions"] == ["新开放的口袋公园"]
    assert all(len(corner) == 2 for region in article["regions"] for corner in region)
    assert {"text", "reason"} == page["discarded"][0].keys()


def test_pages_of_one_day_become_one_issue(desk):
    paths = desk(
        {
            "03.pdf": [read_page(STORY, number="03")],
            "02.pdf": [read_page(OTHER, number="02")],
            "next.pdf": [read_page(masthead="2023.5.17 第{number}版")],
        }
    )

    run(*paths)

    assert [
        (issue.issued_on.day, [page.number for page in issue.pages.order_by("sequence")])
        for issue in Issue.objects.order_by("issued_on")
    ] == [(10, ["02", "03"]), (17, ["02"])]


def test_date_of_the_command_line_wins(desk):
    paths = desk({"02.pdf": [read_page()], "03.pdf": [read_page(masthead="第03版")]})

    out = run(*paths, "--date", "2023-05-24", "--format", "json")

    assert {page["date"] for page in json.loads(out)["pages"]} == {"2023-05-24"}
    assert Issue.objects.get().issued_on == date(2023, 5, 24)


def test_one_refused_file_keeps_all_from_being_stored(desk, media_root):
    paths = desk(
        {
            "02.pdf": [read_page()],
            "03.pdf": "PDF 设了打开密码。",
            "04.pdf": "文件里没有文字。",
        }
    )

    with pytest.raises(SystemExit) as refused:
        run(*paths)

    assert refused.value.code == (f"{paths[1]}：PDF 设了打开密码。\n{paths[2]}：文件里没有文字。")
    assert not Issue.objects.exists()
    assert not media_root.exists()


def test_page_that_has_no_date_is_refused(desk, media_root):
    with pytest.raises(SystemExit, match="没有日期"):
        run(*desk({"03.pdf": [read_page(masthead="第03版")]}))

    assert not Issue.objects.exists()
    assert not [path for path in media_root.rglob("*") if path.is_file()]


def test_same_file_twice_changes_nothing(desk, media_root):
    paths = desk({"02.pdf": [read_page()]})
    run(*paths)
    before = sorted(media_root.rglob("*"))

    with pytest.raises(SystemExit, match="已经导入过"):
        run(*paths)

    assert Article.objects.count() == Import.objects.count() == 1
    assert sorted(media_root.rglob("*")) == before


def test_new_version_of_a_page_says_what_it_would_change(desk):
    run(*desk({"02.pdf": [read_page(STORY)]}))
    paths = desk({"x.pdf": [], "new.pdf": [read_page(OTHER)]})[1:]

    with pytest.raises(SystemExit) as refused:
        run(*paths)

    assert refused.value.code == (
        f"{paths[0]}：2023年5月10日 第02版已经有了。换成这个文件，新增 1 篇：《口袋公园开放》；"
        "删去 1 篇：《云栖街道整修便民步道》。没有存；要替换，请到编辑部导入，看过差异再采用。"
    )

    assert Article.objects.get().headline == STORY["headline"]


def test_page_of_a_public_issue_is_left_to_a_person(desk, media_root):
    make_issue(date(2023, 5, 10), published=True)
    paths = desk({"02.pdf": [read_page()]})

    with pytest.raises(SystemExit) as refused:
        run(*paths)

    assert refused.value.code == (
        f"{paths[0]}：2023年5月10日这一期已经发布：采用以后，读者马上看得到第02版的版面图和 PDF；"
        "稿件还是草稿，要一篇一篇发布。没有存；要加进这一期，请到编辑部导入，看过再采用；"
        "日期不对的，用 --date 写明。"
    )
    assert not Page.objects.exists()
    assert not Import.objects.exists()
    assert not [path for path in media_root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "name, sentence",
    [("没有.pdf", "没有这个文件"), (".", "这是一个目录")],
)
def test_path_without_a_file_is_refused(tmp_path, name, sentence):
    with pytest.raises(SystemExit, match=sentence):
        run(tmp_path / name)


def test_file_that_is_too_large_is_not_even_opened(tmp_path, monkeypatch):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(loading.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "open", None)

    with pytest.raises(SystemExit, match="超过 45 MB 的上限"):
        run(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_what_has_no_end_is_read_to_the_limit_only(monkeypatch):
    monkeypatch.setattr(loading, "MOST_BYTES", loading.MEGABYTE)
    monkeypatch.setattr(Path, "read_bytes", None)  # would fill the memory

    with pytest.raises(SystemExit, match="超过 1 MB 的上限"):
        run("/dev/zero")


def test_dry_run_needs_no_database(desk, monkeypatch):
    from django.db import OperationalError

    def of(day):
        raise OperationalError("no such table")

    monkeypatch.setattr(loading.Archive, "of", of)

    assert "云栖街道整修便民步道" in run(*desk({"02.pdf": [read_page()]}), "--dry-run")


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "请写明要导入的文件"),
        (["a.pdf", "--date", "昨天"], "“昨天”不是日期，请写成 2021-04-14。"),
        (["a.pdf", "--format", "xml"], "xml"),
    ],
)
def test_wrong_use_is_told(arguments, message):
    with pytest.raises(CommandError, match=message) as error:
        run(*arguments)

    assert error.value.returncode in {1, 2}  # from a shell, argparse itself ends with 2
