"""`make bench-import`: pages whose truth is known are imported, and what is right is counted.

    make bench-import ARGS="/where/pages/are"

A folder holds `NAME.json`, the truth in the field names of `import_issue --format json`, beside
`NAME.pdf`, `NAME.txt`, `NAME.docx`, or `NAME.*.txt`: forms of the same page. Without a folder, the
samples under `tests/data`. Each form is read in a process of its own, as it is in use, for its time
and its memory.

The report goes to standard output, as Markdown; exit code 1 if a target is missed.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.import_scores import Count, scores

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLES = [DATA, DATA / "importing"]
FORMS = {".pdf", ".txt", ".docx", ".png", ".jpg"}
# What must be reached; the body's target is lower where only the order of reading is known.
TARGETS = {
    "articles": 1.0,
    "headline": 0.95,
    "body": 0.99,
    "breaks": 0.95,
    "department": 0.98,
    "masthead": 0.98,
    "people": 0.9,
    "meeting": 0.9,
    "chair": 0.9,
}
OF_TEXT = {"body": 0.97}
SECONDS, MEGABYTES = 3, 300
MEGABYTE = 1024 * 1024


def main():
    options = _options()
    if options.one:
        print(json.dumps(_read(Path(options.one)), ensure_ascii=False))
        return
    forms = [form for folder in options.folders or SAMPLES for form in _forms(Path(folder))]
    if not forms:
        sys.exit("No page with its truth: NAME.json beside NAME.pdf or NAME.txt.")
    results = [(form, truth, _read_apart(form)) for form, truth in forms]
    sys.exit(not _reported(results))


def _options():
    parser = argparse.ArgumentParser(prog="make bench-import", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", help="with pages and their truths")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def _forms(folder):
    """Every form of every page in a folder whose truth is known: [(file, truth)]."""
    for known in sorted(folder.glob("*.json")):
        truth = json.loads(known.read_text(encoding="utf-8"))
        for form in sorted(folder.glob(f"{known.stem}.*")):
            if form.suffix in FORMS:
                yield form, truth


def _read_apart(form):
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.importing", "--one", form],
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        return {"failed": answer.stderr.strip().splitlines()[-1]}
    return json.loads(answer.stdout)


def _read(form):
    """What is read of a file: {"pages": […], "seconds", "megabytes"}, or {"refused": sentence}."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from articles.importing import reading
    from articles.importing.drafts import as_json
    from articles.importing.pieces import Refused
    from articles.importing.suggesting.archive import Archive

    content = form.read_bytes()
    with TemporaryDirectory() as folder:
        begun = time.process_time()
        try:
            pages = _pages(form, content, Path(folder))
        except Refused as refusal:
            return {"refused": str(refusal)}
        answer = as_json(reading.drafts(pages, Archive.empty()))
        answer["seconds"] = time.process_time() - begun
    answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    return answer


def _pages(form, content, folder):
    """The pages of a file, read in this process, so that its time and memory are the reader's."""
    from importlib import import_module

    from articles.importing.limits import READERS
    from articles.importing.readers.sniffing import kind_of

    kind = kind_of(form.name, content)
    reader = import_module(f"articles.importing.readers.{READERS[kind]}")
    return reader.read(content) if kind == "text" else reader.read(content, folder)


def _reported(results):
    """Print all; whether every target was reached."""
    names = [*TARGETS, "kicker", "deck", "byline", "captions"]
    counted = []
    print("| page | " + " | ".join(names) + " | s | MB |")
    print("|---" * (len(names) + 3) + "|")
    for form, truth, answer in results:
        if problem := answer.get("refused") or answer.get("failed"):
            print(f"| {form.name} | {problem} |")
            continue
        counts = scores(_one_page(answer["pages"], truth), truth)
        counted.append((form, counts, answer))
        cells = [_fraction(counts.get(name)) for name in names]
        print(
            f"| {form.name} | {' | '.join(cells)} | {answer['seconds']:.2f} "
            f"| {answer['megabytes']:.0f} |"
        )
    print("\nright/found, right/there where that is another number.\n")
    reached = [_summed("PDF", names, [one for one in counted if one[0].suffix == ".pdf"], TARGETS)]
    others = [one for one in counted if one[0].suffix != ".pdf"]
    reached.append(_summed("text", names, others, TARGETS | OF_TEXT))
    failed = any("failed" in answer for _, _, answer in results)
    return all(reached) and not failed


def _one_page(pages, truth):
    """The page that a truth is of; of a file with several, that with its number."""
    same = [page for page in pages if page["page_number"] == truth.get("page_number")]
    return (same or pages)[0]


def _fraction(count):
    if count is None or not (count.found or count.there):
        return "–"
    precise = f"{count.right}/{count.found}"
    return precise if count.found == count.there else f"{precise} {count.right}/{count.there}"


def _summed(kind, names, counted, targets):
    """Print precision and recall over all pages of one kind; whether the targets are reached."""
    if not counted:
        return True
    print(
        f"## {kind}, {len(counted)} pages\n\n|  | precision | recall | target |\n|---|---|---|---|"
    )
    is_reached = True
    for name in names:
        total = Count()
        for _, counts, _ in counted:
            total = total.plus(counts.get(name, Count()))
        if not (total.found or total.there):
            continue
        target = targets.get(name)
        misses = target is not None and min(total.precision, total.recall) < target
        is_reached = is_reached and not misses
        shown = "" if target is None else f"≥ {target}{' missed' if misses else ''}"
        print(f"| {name} | {total.precision:.3f} | {total.recall:.3f} | {shown} |")
    seconds = max(answer["seconds"] / len(answer["pages"]) for _, _, answer in counted)
    megabytes = max(answer["megabytes"] for _, _, answer in counted)
    print(f"\nAt most {seconds:.2f} s of CPU time a page (≤ {SECONDS}), ", end="")
    print(f"{megabytes:.0f} MB (≤ {MEGABYTES}).\n")
    return is_reached and seconds <= SECONDS and megabytes <= MEGABYTES


if __name__ == "__main__":
    main()
