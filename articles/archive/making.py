"""Making an invented archive: the plan."""

from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from multiprocessing import get_context

import django
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, Min

from articles import generation
from articles.archive import layout
from articles.archive.bulk import Table, check_now, free_key, tell_of_keys
from articles.archive.columns import COLUMNS
from articles.archive.founding import found
from articles.archive.newsroom import Archive
from articles.archive.pictures import painted
from articles.archive.rows import rows
from articles.models import Article, Issue, Page
from articles.search.loading import loading
from articles.statistics import analyse
from departments.models import Meeting

# Their keys are told before they are written, for others refer to them.
KEYED = (Issue, Page, Article, Meeting)
# Batches made ahead of the one that is being written.
AHEAD = 2


class NotEmpty(Exception):
    """There are articles in the database already: so many are `present`."""

    def __init__(self, present):
        super().__init__(present)
        self.present = present


def make_archive(articles, *, seed=1, add=False, pictures=0, progress=lambda done, of: None):
    """Add an invented archive of so many articles to the database; counts of rows by model label.

    Raises NotEmpty where articles are present, unless `add` says to leave them and add. Each batch
    of whole issues is written in a transaction of its own: what an interruption leaves is complete.
    `progress(done, of)` is called after each, in articles.
    """
    if not add and (present := Article.objects.count()):
        raise NotEmpty(present)
    last_day, edition = _free_days()
    issues = layout.planned_issues(articles, seed, last_day, edition)
    with transaction.atomic():
        archive = Archive(
            seed=seed,
            world=found(seed, issues[0].issued_on, last_day),
            first_keys={model._meta.label: free_key(model) for model in KEYED},
            content_type=ContentType.objects.get_for_model(Article).pk,
            pictures=painted(seed, pictures),
        )
    tables = {label: Table(label, columns) for label, columns in COLUMNS.items()}
    made, done = Counter(), 0
    batches = list(layout.batches(issues))
    with loading() as index, _in_order(partial(rows, archive), batches) as results:
        for batch, (batch_rows, documents) in zip(batches, results, strict=True):
            with transaction.atomic():
                for label, table_rows in batch_rows.items():
                    tables[label].write(table_rows)
                    made[label] += len(table_rows)
                tell_of_keys(KEYED)
                index.add(documents)
                generation.move()
                check_now()
            done += batch.articles
            progress(done, articles)
    generation.expect_scheduled()
    analyse()  # now: who made it measures with it
    return made


def _free_days():
    """The last day and the scheduled issue's edition, so that no issue present stands on either.

    An archive that is added ends before the first issue present: the paper's own days stay its own.
    """
    first = Issue.objects.aggregate(day=Min("issued_on"))["day"]
    last_day = min(layout.LAST_DAY, first - timedelta(days=1)) if first else layout.LAST_DAY
    that_day = Issue.objects.filter(issued_on=layout.SCHEDULED_DAY)
    return last_day, (that_day.aggregate(last=Max("edition"))["last"] or 0) + 1


@contextmanager
def _in_order(function, arguments):
    """The results in order, computed in another process while this one writes those before."""
    if len(arguments) == 1:
        yield map(function, arguments)
        return
    # Spawned: a forked process would share this one's connection to the database.
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=django.setup) as process:
        yield _a_few_ahead(process, function, arguments)


def _a_few_ahead(process, function, arguments):
    waiting = deque()
    for argument in arguments:
        waiting.append(process.submit(function, argument))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    yield from (future.result() for future in waiting)
