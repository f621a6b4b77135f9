"""Lines become paragraphs, and what typesetting put between is mended."""

import pytest

from articles.importing.paragraphs import headline, joined, mended, paragraphs
from articles.importing.pieces import Line


def told(*blocks, opens=None):
    """The paragraphs of blocks of lines, each a text."""
    parts = [([Line(text=text, opens=opens) for text in block], False) for block in blocks]
    return [paragraph.text for paragraph in paragraphs(parts)]


@pytest.mark.parametrize(
    "printed, text",
    [
        ("凉城新村街 道", "凉城新村街 道"),
        ("沙 文", "沙文"),
        ("记者 温如故 通讯员 白桦", "记者 温如故 通讯员 白桦"),
        ("部署 2021 年目标", "部署2021年目标"),
        ("街道 - 片区 - 居民区", "街道-片区-居民区"),
        ("通道和 “三合一”现象", "通道和“三合一”现象"),
        ("使用 Smart City 平台", "使用Smart City平台"),
        ("５月１８日，ＡＢ", "５月１８日，ＡＢ"),
    ],
)
def test_mended(printed, text):
    assert mended(printed) == text


def test_latin_words_at_a_line_s_end_keep_their_space():
    assert joined(["他说 Smart", "City 好"]) == "他说Smart City好"


@pytest.mark.parametrize(
    "lines, text",
    [
        (["退役军人事务局来", "凉城调研交流工作"], "退役军人事务局来凉城调研交流工作"),
        (["战高温 送清凉", "福林街道慰问一线职工"], "战高温 送清凉 福林街道慰问一线职工"),
        (["凝心聚力开新局", "\u3000笃行不怠向未来"], "凝心聚力开新局 笃行不怠向未来"),
        (["召开 2022 年", "工作会议"], "召开2022年工作会议"),
    ],
)  # fmt: skip
def test_headline_lines_joined(lines, text):
    assert headline(lines) == text


def test_a_block_that_ends_within_a_sentence_goes_on_in_the_next():
    assert told(["会议由街道党工委书记主持，街道全体干部、"], ["各中心负责人参加会议。"]) == [
        "会议由街道党工委书记主持，街道全体干部、各中心负责人参加会议。"
    ]


def test_what_the_page_shows_holds():
    lines = [
        Line(text="第一句。", opens=True),
        Line(text="第二句。", opens=False),
        Line(text="没有完", opens=True),
    ]

    assert [one.text for one in paragraphs([(lines, False)])] == ["第一句。第二句。", "没有完"]


def test_a_column_that_goes_on_in_full_lines_is_one_paragraph():
    column = [
        "街道党工委高度重视成立专项整治领导小组，",
        "形成各单位分工协同联查联治的机制各司其职。",
    ]

    assert len(told(column, ["同时积极营造宣传氛围并争取社会各方面支持，", "效果很好。"])) == 1


def test_a_list_opens_where_the_line_before_is_closed():
    block = [
        "大家达成如下的共识并且当场签订了协议书：",
        "1.利用东门的空地新增车位二十八个；",
        "2.与相邻菜场签订错时共享的停车协议，",
        "每晚开放四十个车位。",
    ]

    assert [text[:2] for text in told(block)] == ["大家", "1.", "2."]


def test_numbers_within_a_sentence_open_nothing():
    block = [
        "会议提出四点意见请各单位结合实际认真贯彻落实：",
        "一要抓学习，二要抓统筹，三要抓督查，四要抓好宣传",
    ]

    assert len(told([*block, "工作。"])) == 1


def test_a_sub_head_stands_by_itself():
    lines = [Line(text="第一段。", opens=True)]

    told = paragraphs([(lines, False), ([Line(text="小标题")], True), (lines, False)])

    assert [(one.text, one.is_subhead) for one in told] == [
        ("第一段。", False),
        ("小标题", True),
        ("第一段。", False),
    ]
