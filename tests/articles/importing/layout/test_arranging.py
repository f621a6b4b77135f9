"""Sheets of characters become arranged pages."""

import pytest

from articles.importing.arrangement import Role
from articles.importing.composing import compose
from articles.importing.layout import arrange
from articles.importing.layout.sheet import Rect
from tests.articles.importing.press.pages import Maker
from tests.articles.importing.press.printing import Press
from tests.articles.importing.press.sheets import sheet_of

EM, STEP, LEFT, MEASURE, GUTTER = 10, 15, 40, 12, 15
FILLER = "街道在社区里走访居民了解大家的难处和想法"


def lines(count, opens=True, closes=True):
    """So many lines of a column of twelve em; the first set in, the last one short."""
    texts = [(FILLER * 2)[n % 7 : n % 7 + MEASURE] for n in range(count)]
    if opens:
        texts[0] = "\u3000\u3000" + texts[0][2:]
    if closes:
        texts[-1] = texts[-1][:5] + "。"
    return texts


class Page:
    """A page set by hand, in columns of twelve em."""

    def __init__(self):
        self.press = Press(700, 1000)
        self.press.text(LEFT, 20, "2022.5.18 责任编辑：温如故", 8, "hei")
        self.press.rule(LEFT, 36, 660, 37)

    def column(self, number, top, texts, face="song"):
        for line, text in enumerate(texts):
            indent = len(text) - len(text.lstrip())
            x = self.x(number) + indent * EM
            self.press.text(x, top + line * STEP, text.strip(), EM, face)

    def headline(self, x, y, text, size=20, face="hei", downwards=False):
        self.press.text(x, y, text, size, face, kind="head", downwards=downwards)

    def x(self, number):
        return LEFT + number * (MEASURE * EM + GUTTER)

    def draft(self):
        source, arrangement = arrange(sheet_of(self.press))
        return compose(source, arrangement), source, arrangement


def squeezed(text):
    return "".join(text.split())


def characters(texts):
    return "".join(squeezed(text) for text in texts)


def told(story):
    return characters(story.paragraphs)


def test_every_character_is_in_a_block_once():
    page = Page()
    page.headline(100, 60, "社区里新添一处花园")
    page.column(0, 100, lines(10))
    _, source, arrangement = page.draft()

    assert sum(len(squeezed(block.text)) for block in source.blocks) == source.characters
    assert sorted(p.block for p in arrangement.placements) == [b.key for b in source.blocks]


def test_column_goes_on_in_the_next_within_a_sentence():
    page = Page()
    page.headline(100, 60, "社区里新添一处花园")
    first, second = lines(10, closes=False), lines(6, opens=False)
    page.column(0, 100, first)
    page.column(1, 100, second)
    draft, _, _ = page.draft()

    assert [squeezed(p) for p in draft.stories[0].paragraphs] == [characters(first + second)]


def test_headline_beside_its_columns_takes_those_that_begin_at_its_height():
    page = Page()
    texts = [lines(10, closes=False), lines(10, False, False), lines(12, False, True)]
    page.headline(60, 60, "社区里新添一处花园")
    page.column(0, 100, texts[0])
    page.column(1, 100, texts[1])
    page.column(2, 60, texts[2])
    page.headline(60, 320, "夜校今秋开了新课程")
    page.column(0, 360, lines(8))
    draft, _, _ = page.draft()

    assert [story.headline for story in draft.stories] == [
        "社区里新添一处花园",
        "夜校今秋开了新课程",
    ]
    assert told(draft.stories[0]) == "".join(map(characters, texts))


def test_stories_round_a_pinwheel_each_keep_their_columns():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")  # columns 0 and 1 above
    page.column(0, 100, lines(10, closes=False))
    page.column(1, 100, lines(8, opens=False))
    page.headline(page.x(2), 60, "夜校开课", size=24)  # column 2, further down
    page.column(2, 100, lines(26))
    page.headline(LEFT, 290, "河长巡河", size=24)  # column 0, to the foot
    page.column(0, 330, lines(24))
    page.headline(page.x(1) + 20, 560, "志愿者学会修雨伞了")  # columns 1 and 2 below
    page.column(1, 600, lines(8, closes=False))
    page.column(2, 600, lines(8, opens=False))
    draft, _, _ = page.draft()

    counts = {story.headline: len(told(story)) for story in draft.stories}
    assert counts == {
        "社区里新添一处花园": len(characters(lines(10, closes=False) + lines(8, opens=False))),
        "夜校开课": len(characters(lines(26))),
        "河长巡河": len(characters(lines(24))),
        "志愿者学会修雨伞了": len(characters(lines(8, closes=False) + lines(8, opens=False))),
    }


def test_two_headlines_on_one_line_are_told_apart_by_the_columns_below():
    page = Page()
    page.headline(LEFT, 60, "花园添了长椅", size=20)
    page.headline(page.x(1), 60, "夜校今秋开课", size=20)
    page.column(0, 100, lines(10))
    page.column(1, 100, lines(10))
    draft, _, _ = page.draft()

    assert [story.headline for story in draft.stories] == ["花园添了长椅", "夜校今秋开课"]


def test_headline_set_downwards_belongs_to_the_columns_at_its_side():
    page = Page()
    page.headline(LEFT + 40, 60, "社区里新添一处花园，居民叫好", downwards=True)
    page.column(1, 60, lines(12, closes=False))
    page.column(2, 60, lines(6, opens=False))
    draft, _, _ = page.draft()

    assert draft.stories[0].headline == "社区里新添一处花园，居民叫好"
    assert told(draft.stories[0]) == characters(lines(12, closes=False) + lines(6, opens=False))


@pytest.mark.parametrize("size", [EM, 13])
def test_line_of_another_face_under_the_headline_is_the_deck(size):
    page = Page()
    page.headline(70, 60, "社区里新添一处花园")
    page.press.text(160 - 4 * size, 92, "花草由居民认养", size, "kai")
    page.column(0, 115, lines(9, closes=False))
    page.column(1, 115, lines(6, opens=False))
    draft, _, _ = page.draft()

    assert draft.stories[0].headline == "社区里新添一处花园"
    assert draft.stories[0].deck == "花草由居民认养"


def test_large_line_of_another_face_above_the_headline_is_the_kicker():
    page = Page()
    page.press.text(100, 50, "三会制度在身边", 15, "kai")
    page.headline(70, 70, "社区里新添一处花园")
    page.column(0, 110, lines(9))
    draft, _, _ = page.draft()

    assert (draft.stories[0].kicker, draft.stories[0].headline) == (
        "三会制度在身边",
        "社区里新添一处花园",
    )


@pytest.mark.parametrize(
    "texts", [["走访了大家（党建办）"], ["走访了大家。（青禾三村居民", "区）"]]
)
def test_signoff_is_taken_off_a_closed_end_only(texts):
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    page.column(0, 100, lines(6, closes=False) + texts)
    draft, _, _ = page.draft()

    assert draft.stories[0].department == ("青禾三村居民区" if "。" in texts[0] else "")


def test_framed_story_is_one_of_its_own_with_a_headline_at_the_size_of_text():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    page.column(0, 100, lines(20))
    page.press.frame(page.x(1) - 6, 95, page.x(1) + 130, 300)
    page.press.text(page.x(1) + 30, 105, "夜校开课了", EM, "hei")
    page.column(1, 130, lines(8))
    draft, _, _ = page.draft()

    assert {story.headline for story in draft.stories} == {"社区里新添一处花园", "夜校开课了"}


def test_contents_of_the_paper_are_no_story():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    page.column(0, 100, lines(20))
    page.press.frame(page.x(1) - 6, 95, page.x(1) + 130, 300)
    page.press.text(page.x(1) + 30, 105, "今日导读", 14, "hei")
    page.column(1, 130, ["夜校今秋开了新课程", "详见第3版"])
    draft, _, _ = page.draft()

    assert [story.headline for story in draft.stories] == ["社区里新添一处花园"]
    assert "导读" in {piece.reason for piece in draft.discarded}


def test_caption_belongs_to_the_story_of_its_picture():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    page.press.picture(LEFT, 95, LEFT + 120, 170)
    page.press.text(LEFT, 174, "居民在花园里浇水（林深 摄）", 8, "kai")
    page.column(0, 200, lines(9))
    draft, _, arrangement = page.draft()

    [picture] = draft.stories[0].pictures
    assert (picture.picture, picture.caption) == (1, "居民在花园里浇水")
    assert arrangement.pictures == {1: 1}


def test_text_without_headline_is_a_doubt_and_a_flat_picture_above_it_is_named():
    page = Page()
    page.press.picture(LEFT, 60, LEFT + 255, 90)
    page.column(0, 100, lines(10))
    _, _, arrangement = page.draft()

    assert [doubt.kind for doubt in arrangement.doubts] == ["headline-is-picture"]


def test_lines_of_a_subhead_in_the_middle_of_the_column_are_no_paragraph():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    page.column(0, 100, lines(6))
    page.column(0, 100 + 6 * STEP, ["\u3000\u3000\u3000\u3000花草认养"])
    page.column(0, 100 + 7 * STEP, lines(6))
    _, source, arrangement = page.draft()

    [subhead] = [p.block for p in arrangement.placements if p.role == Role.SUBHEAD]
    assert source.blocks[subhead - 1].text == "花草认养"


def test_first_lines_in_larger_type_are_text_and_what_is_drawn_out_of_it_is_none():
    page = Page()
    page.headline(60, 60, "社区里新添一处花园")
    for line, text in enumerate(["\u3000\u3000居民们盼了三年的", "花园在春天里开放了。"]):
        page.press.text(page.x(0), 90 + line * 18, text, 11.5, "song")
    page.column(0, 140, lines(8))
    page.press.text(page.x(0), 140 + 9 * STEP, lines(8)[3][:10], 11.5, "hei")
    draft, source, arrangement = page.draft()

    quotes = {p.block for p in arrangement.placements if p.role == Role.QUOTE}
    drawn_out = [block.text for block in source.blocks if block.key in quotes]
    assert drawn_out == [lines(8)[3][:10]]
    assert "居民们盼了三年的花园" in told(draft.stories[0])


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_random_pages_give_every_story_with_its_headline(seed):
    maker = Maker(seed)
    for _ in range(3):
        press, truth = maker.page()
        draft = compose(*arrange(sheet_of(press)))

        expected = {squeezed("".join(a["headline_lines"])) for a in truth["articles"]}
        assert {squeezed(story.headline) for story in draft.stories} == expected


def test_place_is_kept_in_per_mille_of_the_page():
    page = Page()
    page.headline(70, 100, "社区里新添一处花园")
    page.column(0, 140, lines(4))
    _, source, _ = page.draft()

    headline = next(block for block in source.blocks if "花园" in block.text)
    assert headline.box == Rect(70, 100, 250, 120).per_mille(source)
