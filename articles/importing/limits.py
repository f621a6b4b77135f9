"""Reading a file in a process of its own that is held to its time and its memory (限制).

What is dropped in comes from anywhere, and the libraries that open it are not ours: a file may
crash them, keep them busy for ever or ask for all memory there is. So none of it happens in the
process that serves the site. The child knows neither the database nor the settings; it gets the
file's name and content and an empty folder, and answers with lines of JSON:

    {"kind": "pdf"}                       what the file is; "image" after "pdf": it was scanned
    {"read": 3, "of": 8}                  its pages, so far
    {"pages": [[SourcePage, Arrangement], …]}    the end
    {"refused": "…"}                      the end: a sentence for the clerk
    {"crashed": "ValueError in …"}        the end: where the reader stopped, for the log

The limits hold whatever the child does: the kernel refuses memory beyond them, and who waits kills
the child when its time is over.
"""

import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from articles.importing import telling
from articles.importing.arrangement import Arrangement
from articles.importing.pieces import NoText, Refused, SourcePage

MEGABYTE = 1024 * 1024
MOST_BYTES = 45 * MEGABYTE  # of a file
MOST_WRITTEN = 200 * MEGABYTE  # of one picture that a reader writes
MOST_ANSWERED = 64 * MEGABYTE
# Between two signs of life, for whoever shows the progress.
A_MOMENT = 1.0
ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-m", "articles.importing.limits"]


class Limit(NamedTuple):
    """`seconds` between two pages, and to begin with; `megabytes` of address space."""

    seconds: int
    megabytes: int


USUAL = Limit(seconds=10, megabytes=500)
# Recognising characters in a picture: its networks alone take most of it.
OF_PICTURES = Limit(seconds=180, megabytes=3000)
LIMITS = {"pdf": USUAL, "text": USUAL, "word": USUAL, "image": OF_PICTURES}
READERS = {"pdf": "pdf", "text": "plain_text", "word": "word", "image": "scan"}


class Crashed(Refused):
    """The reader died of the file; what the clerk reads is in it, `.why` is for the log.

    `why` names where it stopped, and nothing of what is written in the file.
    """

    def __init__(self, sentence, why):
        super().__init__(sentence)
        self.why = why


def read(name, content, folder, *, progress=None):
    """Read a file in a child process: [(SourcePage, Arrangement)], a pair a page.

    As `reading.read_file()`. `progress(read, of)` is called at least once a second. Raises
    Refused, and Crashed where it was the reader that gave up.
    """
    if len(content) > MOST_BYTES:
        raise Refused(
            f"文件有 {len(content) / MEGABYTE:.1f} MB，超过 {MOST_BYTES // MEGABYTE} MB 的上限。"
            "请在排版软件里选较低的图片分辨率导出，或一版一个文件分开导入。"
        )
    if not content:
        raise Refused("文件是空的，一个字节也没有。请重新导出，或重新复制一份。")
    with TemporaryFile() as question:
        question.write(json.dumps({"name": name, "folder": str(folder)}).encode() + b"\n")
        question.write(content)
        question.seek(0)
        with _Child(question) as child:
            return child.answer(progress or (lambda read, of: None))


class _Child:
    """The reading process: killed when this is left, whatever it is doing."""

    def __init__(self, question):
        self._process = subprocess.Popen(  # noqa: S603 -- nothing in it comes from the file
            COMMAND,
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(),
            start_new_session=True,
        )
        self._give_time(USUAL)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        with suppress(ProcessLookupError):  # ended by itself
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()

    def answer(self, progress):
        """What `read()` returns or raises."""
        done, of = 0, 0
        for told in self._told():
            if "kind" in told:
                self._give_time(LIMITS[told["kind"]])
            elif "refused" in told:
                raise Refused(told["refused"])
            elif "crashed" in told:
                raise _crashed(told["crashed"])
            elif "pages" in told:
                return [
                    (SourcePage.model_validate(source), Arrangement.model_validate(arrangement))
                    for source, arrangement in told["pages"]
                ]
            elif "read" in told:
                self._give_time(self._limit)
                done, of = told["read"], told["of"]
            progress(done, of)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(A_MOMENT)
        raise self._dead()

    def _give_time(self, limit):
        self._limit = limit
        self._deadline = time.monotonic() + limit.seconds

    def _told(self):
        """What the child says, as it comes; an empty dict each time that a moment passed."""
        waiting, size = b"", 0
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while size < MOST_ANSWERED:
                left = self._deadline - time.monotonic()
                if left < 0:
                    raise self._too_slow()
                if not selector.select(min(A_MOMENT, left)):
                    yield {}
                    continue
                piece = os.read(self._process.stdout.fileno(), 1 << 16)
                if not piece:
                    return
                size += len(piece)
                *lines, waiting = (waiting + piece).split(b"\n")
                yield from map(json.loads, lines)

    def _dead(self):
        code = self._process.returncode
        why = f"the process ended with {code}"
        if code in {-signal.SIGABRT, -signal.SIGTRAP}:
            # How PDFium ends when it is refused memory.
            return Crashed(_too_large(self._limit), why)
        return _crashed(why)

    def _too_slow(self):
        return Crashed(
            f"读了 {self._limit.seconds} 秒还没有读完一版，已经停下。文件可能已损坏，"
            "请重新导出；几版合在一起的，请一版一个文件分开导入。",
            f"no page within {self._limit.seconds} s",
        )


def _environment():
    """What the child may know of this process's environment: no key, no database."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    # Each thread of a library would reserve address space of its own.
    return kept | {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "2", "PYTHONUTF8": "1"}


def _too_large(limit):
    return (
        f"读这个文件要用的内存超过 {limit.megabytes} MB，已经停下。"
        "请在排版软件里选较低的图片分辨率导出，或一版一个文件分开导入。"
    )


def _crashed(why):
    return Crashed(
        "读这个文件时出了错，读不下去：可能已损坏，或用了少见的写法。请用排版软件重新导出后再试。",
        why,
    )


# In the child


def hold(limit=USUAL, most=OF_PICTURES):
    """Hold this process to a limit from now on; `widen()` may lift it, up to `most`."""
    memory = limit.megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, most.megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    _wake(limit)


def widen(limit):
    """Another limit on this process, within the most that it was given."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit.megabytes * MEGABYTE, most))
    _wake(limit)


def _wake(limit):
    # Should nobody be there to end it: the signal ends the process wherever it is.
    signal.alarm(limit.seconds + 1)


def serve(name, content, folder, tell):
    """Read a file and tell about it as above: `tell` takes a value for JSON."""
    limit = USUAL

    def begin(kind):
        nonlocal limit
        limit = LIMITS[kind]
        tell({"kind": kind})
        widen(limit)

    try:
        kind = import_module("articles.importing.readers.sniffing").kind_of(name, content)
        begin(kind)

        def page_read(done, of):
            _wake(limit)
            tell({"read": done, "of": of})

        with telling.to(page_read):
            pages = _read(kind, content, folder, begin)
        tell(
            {
                "pages": [
                    [source.model_dump(mode="json"), arrangement.model_dump(mode="json")]
                    for source, arrangement in pages
                ]
            }
        )
    except Refused as refusal:
        tell({"refused": str(refusal)})
    except MemoryError:
        tell({"refused": _too_large(limit)})
    except Exception as error:
        tell({"crashed": _place(error)})


def _read(kind, content, folder, begin):
    # Each with its own libraries: a text needs none of them.
    reader = import_module(f"articles.importing.readers.{READERS[kind]}")
    try:
        pages = reader.read(content) if kind == "text" else reader.read(content, folder)
    except NoText:
        scan = import_module("articles.importing.readers.scan")
        if not scan.is_installed():
            raise
        begin("image")
        pages = scan.read_pdf(content, folder)
    if not pages:
        raise Refused("文件里没有可以导入的文字。")
    return pages


def _place(error):
    """`ValueError in lines.py:87`: the last of our own modules that it passed."""
    trace, place = error.__traceback__, "?"
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(ROOT / "articles"):
            place = f"{path.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} in {place}"


def main():
    # Libraries may print; the answer has the pipe for itself.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answer:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

        def tell(value):
            answer.write(json.dumps(value, ensure_ascii=False) + "\n")
            answer.flush()

        hold()
        question = sys.stdin.buffer
        head = json.loads(question.readline())
        serve(head["name"], question.read(), Path(head["folder"]), tell)


if __name__ == "__main__":
    main()
