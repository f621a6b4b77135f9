"""Two languages of templates: Jinja2 for the public pages, Django's own for the desk.

Django's admin is written in Django's, and what the desk changes of it must be. Jinja2 compiles a
template to Python: a public page of two dozen stories is quick without HTML that is made in Python.
"""

from types import SimpleNamespace

from django.template import TemplateDoesNotExist, defaultfilters, engines
from django.template.backends.jinja2 import Jinja2
from django.template.defaulttags import querystring
from django.templatetags.static import static
from django.utils.timezone import template_localtime
from jinja2 import Environment, pass_context

from articles import printing
from liangcheng.fast.addresses import address

# Folders of `templates/` whose files are written in Django's language.
OF_THE_DESK = ("admin/", "registration/")


class PublicTemplates(Jinja2):
    """Django's engine for Jinja2, which leaves the desk's templates to the next engine."""

    def get_template(self, template_name):
        if template_name.startswith(OF_THE_DESK):
            raise TemplateDoesNotExist(template_name, backend=self)
        return super().get_template(template_name)


class _Environment(Environment):
    """What all templates know as one dictionary: a chain of two is searched at each name."""

    def make_globals(self, d):
        return {**self.globals, **(d or {})}


def environment(**options):
    """What all public templates know, besides what a view and the context processors give them."""
    made = _Environment(**options, keep_trailing_newline=True)
    made.filters |= printing.FILTERS | FILTERS
    made.globals |= printing.GLOBALS | GLOBALS
    return made


def macro(template, name):
    """A macro of a public template, as a function of what it is given: HTML."""
    return getattr(engines["public"].get_template(template).template.module, name)


def _date(value, form):
    """A date, or a time as it is here, in Django's letters (`Y年n月j日`)."""
    return defaultfilters.date(template_localtime(value), form)


@pass_context
def _querystring(context, **changes):
    """The query of the request with some parameters changed, or taken out (None)."""
    return querystring(SimpleNamespace(request=context["request"]), **changes)


FILTERS = {"date": _date, "filesizeformat": defaultfilters.filesizeformat}
GLOBALS = {"querystring": _querystring, "static": static, "url": address}
