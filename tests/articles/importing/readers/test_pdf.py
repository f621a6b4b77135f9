"""PDF pages: real files of several typesetting programs, read by position."""

import json
from pathlib import Path

import pytest
from PIL import Image

from articles.importing import ledger
from articles.importing.composing import compose
from articles.importing.pieces import Refused
from articles.importing.readers import pdf
from tests.articles.importing.press.pages import Maker
from tests.articles.importing.press.printing import chromium_pdf, html
from tests.factories import locked_pdf_bytes, pdf_bytes

PAGES = Path(__file__).parents[3] / "data" / "importing"
NAMES = [
    "a-qinghe-2022-05-18-p02",
    "e-fulin-2021-07-28-p02",
    "i-headline-beside",
    "fengqiao-2023-11-30-a2",
    "dawan-2023-11-15-p03",
    "qixia-2023-12-08-p02",
    "chengjiang-2023-11-16-p03",
]


def squeezed(text):
    return "".join((text or "").split())


@pytest.mark.parametrize("name", NAMES)
def test_page_is_read_entirely(name, tmp_path):
    truth = json.loads((PAGES / f"{name}.json").read_text())
    [(source, arrangement)] = pdf.read((PAGES / f"{name}.pdf").read_bytes(), tmp_path)
    draft = compose(source, arrangement)

    def fields(story):
        names = ("headline", "kicker", "deck", "byline", "department")
        return {
            **{name: squeezed(story.get(name)) for name in names},
            "paragraphs": [squeezed(paragraph) for paragraph in story["paragraphs"]],
        }

    read = {story.headline: fields(story.model_dump()) for story in draft.stories}
    expected = {article["headline"]: fields(article) for article in truth["articles"]}
    assert sorted(read.values(), key=str) == sorted(expected.values(), key=str)
    assert not draft.doubts
    ledger.check(source, arrangement, draft)


@pytest.mark.parametrize("name", NAMES[3:])
def test_drawn_pictures_and_white_boxes_are_told_by_what_shows(name, tmp_path):
    truth = json.loads((PAGES / f"{name}.json").read_text())
    [(source, arrangement)] = pdf.read((PAGES / f"{name}.pdf").read_bytes(), tmp_path)
    stories = compose(source, arrangement).stories

    captions = {squeezed(picture.caption) for story in stories for picture in story.pictures}
    assert captions - {""} == {squeezed(c) for a in truth["articles"] for c in a["captions"]}
    assert len(source.pictures) == len(captions - {""})


def test_pictures_of_the_page_and_of_the_story_are_written(tmp_path):
    content = (PAGES / "e-fulin-2021-07-28-p02.pdf").read_bytes()
    [(source, arrangement)] = pdf.read(content, tmp_path)

    [picture] = source.pictures
    assert arrangement.pictures[picture.key] is not None
    with Image.open(tmp_path / source.image) as page, Image.open(tmp_path / picture.file) as cut:
        assert (page.format, cut.format) == ("WEBP", "WEBP")
        assert cut.width / page.width == pytest.approx(0.348, abs=0.005)


def test_page_of_nameless_fonts_printed_over_themselves_is_read_once(chromium, tmp_path):
    maker = Maker("printed twice")
    press, truth = maker.page()
    printed = html(press, maker.random, overprint=True)
    content = chromium_pdf([(printed, press.width, press.height)], chromium)
    [(source, arrangement)] = pdf.read(content, tmp_path)
    draft = compose(source, arrangement)

    assert {squeezed(story.headline) for story in draft.stories} == {
        squeezed(article["headline"]) for article in truth["articles"]
    }
    assert "重复印" in "".join(piece.reason for piece in source.discarded)
    ledger.check(source, arrangement, draft)


def test_double_spread_is_two_pages(chromium, tmp_path):
    maker = Maker("spread")
    press, truth = maker.page()
    twice = html(press, maker.random) + f"<div style='left:{press.width}pt'>"
    twice += html(press, maker.random).split("<body>")[1] + "</div>"
    twice = twice.replace(f"size:{press.width}pt", f"size:{2 * press.width}pt")
    content = chromium_pdf([(twice, 2 * press.width, press.height)], chromium)
    pages = pdf.read(content, tmp_path)

    assert [source.number_in_file for source, _ in pages] == [1, 2]
    headlines = [{s.headline for s in compose(*page).stories} for page in pages]
    assert headlines[0] == headlines[1]
    assert len(headlines[0]) == len(truth["articles"])
    assert {path.name for path in tmp_path.glob("page-?.webp")} == {"page-1.webp", "page-2.webp"}


@pytest.mark.parametrize(
    "content, said",
    [
        (locked_pdf_bytes(), "密码"),
        ((PAGES / "i-headline-beside.pdf").read_bytes()[:9000], "不完整"),
        (b"", "不是 PDF"),
        (pdf_bytes(), "没有文字"),
    ],
)
def test_unreadable_pdf_is_refused_in_a_sentence(content, said, tmp_path):
    with pytest.raises(Refused, match=said):
        pdf.read(content, tmp_path)
    assert not list(tmp_path.iterdir())
