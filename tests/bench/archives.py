"""An invented archive in a folder of its own: made once, used as often as wanted.

A folder holds an SQLite file or a PostgreSQL cluster, and `made.json` once the archive is whole.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
DATABASES = ("sqlite", "postgresql")
PAUSE = 0.5


def options_parser(command, description):
    """Of a bench, with what all of them are told: which databases, which archives, where."""
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument("--databases", type=_databases, default=DATABASES, help="with commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", metavar="DIR", help="keeps the archives there, and uses them again"
    )
    return parser


def _databases(text):
    chosen = text.split(",")
    if unknown := set(chosen) - set(DATABASES):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: one of {', '.join(DATABASES)}")
    return chosen


@contextmanager
def folder_of_archives(keep):
    """The folder to keep archives in; one that is gone afterwards where none is named."""
    with tempfile.TemporaryDirectory(prefix="liangcheng-bench-") as scratch:
        os.chmod(scratch, 0o755)  # noqa: S103 -- PostgreSQL runs as another user
        yield Path(keep or scratch).resolve()


def tell(what):
    print(what, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Made:
    """What it took: seconds, and the peak of memory of all its processes together, in bytes.

    `server` is the same of PostgreSQL's own processes, 0 where there are none.
    """

    seconds: float
    memory: int
    server: int


@dataclass(frozen=True)
class Archive:
    """So many articles from a seed in a database ("sqlite" or "postgresql")."""

    folder: Path
    database: str
    articles: int
    seed: int

    @property
    def path(self):
        return self.folder / f"{self.database}-{self.articles}-{self.seed}"

    @property
    def made(self):
        """A Made; None if there is no whole archive."""
        told = self.path / "made.json"
        return Made(**json.loads(told.read_text())) if told.exists() else None

    def measured(self, what, code):
        """What Python code prints as JSON in this archive, made first if it is not there.

        `what` is done with it, for who waits.
        """
        if not self.made:
            tell(f"{self.database}, {self.articles:,} articles: making the archive")
            self.make()
        self.manage("migrate", "--verbosity=0")  # it may be kept from another release
        tell(f"{self.database}, {self.articles:,} articles: {what}")
        told = self.manage("shell", "--no-imports", "-c", code, stdout=subprocess.PIPE).stdout
        return json.loads(told)

    def make(self):
        """Make it; what an interruption left is removed first."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        self.manage("migrate", "--verbosity=0")
        begun = time.monotonic()
        with _Memory(self.path) as memory:
            self.manage(
                "make_archive",
                f"--articles={self.articles}",
                f"--seed={self.seed}",
                stdout=sys.stderr,
            )
        made = Made(time.monotonic() - begun, memory.most, memory.most_of_server)
        (self.path / "made.json").write_text(json.dumps(asdict(made)))

    def manage(self, *arguments, **options):
        """Run `manage.py` in this archive; raises CalledProcessError where it fails."""
        command = [sys.executable, "manage.py", *arguments]
        variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "liangcheng.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "only for measuring",
        }
        if self.database == "postgresql":
            command = [BASE_DIR / ".ci/postgres", *command]
            variables["CLUSTER"] = str(self.path)
        else:
            variables["DATABASE_URL"] = f"sqlite:///{self.path}/archive.sqlite3"
        return subprocess.run(
            command, cwd=BASE_DIR, env=variables, check=True, text=True, **options
        )


class _Memory:
    """Watches, in a thread, how much memory the processes begun within use; Linux only."""

    def __init__(self, cluster):
        self._cluster = cluster
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.most = self.most_of_server = 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._is_over.set()
        self._thread.join()

    def _watch(self):
        while not self._is_over.wait(PAUSE):
            parents = _parents()
            self.most = max(self.most, _memory_below(os.getpid(), parents))
            with_server = self._cluster / "data" / "postmaster.pid"
            if with_server.exists():
                server = int(with_server.read_text().split()[0])
                self.most_of_server = max(
                    self.most_of_server, _memory(server) + _memory_below(server, parents)
                )


def _parents():
    """Process → its parent, of all processes."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # over meanwhile
            continue
    return parents


def _memory_below(process, parents):
    children = [child for child, parent in parents.items() if parent == process]
    return sum(_memory(child) + _memory_below(child, parents) for child in children)


def _memory(process):
    """What a process has in memory, its part of what it shares with others included, in bytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
