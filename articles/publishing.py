"""Draft, scheduled, published, withdrawn: one vocabulary for issues and articles.

What the public may see is `published()` on the querysets and nothing else; `publish()` and
`withdraw()` on the models are the only ways to change it.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.changes import gathered
from liangcheng.fast.compiled import now
from liangcheng.rows.locking import lock


class Problem(str):
    """A sentence for an editor, and the row that it is `about`: where to put it right."""

    def __new__(cls, sentence, about):
        problem = super().__new__(cls, sentence)
        problem.about = about
        return problem


class NotReady(ValidationError):
    """Something is missing for publication: `.problems`, or `.messages` as plain sentences."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems


def is_public_q(prefix="", at=None):
    """The condition that a row (or the one that `prefix` leads to) is marked and due."""
    return Q(
        **{
            f"{prefix}status": Publishable.Status.PUBLISHED,
            f"{prefix}published_at__lte": at or now(),
        }
    )


def may_preview(user, model):
    """Whether a user may see the model's unpublished rows: staff who may change them."""
    permission = f"{model._meta.app_label}.change_{model._meta.model_name}"
    return user.is_active and user.is_staff and user.has_perm(permission)


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """Those that the public may see now, or may see at a given time."""
        return self.filter(is_public_q(at=at))

    def marked(self):
        """Those that are published or scheduled."""
        return self.filter(status=Publishable.Status.PUBLISHED)

    def scheduled(self, at=None):
        """Those that will be public, and are not yet now, or at a given time."""
        return self.marked().filter(published_at__gt=at or now())

    def never_public(self):
        """Drafts that were not published yet."""
        return self.filter(status=Publishable.Status.DRAFT, published_at__isnull=True)

    def withdrawn(self):
        """Drafts that were public before."""
        return self.filter(status=Publishable.Status.DRAFT, published_at__isnull=False)

    def visible_to(self, user):
        """Those that a visitor may see: everything for staff who may change it."""
        return self.all() if may_preview(user, self.model) else self.published()

    def publish(self, at=None):
        """Publish all or none; raises NotReady with every row's problems."""
        return self._each(lambda row: row.publish(at))

    def withdraw(self):
        """Withdraw all or none of those that are published or scheduled; a draft is left alone."""
        return self.marked()._each(lambda row: row.withdraw())

    def _each(self, change):
        problems = []
        with gathered():
            rows = list(self)
            lock(self.model, [row.pk for row in rows])
            for row in rows:
                try:
                    change(row)
                except NotReady as error:
                    problems += error.problems
            if problems:
                raise NotReady(problems)
        return rows


class Publishable(models.Model):
    """A row that is written first and shown to the public later."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "发布"

    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_has_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
                violation_error_message="发布的内容必须有发布时间。",
            ),
        ]

    @property
    def state(self):
        """`draft`, `scheduled`, `published` or `withdrawn` (a draft that was public before)."""
        if self.status == self.Status.DRAFT:
            return "withdrawn" if self.published_at else "draft"
        return "published" if self.published_at <= timezone.now() else "scheduled"

    @property
    def state_label(self):
        """The state in Chinese, with the time where it is scheduled."""
        if self.state == "scheduled":
            return f"定时 {timezone.localtime(self.published_at):%Y-%m-%d %H:%M}"
        return {"draft": "草稿", "published": "已发布", "withdrawn": "已撤回"}[self.state]

    def problems(self):
        """A Problem for each thing missing for publication; none when it is ready."""
        raise TypeError(f"{type(self).__name__} does not say what it needs for publication")

    def publish(self, at=None):
        """Make it public now, or at a given time; raises NotReady and changes nothing.

        Published again after a withdrawal, it keeps the time of its first publication. What is
        public stays as it is; it cannot be scheduled: that would take it back without saying so.
        """
        with gathered():
            current = self._locked()
            if problems := current.problems():
                raise NotReady(problems)
            first, now = current.published_at, timezone.now()
            is_public = current.state == "published"
            if is_public and at and at > now:
                sentence = f"{current}已经发布，不能再定时。要晚些再发，请先撤回。"
                raise NotReady([Problem(sentence, current)])
            if not is_public:  # else nothing changes that readers would be told of
                current.published_at = at or (first if first and first <= now else now)
                current.status = self.Status.PUBLISHED
                current.save()
            current.when_published(first)
        self.status, self.published_at = current.status, current.published_at

    def _locked(self):
        """The row as it stands in the database: a second clerk may be editing."""
        lock(type(self), [self.pk])
        return type(self).objects.get(pk=self.pk)

    def when_published(self, previously_at):
        """What else happens when it is published, in the same transaction."""

    def when_unscheduled(self, planned_at):
        """What else happens when it is taken back before its time, in the same transaction."""

    def withdraw(self):
        """Take it back from the public (撤回). Its time of publication stays on record."""
        with gathered():
            current = self._locked()
            if current.state == "scheduled":  # it never was public
                current.when_unscheduled(current.published_at)
                current.published_at = None
            current.status = self.Status.DRAFT
            current.save()
        self.status, self.published_at = current.status, current.published_at
