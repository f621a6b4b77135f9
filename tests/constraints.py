"""What every constraint of the models promises."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


def assert_refused(row, message):
    """The row is refused by its form with a sentence, and by the database whoever writes it."""
    with pytest.raises(ValidationError, match=message):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def assert_accepted(row):
    """The row is accepted by its form and by the database."""
    row.full_clean()
    row.save()
    assert type(row).objects.filter(pk=row.pk).exists()
