"""Word manuscripts: stories, sub-heads, lists, tables, pictures, changes; what is refused."""

import pytest

from articles.importing.composing import compose
from articles.importing.ledger import check
from articles.importing.pieces import Refused
from articles.importing.readers.sniffing import kind_of
from articles.importing.readers.word import read
from tests.articles.importing.readers.manuscripts import (
    centred,
    docx,
    headed,
    numbered,
    paragraph,
    photo,
    picture,
)

LEAD = "近日，云栖街道召开垃圾分类工作推进会，各居民区负责人参加，会议部署了下一阶段的工作。"
MORE = "会上，服务办通报了上半年的情况，大家交流了各自的做法，并提出了意见和建议。"
REPAIRS = "日前，柳岸居民区的楼道照明修好了，居民晚上回家不再摸黑，大家都说这件事办得好。"


def drafted(content, folder):
    """The draft of a Word file's page, its ledger checked."""
    ((page, arrangement),) = read(content, folder)
    draft = compose(page, arrangement)
    check(page, arrangement, draft)
    return draft


def test_one_story_with_a_heading_and_a_sign_off(tmp_path):
    content = docx(headed("云栖推进垃圾分类"), paragraph(LEAD), paragraph(MORE + "（服务办）"))

    (story,) = drafted(content, tmp_path).stories

    assert story.headline == "云栖推进垃圾分类"
    assert story.paragraphs == [LEAD, MORE]
    assert story.department == "服务办"


def test_several_stories_by_their_headings(tmp_path):
    content = docx(
        headed("云栖推进垃圾分类"), paragraph(LEAD), headed("第一步", "2"), paragraph(MORE),
        headed("楼道亮了"), paragraph(REPAIRS),
    )  # fmt: skip

    first, second = drafted(content, tmp_path).stories

    assert (first.headline, second.headline) == ("云栖推进垃圾分类", "楼道亮了")
    assert first.paragraphs == [LEAD, "第一步", MORE]
    assert "<h3>第一步</h3>" in first.body


def test_centred_and_larger_is_a_headline_with_its_kicker_and_deck(tmp_path):
    content = docx(
        centred("社区治理在身边", size=28), centred("云栖推进垃圾分类", size=44),
        centred("——柳岸居民区见闻", size=28),
        paragraph(LEAD, look='<w:sz w:val="32"/>'), paragraph(MORE, look='<w:sz w:val="32"/>'),
    )  # fmt: skip

    (story,) = drafted(content, tmp_path).stories

    assert (story.kicker, story.headline, story.deck) == (
        "社区治理在身边", "云栖推进垃圾分类", "——柳岸居民区见闻",
    )  # fmt: skip


def test_a_short_first_paragraph_is_the_headline_where_nothing_is_marked(tmp_path):
    content = docx(
        paragraph("云栖推进垃圾分类"), paragraph(LEAD), paragraph("（服务办）"),
        paragraph("楼道亮了"), paragraph(REPAIRS), paragraph("（柳岸居民区）"),
    )  # fmt: skip

    first, second = drafted(content, tmp_path).stories

    assert (first.headline, first.department) == ("云栖推进垃圾分类", "服务办")
    assert (second.headline, second.department) == ("楼道亮了", "柳岸居民区")


def test_a_sign_off_at_the_right_and_its_date(tmp_path):
    right = '<w:jc w:val="right"/>'
    content = docx(
        headed("云栖推进垃圾分类"), paragraph(LEAD), paragraph("服务办", right),
        paragraph("2022年5月18日", right),
    )  # fmt: skip

    draft = drafted(content, tmp_path)

    assert draft.stories[0].department == "服务办"
    assert [(one.text, one.reason) for one in draft.discarded] == [("2022年5月18日", "落款的日期")]


def test_numbers_that_word_counts_are_written_out(tmp_path):
    content = docx(
        headed("云栖推进垃圾分类"),
        paragraph(LEAD),
        numbered("要提高认识。"),
        numbered("要形成合力。"),
    )

    (story,) = drafted(content, tmp_path).stories

    assert story.paragraphs[1:] == ["一、要提高认识。", "二、要形成合力。"]


def test_a_table_stays_one(tmp_path):
    def cell(text):
        return f"<w:tc>{paragraph(text)}</w:tc>"

    rows = "".join(
        f"<w:tr>{cell(a)}{cell(b)}</w:tr>" for a, b in [("姓名", "票数"), ("沈禾", "12")]
    )
    content = docx(headed("选举结果"), paragraph(LEAD), f"<w:tbl>{rows}</w:tbl>", paragraph(MORE))

    (story,) = drafted(content, tmp_path).stories

    assert story.paragraphs == [LEAD, "姓名 票数", "沈禾 12", MORE]
    assert story.body.count("<table>") == 1
    assert story.body.count("<tr>") == 2


def test_changes_are_accepted_and_hidden_text_is_none(tmp_path):
    changes = (
        "<w:del><w:r><w:delText>删去的话。</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>补上的话。</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见的话。</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>移走的话。</w:t></w:r></w:moveFrom>"
    )
    content = docx(headed("云栖推进垃圾分类"), paragraph(LEAD, inside=changes), paragraph(MORE))

    (story,) = drafted(content, tmp_path).stories

    assert story.paragraphs == [LEAD + "补上的话。", MORE]


def test_a_paragraph_whose_end_was_struck_out_goes_on(tmp_path):
    struck = "<w:rPr><w:del/></w:rPr>"
    content = docx(headed("云栖推进垃圾分类"), paragraph("近日，", struck), paragraph(LEAD[3:]))

    (story,) = drafted(content, tmp_path).stories

    assert story.paragraphs == [LEAD]


def test_pictures_are_taken_along_with_their_captions(tmp_path):
    content = docx(
        headed("云栖推进垃圾分类"), paragraph(LEAD), headed("楼道亮了"), paragraph(REPAIRS),
        picture(), paragraph("图为修好的楼道灯。 沈禾 摄"), paragraph(MORE),
        pictures={"rId9": photo()},
    )  # fmt: skip

    first, second = drafted(content, tmp_path).stories

    assert first.pictures == []
    ((kept,),) = [second.pictures]
    assert (kept.caption, kept.credit) == ("图为修好的楼道灯。", "沈禾 摄")
    assert (tmp_path / "picture-1.jpeg").read_bytes() == photo()


def test_a_text_box_that_is_written_twice_is_read_once(tmp_path):
    box = f"<w:txbxContent>{paragraph(MORE)}</w:txbxContent>"
    inside = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    content = docx(headed("云栖推进垃圾分类"), paragraph(LEAD, inside=inside))

    (story,) = drafted(content, tmp_path).stories

    assert story.paragraphs == [LEAD, MORE]


@pytest.mark.parametrize(
    "content, words",
    [
        (docx(paragraph(LEAD), extra={"word/vbaProject.bin": b"x"}), "宏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "密码",
        ),
        (docx(paragraph(LEAD))[:-200], "损坏"),
        (docx(main="xl/workbook.xml").replace(b"word/", b"xord/"), "表格"),
    ],
    ids=["macros", "old", "locked", "cut", "workbook"],
)
def test_what_is_no_manuscript_is_refused_in_a_sentence(content, words):
    with pytest.raises(Refused, match=words):
        kind_of("稿件.docx", content)


@pytest.mark.parametrize(
    "content, words",
    [
        (docx(paragraph("")), "没有文字"),
        (docx(paragraph("All residents are invited to the yearly meeting." * 3)), "外文"),
        (docx(paragraph("<w:t>")), "损坏"),
        (docx(extra={"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "损坏"),
        (docx(extra={"word/document.xml": b" " * (13 * 1024 * 1024)}), "太大"),
        (docx("<w:sdt>" * 200 + "</w:sdt>" * 200), "一层套一层"),
    ],
    ids=["empty", "English", "broken", "entities", "bomb", "deep"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_read_is_refused_in_a_sentence(content, words, tmp_path):
    with pytest.raises(Refused, match=words):
        read(content, tmp_path)


def test_a_picture_that_cannot_be_opened_is_told(tmp_path):
    content = docx(
        headed("云栖推进垃圾分类"), paragraph(LEAD), picture(), pictures={"rId9": b"EMF"}
    )

    (story,) = drafted(content, tmp_path).stories

    assert story.pictures == []
    assert [doubt.kind for doubt in story.doubts] == ["picture"]
