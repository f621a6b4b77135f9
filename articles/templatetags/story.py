"""How one article is shown, cited and passed on."""

from django import template
from django.utils.safestring import mark_safe

from articles.citing import citation
from liangcheng.chinese.numbering import with_lists
from liangcheng.files.pictures import WIDTHS, rendition_name

register = template.Library()

register.simple_tag(citation, name="citation")


@register.filter
def numbered(body, level=3):
    """A stored body, which is clean HTML, with its numbered paragraphs as lists.

    Its headings, stored as <h3>, are of the `level` below the story's own; a table, which is
    scrolled where it is wider than the page, is reached by the keyboard.
    """
    html = with_lists(body).replace("<table>", '<table tabindex="0">')
    if level != 3:
        html = html.replace("<h3>", f"<h{level}>").replace("</h3>", f"</h{level}>")
    return mark_safe(html)  # noqa: S308 -- clean since it was stored


@register.filter
def largest(photo):
    """The address of a photo as large as it is ever shown: of a small one, the original."""
    name = photo.image.name
    if photo.width > max(WIDTHS):
        name = rendition_name(name, max(WIDTHS), "jpg")
    return photo.image.storage.url(name)
