"""Stored fields that follow from others."""

from django.db.models import Max
from django.db.models.signals import pre_save


def derived(model):
    """Class decorator: call `instance.derive()` before each write of the model.

    A signal and not `save()`, because `loaddata` writes fixtures raw, past `save()`. Queryset
    `update()` and `bulk_create()` send no signal: who uses them calls `derive()`.
    """

    def derive(instance, **kwargs):
        instance.derive()

    pre_save.connect(derive, sender=model, weak=False, dispatch_uid=f"derive {model._meta.label}")
    return model


def next_position(siblings, field):
    """The number after the last of its siblings, from 1."""
    return (siblings.aggregate(last=Max(field))["last"] or 0) + 1
