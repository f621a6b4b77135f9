"""Every part of a published article finds it, whatever stands in it; a draft, nothing finds."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.analysis import runs
from articles.search.searching import Search
from tests.articles.search.yardstick import found
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db

# Headline and paragraphs as a paper prints them, and as no paper does.
TEXTS = [
    (
        "云栖街道“三会一课”开到田间地头",
        "５月１０日上午，云栖街道石桥居民区党支部把“三会一课”开到了口袋公园——党员代表 36 人参加。",
        "“一条步道，修了 3.5 公里，花了 120 万元。”苏合说，“值！”（记者 苏木 通讯员 白芷）",
    ),
    (
        "竹影里Wi-Fi全覆盖：5G+智慧社区3.0上线",
        "热线12345-6转8，网址 https://zhuying.example/a?b=c&d=100%_ok，邮箱 su.he@zhu.example。",
        "App版本v2.0.1-beta；COVID-19期间停办的C919展（A区）恢复 -周一闭馆 -节假日除外。",
    ),
    (
        "雲棲街道舉辦臺灣書畫展",
        "二〇二一年四月，臺北畫家後藤（化名）與裏社區的書法愛好者齊聚一堂，發佈《鄰里圖》。",
        "皇后與後來，乾淨與乾坤，頭髮與發展，面條與麵條，于是與於是。",
    ),
    ("部门：竹影办 日期：2021-04 标题：步道", "标题:步道 -公园 部门:没有办 类别:座谈会 版:02"),
    ('他说："好"', "“ ‘引’ ”、„x‟、＂y＂ ……！？ 🎉🎉 𠮷野家 e\u0301te\u0301 naïve ½㎡ ㈱ ①② Ⅷ"),
    ("NEAR(a b) AND {headline}: NOT x*", "'; DROP TABLE a; -- \\ :* <-> !! & | $1 %s %(a)s"),
    ("哈" * 40, "哈" * 300, "哈哈！" * 40),
    ("文明" * 20, "文明" * 300 + "和谐" * 300 + "，" + "文明和谐" * 80),
    ("\u202e从右到左\u202c与\u200f标记", "零\u200b宽\ufeff空\u00ad格，全　角　空　格\u3000。"),
]


def substrings(text):
    """Parts of 2 to 40 characters with something to search for in them."""
    size = st.integers(2, 40)
    start = st.integers(0, max(0, len(text) - 2))
    parts = st.builds(lambda at, length: text[at : at + length], start, size)
    return parts.filter(runs)


def has_operators(part):
    """Whether a part, typed as it stands, would say more than its words."""
    return any(
        word[0] in "-－"
        or word.lstrip('-－"“”„‟＂').partition("：")[0].partition(":")[0]
        in ("部门", "单位", "人物", "标签", "类别", "日期", "期", "版", "标题")
        for word in part.split()
    )


def typed(part):
    """The part as somebody types it who wants it found."""
    if not has_operators(part):
        return part
    return '"' + "".join(" " if character in '"“”„‟＂' else character for character in part) + '"'


def store(headline, *paragraphs, **fields):
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return make_article(headline, body=body, **fields)


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts[0][:8])
def test_every_part_of_a_published_article_finds_it(texts):
    # A name in the text also means its bearer, here of no article.
    make_department("口袋公园")
    article = store(*texts, published=True)

    @settings(max_examples=60)
    @given(substrings(article.headline) | substrings(article.plain_text))
    def finds(part):
        assert found(typed(part)) == [article.pk]

    finds()


def test_a_part_near_the_end_of_a_very_long_article_finds_it():
    random = Random("长")  # noqa: S311 -- no secret
    # All pairs of 200 characters: far more than the positions that PostgreSQL counts.
    characters = [chr(0x4E00 + 7 * number) for number in range(200)]
    paragraphs = ["".join(random.choices(characters, k=600)) + "。" for _ in range(60)]
    article = store("长篇", *paragraphs, "末尾写着口袋公园今日开园。", published=True)
    assert len(article.plain_text) > 36_000

    for part in ("口袋公园今日开园", "园今", "末", paragraphs[-1][500:540], paragraphs[0][:40]):
        assert found(part) == [article.pk]
    assert found("口袋公园今日闭园") == []


def test_a_phrase_is_not_found_where_only_its_pairs_stand():
    article = store("公告", "口袋公园与园区绿化，区内公告。", published=True)

    assert found("口袋公园区内") == []
    assert found("口袋公园") == [article.pk]


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled", "on a draft issue"])
def test_no_part_of_what_is_not_public_finds_it(state):
    soon = timezone.now() + timedelta(hours=1)
    page = make_page(make_issue()) if state == "on a draft issue" else None
    when = {"draft": False, "scheduled": soon}.get(state, True)
    article = store(*TEXTS[0], page=page, published=when)
    if state == "withdrawn":
        article.withdraw()

    @settings(max_examples=20)
    @given(substrings(article.headline) | substrings(article.plain_text))
    def finds_nothing(part):
        assert found(typed(part)) == []
        assert Search(typed(part)).by_relevance(9).hits == []
        assert found(typed(part), everything=True) == [article.pk]

    finds_nothing()
