"""What staff fill in where Django's own inputs would not do: dates, files, rows of other tables."""

from django import forms
from django.contrib.admin.widgets import (
    AdminFileWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from liangcheng.chinese.text import key_of

NOT_STORED = "没有存成；刚才选的图，请重新选一次。"


class DateInput(forms.DateInput):
    """The browser's own date picker, which speaks the reader's language and the keyboard."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a date and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class _Stored:
    """A stored file in the form: where it opens, and its size instead of a folder's name."""

    def __init__(self, file):
        self.url, self.file = file.url, file

    def __str__(self):
        try:
            return f"已上传（{filesizeformat(self.file.size)}）"
        except OSError:
            return "文件不见了，请重新上传"


class PdfInput(AdminFileWidget):
    """Choose a PDF; where there is one, open it, take another or take it away."""

    initial_text = "现在的"
    input_text = "换一个"
    clear_checkbox_label = "去掉"

    def format_value(self, value):
        return _Stored(value) if self.is_initial(value) else None


class PictureInput(forms.FileInput):
    """Choose a picture. In a form that came back, one that must be chosen again is asked for.

    A browser never sends a chosen file a second time: without a mark, its row would seem empty.
    """

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        if chosen is None and self.is_required and data.get(f"{name}-chosen"):
            return False  # to Django's file fields: none any more
        return chosen

    def render(self, name, value, attrs=None, renderer=None):
        shown = super().render(name, value, attrs, renderer)
        if value is False or isinstance(value, UploadedFile):
            shown += format_html('<input type="hidden" name="{}-chosen" value="1">', name)
        return shown


def _keys(values):
    """What may be keys among chosen values: an address may propose anything."""
    return [value for value in values if not value or key_of(value) is not None]


class Autocomplete(AutocompleteSelect):
    """Django's, told the label of its chosen row where a whole inline looked them up at once."""

    known = None

    def optgroups(self, name, value, attr=None):
        value = _keys(value)
        if self.known is None:
            return super().optgroups(name, value, attr)
        chosen = [("", "")] if not self.is_required else []
        chosen += [(pk, self.known[pk]) for pk in value if pk in self.known]
        options = [
            self.create_option(name, pk, label, bool(pk), index)
            for index, (pk, label) in enumerate(chosen)
        ]
        return [(None, options, 0)]


class AutocompleteMultiple(AutocompleteSelectMultiple):
    """Django's, without the button that clears all: each choice has one of its own."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, _keys(value), attr)

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}
