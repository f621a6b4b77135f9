from collections import Counter
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangcheng.chinese.text import without_whitespace
from liangcheng.richtext import clean_html, paragraphs, plain_text

TAGS = {
    *("p", "h3", "strong", "em", "a", "blockquote", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title", "rel"}, "td": {"colspan", "rowspan"}}
ATTRIBUTES["th"] = ATTRIBUTES["td"]
# What clean_html takes for typing accidents: they have no width on a screen or on paper.
INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, 0xFFFE, 0xFFFF, *range(0x20), 0x7F], ""
)

WORD = (
    '<p class="MsoNormal" style="text-indent:24pt"><b><span lang="ZH-CN" style="font-size:12pt;'
    'font-family:宋体">云栖街道<o:p></o:p></span></b></p><p class="MsoNormal">'
    "<!--[if !supportLists]-->1.&nbsp;<!--[endif]-->整修步道</p>"
)
WECHAT = (
    '<section data-role="outer" style="color:red"><section><p style="white-space:normal"><br></p>'
    '<p><span style="font-size:15px">　　步道<strong>修好</strong>了。</span></p>'
    '<section>居民来了</section></section><img src="data:image/png;base64,AAAA"></section>'
)


def visible(text):
    return without_whitespace(text.translate(INVISIBLE))


@pytest.mark.parametrize(
    "html,clean",
    [
        ("", ""),
        ("云栖街道", "<p>云栖街道</p>"),
        ("<p>　　步道　</p>", "<p>步道</p>"),
        ("<p>一</p><p>二</p>", "<p>一</p>\n<p>二</p>"),
        ("<p>一<br>二</p>", "<p>一</p>\n<p>二</p>"),
        ("一<br><br>二", "<p>一</p>\n<p>二</p>"),
        ("<div>一<div>二</div>三</div>", "<p>一</p>\n<p>二</p>\n<p>三</p>"),
        ("<h1>大</h1><h2>中</h2>", "<h3>大</h3>\n<h3>中</h3>"),
        ("<p><b>粗</b><i>斜</i></p>", "<p><strong>粗</strong><em>斜</em></p>"),
        ("<p><font color=red>红</font><u>线</u></p>", "<p>红线</p>"),
        ("<p></p><p>&nbsp;</p><p>字</p>", "<p>字</p>"),
        ("<ul><li>甲</li><li>乙</li></ul>", "<ul><li>\n<p>甲</p></li><li>\n<p>乙</p></li></ul>"),
        ("<p>1 < 2 &amp; 3 > 2</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>零\u200b宽\ufeff</p>", "<p>零宽</p>"),
    ],
)
def test_body_is_a_flat_run_of_allowed_blocks(html, clean):
    assert clean_html(html) == clean


def test_paste_from_word_keeps_words_and_emphasis_only():
    assert clean_html(WORD) == "<p><strong>云栖街道</strong></p>\n<p>1. 整修步道</p>"


def test_paste_from_wechat_becomes_paragraphs():
    assert clean_html(WECHAT) == "<p>步道<strong>修好</strong>了。</p>\n<p>居民来了</p>"


def test_table_keeps_spans_and_nothing_else_of_its_looks():
    html = clean_html(
        '<table width="500" border="1"><tr><td colspan="2" bgcolor="red" style="x:y">甲</td></tr>'
        "</table>"
    )

    assert 'colspan="2"' in html
    for gone in ("width", "border", "bgcolor", "style"):
        assert gone not in html
    assert paragraphs(html) == ["甲"]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<style>p{color:red}</style>",
        "<iframe src='https://example.org'></iframe>",
        "<object data='x.swf'>备用</object>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<p onclick='alert(1)'>字</p>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>字</a>",
        "<a href='java\nscript:alert(1)'>字</a>",
        "<a href='JaVaScRiPt:alert(1)'>字</a>",
        "<a href='&#106;avascript:alert(1)'>字</a>",
        "<a href='\x01javascript:alert(1)'>字</a>",
        "<a href='data:text/html;base64,PHNjcmlwdD4='>字</a>",
        "<a href='vbscript:x'>字</a>",
        "<a href='file:///etc/passwd'>字</a>",
        "<form action='https://example.org'><input name=a></form>",
        "<meta http-equiv=refresh content='0;url=https://example.org'>",
        "<base href='https://example.org'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<<script>script>alert(1)<</script>/script>",
        '<a href="https://example.org" title="&quot;&gt;&lt;script&gt;">字</a>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    ],
)
def test_attack_is_stored_as_harmless_text(attack):
    html = clean_html(f"<p>前</p>{attack}<p>后</p>")

    require_harmless(html)
    assert paragraphs(html)[0] == "前"
    assert paragraphs(html)[-1] == "后"


@pytest.mark.parametrize("href", ["https://example.org/?a=1&amp;b=2", "mailto:a@example.org"])
def test_link_keeps_its_address(href):
    assert clean_html(f"<p><a href='{href}' target='_blank' onclick='x'>字</a></p>") == (
        f'<p><a href="{href}" rel="noopener noreferrer">字</a></p>'
    )


@pytest.mark.parametrize("blank", ["\u3000", "\u2003"])
def test_blanks_as_many_as_a_page_are_cleaned_in_no_time(blank):
    """Were each tried as the beginning of a run, this would not end today."""
    many = blank * 200_000

    assert clean_html(f"<p>字{many}字</p>") == f"<p>字{many}字</p>"
    assert clean_html(f"<p>{many}字{many}</p>") == "<p>字</p>"


@pytest.mark.parametrize("blank", ["", " ", "　"])
@pytest.mark.parametrize("nest", [["strong"], ["em", "strong"], ["table", "tr", "td"]])
def test_nesting_as_deep_as_a_page_is_long_is_cleaned_in_no_time(nest, blank):
    """Were each level a search through all others, this would take minutes."""
    opened = "".join(f"<{name}>{blank}" for name in nest) * 5_000
    closed = "".join(f"</{name}>" for name in reversed(nest)) * 5_000

    assert plain_text(clean_html(f"<p>前</p>{opened}{closed}<p>后</p>")) == "前\n后"


@pytest.mark.parametrize(
    "html",
    [
        "<p> <b> <i> </i> </b> 字 <b>　<i>　</i></b> </p>",
        "<p><b></b><b> </b><b>　</b>字<i></i> </p>",
        "<blockquote><ul><li><p><b><i> </i></b></p></li></ul></blockquote><p>字</p>",
    ],
)
def test_what_holds_nothing_goes_with_the_blanks_around_it(html):
    assert clean_html(html) == "<p>字</p>"


def test_plain_text_is_a_paragraph_a_line():
    html = clean_html("<h3>小标题</h3><p>一&amp;<em>二</em></p><ul><li>三</li></ul>")

    assert plain_text(html) == "小标题\n一&二\n三"


# Arbitrary text, and arbitrary markup of the tags, attributes and accidents that pastes bring.

texts = st.text(max_size=12) | st.sampled_from(["云栖", "　　步道", " 和 ", "\u200b", "&lt;p&gt;"])
blocks = ["p", "div", "section", "pre", "center", "article", "figcaption", "h1", "h3", "h6", "br"]
lists = ["ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th"]
inline = ["span", "b", "strong", "i", "em", "a", "font", "u", "o:p"]
names = st.sampled_from(blocks + lists + inline)
attributes = st.sampled_from(
    [
        "",
        ' class="MsoNormal"',
        ' style="color:red"',
        " onclick=alert(1)",
        ' href="javascript:alert(1)"',
        ' href="data:text/html,x"',
        ' href="https://example.org/"',
        ' title="&quot;&gt;&lt;script&gt;"',
        ' lang="EN-US"',
        ' colspan="2"',
        ' colspan="2" onmouseover="x"',
    ]
)


def wrapped(children):
    return st.builds(
        lambda name, attribute, inside, is_closed: (
            f"<{name}{attribute}>{''.join(inside)}" + (f"</{name}>" if is_closed else "")
        ),
        names,
        attributes,
        st.lists(children, max_size=4),
        st.integers(0, 9).map(bool),  # one in ten is left open
    )


markup = st.lists(st.recursive(texts.map(escape), wrapped, max_leaves=12), max_size=5).map("".join)
soup = st.lists(
    st.text(max_size=8)
    | st.sampled_from(
        ["<", ">", "</", "<p", "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<svg>", "'"]
    )
    | markup,
    max_size=8,
).map("".join)


@given(markup | soup)
def test_any_html_is_clean_and_stays_so(html):
    clean = clean_html(html)

    require_harmless(clean)
    assert clean_html(clean) == clean


@given(st.text())
def test_every_visible_character_of_a_text_is_kept_in_order(text):
    assert visible(plain_text(clean_html(escape(text)))) == visible(text)


@given(
    st.lists(st.sampled_from(["云", "栖", "步道，", "修好了。", "<1>", "A&B"]), min_size=1),
    st.data(),
)
def test_no_word_is_lost_in_any_nesting(words, data):
    """Browsers move text that stands in a table but in no cell: the order is not theirs to keep."""
    html = "".join(data.draw(wrapped(st.just(escape(word)))) + escape(word) for word in words)
    parsed = _Text.of(html)

    assert Counter(visible(plain_text(clean_html(html)))) == Counter(visible(parsed))


def require_harmless(html):
    parser = _Tags()
    parser.feed(html)
    parser.close()
    for tag, attrs in parser.seen:
        assert tag in TAGS, html
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, ()), html
            if name == "href":
                assert value.startswith(("https://", "http://", "mailto:")), html


class _Tags(HTMLParser):
    """The start tags of a piece of HTML."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, attrs))


class _Text(HTMLParser):
    """The text of a piece of HTML."""

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.pieces = []
        parser.feed(html)
        parser.close()
        return "".join(parser.pieces)

    def handle_data(self, data):
        self.pieces.append(data)


@pytest.mark.parametrize(
    "typed, leads_to",
    [
        ("www.example.cn", 'href="http://www.example.cn"'),
        ("example.cn/步道?a=1", 'href="http://example.cn/步道?a=1"'),
        ("HTTPS://example.cn", 'href="HTTPS://example.cn"'),
        ("mailto:a@example.cn", 'href="mailto:a@example.cn"'),
        ("云栖@example.cn", 'href="mailto:云栖@example.cn"'),
        ("a@example.cn/b", None),
        ("/articles/1/", 'href="/articles/1/"'),
        ("步道", None),
        ("ｈｔｔｐ：//example.cn", None),
    ],
)
def test_link_leads_where_it_says_and_nowhere_below_the_article(typed, leads_to):
    cleaned = clean_html(f'<p><a href="{typed}">字</a></p>')

    assert leads_to in cleaned if leads_to else "href" not in cleaned
    assert plain_text(cleaned) == "字"
    assert clean_html(cleaned) == cleaned
