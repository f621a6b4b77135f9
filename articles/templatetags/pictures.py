"""Pictures on the desk, as the public pages show them."""

from django.template import Library

from liangcheng.templating import macro

register = Library()


@register.simple_tag
def picture(photo, **how):
    """The macro of `components/picture.html`."""
    return macro("components/picture.html", "picture")(photo, **how)
