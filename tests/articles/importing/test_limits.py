"""Whatever a file does to its reader: an end within the limits, and one sentence."""

import os
import sys
import time
from pathlib import Path

import pytest

from articles.importing import limits
from articles.importing.limits import Crashed, Limit
from articles.importing.pieces import Refused
from articles.importing.readers import scan
from tests.articles.importing.reading_room import read_page
from tests.factories import pdf_bytes


@pytest.fixture
def reader(monkeypatch):
    """`reader(code)`: the child runs this instead of reading, with `say(…)` for its answers."""

    def run(code):
        before = (
            "import json, sys, time\n"
            "from articles.importing import limits\n"
            "def say(told):\n    print(json.dumps(told), flush=True)\n"
        )
        monkeypatch.setattr(limits, "COMMAND", [sys.executable, "-c", before + code])

    return run


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_pages_come_back_as_they_were_read(reader, tmp_path):
    source, arrangement = read_page()
    pair = f"[[{source.model_dump_json()}, {arrangement.model_dump_json()}]]"
    reader(f"say({{'pages': json.loads({pair!r})}})")

    assert limits.read("a.pdf", b"x", tmp_path) == [(source, arrangement)]


def test_progress_is_told(reader, tmp_path):
    reader("say({'read': 1, 'of': 2})\nsay({'refused': '不行'})")
    told = []

    with pytest.raises(Refused, match="不行"):
        limits.read("a.pdf", b"x", tmp_path, progress=lambda *counts: told.append(counts))

    assert told == [(1, 2)]


def test_signs_of_life_are_given_while_nothing_is_told(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "A_MOMENT", 0.01)
    reader("time.sleep(0.3)\nsay({'refused': '不行'})")
    told = []

    with pytest.raises(Refused):
        limits.read("a.pdf", b"x", tmp_path, progress=lambda *counts: told.append(counts))

    assert len(told) > 3


def test_reader_that_hangs_is_killed(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "USUAL", Limit(seconds=1, megabytes=500))
    # What it started itself is killed with it.
    reader(
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )

    with pytest.raises(Crashed, match="读了 1 秒还没有读完一版，已经停下") as refused:
        limits.read("a.pdf", b"x", tmp_path)

    assert refused.value.why == "no page within 1 s"
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < until:
        if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            break  # only nobody has fetched its exit code yet
        time.sleep(0.05)
    assert time.monotonic() < until


def test_each_page_has_its_own_time(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "USUAL", Limit(seconds=2, megabytes=500))
    reader(
        "for number in range(4):\n"
        "    time.sleep(0.8)\n"
        "    say({'read': number + 1, 'of': 4})\n"
        "say({'refused': '读完了'})"
    )

    with pytest.raises(Refused, match="读完了"):
        limits.read("a.pdf", b"x", tmp_path)


def test_reader_that_dies_is_reported(reader, tmp_path):
    reader("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")

    with pytest.raises(Crashed, match="读这个文件时出了错") as refused:
        limits.read("a.pdf", b"x", tmp_path)

    assert refused.value.why == "the process ended with -11"


def test_library_that_gives_up_for_want_of_memory_is_reported(reader, tmp_path):
    reader("import os\nos.abort()")

    with pytest.raises(Crashed, match="内存超过 500 MB，已经停下"):
        limits.read("a.pdf", b"x", tmp_path)


def test_reader_that_says_too_much_is_killed(reader, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ANSWERED", 1 << 20)
    reader("while True:\n    sys.stdout.write('x' * 65536)")

    with pytest.raises(Crashed):
        limits.read("a.pdf", b"x", tmp_path)


def test_kernel_refuses_memory_beyond_the_limit(reader, tmp_path):
    reader(
        "limits.hold()\n"
        "try:\n    bytearray(600 * 1024 * 1024)\n"
        "except MemoryError:\n    say({'refused': '不给'})"
    )

    with pytest.raises(Refused, match="不给"):
        limits.read("a.pdf", b"x", tmp_path)


def test_process_ends_itself_if_nobody_is_there_to_end_it(reader, tmp_path):
    reader("limits.hold(limits.Limit(0, 500))\ntime.sleep(60)")

    with pytest.raises(Crashed) as refused:
        limits.read("a.pdf", b"x", tmp_path)

    assert refused.value.why == "the process ended with -14"


def test_reader_knows_neither_key_nor_database(reader, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    reader(
        "import os\n"
        "secrets = {'SECRET_KEY', 'DATABASE_URL', 'DJANGO_SETTINGS_MODULE'} & set(os.environ)\n"
        "say({'refused': str(sorted(secrets))})"
    )

    with pytest.raises(Refused, match=r"^\[\]$"):
        limits.read("a.pdf", b"x", tmp_path)


def test_file_that_is_too_large_is_not_read(tmp_path):
    with pytest.raises(Refused, match="超过 45 MB 的上限"):
        limits.read("a.pdf", b"\0" * (limits.MOST_BYTES + 1), tmp_path)


def test_empty_file_is_not_read(tmp_path):
    with pytest.raises(Refused, match="文件是空的"):
        limits.read("a.pdf", b"", tmp_path)


def test_error_of_a_reader_names_its_place_and_nothing_of_the_file(monkeypatch, tmp_path):
    told = []

    def fail(name, content):
        raise ValueError("某人的姓名")

    class Sniffing:
        kind_of = staticmethod(fail)

    monkeypatch.setattr(limits, "import_module", lambda name: Sniffing)
    monkeypatch.setattr(limits, "widen", lambda limit: None)

    limits.serve("a.pdf", b"x", tmp_path, told.append)

    assert told[0]["crashed"].startswith("ValueError in limits.py:")


@pytest.mark.parametrize("is_installed", [True, False])
def test_scanned_pdf_is_recognised_where_that_is_installed(monkeypatch, tmp_path, is_installed):
    monkeypatch.setattr(limits, "widen", lambda limit: None)
    monkeypatch.setattr(limits, "_wake", lambda limit: None)
    monkeypatch.setattr(scan, "is_installed", lambda: is_installed)
    monkeypatch.setattr(scan, "read_pdf", lambda content, folder: [read_page()])
    told = []

    limits.serve("扫描.pdf", pdf_bytes(), tmp_path, told.append)

    kinds = [one["kind"] for one in told if "kind" in one]
    if is_installed:
        assert kinds == ["pdf", "image"]  # which has more time and memory
        assert len(told[-1]["pages"]) == 1
    else:
        assert kinds == ["pdf"]
        assert "装上文字识别" in told[-1]["refused"]
