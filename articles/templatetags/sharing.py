"""The share card of a page, in its head."""

from django import template

from articles import cards
from liangcheng.fast.addresses import address

register = template.Library()


@register.inclusion_tag("components/share_card.html", takes_context=True)
def article_card(context, article):
    """An article's card; reads what `for_detail()` has read."""
    card = cards.of_article(article, context["publication"])
    return _card(context, card, address("article_card", article.pk))


@register.inclusion_tag("components/share_card.html", takes_context=True)
def issue_card(context, issue, pages):
    """An issue's card, with the first of the headlines of its pages (`pages_with_stories`)."""
    headlines = [story.headline for page in pages for story in page.stories]
    card = cards.of_issue(issue, context["publication"], headlines)
    return _card(context, card, address("issue_card", issue.key))


@register.inclusion_tag("components/share_card.html", takes_context=True)
def paper_card(context):
    """The card of the paper itself."""
    return _card(context, cards.of_paper(context["publication"]), address("paper_card"))


def _card(context, card, path):
    # Chats keep a picture for weeks: another card gets another address, so a correction shows.
    return {
        "card": card,
        "path": f"{path}?v={card.key[:8]}",
        "width": cards.WIDTH,
        "height": cards.HEIGHT,
        "request": context["request"],
    }
