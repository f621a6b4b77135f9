"""The ledger adds up for whatever is read, and fails where anything is lost or added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.arrangement import Arrangement, Placement, Role
from articles.importing.composing import compose
from articles.importing.drafts import StoryDraft
from articles.importing.flow.arranging import arranged
from articles.importing.ledger import LedgerError, check
from articles.importing.pieces import Block, Discarded, Line, Picture, SourcePage
from liangcheng.chinese.text import without_whitespace

PIECES = [
    "近日，街道召开会议，",
    "会上，大家作了交流发言。",
    "（党建办）",
    "（下转第3版）",
    "1.要提高认识；",
    "筑牢安全防线 守护万家灯火",
    "2021.4.14 责任编辑 / 沙 文",
    "02",
    "图为现场。 沈禾 摄",
    "■记者 沈禾",
    "“没想到家门口就能办。”",
    "",
    "\t姓名\t票数",
    "供稿：服务办",
    "街道（监察办）和党政办",
    "……",
    "①②",
    "🙂",
]
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=30).filter(lambda text: "\n" not in text)),
    max_size=30,
)
boxes = st.tuples(*[st.integers(0, 1000)] * 4).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
)


@given(texts, st.sampled_from([None, True]))
def test_every_character_of_a_text_is_accounted_for(texts, opens):
    page, arrangement = arranged([Line(text=text, opens=opens) for text in texts], "text")

    check(page, arrangement, compose(page, arrangement))

    assert page.characters == sum(len(without_whitespace(text)) for text in texts)


@given(
    st.lists(
        st.tuples(
            st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1),
            st.sampled_from(Role),
            st.sampled_from([None, 1, 2]),
            st.one_of(st.none(), boxes),
        ),
        max_size=12,
    )
)
def test_every_character_is_accounted_for_however_a_person_arranges(blocks):
    page = SourcePage(
        reader="pdf",
        blocks=[
            Block(key=key, lines=[Line(text=text) for text in lines], box=box)
            for key, (lines, _, _, box) in enumerate(blocks)
        ],
        pictures=[Picture(key=1, box=(100, 100, 400, 300)), Picture(key=2)],
        discarded=[Discarded(text="■", reason="饰符")],
    )
    page.characters = 1 + sum(len(without_whitespace(block.text)) for block in page.blocks)
    arrangement = Arrangement(
        placements=[
            Placement(block=key, role=role, story=story)
            for key, (_, role, story, _) in enumerate(blocks)
        ],
        pictures={1: 1, 2: 2},
    )

    check(page, arrangement, compose(page, arrangement))


def page_of(text, characters=None):
    page = SourcePage(reader="text", blocks=[Block(key=1, lines=[Line(text=text)])])
    page.characters = len(text) if characters is None else characters
    placements = [Placement(block=1, role=Role.BODY, story=1)]
    return page, Arrangement(placements=placements)


def test_a_lost_character_is_named():
    page, arrangement = page_of("会议开完了。")
    draft = compose(page, arrangement)
    draft.stories[0].paragraphs = ["会议开了。"]

    with pytest.raises(LedgerError, match="丢了“完”"):
        check(page, arrangement, draft)


def test_an_added_character_is_named():
    page, arrangement = page_of("会议开完了。")
    draft = compose(page, arrangement)
    draft.stories.append(StoryDraft(story=2, headline="标"))

    with pytest.raises(LedgerError, match="多了“标”"):
        check(page, arrangement, draft)


def test_a_reader_that_counts_otherwise_is_found():
    page, arrangement = page_of("会议开完了。", characters=7)

    with pytest.raises(LedgerError, match="读到 7 个字"):
        check(page, arrangement, compose(page, arrangement))


@pytest.mark.parametrize("times", [0, 2])
def test_a_block_has_one_place(times):
    page, arrangement = page_of("会议开完了。")
    arrangement.placements *= times

    with pytest.raises(LedgerError, match="没有编排"):
        check(page, arrangement, compose(page, arrangement))


def test_what_is_discarded_has_a_reason():
    page, arrangement = page_of("会议开完了。")
    page.discarded, page.characters = [Discarded(text="■", reason="")], 7

    with pytest.raises(LedgerError, match="没有说明原因"):
        check(page, arrangement, compose(page, arrangement))
