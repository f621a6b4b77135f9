"""How right suggestions are on many stories; `python -m tests.bench.suggesting` says which fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.archive.names import lexicon
from articles.archive.prose import Prose
from articles.archive.words import Pool, dice
from tests.articles.importing.suggesting.drafting import suggested
from tests.bench.suggesting import cases_in, measured

HERE = Path(__file__).parent
REAL = Path(__file__).parents[3] / "data/liangcheng-2021-04-14-p02.json"
SUBDISTRICT = {
    "hood": ["云栖一村居民区"],
    "dept": ["平安办"],
    "sub": ["云栖街道"],
    "town": ["云栖"],
    "leader": ["街道党工委书记顾远山"],
    "leader_title": ["街道党工委书记"],
}
FACTS = {"meeting": "云栖街道专题会议", "day": "5月3日", "leaders": "街道党工委书记顾远山"}
# Pieces that rules look for, and marks at which they may stumble.
PIECES = (
    *"街道党工委书记副主任办事处王欧阳静怡买·，。、；：“”（）《》和与等正为率说1２⑴⒈9月日年岁的",
    *" \t\n\u3000Aa𠮷",
    *("同志", "召开", "会议", "推进会", "在", "举行", "出席", "一行", "近日", "任何", "2月30日"),
)
PARAGRAPH = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
KINDS = ("meeting", "visit", "activity", "repair", "service", "portrait")


def test_real_page_names_everybody_and_every_meeting():
    total, _ = measured(cases_in(REAL))

    assert total["person"] == total["found"] == total["named"] == 8
    assert total["meeting"] == total["meetings"] == total["meetings found"] == 4
    assert total["kind"] == total["chair"] == 4
    assert total["role"] == 8


@pytest.mark.parametrize(
    "filename", ["worked_on", "held_out", "held_out_2", "held_out_3", "held_out_4"]
)
def test_invented_stories_are_read_mostly_right(filename):
    total, _ = measured(cases_in(HERE / f"{filename}.txt"))

    assert total["person"] >= 0.95 * total["found"]
    assert total["person"] >= 0.8 * total["named"]
    assert total["title"] >= 0.9 * total["person"]
    assert total["meeting"] >= 0.85 * total["meetings"]


def test_invented_archive_gives_no_false_names():
    pools = lexicon(7) | {slot: Pool(tuple(words)) for slot, words in SUBDISTRICT.items()}
    prose = Prose(dice(7, "stories"), pools)
    people = {*pools["person"].words, "顾远山"}

    found = []
    for kind in KINDS * 10:
        story = prose.story(kind, FACTS, 600)
        draft = suggested(*story.paragraphs, headline=story.headline)
        found += [person.name for person in draft.people]

    assert len(found) > 100
    assert [name for name in found if name not in people] == []


@given(st.lists(PARAGRAPH, max_size=4))
def test_whatever_is_printed_suggestions_do_not_fail(paragraphs):
    story = suggested(*paragraphs, headline="".join(paragraphs)[:20], department="平安办、党建办")

    text = "".join("".join(paragraphs).split())
    assert all(person.name in text for person in story.people)
