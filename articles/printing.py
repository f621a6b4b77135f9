"""What the templates of the public pages print with: texts, pictures and data about the paper.

HTML stands in the templates themselves (`templates/components/` has their macros). Here is what
needs more than they can say. `liangcheng/templating.py` gives it to them.
"""

import json
import re
from calendar import monthcalendar
from typing import NamedTuple

from jinja2 import pass_context
from markupsafe import Markup, escape

from articles import cards, schema_org
from articles.api.answers import PAGES_WITH_DATA, api_path
from articles.citing import citation
from articles.facsimile import sketch
from articles.search.results import pieces
from liangcheng.chinese import dates
from liangcheng.chinese.numbering import with_lists
from liangcheng.fast.addresses import absolute_from
from liangcheng.files.pictures import WIDTHS, rendition_name, rendition_widths
from liangcheng.regions import svg_points

# A part of a headline up to a blank, or to a stop that has some characters before it.
PHRASE = re.compile(r"(\S{4,}?[，：；！？](?=[^\s，：；！？”’）》」』])|\S+)(\s*)")


# Texts


def marked(pieces):
    """A text in (piece, is_hit) pairs (`results.pieces`), the hits in `<mark>`, all escaped."""
    parts = ((escape(piece), is_hit) for piece, is_hit in pieces)
    return _html("".join(f"<mark>{piece}</mark>" if is_hit else piece for piece, is_hit in parts))


def phrases(headline, words=()):
    """A headline whose lines break at its own spaces and stops first, each phrase in a `<span>`.

    同心争创文明城市 / 携手共建美丽凉城. What comes before a stop and is very short stays with what
    follows. `words` are the folded phrases to mark in it.
    """
    text = str(headline)
    found = [*PHRASE.finditer(text)]
    if len(found) < 2:
        return marked(pieces(text, words)) if words else escape(text)
    shown = []
    for phrase in found:
        part = marked(pieces(text, words, *phrase.span(1))) if words else escape(phrase[1])
        shown.append(f'<span class="phrase">{part}</span>{" " * bool(phrase[2])}')
    return _html("".join(shown).rstrip())


def numbered(body, level=3):
    """A stored body, which is clean HTML, with its numbered paragraphs as lists.

    Its headings, stored as <h3>, are of the `level` below the story's own; a table, which is
    scrolled where it is wider than the page, is reached by the keyboard.
    """
    html = with_lists(body).replace("<table>", '<table tabindex="0">')
    if level != 3:
        html = html.replace("<h3>", f"<h{level}>").replace("</h3>", f"</h{level}>")
    return _html(html)  # clean since it was stored


# Pictures


class Renditions(NamedTuple):
    """The `srcset` of a picture in each format, and the address for who knows none of them."""

    avif: str
    webp: str
    jpeg: str
    fallback: str


def renditions(photo, widest=None):
    """A picture in the widths that a browser may choose from, none above `widest` pixels."""
    name, url = photo.image.name, photo.image.storage.url
    widths = rendition_widths(photo.width, widest)

    def sources(extension):
        named = (f"{url(rendition_name(name, width, extension))} {width}w" for width in widths)
        return ", ".join(named)

    fallback = url(rendition_name(name, widths[min(1, len(widths) - 1)], "jpg"))
    return Renditions(sources("avif"), sources("webp"), sources("jpg"), fallback)


def largest(photo, widest=WIDTHS[-1]):
    """The address of a photo as large as it is ever shown: of a small one, the original.

    `widest` is another of the widths that there are, in pixels.
    """
    name = photo.image.name
    if photo.width > widest:
        name = rendition_name(name, widest, "jpg")
    return photo.image.storage.url(name)


def card_of_issue(issue, publication, pages):
    """An issue's share card, with the first of the headlines of its pages with their stories."""
    return cards.of_issue(issue, publication, [s.headline for page in pages for s in page.stories])


# The calendar


def weeks(month, issues):
    """The weeks of a month, Monday first (GB/T 7408.1), as lists of (day, its issues).

    A day is 0 where it is of another month.
    """
    by_day = {}
    for issue in issues:
        by_day.setdefault(issue.issued_on.day, []).append(issue)
    calendar = monthcalendar(month.year, month.month)
    return [[(day, by_day.get(day, ())) for day in week] for week in calendar]


# For machines


@pass_context
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
    return _html(f'<script type="application/ld+json">{text}</script>')  # nothing in it can end it


@pass_context
def absolute(context, path):
    """The full address of a path, for machines that read the page elsewhere."""
    return absolute_from(context["request"])(path)


@pass_context
def api_address(context, path):
    """Where programs read what people read here, at a path; empty where the API has nothing."""
    return api_path(path) if context["request"].resolver_match.url_name in PAGES_WITH_DATA else ""


def _html(text):
    """A text that is HTML already: what people wrote in it was escaped, or cleaned when stored."""
    return Markup(text)  # noqa: S704 -- so it was, where this is called


FILTERS = {
    "chinese_date": dates.chinese_date,
    "chinese_month": dates.chinese_month,
    "weekday": dates.chinese_weekday,
    "pieces": pieces,
    "marked": marked,
    "phrases": phrases,
    "numbered": numbered,
    "largest": largest,
    "svg_points": svg_points,
}
GLOBALS = {
    "CARD_HEIGHT": cards.HEIGHT,
    "CARD_WIDTH": cards.WIDTH,
    "WEEKDAYS": dates.WEEKDAYS,
    "absolute": absolute,
    "api_address": api_address,
    "card_of_article": cards.of_article,
    "card_of_issue": card_of_issue,
    "card_of_page": cards.of_page,
    "card_of_paper": cards.of_paper,
    "citation": citation,
    "json_ld": json_ld,
    "renditions": renditions,
    "sketch": sketch,
    "weeks": weeks,
}
