"""Mutated files end in pages or in a sentence; `make fuzz-import` tries ten thousand."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent


def test_no_mutated_file_crashes_a_reader_or_takes_too_much():
    command = [sys.executable, "-m", "tests.bench.fuzzing", "--files", "150"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr
    figures = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["kind"] for one in figures] == ["pdf", "text", "word"]
    # Some are still good enough to be read, some are not.
    assert all({"read", "refused"} <= one["ends"].keys() for one in figures)
