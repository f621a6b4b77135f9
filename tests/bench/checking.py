"""Recall and precision: what the search finds against a plain scan of all articles in Python.

The scan reads the articles themselves, folds their texts and looks for the words in them; it knows
nothing of the index.
"""

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.test import override_settings

from articles.models import Article, Photo, Signoff
from articles.search.analysis import runs

# Of each question, so many of the newest hits are compared.
MOST_COMPARED = 10_000
TEXTS = ("kicker", "headline", "subheadline", "plain_text", "section", "bylines", "signoff")


@dataclass
class Checked:
    """How much was right, over all questions: numbers of articles."""

    questions: int = 0
    wanted: int = 0
    missed: int = 0
    found: int = 0
    wrong: int = 0
    # A few that were missed or wrong, to look into.
    examples: list[str] = field(default_factory=list)


def check(questions):
    """Ask each question, scan for it too, and compare; questions are `Asked` with words."""
    scanned = _scan(questions)
    checked = Checked(questions=len(questions))
    for asked, hits in zip(questions, scanned, strict=True):
        with override_settings(SEARCH_SECONDS=60):
            found = [hit.article_id for hit in asked.search().newest(MOST_COMPARED).hits]
        _compare(checked, asked, hits, found)
    return checked


def _compare(checked, asked, hits, found):
    keys, days = hits
    day_of = dict(zip(keys, days, strict=True))
    # Where more are found than compared, what is older than the last one is not missing.
    oldest = 0
    if len(found) == MOST_COMPARED:
        oldest = min(day_of.get(key, date.max.toordinal()) for key in found) + 1
    wanted = {key for key, day in day_of.items() if day >= oldest}
    missed, wrong = wanted - set(found), set(found) - day_of.keys()
    checked.wanted += len(wanted)
    checked.missed += len(missed)
    checked.found += len(found)
    checked.wrong += len(wrong)
    if (missed or wrong) and len(checked.examples) < 10:
        checked.examples.append(
            f"{asked.text!r}: missed {sorted(missed)[:5]}, wrong {sorted(wrong)[:5]}"
        )


def _scan(questions):
    """For each question its articles as two arrays, keys and days."""
    hits = [(array("q"), array("l")) for _ in questions]
    others = _captions()
    departments = _departments() if any(asked.department for asked in questions) else {}
    articles = Article.objects.published().order_by("pk").values_list("pk", "dated_on", *TEXTS)
    for key, day, *texts in articles.iterator(chunk_size=2_000):
        headline = runs(" ".join(texts[:3]))
        text = runs("\n".join([*texts[3:], *others.get(key, ())]))
        for asked, (keys, days) in zip(questions, hits, strict=True):
            if _holds(asked, headline, text) and _fits(asked, day, departments.get(key, ())):
                keys.append(key)
                days.append(day.toordinal())
    return hits


def _holds(asked, headline, text):
    return (
        all(word in text or word in headline for word in asked.words)
        and not any(word in text or word in headline for word in asked.without)
        and all(word in headline for word in asked.headline)
    )


def _fits(asked, day, departments):
    return asked.since <= day <= asked.until and asked.department in (None, *departments)


def _captions():
    captions = defaultdict(list)
    for key, *texts in Photo.objects.values_list("article_id", "caption", "credit"):
        captions[key] += texts
    return captions


def _departments():
    signed = defaultdict(list)
    for key, department in Signoff.objects.values_list("article_id", "department_id").iterator():
        signed[key].append(department)
    return signed
