"""繁體: what of a page is converted, and into what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.reading.traditional import convert, page


@pytest.mark.parametrize(
    "simplified, traditional",
    [
        ("头发和发展", "頭髮和發展"),
        ("干部把环境打扫干净", "幹部把環境打掃乾淨"),
        ("皇后走了以后", "皇后走了以後"),
        ("群众为了吃面条", "群眾為了吃麵條"),  # no 羣衆爲喫麪
        ("看着污染", "看着污染"),  # neither 看著 nor 汙染
        ("出租车、软件、视频、网络", "出租車、軟件、視頻、網絡"),  # Shanghai's words, not Taiwan's
        ("里弄、邻里、公里、家里", "里弄、鄰里、公里、家裡"),
        ("石库门里弄倒干垃圾", "石庫門里弄倒乾垃圾"),
        ("对标对表，举手表决", "對標對表，舉手表決"),
    ],
)
def test_words_are_those_of_a_shanghai_paper(simplified, traditional):
    assert convert(simplified) == traditional


@pytest.mark.parametrize(
    "name, traditional",
    [
        ("乐云栖", "樂雲棲"),
        ("范云栖", "范雲棲"),
        ("余长乐", "余長樂"),
        ("于后", "于後"),
        ("岳里", "岳裡"),
        ("钟书", "鍾書"),
        ("万俟云", "万俟雲"),
        ("游丽", "游麗"),
    ],
)
def test_surnames_stay_surnames(name, traditional):
    text = f"书记{name}主持"

    assert convert(text, [name]) == f"書記{traditional}主持"


def test_a_name_is_no_part_of_a_phrase_around_it():
    assert convert("局长胡云栖规范经营", ["胡云栖"]) == "局長胡雲棲規範經營"


def test_a_longer_name_goes_before_one_that_begins_it():
    assert convert("范云和范云栖", ["范云", "范云栖"]) == "范雲和范雲棲"


def test_what_is_shown_or_read_out_is_converted():
    html = (
        '<html lang="zh-Hans"><title>发展</title>'
        '<meta name="description" content="发展"><meta property="og:title" content="发展">'
        '<img alt="头发"><a title="发展" aria-label="发展">发展</a>'
        '<input placeholder="发展"><option value="发">发展</option></html>'
    )

    assert page(html) == (
        '<html lang="zh-Hant"><title>發展</title>'
        '<meta name="description" content="發展"><meta property="og:title" content="發展">'
        '<img alt="頭髮"><a title="發展" aria-label="發展">發展</a>'
        '<input placeholder="發展"><option value="发">發展</option></html>'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/tags/发展/">',
        "<a href='/tags/发展/' class=发>",
        '<input value="发展">',
        '<meta property="og:url" content="/tags/发展/">',
        '<script type="application/ld+json">{"name": "发展 <b>发</b>"}</script>',
        '<SCRIPT>"发展"</SCRIPT>',
        "<textarea>发展</textarea>",
        "<!-- 发展 <p> -->",
        '<button lang="zh-Hans">简体<b>发</b></button>',
        '<div lang="zh-Hans"><div>发</div>发</div>',
        '<a data-mark="发>展">',
        "<!doctype html>",
        "&lt;&#x27;&amp;",
    ],
)
def test_everything_else_stays(html):
    assert page(f"发{html}发") == f"發{html}發"


def test_a_word_marked_in_its_middle_is_one_word():
    assert page("<mark>头</mark>发") == "<mark>頭</mark>髮"
    assert page("<p>头</p>发") == "<p>頭</p>發"


def test_a_page_that_is_no_proper_html_loses_nothing():
    assert page("1 < 2 发 <a title='>") == "1 < 2 發 <a title='>"


@given(st.text("头发展干<>/ab=\"' -!&;"))
def test_any_page_keeps_its_length_and_converts_once(html):
    traditional = page(html)

    assert len(traditional) == len(html)
    assert page(traditional) == traditional
