"""Pictures and PDFs go from the storage with the rows that showed them, or with their successor.

Who asks for a picture of themselves to be taken down means the disk and the next backup too. Each
file has a folder of its own, with its renditions; it goes when the transaction has ended, unless a
row still leads to it. Rows changed by `QuerySet.update()` are not seen: their files only stay.
"""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

from articles.models import Issue, Page, Photo
from liangcheng.files.storing import delete_file

FILES = {Photo: ["image"], Page: ["image", "pdf"], Issue: ["pdf"]}


def connect():
    """Follow every row with files; twice is the same as once."""
    for model in FILES:
        pre_save.connect(_remember, sender=model)
        post_save.connect(_discard_replaced, sender=model)
        post_delete.connect(_discard_all, sender=model)


def _remember(instance, raw, **kwargs):
    stored = type(instance).objects.filter(pk=instance.pk)
    names = FILES[type(instance)]
    found = None if raw or not instance.pk else stored.values_list(*names).first()
    instance.files_before = set(found or ())


def _discard_replaced(instance, **kwargs):
    _discard(instance.files_before - _files(instance))


def _discard_all(instance, **kwargs):
    _discard(_files(instance))


def _files(instance):
    return {getattr(instance, name).name for name in FILES[type(instance)]}


def _discard(names):
    for name in names - {"", None}:
        transaction.on_commit(partial(_discard_unused, name))


def _discard_unused(name):
    if not any(model.objects.filter(**{f: name}).exists() for model in FILES for f in FILES[model]):
        delete_file(name)
