"""Text files: every usual encoding, indents and whole paragraphs, and what is refused."""

import pytest

from articles.importing.composing import compose
from articles.importing.pieces import Refused
from articles.importing.readers.plain_text import read

PAGE = """2021.4.14 责任编辑 / 温如故
02
青禾··
全景

垃圾分类再出发

近日，云栖街道召开垃圾分类会议，各居
民区负责人参加，会议部署了工作。（服务办）
"""
TRADITIONAL = "近日，雲棲街道召開垃圾分類會議，各居民區負責人參加，會議部署了下一階段的工作。" * 2


def drafts(content):
    return [compose(page, arrangement) for page, arrangement in read(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding, ends):
    (draft,) = drafts(PAGE.replace("\n", ends).encode(encoding))

    (story,) = draft.stories
    assert story.headline == "垃圾分类再出发"
    assert story.paragraphs == [
        "近日，云栖街道召开垃圾分类会议，各居民区负责人参加，会议部署了工作。"
    ]
    assert (story.department, draft.masthead.date) == ("服务办", "2021-04-14")


def test_a_file_cut_within_its_last_character_is_read():
    assert drafts((PAGE + "完").encode()[:-1])[0].stories


def test_form_feeds_part_pages():
    first, second = drafts((PAGE + "\f" + PAGE.replace("02", "03")).encode())

    assert [first.number_in_file, second.number_in_file] == [1, 2]
    assert second.masthead.page_number == "03"


def test_radicals_are_changed_back_and_full_width_marks_stay():
    (draft,) = drafts(PAGE.replace("工作", "⼯作").encode())

    assert draft.stories[0].paragraphs[0].endswith("会议部署了工作。")


def test_indents_open_paragraphs():
    body = "\n".join(
        ["　　近日，云栖街道召开垃圾分类会议。", "大家都来了。", "　　会上发了言。", "　　散会。"]
    )

    (draft,) = drafts(f"垃圾分类再出发\n{body}\n（服务办）".encode())

    assert draft.stories[0].headline == "垃圾分类再出发"
    assert draft.stories[0].paragraphs == [
        "近日，云栖街道召开垃圾分类会议。大家都来了。",
        "会上发了言。",
        "散会。",
    ]


def test_lines_that_are_whole_paragraphs():
    lines = [
        "近日，云栖街道召开垃圾分类会议，" + "各居民区负责人参加，" * 6 + "会议部署了工作。"
    ] * 3

    (draft,) = drafts("\n".join(["垃圾分类再出发", *lines, "（服务办）"]).encode())

    assert draft.stories[0].headline == "垃圾分类再出发"
    assert draft.stories[0].paragraphs == lines


def test_blanks_as_many_as_a_page_may_have_are_read_in_no_time():
    """Were each tried as the beginning of a run, this would take a minute."""
    sentence = "近日，云栖街道召开垃圾分类会议。"
    many = "\u3000" * 58_000

    (draft,) = drafts(f"垃圾分类再出发\n{sentence}{many}大家都来了。\n（服务办）".encode())

    assert draft.stories[0].department == "服务办"
    assert draft.stories[0].paragraphs == [f"{sentence}大家都来了。"]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "没有文字"),
        (b" \n\t\n", "没有文字"),
        (bytes(range(256)) * 20, "不是文本文件"),
        (b"MZ\x90" + b"\x01\x02\x03\x04" * 90, "编码"),
        (b"\xff\xfd\xfc" * 400, "编码"),
        (b"The residents met on Monday to talk about the new garden." * 9, "外文"),
        ("住民は月曜日に集まり、新しい庭について話し合いました。".encode() * 9, "日文"),
        (TRADITIONAL.encode(), "繁体"),
        (TRADITIONAL.encode("big5"), "繁体"),
        ("要闻\n综合\n".encode() * 3, "没有找到稿件"),
        (("近日，会议召开了。" * 60_000).encode(), "太多"),
    ],
    ids=[
        "empty", "blank", "binary", "program", "no encoding", "English", "Japanese", "traditional",
        "Big5", "no story", "too long",
    ],
)  # fmt: skip
def test_what_is_refused(content, words):
    with pytest.raises(Refused, match=words):
        read(content)
