"""Whole pages of text: the sample pages exactly, invented ones as well as can be."""

import json
from pathlib import Path

import pytest

from articles.importing.composing import compose
from articles.importing.drafts import as_json
from articles.importing.ledger import check
from articles.importing.pieces import Refused
from articles.importing.readers.plain_text import read
from tests.articles.importing.text_layers import Layer
from tests.bench.import_scores import Count, scores

DATA = Path(__file__).resolve().parents[3] / "data"
SEED = DATA / "liangcheng-2021-04-14-p02.txt"
SAMPLES = DATA / "importing"


def drafted(content):
    """The draft of a text's one page, its ledger checked."""
    ((page, arrangement),) = read(content)
    draft = compose(page, arrangement)
    check(page, arrangement, draft)
    return draft


def scored(draft, truth):
    """{what: Count} but of people and meetings, which nothing here suggests."""
    counts = scores(as_json([draft])["pages"][0], truth)
    return {what: counts[what] for what in counts if what not in {"people", "meeting", "chair"}}


@pytest.mark.parametrize(
    "text, truth",
    [
        (SEED, SEED.with_suffix(".json")),
        *[
            (text, SAMPLES / text.name.replace(".seedlike.txt", ".json"))
            for text in sorted(SAMPLES.glob("*.seedlike.txt"))
        ],
        (SAMPLES / "e-fulin-2021-07-28-p02.raw.txt", SAMPLES / "e-fulin-2021-07-28-p02.json"),
    ],
    ids=lambda path: path.name,
)
def test_sample_page_is_entirely_right(text, truth):
    counts = scored(drafted(text.read_bytes()), json.loads(truth.read_text()))

    assert {what: count for what, count in counts.items() if len(set(count)) > 1} == {}


def test_lines_cut_at_commas_are_put_together():
    text = SAMPLES / "a-qinghe-2022-05-18-p02.raw.txt"
    truth = json.loads((SAMPLES / "a-qinghe-2022-05-18-p02.json").read_text())

    counts = scored(drafted(text.read_bytes()), truth)

    assert counts["articles"] == (5, 5, 5)
    assert counts["body"].recall == 1
    assert counts["breaks"].recall >= 0.95


def test_a_headline_that_shares_no_word_is_told():
    stories = drafted((SAMPLES / "e-fulin-2021-07-28-p02.seedlike.txt").read_bytes()).stories

    assert [doubt.kind for doubt in stories[1].doubts] == ["headline"]
    assert "是按次序配的" in stories[1].doubts[0].sentence


@pytest.mark.parametrize("name", ["a-qinghe-2022-05-18-p02.txt", "e-fulin-2021-07-28-p02.txt"])
def test_columns_that_run_into_each_other_are_refused(name):
    with pytest.raises(Refused, match="改用 PDF"):
        read((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    "kind, least",
    [
        ({"way": "before"}, {"articles": 0.97, "headline": 0.97, "body": 0.98, "breaks": 0.95}),
        ({"way": "after"}, {"articles": 0.97, "headline": 0.95, "body": 0.98, "breaks": 0.95}),
        ({"way": "apart"}, {"articles": 0.97, "headline": 0.75, "body": 0.98, "breaks": 0.95}),
        ({"has_blanks": False}, {"articles": 0.97, "headline": 0.75, "body": 0.98}),
        ({"signed": 0.5}, {"articles": 0.75, "headline": 0.8, "body": 0.9}),
    ],
    ids=["headlines before", "after", "apart", "no blank lines", "half signed"],
)
def test_invented_pages(kind, least):
    totals = {}
    for seed in range(100, 120):
        layer = Layer(seed, **kind)
        for what, count in scored(drafted(layer.text.encode()), layer.truth).items():
            totals[what] = totals.get(what, Count()).plus(count)

    assert totals["masthead"].recall == 1
    assert {
        what: total.recall for what, total in totals.items() if total.recall < least.get(what, 0)
    } == {}


def test_a_story_without_a_sign_off_is_told():
    draft = drafted(Layer(3, signed=0).text.encode())

    assert all("unsigned" in {doubt.kind for doubt in story.doubts} for story in draft.stories)
