"""Pages as sheets: their hot zones, and the small picture or sketch of one."""

from django import template

from articles.facsimile import HEIGHT, WIDTH, sketch
from liangcheng.regions import svg_points

register = template.Library()


@register.inclusion_tag("components/hot_zones.html")
def hot_zones(page, articles):
    """The stories of a page as links over its image, in printed order; those without zones not."""
    return {
        "page": page,
        "zones": [
            (article, [svg_points(polygon) for polygon in article.regions])
            for article in articles
            if article.regions
        ],
    }


@register.inclusion_tag("components/page_cover.html")
def page_cover(page, articles):
    """A page in little: its image, or a sketch of how its stories are set. Says nothing itself."""
    if page.image:
        return {"page": page}
    bars, lines = sketch(list(articles))
    return {"width": WIDTH, "height": HEIGHT, "bars": bars, "lines": lines}
