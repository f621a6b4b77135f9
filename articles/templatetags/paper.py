"""How the paper prints dates, headlines, pictures and data about itself."""

import json
import re
from calendar import monthcalendar

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from articles import schema_org
from articles.api.answers import PAGES_WITH_DATA, api_path
from articles.search.results import pieces
from liangcheng.chinese import dates
from liangcheng.fast.addresses import absolute_from
from liangcheng.fast.markup import filled, joined
from liangcheng.files.pictures import rendition_name, rendition_widths

register = template.Library()

PHRASE = '<span class="phrase">{}</span>'
PICTURE = """<picture>
  <source type="image/avif" srcset="{avif}" sizes="{sizes}">
  <source type="image/webp" srcset="{webp}" sizes="{sizes}">
  <img src="{fallback}" srcset="{jpeg}" sizes="{sizes}" width="{width}" height="{height}" \
alt="{alt}" loading="{loading}" decoding="async">
</picture>"""

register.filter("chinese_date", dates.chinese_date)
register.filter("weekday", dates.chinese_weekday)
register.filter("chinese_month", dates.chinese_month)
register.filter("pieces", pieces)


@register.filter
def marked(pieces):
    """A text in (piece, is_hit) pairs (`results.pieces`), the hits in `<mark>`, all escaped."""
    parts = (filled("<mark>{}</mark>", piece) if is_hit else piece for piece, is_hit in pieces)
    return joined("", parts)


@register.filter
def phrases(headline, words=()):
    """A headline whose lines break at its own spaces first: 同心争创文明城市 / 携手共建美丽凉城.

    `words` are the folded phrases to mark in it.
    """
    text = str(headline)
    if not words:
        parts = text.split()
        if len(parts) < 2:
            return conditional_escape(text)
        return joined(" ", (filled(PHRASE, part) for part in parts))
    parts = [match.span() for match in re.finditer(r"\S+", text)]
    if len(parts) < 2:
        return marked(pieces(text, words))
    parts = (marked(pieces(text, words, *part)) for part in parts)
    return joined(" ", (filled(PHRASE, part) for part in parts))


@register.simple_tag
def picture(photo, sizes="100vw", loading="lazy", widest=None, alt=None):
    """A photo in the widths and formats a browser may choose from; its box is known beforehand.

    `sizes` is the HTML attribute: how wide the picture stands on the page; where it is always
    small, `widest` says so. A page with an image will do too, with `alt` for what it has not: empty
    where the picture says nothing that does not stand beside it.
    """
    widths = rendition_widths(photo.width, widest)

    def sources(extension):
        return ", ".join(f"{_url(photo, width, extension)} {width}w" for width in widths)

    return filled(
        PICTURE,
        avif=sources("avif"),
        webp=sources("webp"),
        jpeg=sources("jpg"),
        fallback=_url(photo, widths[min(1, len(widths) - 1)], "jpg"),
        width=photo.width,
        height=photo.height,
        alt=photo.alt_text or photo.caption if alt is None else alt,
        sizes=sizes,
        loading=loading,
    )


def _url(photo, width, extension):
    image = photo.image
    return image.storage.url(rendition_name(image.name, width, extension))


@register.inclusion_tag("components/calendar.html")
def calendar(month, issues, latest=None, is_large=False):
    """The weeks of a month, Monday first (GB/T 7408.1), its days with issues linked.

    `latest` is the latest issue if it may be among them; a large calendar has room for words.
    """
    by_day = {}
    for issue in issues:
        by_day.setdefault(issue.issued_on.day, []).append(issue)
    return {
        "month": month,
        "caption": dates.chinese_month(month),
        "latest": latest,
        "is_large": is_large,
        "weekdays": dates.WEEKDAYS,
        "weeks": [
            [(day, by_day.get(day)) for day in week]
            for week in monthcalendar(month.year, month.month)
        ],
    }


@register.simple_tag(takes_context=True)
def json_ld(context, kind, thing=None):
    """What schema.org says of a thing, as a data block that no browser runs.

    `kind` is the name of a function in `articles/schema_org.py`.
    """
    things = [thing] if thing else []
    absolute = absolute_from(context["request"])
    data = getattr(schema_org, kind)(*things, context["publication"], absolute)
    text = json.dumps({"@context": schema_org.CONTEXT, **data}, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(  # noqa: S308 -- nothing in it can end the element
        f'<script type="application/ld+json">{text}</script>'
    )


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """The full address of a path, for machines that read the page elsewhere."""
    return absolute_from(context["request"])(path)


@register.simple_tag(takes_context=True)
def api_address(context, path):
    """Where programs read what people read here, at a path; empty where the API has nothing."""
    return api_path(path) if context["request"].resolver_match.url_name in PAGES_WITH_DATA else ""
