"""The rows of a batch of issues, for every table, and the index's documents of its articles.

Everything stored that follows from other fields (`plain_text`, `dated_on`, `lookup`, `latest_on` …)
is as the models' `derive()` would have it.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from articles.archive.layout import PlannedIssue
from articles.archive.newsroom import Newsroom
from articles.archive.words import dice
from articles.search.documents import document
from articles.search.loading import prepared

WITHDRAWN, UNFINISHED = 0.005, 0.3
MADE_UP, OUT, ON_THE_WEB = time(16, 30), time(6), time(12)


class State(NamedTuple):
    """The columns of everything publishable, but for its key."""

    status: str
    published_at: datetime | None
    created_at: datetime
    updated_at: datetime


class Place(NamedTuple):
    """Where an article stands; all but the issue it is made with is None on no page."""

    issue: PlannedIssue
    issue_key: int | None = None
    page_key: int | None = None
    sequence: int | None = None
    position: int = 0


def rows(archive, batch):
    """Of a batch of issues: label of a model → tuples in the order of `COLUMNS`; `prepared`."""
    made = BatchRows(archive, batch)
    for issue in batch.issues:
        made.add_issue(issue)
    return dict(made.tables), prepared(made.documents)


class BatchRows:
    """Fills `tables` and `documents`, one issue after the other."""

    def __init__(self, archive, batch):
        self.tables, self.documents = defaultdict(list), []
        self._archive = archive
        self._before = {
            "articles.Issue": batch.issues_before,
            "articles.Page": batch.pages_before,
            "articles.Article": batch.articles_before,
        }
        self._random = dice(archive.seed, f"batch {batch.articles_before}")
        self._newsroom = Newsroom(archive, self._random, self.tables)

    def add_issue(self, issue):
        number = self._number("articles.Issue")
        key = self._archive.first_keys["articles.Issue"] + number
        made_at = _at(issue.issued_on - timedelta(days=1), MADE_UP)
        state = State("published", _at(issue.issued_on, OUT), made_at, made_at)
        self.tables["articles.Issue"].append(
            (key, *state, issue.issued_on, issue.edition, number + 1)
        )
        self._newsroom.open(issue)
        for sequence, articles in enumerate(issue.pages, 1):
            page = self._add_page(key, sequence)
            for position in range(1, articles + 1):
                withdrawn = not issue.is_scheduled and self._random.random() < WITHDRAWN
                self._add_article(
                    Place(issue, key, page, sequence, position),
                    state._replace(status="draft") if withdrawn else state,
                )
        for _ in range(issue.off_page):
            self._add_article(Place(issue), self._state_off_page(issue, made_at))

    def _number(self, label):
        """The number of the next row of a model in the whole archive, from 0."""
        return self._before[label] + len(self.tables[label])

    def _add_page(self, issue, sequence):
        key = self._archive.first_keys["articles.Page"] + self._number("articles.Page")
        words = map(self._newsroom.word, ("label", "person", "person"))
        self.tables["articles.Page"].append((key, issue, sequence, _printed(sequence), *words))
        return key

    def _state_off_page(self, issue, made_at):
        """That of a manuscript not laid out yet, or of something on the web only."""
        if issue.is_scheduled or self._random.random() < UNFINISHED:
            return State("draft", None, made_at, made_at)
        noon = _at(issue.issued_on, ON_THE_WEB)
        return State("published", noon, noon, noon)

    def _add_article(self, place, state):
        number = self._number("articles.Article")
        key = self._archive.first_keys["articles.Article"] + number
        manuscript = self._newsroom.manuscript(number)
        story = manuscript.story
        dated_on = place.issue.issued_on if place.page_key else _day(state.published_at)
        self.tables["articles.Article"].append(
            (
                *(key, *state, place.page_key, place.position, manuscript.section),
                *(story.kicker, story.headline, story.subheadline, manuscript.byline),
                *(story.body, story.plain_text, story.summary, dated_on),
            )
        )
        self._add_parts(key, manuscript)
        self.documents.append(_document(key, place, state, dated_on, manuscript))

    def _add_parts(self, key, manuscript):
        """The rows that belong to an article."""
        tables = self.tables
        for position, unit in enumerate(manuscript.signers, 1):
            tables["articles.Signoff"].append((key, unit.key, position))
        for person in manuscript.named:
            tables["articles.Mention"].append((key, person.key, person.name, person.title))
        for tag in manuscript.tags:
            tables["taggit.TaggedItem"].append((self._archive.content_type, key, tag))
        if manuscript.meeting:
            tables["articles.Article_meetings"].append((key, manuscript.meeting.key))
        if picture := manuscript.picture:
            caption = manuscript.story.caption
            tables["articles.Photo"].append(
                (key, *picture.file, caption, picture.credit, caption, 1)
            )


def _document(key, place, state, dated_on, manuscript):
    story, picture = manuscript.story, manuscript.picture
    with_picture = [story.caption, picture.credit] if picture else []
    return document(
        article_id=key,
        issue_id=place.issue_key,
        status=state.status,
        published_at=state.published_at,
        dated_on=dated_on,
        edition=place.page_key and place.issue.edition,
        sequence=place.sequence,
        page_number=place.page_key and _printed(place.sequence),
        position=place.position,
        department_ids=[unit.key for unit in manuscript.signers],
        person_ids=[person.key for person in manuscript.named],
        tag_ids=manuscript.tags,
        kinds=[manuscript.meeting.classification] if manuscript.meeting else [],
        headline_texts=[story.kicker, story.headline, story.subheadline],
        paragraphs=story.paragraphs,
        other_texts=[manuscript.section, manuscript.byline, *with_picture],
    )


def _printed(sequence):
    return f"{sequence:02}"


def _day(moment):
    return moment and timezone.localdate(moment)


def _at(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))
