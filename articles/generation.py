"""The publication's generation: what readers may see belongs to one, any change to the next.

A page made in a generation may be shown as long as the generation lasts. It moves in the
transaction of a change, and when a scheduled moment passes: nothing runs then, the moments stand
beside the changes, and who asks compares them with now.

Rows written past signals (raw SQL; `QuerySet.update()` and `bulk_create()` of anything but
articles) are not seen: who does that calls `move()`.
"""

import secrets
from datetime import UTC, timedelta
from functools import lru_cache, update_wrapper
from typing import NamedTuple

from django.apps import apps
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from psycopg.pq import Format

from articles.changes import articles_changed
from articles.models import (
    Article,
    GenerationStep,
    Import,
    ImportedFile,
    ImportedPage,
    Issue,
    SearchEntry,
    SearchText,
    SearchWord,
)
from articles.statistics import keep_up
from liangcheng.fast.compiled import compiled
from liangcheng.fast.prepared import Prepared

APPS = ("articles", "departments", "taggit")
# What follows from the others, the steps themselves, and what no reader ever sees.
APART = (GenerationStep, SearchEntry, SearchText, SearchWord, Import, ImportedFile, ImportedPage)
# Any sum of so many bits, of any rows there may be, fits the database's integers.
BITS = 48
# Of so many values what belongs to a generation is kept.
MOST = 500
# So many rows are left to add up before they are made one.
FEW = 16

_CURRENT = Prepared(
    "SELECT CAST(SUM(CASE WHEN due_at IS NULL THEN mark END) AS bigint),"
    " MAX(CASE WHEN due_at <= %s THEN due_at END),"
    " MAX(CASE WHEN due_at IS NULL THEN noted_at END)"
    " FROM articles_generationstep",
    Format.BINARY,
)


class Generation(NamedTuple):
    """Which generation it is. Equal ones show the same, on every machine, whatever its clock says.

    `mark` is the sum of all changes' numbers, so that no history leads to the same one twice: not
    of changes that end in another order than they began, not after a backup was restored.
    `passed` is the last scheduled moment before now, `noted` when the last change was made, both as
    the database has them, or None.
    """

    mark: int
    passed: object
    noted: object

    def __str__(self):
        """As readers' devices are told it (`liangcheng/offline.py`)."""
        return f"{self.mark}/{self.passed}"

    @property
    def since(self):
        """When it began, as nearly as is known; None if nothing ever changed."""
        return max(filter(None, map(_moment, (self.passed, self.noted))), default=None)


def current():
    """The Generation of this moment, by one query.

    A connection that the database closed meanwhile is made anew, once.
    """
    try:
        return _read()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _read()


def _read():
    database = connections[DEFAULT_DB_ALIAS]  # itself: `connection` looks for it at each mention
    moment = database.ops.adapt_datetimefield_value(timezone.now())
    database.health_check_done = True  # this question is one
    ((mark, passed, noted),) = _CURRENT.rows(database, [moment])
    if database.in_atomic_block:
        # Who has seen this one must see another after the next change, in the same transaction too.
        database.run_on_commit = [
            entry for entry in database.run_on_commit if entry[1] is not _moved
        ]
    return Generation((mark or 0) % 2**BITS, passed, noted)


def _moment(value):
    """A datetime as raw SQL gives it: SQLite has text, in UTC."""
    if isinstance(value, str):
        return parse_datetime(value).replace(tzinfo=UTC)
    return value


def once_a_generation(read):
    """A function of a request and values: what `read` gives for these, read once in a generation.

    For what is short and stands on many pages: each process keeps it, and they share it, so nobody
    may change it. Who asks for himself alone, as staff do, has no generation and gets it as it is.
    """
    kept = lru_cache(1)(lambda generation: lru_cache(MOST)(read))

    def of(request, *values):
        generation = getattr(request, "generation", None)
        return kept(generation)(*values) if generation else read(*values)

    return update_wrapper(of, read)


def move():
    """Go to the next generation: with the transaction that this is called in, once in each.

    Outside a transaction it moves at once, so call it after the change.
    """
    if any(function is _moved for _, function, _ in connection.run_on_commit):
        return
    with transaction.atomic(savepoint=False):
        step = _step()
        step.save(force_insert=True)
        if step.pk % FEW == 0:
            _add_up()
            keep_up()
        # Forgotten with the savepoint or the transaction that is rolled back, as the step is.
        transaction.on_commit(_moved)


def expect_scheduled():
    """Note the moments at which scheduled issues and articles appear, where that is not done yet.

    A moment that is noted and then given up only makes one generation shorter.
    """
    moments = {*_scheduled_articles(), *_scheduled_issues()}
    if moments:
        known = GenerationStep.objects.filter(due_at__in=moments)
        moments.difference_update(known.values_list("due_at", flat=True))
    GenerationStep.objects.bulk_create([_step(moment) for moment in sorted(moments)])


@compiled
def _scheduled_articles():
    return _scheduled(Article)


@compiled
def _scheduled_issues():
    return _scheduled(Issue)


def _scheduled(model):
    waiting = model.objects.scheduled()
    return waiting.order_by().values_list("published_at", flat=True).distinct()


def _step(due_at=None):
    return GenerationStep(mark=secrets.randbits(BITS), due_at=due_at, noted_at=timezone.now())


def _moved():
    """Marks a transaction that has moved the generation already."""


def _add_up():
    """Make one row of those at once, with their sum, and drop moments long passed but the last.

    Rows that somebody else is adding up are left to them.
    """
    locking = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    rows = list(GenerationStep.objects.filter(due_at=None).select_for_update(**locking))
    if len(rows) > 1:
        GenerationStep.objects.filter(pk__in=[row.pk for row in rows]).delete()
        total = sum(row.mark for row in rows) % 2**BITS
        GenerationStep.objects.create(mark=total, noted_at=max(row.noted_at for row in rows))
    # Long: no machine's clock says that they are still to come.
    yesterday = timezone.now() - timedelta(days=1)
    passed = GenerationStep.objects.filter(due_at__lt=yesterday)
    passed.filter(due_at__lt=passed.order_by("-due_at").values("due_at")[:1]).delete()


# What moves it


def connect():
    """Follow every change of the paper; twice is the same as once."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model not in APART:
                post_save.connect(_changed, sender=model)
                post_delete.connect(_changed, sender=model)
                for field in model._meta.many_to_many:
                    m2m_changed.connect(_linked, sender=field.remote_field.through)
    articles_changed.connect(_articles_changed)


def _changed(instance, **kwargs):
    # Drafts too: what readers could see of it before would cost more to know than their pages.
    move()
    if isinstance(instance, Issue) and instance.state == "scheduled":
        expect_scheduled()


def _linked(action, **kwargs):
    if action.startswith("post_"):
        move()


def _articles_changed(**kwargs):
    move()
    expect_scheduled()
