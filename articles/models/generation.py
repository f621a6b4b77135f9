"""What moves the publication's generation, in a table of a few rows."""

from django.db import models


class GenerationStep(models.Model):
    """Something that changed what readers see, or a moment at which it will change by itself.

    Written by `articles/generation.py` and by nothing else. Rows are added and never changed, so
    that of two people who publish at once nobody waits for the other.
    """

    # A number of its own: their sum is the generation's mark.
    mark = models.BigIntegerField()
    # Null: with the transaction that wrote it.
    due_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.mark}, {self.due_at or 'at once'}"
