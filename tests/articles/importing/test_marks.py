"""What is a sign-off, a credit, a byline, and what only looks like one."""

import pytest

from articles.importing.marks import credit, is_byline, is_closed, signoff


@pytest.mark.parametrize("text", ["（党建办）", "(社管办)", "【服务办】", "（街道 团工委）"])
def test_signoff(text):
    assert bool(signoff(text)) == (text[0] in "（(")


@pytest.mark.parametrize(
    "text", ["（以下简称“办”）", "（图为现场）", "（下转第3版）", "（1）", "（沈禾 摄）", "党建办"]
)
def test_no_signoff(text):
    assert signoff(text) is None


@pytest.mark.parametrize(
    "text, caption",
    [
        ("图为现场。 记者 沈禾 摄", "图为现场。 "),
        ("图为现场。（沈禾 摄）", "图为现场。"),
        ("图为现场。摄影：沈禾", "图为现场。"),
        ("沈禾 摄", ""),
        ("图为居民在拍摄", "图为居民在拍摄"),
        ("志愿者在清扫", "志愿者在清扫"),
    ],
)
def test_where_a_credit_begins(text, caption):
    assert text[: credit(text)] == caption


@pytest.mark.parametrize(
    "text, is_one",
    [
        ("□记者 沈禾", True),
        ("文/沈禾 图/苏合", True),
        ("本报评论员", True),
        ("记者了解到，会议开完了。", False),
        ("作者很多", False),
    ],
)
def test_bylines(text, is_one):
    assert is_byline(text) == is_one


@pytest.mark.parametrize(
    "text, closed",
    [("完了。”", True), ("要求：", True), ("一、", False), ("（平安办）", False), ("", False)],
)
def test_closed(text, closed):
    assert is_closed(text) == closed
