"""Screens of the admin: their addresses, and what a browser would send of their forms."""

from html.parser import HTMLParser

from django.urls import reverse


class _Form(HTMLParser):
    """Collects names and values of the page's main form: the one with an id that ends in _form."""

    def __init__(self):
        super().__init__()
        self.values, self.errors = {}, []
        self._inside = self._textarea = self._select = None
        self._in_errors = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "form":
            self._inside = attrs.get("id", "").endswith("_form")
        elif tag == "ul":
            self._in_errors = "errorlist" in attrs.get("class", "")
        elif not self._inside or (name and "__prefix__" in name):
            return
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in attrs and self._select:
            self.values.setdefault(self._select, []).append(attrs.get("value", ""))
        elif tag == "input" and name and attrs.get("type") not in {"submit", "file"}:
            is_box = attrs.get("type") == "checkbox"
            if not is_box or "checked" in attrs:
                self.values[name] = attrs.get("value", "on" if is_box else "")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._inside = False
        elif tag == "ul":
            self._in_errors = False

    def handle_data(self, data):
        if self._textarea:
            self.values[self._textarea] += data.removeprefix("\n")
        elif self._in_errors and data.strip():
            self.errors.append(data.strip())


def _read(response):
    form = _Form()
    form.feed(response.content.decode())
    return form


def form_data(response, **changes):
    """What the main form of the page would send, with some fields changed or added."""
    return _read(response).values | changes


def form_errors(response):
    """The sentences about what is wrong in the form that came back."""
    assert response.status_code == 200, "the form was accepted"
    return _read(response).errors


def add_row(data, prefix, **fields):
    """Add a row to an inline, as its button does."""
    index = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = index + 1
    data |= {f"{prefix}-{index}-{name}": value for name, value in fields.items()}


def admin_url(model, action, *args):
    """The address of a screen of a model: `changelist`, `add`, `change` …"""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


def save(client, address, rows=(), files=None, **changes):
    """Open the form, change it, add rows to its inlines, press 保存."""
    data = form_data(client.get(address), **{"_save": "1", **changes})
    for prefix, fields in rows:
        add_row(data, prefix, **fields)
    return client.post(address, data | (files or {}))
