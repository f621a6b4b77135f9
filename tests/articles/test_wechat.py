"""What is copied for WeChat's editor: each rule of `articles/wechat.py`, on any body."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import wechat
from articles.models import Article, Publication
from articles.published import pages_with_stories
from liangcheng.richtext import clean_html, plain_text
from tests.factories import make_article, make_department, make_issue, make_page, make_photo

BASE = "https://paper.example.cn/articles/17/"
ORDINARY = """
<p>云栖街道近日整修了<strong>三处</strong>步道，<em>居民</em>出行更方便了。</p><h3>怎么走</h3>
<ol><li><p>从樟树里进</p></li><li><p>从云栖路出</p><ul><li><p>不绕路</p></li></ul></li></ol>
<blockquote><p>“好走多了。”</p></blockquote>
<table><thead><tr><th>步道</th><th>长</th></tr></thead>
<tbody><tr><td colspan="2"><p>三处 &lt;共 2 公里&gt; &amp; 更多</p></td></tr></tbody></table>
"""
HOSTILE = """
<p class="x" id="y" data-z="1" style="position:fixed;margin:-9px;font-size:2em">甲</p>
<script>alert(1)</script><style>p{}</style><link rel=stylesheet href=//e.cn/x.css>
<iframe src=//e.cn></iframe><img src=https://e.cn/a.png onerror=alert(1)><svg><script>x</script>
</svg><p onclick=x>乙
<a href="javascript:alert(1)">丙</a><a href='https://e.cn/" style="color:red'>丁</a>
<a href="https://mp.weixin.qq.com.e.cn/s/1">戊</a><a href="http://[">己</a></p>
<div style="display:table"><section>庚<div>辛</div></section></div><td>壬<p> style="x"
"""


class Parsed(HTMLParser):
    """The tags of an HTML text, each opened and closed in order, and its words."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.words, self.open = [], "", []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def hold_rules(html):
    """Every rule that can be seen in the HTML itself."""
    parsed = Parsed(html)
    for tag, attributes in parsed.tags:
        assert tag in wechat.TAGS, tag
        assert attributes.keys() <= {"style", "href", "colspan", "rowspan"}, attributes
        assert attributes.get("href", "https://mp.weixin.qq.com/").startswith(
            "https://mp.weixin.qq.com/"
        )
        for declaration in filter(None, attributes.get("style", "").split(";")):
            name, value = declaration.split(":")
            assert name in wechat.PROPERTIES, declaration
            for size in re.findall(r"[\d.]+([a-z%]+)", re.sub("#[0-9a-f]{6}", "", value)):
                assert size == "px" or declaration == "width:100%", declaration
    assert "\n" not in html
    return parsed


def words(text):
    return "".join(text.split())


def test_no_rule_allows_what_the_editor_drops():
    assert not wechat.TAGS & {"script", "style", "link", "iframe", "img", "div", "svg"}
    assert not wechat.PROPERTIES & {"position", "display", "float", "font-family", "background"}
    styles = "".join(style for _, style in wechat.STYLES.values())
    assert not re.search(r"[: ]-\d", styles)
    assert "url(" not in styles


@pytest.mark.parametrize("body", [ORDINARY, HOSTILE, ""])
def test_every_body_keeps_the_rules(body):
    hold_rules(wechat.inlined(body, BASE))


@given(st.text(alphabet="<>/=\"' &;:#-apdivltrhescmq甲乙。\n", max_size=120))
def test_any_text_at_all_keeps_the_rules(body):
    hold_rules(wechat.inlined(body, BASE))


def test_no_word_is_lost():
    parsed = hold_rules(wechat.inlined(ORDINARY, BASE))

    assert words(parsed.words) == words(plain_text(clean_html(ORDINARY)))


def test_structure_is_kept():
    html = wechat.inlined(ORDINARY, BASE)

    tags = [tag for tag, _ in Parsed(html).tags]
    assert [tags.count(tag) for tag in ("ol", "ul", "li", "table", "th", "td", "strong", "em")] == [
        *(1, 1, 3, 1, 2, 1, 1, 1)
    ]
    assert 'colspan="2"' in html


@pytest.mark.parametrize(
    "link, printed",
    [
        ('<a href="https://e.example.cn/a?b=1&amp;c=2">详情</a>', "详情（https://e.example.cn/a?b=1&c=2）"),
        ('<a href="https://e.example.cn/">e.example.cn</a>', "e.example.cn"),
        ('<a href="https://e.example.cn/a">https://e.example.cn/a</a>', "https://e.example.cn/a"),
        ('<a href="/articles/3/">旧闻</a>', "旧闻（https://paper.example.cn/articles/3/）"),
        ('<a href="mailto:bao@example.cn">来信</a>', "来信（bao@example.cn）"),
        ('<a href="#top">回到开头</a>', "回到开头"),
        ("<a>没有地址</a>", "没有地址"),
    ],
)  # fmt: skip
def test_links_are_printed(link, printed):
    parsed = hold_rules(wechat.inlined(f"<p>{link}</p>", BASE))

    assert parsed.words == printed
    assert "a" not in dict(parsed.tags)


def test_links_to_other_posts_of_wechat_stay():
    html = wechat.inlined(
        '<p><a href="https://mp.weixin.qq.com/s/x?a=1&amp;b=2">推文</a></p>', BASE
    )

    assert dict(Parsed(html).tags)["a"]["href"] == "https://mp.weixin.qq.com/s/x?a=1&b=2"


# Whole posts


@pytest.fixture
def paper():
    return Publication(name="云栖")


@pytest.fixture
def story(db):
    page = make_page(make_issue(date(2023, 5, 10)), "02", section_label="全景")
    article = make_article(
        "步道修好了", page=page, kicker="民心工程", subheadline="三处步道今起开放",
        bylines="记者 苏合", body=ORDINARY, department=make_department("云栖办"),
    )  # fmt: skip
    make_photo(article, credit="苏合")
    make_photo(article, caption="", alt_text="")
    article.corrections.create(text="“三处”应为“两处”。")
    return Article.objects.for_detail().get()


def absolute(path):
    return f"https://paper.example.cn{path}"


def test_article_is_whole_and_in_the_order_of_the_paper(paper, story):
    post = wechat.of_article(story, paper, absolute)

    text = hold_rules(post.html).words
    places = [text.index(word) for word in (
        "民心工程", "——三处步道今起开放", "《云栖》2023年5月10日 第02版 全景", "记者 苏合",
        "更正：“三处”应为", "【图1：整修后的步道】", "摄影 苏合", "【图2：没有图说】",
        "云栖街道近日", "（云栖办）",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "步道修好了" not in text  # the title is a field of its own
    assert post.text.splitlines()[0] == "民心工程"
    assert words(post.text) == words(text)


def test_correction_of_several_paragraphs_is_a_block_of_lines(paper, story):
    story.corrections.create(text="“步道”应为“绿道”。\n“夜校”应为“社区夜校”。")

    post = wechat.of_article(Article.objects.for_detail().get(), paper, absolute)

    assert "更正：“步道”应为“绿道”。\n“夜校”应为“社区夜校”。\n更正：“三处”" in post.text
    assert post.html.count(wechat.STYLES["correction"][1]) == 2
    hold_rules(post.html)


def test_article_of_a_second_issue_that_day_says_so(paper, story):
    story.issue.edition = 2

    text = wechat.of_article(story, paper, absolute).text

    assert "《云栖》2023年5月10日（当日第2次） 第02版 全景" in text


def test_article_fills_the_other_fields(paper, story):
    post = wechat.of_article(story, paper, absolute)

    assert (post.title, post.author) == ("步道修好了", "记者 苏合")
    assert post.source == f"https://paper.example.cn/articles/{story.pk}/"
    assert post.digest.startswith("云栖街道近日整修了三处步道")
    assert len(post.digest) <= wechat.LONGEST_DIGEST


def test_pictures_are_listed_for_uploading(paper, story):
    first, second = wechat.of_article(story, paper, absolute).pictures

    assert first.mark == "【图1：整修后的步道】"
    assert first.file_name == f"2023-05-10-{story.pk}-图1.jpg"
    assert second.mark == "【图2：没有图说】"


def test_preview_carries_its_looks_without_style_attributes(paper, story):
    post = wechat.of_article(story, paper, absolute)

    tags = Parsed(post.preview).tags
    assert not any("style" in attributes for _, attributes in tags)
    assert [attributes.get("data-css") for _, attributes in tags] == [
        attributes.get("style") for _, attributes in Parsed(post.html).tags
    ]


def test_what_wechat_would_refuse_is_said(paper, story):
    story.headline = "步" * 65
    story.body = f"<p>{'步' * 20_000}</p>"

    title, text = wechat.of_article(story, paper, absolute).warnings()

    assert "65 个字，公众号最多 64 个" in title
    assert "少于 20,000 个" in text


def test_issue_is_a_digest_of_its_stories_in_order(paper, story):
    make_article("食堂开张", page=make_page(story.issue, "03"))
    pages = pages_with_stories(story.issue, Article.objects.all())

    post = wechat.of_issue(story.issue, pages, paper, absolute)

    text = hold_rules(post.html).words
    places = [text.index(word) for word in (
        "《云栖》2023年5月10日", "第02版 全景", "步道修好了", "（云栖办）", "第03版", "食堂开张",
    )]  # fmt: skip
    assert places == sorted(places)
    assert (post.title, post.digest) == ("《云栖》2023年5月10日", "步道修好了；食堂开张")
