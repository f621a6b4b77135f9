"""How well names, titles, roles and meetings are read: on invented stories, on pages with truths.

    python -m tests.bench.suggesting FILE…    what is wrong in each story, then the figures

A FILE is one of `tests/articles/importing/suggesting/*.txt`, or a page's truth as JSON
(`articles[]` with `paragraphs`, `people` and `meeting`).
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

STORIES = Path(__file__).parent.parent / "articles/importing/suggesting"
MEETING = ("kind", "chair", "date_text", "name", "place_text")
PERSON = ("title", "organisation", "role")


class Case(NamedTuple):
    """A story and its truth: people {name: (title, organisation, role)}, a meeting's fields."""

    paragraphs: list
    people: dict
    meeting: tuple | None
    headline: str = ""
    date: str = "2023-05-31"


def written(path):
    """The cases of a text file: paragraphs, `> name | title | …`, `= kind | chair | …`."""
    for story in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in story.splitlines() if line and not line.startswith("#")]
        paragraphs = [line for line in lines if line[0] not in ">="]
        people = [_fields(line, 4) for line in lines if line[0] == ">"]
        meetings = [_fields(line, 5) for line in lines if line[0] == "=" and line != "= -"]
        if paragraphs:
            named = {name: tuple(truth) for name, *truth in people}
            yield Case(paragraphs, named, tuple(meetings[0]) if meetings else None)


def printed(path):
    """The cases of a page's truth."""
    page = json.loads(path.read_text(encoding="utf-8"))
    for story in page["articles"]:
        people = {
            one["name"]: tuple(one.get(key) or "" for key in (*PERSON[:2], "role_in_meeting"))
            for one in story["people"]
        }
        meeting = story["meeting"]
        meeting = meeting and tuple(meeting.get(key) or "" for key in MEETING)
        yield Case(story["paragraphs"], people, meeting, story["headline"], page["date"])


def _fields(line, number):
    fields = [field.strip() for field in line[1:].split("|")]
    return fields + [""] * (number - len(fields))


def judged(case):
    """(Counter of what was found and right, the mistakes in words) of a case."""
    from articles.importing.drafts import MastheadDraft, PageDraft, StoryDraft
    from articles.importing.suggesting import Archive, suggest

    story = StoryDraft(story=1, headline=case.headline, paragraphs=case.paragraphs)
    page = PageDraft(masthead=MastheadDraft(date=case.date), stories=[story])
    story = suggest(page, Archive.empty()).stories[0]
    found = {person.name: person for person in story.people}
    right, mistakes = Counter(named=len(case.people), found=len(found)), []
    for name in found.keys() - case.people.keys():
        mistakes.append(f"nobody: {found[name].title_as_printed}{name}")
    for name, truth in case.people.items():
        if name not in found:
            mistakes.append(f"missed: {name}")
            continue
        right["person"] += 1
        _compare(found[name], PERSON, truth, right, mistakes)
    right["meetings"], right["meetings found"] = bool(case.meeting), bool(story.meeting)
    if case.meeting and story.meeting:
        right["meeting"] += 1
        _compare(story.meeting, MEETING, case.meeting, right, mistakes)
    elif case.meeting or story.meeting:
        mistakes.append(f"meeting: {story.meeting and story.meeting.name}, is {case.meeting}")
    return right, mistakes


def _compare(draft, fields, truth, right, mistakes):
    for field, wanted in zip(fields, truth, strict=True):
        if getattr(draft, field) == wanted:
            right[field] += 1
        else:
            mistakes.append(f"{field}: {getattr(draft, field)!r}, is {wanted!r}")


def measured(cases):
    """The figures of cases as one Counter, and the mistakes of each that has some."""
    total, wrong = Counter(), []
    for case in cases:
        right, mistakes = judged(case)
        total += right
        if mistakes:
            wrong.append((case, mistakes))
    return total, wrong


def cases_in(path):
    """The cases of a file, by its kind."""
    return list(printed(path) if path.suffix == ".json" else written(path))


def main(paths):
    """Print what is wrong in the files' stories, and the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    cases = [case for path in paths for case in cases_in(path)]
    measured(cases[:1])  # the dictionary is loaded once
    started = time.process_time()
    total, wrong = measured(cases)
    spent = time.process_time() - started
    for case, mistakes in wrong:
        print(case.paragraphs[0][:40], *mistakes, sep="\n    ")
    print(
        f"people: precision {total['person']}/{total['found']}, recall {total['person']}/"
        f"{total['named']}; title {total['title']}, organisation {total['organisation']}, "
        f"role {total['role']} of {total['person']}"
    )
    print(
        f"meetings: precision {total['meeting']}/{total['meetings found']}, recall "
        f"{total['meeting']}/{total['meetings']}; "
        + ", ".join(f"{field} {total[field]}" for field in MEETING)
        + f" of {total['meeting']}"
    )
    characters = sum(len("".join(case.paragraphs)) for case in cases) / len(cases)
    print(f"{1000 * spent / len(cases):.1f} ms of CPU time a story of {characters:.0f} characters")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or sorted(STORIES.glob("*.txt")))
