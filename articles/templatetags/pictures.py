"""Pictures on the desk, as the public pages show them."""

from django.template import Library, engines

register = Library()


@register.simple_tag
def picture(photo, **how):
    """The macro of `components/picture.html`."""
    macros = engines["public"].get_template("components/picture.html").template.module
    return macros.picture(photo, **how)
