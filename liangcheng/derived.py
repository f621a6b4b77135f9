"""Stored fields that follow from others, and one-line fields that stay one line."""

from django.db import models
from django.db.models.signals import pre_save

from liangcheng.text import one_line


def derived(model):
    """Class decorator: tidy one-line texts and call `derive()` before each write of the model.

    A signal and not `save()`, because `loaddata` writes fixtures raw, past `save()`. Queryset
    `update()` and `bulk_create()` send no signal: who uses them calls `derive()`.
    """

    def derive(instance, **kwargs):
        for field in instance._meta.concrete_fields:
            if isinstance(field, models.CharField):
                setattr(instance, field.attname, one_line(getattr(instance, field.attname) or ""))
        instance.derive()

    pre_save.connect(derive, sender=model, weak=False, dispatch_uid=f"derive {model._meta.label}")
    return model


def next_position(siblings, field):
    """The number after the last of its siblings, from 1."""
    return (siblings.aggregate(last=models.Max(field))["last"] or 0) + 1


def is_new(file):
    """Whether a field's file was just chosen and is not stored yet."""
    return bool(file) and not file._committed
