"""Drafts of stories from blocks with roles: texts, pictures with their words, hot zones."""

from articles.importing.arrangement import Arrangement, Doubt, Placement, Role
from articles.importing.composing import compose
from articles.importing.pieces import Block, Box, Line, Picture, SourcePage
from liangcheng.regions import validate_regions


def composed(*blocks, pictures=(), whose=None, doubts=()):
    """The draft of a page of (role, story, text, box) blocks."""
    page = SourcePage(
        reader="pdf",
        blocks=[
            Block(key=key, lines=[Line(text=line) for line in text.split("\n")], box=box)
            for key, (_, _, text, box) in enumerate(blocks)
        ],
        pictures=list(pictures),
    )
    placements = [
        Placement(block=key, role=role, story=story)
        for key, (role, story, _, _) in enumerate(blocks)
    ]
    arrangement = Arrangement(placements=placements, pictures=whose or {}, doubts=list(doubts))
    return compose(page, arrangement)


def test_each_role_is_a_field():
    (story,) = composed(
        (Role.SECTION, 1, "社区广角", None),
        (Role.KICKER, 1, "三会制度在身边", None),
        (Role.HEADLINE, 1, "这场“圆桌会”议出\n停车难题新解法", None),
        (Role.DECK, 1, "——青禾三村见闻", None),
        (Role.BYLINE, 1, "■记者 沈 禾", None),
        (Role.BODY, 1, "白天找不到车位。", None),
        (Role.SIGNOFF, 1, "（党群 办）", None),
    ).stories

    assert (story.section, story.kicker, story.headline) == (
        "社区广角",
        "三会制度在身边",
        "这场“圆桌会”议出停车难题新解法",
    )
    assert (story.deck, story.byline, story.department) == (
        "——青禾三村见闻",
        "记者 沈禾",
        "党群 办",
    )


def test_what_no_story_gets_is_discarded_with_its_reason():
    draft = composed(
        (Role.MASTHEAD, None, "2021.4.14 02", None),
        (Role.BODY, 1, "会议开完了。", None),
        (Role.SIGNOFF, 1, "（党建办）", None),
        (Role.TURN, 1, "（下转第3版）", None),
        (Role.QUOTE, 1, "“开完了”", None),
        (Role.BODY, None, "天气晴", None),
    )

    assert {one.text: one.reason for one in draft.discarded} == {
        "2021.4.14 02": "报头",
        "（）": "落款两边的括号、供稿二字一类",
        "（下转第3版）": "转版提示",
        "“开完了”": "从正文里抽出来的引文，正文里已有",
        "天气晴": "没有归到哪一篇",
    }
    assert draft.stories[0].continues_on == "3"


def test_the_body_is_clean_html():
    (story,) = composed(
        (Role.BODY, 1, "A<B，<script>不是标签。", None),
        (Role.SUBHEAD, 1, "小标题", None),
        (Role.BODY, 1, "1.第一。", None),
    ).stories

    assert story.body == (
        "<p>A&lt;B，&lt;script&gt;不是标签。</p>\n<h3>小标题</h3>\n<p>1.第一。</p>"
    )


def test_captions_go_to_the_picture_above_them():
    (story,) = composed(
        (Role.CAPTION, 1, "左边的图。", Box(0, 310, 300, 330)),
        (Role.CAPTION, 1, "右边的图。 沈禾 摄", Box(400, 310, 700, 330)),
        (Role.BODY, 1, "会议开完了。", Box(0, 400, 700, 500)),
        pictures=[
            Picture(key=1, box=Box(400, 100, 700, 300)),
            Picture(key=2, box=Box(0, 100, 300, 300)),
            Picture(key=3, box=Box(0, 700, 300, 900)),
        ],
        whose={1: 1, 2: 1, 3: None},
    ).stories

    assert [(one.picture, one.caption, one.credit) for one in story.pictures] == [
        (1, "右边的图。", "沈禾 摄"),
        (2, "左边的图。", ""),
    ]


def test_a_caption_without_a_picture_is_kept():
    (story,) = composed(
        (Role.CAPTION, 1, "图为现场。", None), (Role.CREDIT, 1, "沈禾 摄", None)
    ).stories

    assert [(one.picture, one.caption, one.credit) for one in story.pictures] == [
        (None, "图为现场。", "沈禾 摄")
    ]


def test_a_headline_over_its_columns_is_one_zone():
    (story,) = composed(
        (Role.HEADLINE, 1, "标题", Box(50.4, 100.2, 600, 140)),
        (Role.BODY, 1, "第一栏", Box(50, 150, 300, 400)),
        (Role.BODY, 1, "第二栏。", Box(320, 150, 600.2, 399.5)),
    ).stories

    assert story.regions == [[(50, 100), (601, 100), (601, 400), (50, 400)]]
    validate_regions([[list(corner) for corner in zone] for zone in story.regions])


def test_a_zone_takes_in_no_other_story():
    first, second = composed(
        (Role.HEADLINE, 1, "标题", Box(50, 100, 600, 140)),
        (Role.BODY, 1, "第一栏", Box(50, 150, 300, 600)),
        (Role.BODY, 1, "第二栏。", Box(320, 150, 600, 300)),
        (Role.BODY, 2, "另一篇。", Box(320, 320, 600, 600)),
    ).stories

    assert len(first.regions) == 2
    assert second.regions == [[(320, 320), (600, 320), (600, 600), (320, 600)]]


def test_text_without_places_has_no_zones():
    assert composed((Role.BODY, 1, "会议开完了。", None)).stories[0].regions == []


def test_doubts_are_told_with_their_story():
    doubts = [Doubt(kind="a", sentence="甲", story=1), Doubt(kind="b", sentence="乙")]

    draft = composed((Role.BODY, 1, "会议开完了。", None), doubts=doubts)

    assert draft.stories[0].doubts == doubts[:1]
    assert draft.doubts == doubts[1:]
