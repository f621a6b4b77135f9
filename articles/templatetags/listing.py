"""Articles in lists. Plain functions: a page has twenty, and templates would take far longer."""

from django import template

from articles.templatetags.paper import phrases, picture
from liangcheng.fast.markup import NOTHING, filled, joined

register = template.Library()

CARD = """<article class="card">
{photo}{kicker}<h{level} class="headline"><a href="{address}">{headline}</a></h{level}>
{subheadline}{text}
{byline}
</article>"""


@register.simple_tag
def cards(articles, level):
    """A list of cards with their days and pictures."""
    shown = (card(article, level, show_date=True, show_photo=True) for article in articles)
    items = [filled("<li>{}</li>\n", one) for one in shown]
    return filled('<ol class="cards">\n{}</ol>', joined("", items))


@register.simple_tag
def card(article, level, *, show_date=False, show_photo=False, is_lead=False):
    """An article with its headline as `h2` or `h3` (level), and how it begins; a lead at length.

    Reads what `for_list()` reads.
    """
    address = article.get_absolute_url()
    return filled(
        CARD,
        photo=_photo(article, address, is_lead=is_lead) if show_photo else NOTHING,
        kicker=_paragraph("kicker", article.kicker),
        level=level,
        address=address,
        headline=phrases(article),
        subheadline=_paragraph("subheadline", article.subheadline),
        text=_opening(article) if is_lead else _summary(article),
        byline=byline(article, show_date=show_date),
    )


@register.simple_tag
def byline(article, *, show_date=False):
    """Which departments signed; with `show_date` of what day and page; to staff, its state.

    Reads what `for_headlines()` reads.
    """
    signed = [
        filled('<a href="{}">{}</a>', one.get_absolute_url(), one) for one in article.departments
    ]
    parts = [joined("", signed)]
    if show_date and article.dated_on:
        parts.append(_time(article.dated_on, article.displayed_date))
    if show_date and article.page:
        parts.append(filled("<span>第{}版</span>", article.page.number))
    if article.state != "published":
        parts.append(filled('<span class="state">{}</span>', article.state_label))
    return filled('<p class="byline">{}</p>', joined("\n", parts))


@register.simple_tag
def related_story(one):
    """A `Related`: its headline, of what day it is, and why it is shown."""
    day = one.article.dated_on
    day = filled("{} ", _time(day, one.day)) if day else NOTHING
    headline = filled('<a href="{}">{}</a>', one.article.get_absolute_url(), one.article)
    return filled('{} <span class="why">{}<span>{}</span></span>', headline, day, one.reason)


@register.simple_tag
def meeting_state(meeting):
    """That a meeting was cancelled or is still to come, with a space before; of others nothing."""
    if meeting.status == meeting.Status.HELD:
        return NOTHING
    return filled(' <span class="state">{}</span>', meeting.get_status_display())


def _time(day, text):
    return filled('<time datetime="{}">{}</time>', day.isoformat(), text)


def _photo(article, address, *, is_lead):
    if not article.lead_photo:
        return NOTHING
    if is_lead:
        shown = picture(article.lead_photo, "(min-width: 66rem) 50rem, 100vw", "eager")
    else:
        shown = picture(article.lead_photo, "(min-width: 48rem) 25rem, 100vw")
    link = '<a class="card-picture" href="{}" tabindex="-1" aria-hidden="true">{}</a>\n'
    return filled(link, address, shown)


def _paragraph(kind, text):
    return filled('<p class="{}">{}</p>\n', kind, text) if text else NOTHING


def _summary(article):
    return filled('<p class="summary">{}</p>', article.summary)


def _opening(article):
    paragraphs = [filled("<p>{}</p>", paragraph) for paragraph in article.opening]
    return filled('<div class="opening">{}</div>', joined("", paragraphs))
