"""Stories out of sentences."""

from itertools import pairwise

import pytest

from articles.archive.names import lexicon
from articles.archive.prose import Prose
from articles.archive.words import Pool, dice
from liangcheng.richtext import clean_html, plain_text

FACTS = {
    "town": "云栖",
    "sub": "云栖街道",
    "dept": "自治办",
    "topic": "垃圾分类",
    "day": "4月14日",
    "meeting": "云栖街道垃圾分类责任清单推进会",
    "leader": "自治办主任沈禾",
    "leader_title": "自治办主任",
    "leaders": "自治办主任沈禾、社工陆汀",
}
KINDS = ["meeting", "visit", "activity", "repair", "service", "portrait"]


@pytest.fixture
def prose():
    return Prose(dice(1, "test"), lexicon(1) | {"hood": Pool(("柳岸居民区",))})


@pytest.mark.parametrize("kind", KINDS)
def test_body_is_clean_html_and_the_plain_text_is_its_words(prose, kind):
    for length in (80, 500, 3_000):
        story = prose.story(kind, FACTS, length)
        assert clean_html(story.body) == story.body
        assert plain_text(story.body) == story.plain_text


@pytest.mark.parametrize("kind", KINDS)
def test_story_is_about_as_long_as_asked_for(prose, kind):
    for length in (80, 500, 20_000):
        written = sum(map(len, prose.story(kind, FACTS, length).paragraphs))
        assert length * 0.9 < written < length + 350


@pytest.mark.parametrize("kind", KINDS)
def test_headline_fits_a_column(prose, kind):
    for _ in range(100):
        assert 8 <= len(prose.story(kind, FACTS, 80).headline) <= 26


@pytest.mark.parametrize("kind", KINDS)
def test_story_names_everybody_in_the_opening(prose, kind):
    assert FACTS["leaders"] in prose.story(kind, FACTS, 300).paragraphs[0]


def test_story_without_officials_names_none(prose):
    story = prose.story("activity", FACTS | {"leaders": ""}, 300)

    assert "陆汀" not in story.plain_text


def test_long_story_has_subheads_of_its_own(prose):
    story = prose.story("activity", FACTS, 3_000)

    assert story.subheads
    assert all(f"<p><strong>{subhead}</strong></p>" in story.body for subhead in story.subheads)


def test_meeting_has_numbered_points(prose):
    points = [text for text in prose.story("meeting", FACTS, 900).paragraphs if text[1] == "."]

    assert [point[0] for point in points] == list("12345"[: len(points)])
    assert len(points) >= 3


def test_words_are_as_varied_as_a_real_papers(prose):
    """The page of 14 April 2021 has 0.61 different pairs a pair, over five stories."""
    shares = []
    for _ in range(20):
        stories = [prose.story(kind, FACTS, 546).plain_text for kind in KINDS[1:]]
        pairs = [one + two for text in stories for one, two in pairwise(text)]
        shares.append(len(set(pairs)) / len(pairs))

    assert 0.5 < sum(shares) / len(shares) < 0.75
