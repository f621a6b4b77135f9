"""How the paper prints dates, headlines, pictures and data about itself."""

import json
from calendar import monthcalendar

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

from articles import schema_org
from liangcheng import dates
from liangcheng.pictures import rendition_name, rendition_widths
from liangcheng.text import marked as marked_parts

register = template.Library()

register.filter("chinese_date", dates.chinese_date)
register.filter("weekday", dates.chinese_weekday)
register.filter("chinese_month", dates.chinese_month)


@register.filter
def phrases(headline):
    """A headline whose lines break at its own spaces first: 同心争创文明城市 / 携手共建美丽凉城."""
    parts = str(headline).split()
    if len(parts) < 2:
        return headline
    return format_html_join(" ", '<span class="phrase">{}</span>', ((part,) for part in parts))


@register.filter
def marked(text, query):
    """A text with the words of a query in `<mark>`; the text is escaped first."""
    pieces = (
        f"<mark>{conditional_escape(part)}</mark>" if is_hit else conditional_escape(part)
        for part, is_hit in marked_parts(text, query.split())
    )
    return mark_safe("".join(pieces))  # noqa: S308 -- every part is escaped above


@register.inclusion_tag("components/picture.html")
def picture(photo, sizes="100vw", loading="lazy"):
    """A photo in the widths and formats a browser may choose from; its box is known beforehand.

    `sizes` is the HTML attribute: how wide the picture stands on the page.
    """
    widths = rendition_widths(photo.width)

    def sources(extension):
        return ", ".join(f"{_url(photo, width, extension)} {width}w" for width in widths)

    return {
        "photo": photo,
        "avif": sources("avif"),
        "jpeg": sources("jpg"),
        "fallback": _url(photo, widths[min(1, len(widths) - 1)], "jpg"),
        "alt": photo.alt_text or photo.caption,
        "sizes": sizes,
        "loading": loading,
    }


def _url(photo, width, extension):
    image = photo.image
    return image.storage.url(rendition_name(image.name, width, extension))


@register.inclusion_tag("components/calendar.html")
def calendar(month, issues):
    """The weeks of a month, Monday first (GB/T 7408.1), its days with issues linked."""
    by_day = {}
    for issue in issues:
        by_day.setdefault(issue.issued_on.day, []).append(issue)
    return {
        "caption": dates.chinese_month(month),
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
    absolute = context["request"].build_absolute_uri
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
    return context["request"].build_absolute_uri(path)
