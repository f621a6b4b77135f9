"""Natural keys for rows that belong to others: appointments, attendances, sign-offs.

By its natural key `loaddata` finds a fixture's row again: loading twice adds nothing.
"""

from django.db import models


class PartQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class Part(models.Model):
    """A row told apart by some of its fields, its owners among them.

    Nothing refers to such rows, so the key need not travel: an owner counts by its primary key.
    """

    natural_key_fields = ()

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(getattr(self, field) for field in self.natural_key_fields)
