"""How one article is shown, cited and passed on."""

from django import template
from django.utils.safestring import mark_safe

from articles.citing import citation
from liangcheng.numbering import with_lists
from liangcheng.pictures import WIDTHS, rendition_name

register = template.Library()

register.simple_tag(citation, name="citation")


@register.filter
def numbered(body):
    """A stored body, which is clean HTML, with its numbered paragraphs as lists."""
    return mark_safe(with_lists(body))  # noqa: S308 -- clean since it was stored


@register.filter
def largest(photo):
    """The address of a photo as large as it is ever shown: of a small one, the original."""
    name = photo.image.name
    if photo.width > max(WIDTHS):
        name = rendition_name(name, max(WIDTHS), "jpg")
    return photo.image.storage.url(name)
