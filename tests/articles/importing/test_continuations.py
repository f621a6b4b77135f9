"""Stories that go on on another page: joined where both signposts fit, told where they do not."""

import pytest

from articles.importing.continuations import join
from articles.importing.drafts import MastheadDraft, PageDraft, PictureDraft, StoryDraft
from articles.importing.marks import turn


def page(number, *stories, day="2021-04-14"):
    return PageDraft(
        masthead=MastheadDraft(page_number=number, date=day),
        stories=[one.model_copy(update={"story": key}) for key, one in enumerate(stories, 1)],
    )


def told(headline, *paragraphs, **fields):
    body = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    return StoryDraft(story=0, headline=headline, paragraphs=list(paragraphs), body=body, **fields)


def test_a_continued_story_is_one_in_the_middle_of_a_sentence():
    first = page("01", told("垃圾分类", "会上，各单位", continues_on="3"))
    third = page("03", told("", "发了言。", "散会。", continues_from="1", department="服务办"))

    front, back = join([first, third])

    (story,) = front.stories
    assert story.paragraphs == ["会上，各单位发了言。", "散会。"]
    assert story.body == "<p>会上，各单位发了言。</p>\n<p>散会。</p>"
    assert story.department == "服务办"
    assert [doubt.kind for doubt in story.doubts] == ["joined"]
    assert back.stories == []
    assert [doubt.kind for doubt in back.doubts] == ["moved"]


def test_a_story_over_three_pages():
    pages = [
        page("1", told("垃圾分类", "甲。", continues_on="2")),
        page("2", told("", "乙。", continues_from="1", continues_on="3")),
        page("3", told("", "丙。", continues_from="2")),
    ]

    assert [one.paragraphs for one in join(pages)[0].stories] == [["甲。", "乙。", "丙。"]]


def test_of_two_beginnings_the_headline_tells():
    first = page(
        "1",
        told("垃圾分类再出发", "甲。", continues_on="2"),
        told("楼道亮了居民笑了", "乙。", continues_on="2"),
    )
    second = page(
        "2",
        told("楼道亮了", "丙。", continues_from="1"),
        told("垃圾分类", "丁。", continues_from="1"),
    )

    front, _ = join([first, second])

    assert [one.paragraphs for one in front.stories] == [["甲。", "丁。"], ["乙。", "丙。"]]


def test_pictures_of_a_part_say_where_they_are():
    picture = PictureDraft(picture=1)
    first = page("1", told("垃圾分类", "甲。", continues_on="2", pictures=[picture]))
    second = page("2", told("", "乙。", continues_from="1", pictures=[picture]))

    (story,) = join([first, second])[0].stories

    assert [(one.picture, one.sheet) for one in story.pictures] == [(1, None), (1, 1)]


@pytest.mark.parametrize(
    "second",
    [
        page("2", told("", "乙。", continues_from="3")),
        page("2", told("", "乙。", continues_from="1"), day="2021-04-21"),
        page("2", told("", "乙。")),
    ],
    ids=["another page", "another day", "no signpost"],
)
def test_what_does_not_fit_stays_apart_and_is_told(second):
    first = page("1", told("垃圾分类", "甲。", continues_on="2"))

    front, back = join([first, second])

    assert len(front.stories) == len(back.stories) == 1
    assert [doubt.kind for doubt in front.stories[0].doubts] == ["continuation"]


@pytest.mark.parametrize(
    "text, leads_on, number",
    [
        ("（下转第3版）", True, "3"),
        ("（紧转第二版）", True, "2"),
        ("（上接A1版）", False, "A1"),
        ("上接01版", False, "1"),
        ("（下转第2版《垃圾分类》）", True, "2"),
        ("（下转本版中缝）", True, ""),
    ],
)
def test_signposts(text, leads_on, number):
    assert turn(text) == (leads_on, number)


@pytest.mark.parametrize("text", ["转发3版方案", "接待3人", "（党建办）", "转2", "第3版"])
def test_no_signposts(text):
    assert turn(text) is None
