"""Forms that do not overwrite what a colleague saved after they were opened."""

from hashlib import blake2b

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import _get_foreign_key


class GuardedForm(forms.ModelForm):
    """A form that holds, hidden, what its row and the rows of its inlines were when it was opened.

    Where they are something else by the time it is sent, it is refused once. `parts` names those
    rows: how the row leads to them, and the fields that are edited.
    """

    version = forms.CharField(label="", required=False, widget=forms.HiddenInput)
    parts = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self._stored()

    def clean(self):
        cleaned = super().clean()
        current = self.initial.get("version")
        if current and cleaned.get("version") not in {"", current}:
            # Saved a second time, it goes through: the sentence has been read.
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = current
            raise ValidationError(
                "您打开这一页以后，它被别人改过（或发布、调整过次序、画过热区）。您写的都还在下面，没有保存。"
                "请先在另一个窗口打开这一页对照，再点“保存”，就以这里的为准。"
            )
        return cleaned

    def _stored(self):
        """A digest of what is stored now of all that this form writes."""
        own = [(name, _plain(value)) for name, value in sorted(self.initial.items())]
        rows = [
            list(getattr(self.instance, name).order_by("pk").values_list("pk", *fields))
            for name, fields in self.parts
        ]
        # What changes by other ways than this form, such as its state.
        at = getattr(self.instance, "updated_at", None)
        return blake2b(repr((own, rows, at)).encode(), digest_size=12).hexdigest()


def _plain(value):
    """A form's initial value as what it is stored as: keys of rows, the name of a file."""
    is_rows = isinstance(value, list) and all(isinstance(one, Model) for one in value)
    return sorted(one.pk for one in value) if is_rows else str(value)


def part_of(model, inline):
    """What `GuardedForm.parts` needs to know of an inline in the admin of a model."""
    key = _get_foreign_key(model, inline.model, fk_name=inline.fk_name)
    edited = [name for name in inline.fields if name not in inline.readonly_fields]
    return key.remote_field.get_accessor_name(), edited
