"""Mutated files for the readers, thousands of them: what becomes of each, within the limits.

Run as a program, it reads so many mutated files and prints a line of JSON for each kind:

    python -m tests.bench.fuzzing --files 10000 --seed 1

Each file is read as `limits.py` reads it, by a process that is held to the same limits; only that
it is forked from one that has the libraries loaded already, instead of started anew.
"""

import argparse
import json
import os
import random
import resource
import selectors
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import django

from articles.importing import limits
from articles.importing.arrangement import Arrangement
from articles.importing.pieces import SourcePage

DATA = Path(__file__).parent.parent / "data"
LONGEST = 10  # seconds a file may take, of a processor
PATIENCE = 6  # times that, on a machine that is busy with other things
MEGABYTES = 500
# What readers stumble over, if over anything.
TOKENS = [
    *(b"0", b"-1", b"65536", b"2147483648", b"99999999999", b"1e308", b"nan", b"\x00", b"\xff\xfe"),
    *(b"(", b")", b"<<", b">>", b"[", b"]", b"endobj", b"endstream", b"/Kids", b"/Type0", b"/Do"),
    b"\n",
    *("（".encode(), "）".encode(), "（党建办）".encode(), "责任编辑".encode(), "𠮷".encode()),
    *("第02版".encode(), "2023年2月31日".encode(), "下转第3版".encode(), b"<w:p>"),
]


class Outcome(NamedTuple):
    """What became of a file. `end`: read, refused, crashed, memory (the kernel's limit), time.

    `seconds` are a processor's, `megabytes` the most that it had in memory.
    """

    end: str
    seconds: float
    megabytes: float
    why: str


# What is mutated


def corpus():
    """{kind: [contents]} of good files."""
    text = (DATA / "liangcheng-2021-04-14-p02.txt").read_text()
    samples = sorted((DATA / "importing").glob("*.pdf"))
    return {
        "pdf": [plain_pdf(text), *(path.read_bytes() for path in samples)],
        "text": [text.encode(code) for code in ("utf-8", "utf-16", "gb18030")],
        "word": [docx(text)],
    }


def plain_pdf(text):
    """A page whose drawing is not packed, so that a mutation hits what is drawn."""
    lines = [line for line in text.split("\n") if line.strip()][:90]
    shown = []
    for number, line in enumerate(lines):
        x, y = 60 + number // 45 * 300, 1050 - number % 45 * 16
        shown.append(f"1 0 0 1 {x} {y} Tm <{line.encode('utf-16-be').hex()}> Tj")
    drawing = f"40 1080 600 1 re f BT /F 10 Tf {' '.join(shown)} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 774 1116] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return pdf_of(*objects)


def pdf_of(*objects):
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n%s" % (
        *(out, len(places) + 1, table, len(places) + 1),
        b"startxref\n%d\n%%%%EOF\n" % len(out),
    )


def docx(text):
    """A Word file of paragraphs, as plain as one can be."""
    space = "http://schemas.openxmlformats.org"
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n") if line.strip()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r" Type="{space}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{paragraphs}</w:body></w:document>",
    }
    return packed({name: part.encode() for name, part in parts.items()})


def packed(parts):
    """A zip file of {name: content}."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


# How it is mutated


def mutated(content, others, chance):
    """A file with one to eight things wrong; of a zip file also within what it packs."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        with suppress(BadZipFile, OSError), ZipFile(BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
            name = chance.choice(list(parts))
            return packed(parts | {name: _mutated(parts[name], list(parts.values()), chance)})
    return _mutated(content, others, chance)


def _mutated(content, others, chance):
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(data) + 1), int(chance.paretovariate(0.6)) % 4096
        match chance.randrange(8):
            case 0:
                for place in range(at, min(at + size % 16 + 1, len(data))):
                    data[place] = chance.randrange(256)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size] * chance.randint(1, 20)
            case 3:
                data[at:at] = chance.choice(TOKENS)
            case 4:
                data[at : at + size] = chance.randbytes(size)
            case 5:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data[at:at] = other[start : start + size]
            case 6 if chance.random() < 0.1:
                del data[at:]
            case _:
                _replace_number(data, at, chance)
    return bytes(data)


def _replace_number(data, at, chance):
    """The next number becomes another one: lengths, places, sizes are numbers."""
    start = next((place for place in range(at, len(data)) if 48 <= data[place] <= 57), None)
    if start is not None:
        end = start
        while end < len(data) and 48 <= data[end] <= 57:
            end += 1
        data[start:end] = chance.choice(TOKENS[:7])


# How it is read


def warm_up():
    """Load what readers use, once for all files."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from articles.importing.readers import pdf, plain_text, scan, sniffing, word  # noqa: F401

    for kind, contents in corpus().items():
        with TemporaryDirectory() as folder:
            pages = limits._read(kind, contents[0], Path(folder), limits.LIMITS.get)
        _checked([[value.model_dump(mode="json") for value in pair] for pair in pages])


def outcome(name, content):
    """Read a file in a forked process that is held to the limits."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        _read(name, content, into)
        os._exit(0)
    os.close(into)
    told = _told(out, pid, time.monotonic() + LONGEST * PATIENCE)
    _, status, usage = os.wait4(pid, 0)
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if told is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return Outcome("time", seconds, megabytes, "")
    for end in ("refused", "crashed"):
        if end in told:
            return Outcome(end, seconds, megabytes, told[end])
    if "pages" in told:
        return Outcome("read", seconds, megabytes, "")
    # PDFium ends the process when it is refused memory.
    is_aborted = os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGABRT, signal.SIGTRAP}
    return Outcome("memory" if is_aborted else "crashed", seconds, megabytes, f"status {status}")


def _read(name, content, into):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with os.fdopen(into, "w") as pipe, TemporaryDirectory() as folder:

        def tell(value):
            if "pages" in value:
                value = {"pages": _checked(value["pages"])}
            pipe.write(json.dumps(value) + "\n")
            pipe.flush()

        # Time is a processor's here, not the clock's.
        limits._wake = lambda limit: None
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 1))
        limits.hold()
        limits.serve(name, content, Path(folder), tell)


def _checked(pages):
    """How many pages; each goes on to drafts, and no character is lost."""
    from articles.importing.reading import drafts
    from articles.importing.suggesting.archive import Archive

    read = [
        (SourcePage.model_validate(source), Arrangement.model_validate(arrangement))
        for source, arrangement in pages
    ]
    return len(drafts(read, Archive.empty()))


def _told(out, pid, deadline):
    """The last thing that the child said, {} if it ended without; None if it had to be killed."""
    said = b""
    with selectors.DefaultSelector() as selector, os.fdopen(out, "rb", buffering=0) as pipe:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0, deadline - time.monotonic())):
                os.kill(pid, signal.SIGKILL)
                return None
            piece = pipe.read(1 << 16)
            if not piece:
                lines = said.decode().splitlines()
                return json.loads(lines[-1]) if lines else {}
            said += piece


def fuzz(files, seed):
    """(kind, content, Outcome) of so many mutated files, kind after kind, from one seed."""
    chance = random.Random(seed)  # noqa: S311 -- not a secret
    contents = corpus()
    # What takes least is tried most.
    kinds = ["pdf", "text", "word", "text", "word"]
    names = {"pdf": "a.pdf", "text": "a.txt", "word": "a.docx"}
    for number in range(files):
        kind = kinds[number % len(kinds)]
        content = mutated(chance.choice(contents[kind]), contents[kind], chance)
        yield kind, content, outcome(names[kind], content)


def figures(outcomes):
    """{kind: figures} of outcomes: how they ended, the longest, the largest."""
    found = {}
    for kind, _, one in outcomes:
        of_kind = found.setdefault(
            kind, {"files": 0, "ends": Counter(), "most_seconds": 0, "most_megabytes": 0}
        )
        of_kind["files"] += 1
        of_kind["ends"][one.end] += 1
        of_kind["most_seconds"] = round(max(of_kind["most_seconds"], one.seconds), 2)
        of_kind["most_megabytes"] = round(max(of_kind["most_megabytes"], one.megabytes))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that crashed a reader")
    options = parser.parse_args()
    warm_up()
    bad = 0

    def watched():
        nonlocal bad
        for number, found in enumerate(fuzz(options.files, options.seed)):
            kind, content, one = found
            if one.end in {"crashed", "time"} or one.megabytes > MEGABYTES:
                bad += 1
                print(f"{number} {kind}: {one}", file=sys.stderr)
                if options.keep:
                    options.keep.mkdir(exist_ok=True)
                    (options.keep / f"{number}.{kind}").write_bytes(content)
            yield found

    for kind, numbers in figures(watched()).items():
        print(json.dumps({"kind": kind, **numbers}, ensure_ascii=False))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
