"""Paragraphs that number themselves become lists, and nothing else does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.chinese.numbering import with_lists
from liangcheng.richtext import clean_html, paragraphs


def body(*texts):
    return "\n".join(f"<p>{text}</p>" for text in texts)


def lists(html):
    """The texts of the items of each list."""
    found = re.findall(r'<ol class="numbered" role="list">(.*?)</ol>', with_lists(html), re.S)
    return [paragraphs(one) for one in found]


@pytest.mark.parametrize(
    "numbers",
    [
        ["一、", "二、", "三、"],
        ["（一）", "（二）", "(三)"],
        ["第一，", "第二，", "第三、"],
        ["一是", "二是", "三是"],
        ["一要", "二要"],
        ["1.", "2.", "3．"],
        ["1、", "2、"],
        ["（1）", "（2）"],
        ["1）", "2)"],
        ["①", "②", "③"],
    ],
)
def test_consecutive_paragraphs_that_count_on_from_one_are_a_list(numbers):
    items = [f"{number}抓好落实。" for number in numbers]

    assert lists(body("会议要求：", *items, "会议还提到别的事。")) == [items]


def test_long_lists_count_through_the_tens():
    chinese = [*"一二三四五六七八九十", "十一", "十二"]
    items = [f"{number}、抓好落实。" for number in chinese]

    assert lists(body(*items)) == [items]
    assert lists(body(*(f"{number}.抓好落实。" for number in range(1, 13)))) != []


@pytest.mark.parametrize(
    "texts",
    [
        ["1.要提高认识。"],
        ["2.要形成合力。", "3.要落实责任。"],
        ["1.要提高认识。", "3.要落实责任。"],
        ["1.要提高认识。", "会上还说了别的。", "2.要形成合力。"],
        ["1.要提高认识。", "2、要形成合力。"],
        ["1.5亿元用于步道。", "2.5亿元用于公园。"],
        ["1、2号楼先装电梯。", "2、3号楼随后。"],
        ["一、二年级在东楼。", "二、三年级在西楼。"],
        ["一二是两个数。", "二三也是。"],
        ["2021年4月14日。", "2022年4月14日。"],
        ["一是修路；二是种树。"],
    ],
)
def test_what_may_be_no_list_stays_text(texts):
    assert with_lists(body(*texts)) == body(*texts)


def test_two_lists_in_one_text_stay_apart():
    html = body("1.修路。", "2.种树。", "1.开会。", "2.走访。", "第一，宣传。")

    assert lists(html) == [["1.修路。", "2.种树。"], ["1.开会。", "2.走访。"]]


def test_number_may_be_bold_and_the_list_inside_a_quotation():
    html = f"<blockquote>{body('<strong>一是</strong>修路 &amp; 种树', '二是走访')}</blockquote>"

    assert lists(html) == [["一是修路 & 种树", "二是走访"]]


def test_paragraphs_of_different_list_items_are_not_taken_together():
    html = "<ul><li><p>1.修路</p></li><li><p>2.种树</p></li></ul>"

    assert with_lists(html) == html


@given(
    st.lists(
        st.sampled_from(
            ["<p>1.甲</p>", "<p>2.乙</p>", "<p>3、丙</p>", "<p>一是丁</p>", "<p>二是戊</p>",
             "<h3>己</h3>", "<ul><li><p>1.庚</p></li></ul>", "<p><em>1.</em>辛 &lt;p&gt;</p>"]
        ),
        max_size=12,
    )
)  # fmt: skip
def test_no_character_changes_and_nothing_breaks(blocks):
    html = clean_html("".join(blocks))
    shown = with_lists(html)

    assert paragraphs(shown) == paragraphs(html)
    # What is left when the lists are taken away again is what was there.
    bare = re.sub(r'<ol class="numbered" role="list">|</ol>', "", shown)
    bare = re.sub(r"(?<!<ul>)<li>(<p>.*?</p>)</li>(?!</ul>)", r"\1", bare)
    assert "".join(bare.split()) == "".join(html.split())


@pytest.mark.django_db
def test_real_edition_has_three_lists_of_three(edition):
    counts = [
        [len(items) for items in lists(article.body)] for article in edition.articles.as_printed()
    ]

    assert counts == [[3], [], [3], [3], []]
