"""Stored fields that follow from others, and one-line fields that stay one line."""

from django.db import models
from django.db.models.signals import pre_save

from liangcheng.chinese.text import one_line


class SortKey(models.CharField):
    """A text that rows are ordered by, in each database as Python does: by code points.

    PostgreSQL orders by the rules of the language with which the database was made, which skip
    blanks and digits; SQLite, by code points.
    """

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}


def derived(model):
    """Class decorator: `derive()` before each write of the model.

    A signal and not `save()`, because `loaddata` writes fixtures raw, past `save()`. Queryset
    `update()` and `bulk_create()` send no signal: who uses them calls `derive()`.
    """
    uid = f"derive {model._meta.label}"
    pre_save.connect(_before_write, sender=model, weak=False, dispatch_uid=uid)
    return model


def derive(row):
    """Tidy the one-line texts of a row of a `derived` model, then let it write what follows."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField):
            setattr(row, field.attname, one_line(getattr(row, field.attname) or ""))
    row.derive()


def _before_write(instance, **kwargs):
    derive(instance)


def next_position(siblings, field):
    """The number after the last of its siblings, from 1."""
    return (siblings.aggregate(last=models.Max(field))["last"] or 0) + 1
