"""The geometry of hot zones by itself: functions of a module, called in a real browser."""

import pytest

MODULE = "/static/liangcheng/admin/zones/geometry.js"
NAMES = "moveCorner, moveZone, problem, read, removeCorner, snap, written"


@pytest.fixture
def geometry(browser_page):
    """`geometry("problem([[0, 0], …])")`: what the module's functions say."""
    browser_page.goto("/healthz")
    return lambda expression: browser_page.evaluate(
        f"import({MODULE!r}).then(({{ {NAMES} }}) => {expression})"
    )


def test_geometry(geometry):
    square = "[[10, 10], [30, 10], [30, 30], [10, 30]]"

    assert geometry(f"problem({square})") == ""
    assert geometry("problem([[0, 0], [9, 9], [9, 0], [0, 9]])").startswith("边线碰到了自己")
    assert geometry("problem([[0, 0], [9, 0], [5, 0]])") == "没有面积，请拉开成一块"
    assert geometry("problem([[0, 0], [9, 0], [9, 0], [0, 9]])") == "有两个角在同一个位置"
    assert geometry("problem([[0, 0], [9, 0], [9, 9], [9, 4]])").startswith("边线碰到了自己")
    assert geometry(f"moveZone({square}, -50, 990)") == [[0, 980], [20, 980], [20, 1000], [0, 1000]]
    assert geometry(f"moveCorner({square}, 2, [50, 60])")[1:] == [[50, 10], [50, 60], [10, 60]]
    assert geometry(f"moveCorner({square}, 2, [50, 60], true)")[1:] == [
        [30, 10],
        [50, 60],
        [10, 30],
    ]
    assert geometry("removeCorner([[0, 0], [9, 0], [0, 9]], 0)") is None
    assert geometry(f"read(written([{square}, [[0, 0], [9, 0], [0, 9]]]))")[1][1] == [9, 0]
    assert geometry("read('左上')") is None
    assert geometry("read('2000,1 5,5 7,8')") is None
    assert geometry("snap([98, 205], [0, 100, 200, 1000], 6)") == 2
    assert geometry("snap([150], [0, 100, 200], 6)") == 0
