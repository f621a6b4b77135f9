"""Initials, bylines, signatures, verses: lines that are told by more than their place."""

from articles.importing.layout.bylines import is_name
from tests.articles.importing.layout.test_arranging import EM, LEFT, STEP, Page, lines, squeezed


def test_large_first_character_belongs_to_the_first_line():
    page = Page()
    page.headline(100, 60, "社区里新添一处花园")
    page.press.text(LEFT, 100, "清", 2.5 * EM, "hei", kind="head")
    page.press.text(LEFT + 28, 100, "晨六点半，街道里的", EM, "song")
    page.press.text(LEFT + 28, 100 + STEP, "花园已经开了门，居", EM, "song")
    page.column(0, 100 + 2 * STEP, ["民们走进来，说起这里的", "变化。"])
    draft, _, _ = page.draft()

    assert [story.headline for story in draft.stories] == ["社区里新添一处花园"]
    assert draft.stories[0].paragraphs == [
        "清晨六点半，街道里的花园已经开了门，居民们走进来，说起这里的变化。"
    ]


def test_parts_of_a_byline_that_stand_apart_are_one():
    page = Page()
    page.headline(LEFT, 60, "社区里新添花园")
    page.press.text(LEFT + 10, 85, "文｜林深　图｜苏合", 9, "hei")
    page.column(0, 105, lines(9))
    draft, _, _ = page.draft()

    assert draft.stories[0].byline == "文｜林深 图｜苏合"


def test_names_in_brackets_at_the_end_are_a_byline():
    page = Page()
    page.headline(LEFT, 60, "社区里新添花园")
    page.column(0, 100, [*lines(9), "（记者林深 通讯员苏合）"])
    draft, _, _ = page.draft()

    assert (draft.stories[0].byline, draft.stories[0].department) == ("记者林深 通讯员苏合", "")


def test_signature_at_the_right_is_the_sign_off_and_its_date_left_out():
    page = Page()
    page.headline(LEFT, 60, "停水通知")
    page.column(0, 100, lines(8))
    page.press.text(LEFT + 70, 100 + 8 * STEP, "翠屏供水所", EM, "song")
    page.press.text(LEFT + 40, 100 + 9 * STEP, "2023年12月1日", EM, "song")
    draft, _, _ = page.draft()

    assert draft.stories[0].department == "翠屏供水所"
    assert "落款下的日期" in [piece.reason for piece in draft.discarded]


def test_short_lines_without_marks_inside_are_verses():
    verses = ["桂花落在青石板上", "像谁撒了一把碎金", "卖糖粥的老人走过", "木梆子敲醒了黄昏"]
    page = Page()
    page.headline(LEFT, 60, "秋日小巷")
    page.column(0, 100, verses)
    page.headline(LEFT, 300, "社区里新添花园")
    page.column(0, 330, lines(9))
    draft, _, _ = page.draft()

    assert [squeezed(p) for p in draft.stories[0].paragraphs] == verses


def test_name_needs_a_surname():
    assert [is_name(text) for text in ("尹秋禾", "欧阳静怡")] == [True, True]
    assert [is_name(text) for text in ("街道新貌", "看变化")] == [False, False]


def test_masthead_may_be_a_strip_at_the_side():
    page = Page()
    page.press.texts.clear()
    for top, text in ((120, "2023年"), (132, "12月11日"), (144, "星期一"), (300, "责任编辑：林深")):
        page.press.text(2, top, text, 5, "hei")
    page.headline(100, 60, "社区里新添一处花园")
    page.column(0, 100, lines(20))
    draft, _, _ = page.draft()

    assert (draft.masthead.date, draft.masthead.responsible_editor) == ("2023-12-11", "林深")
    assert [story.headline for story in draft.stories] == ["社区里新添一处花园"]


def test_more_space_between_lines_parts_paragraphs_without_indents():
    page = Page()
    page.headline(100, 60, "社区里新添一处花园")
    first, second = lines(4, opens=False, closes=False), lines(4, opens=False)
    first[1], first[-1] = "道在社区里，走访居民了解", first[-1][:-1] + "。"
    page.column(0, 100, first)
    page.column(0, 100 + 4 * STEP + 4, second)
    draft, _, _ = page.draft()

    assert len(draft.stories[0].paragraphs) == 2
