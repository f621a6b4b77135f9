"""Parts of public pages: the macros of `templates/`, each by itself."""

from django.template import engines


def macro(name, part):
    """A macro of a template, as a function: what it is given to HTML."""
    return getattr(engines["public"].get_template(name).template.module, part)
