"""A progress bar for commands."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from liangcheng.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_lines_come_at_each_tenth_where_there_is_no_terminal():
    out = StringIO()
    progress = Progress(OutputWrapper(out), "已写入", 1_000)
    for done in range(0, 1_001, 5):
        progress.reach(done)

    assert out.getvalue().count("\n") == 10
    assert out.getvalue().endswith("已写入 1,000/1,000 篇\n")


def test_terminal_shows_one_line_that_grows():
    out = Terminal()
    progress = Progress(OutputWrapper(out), "已检查", 3)
    for _ in range(3):
        progress.advance(1)

    bars = [f"{'█' * done}{'░' * (30 - done)}" for done in (10, 20, 30)]
    shown = [f"\r{bar} {number}/3 篇" for number, bar in enumerate(bars, 1)]
    assert out.getvalue() == "".join(shown) + "\n"


@pytest.mark.parametrize("stream", [StringIO, Terminal])
def test_nothing_to_do_is_no_error(stream):
    Progress(OutputWrapper(stream()), "已检查", 0).advance(0)
