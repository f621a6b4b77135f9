"""Where on the printed page an article stands."""

from django import template

from liangcheng.regions import svg_points

register = template.Library()


@register.inclusion_tag("components/page_zones.html")
def page_zones(article, caption=""):
    """The article's page, small, its zones marked; a link to the page. Nothing without an image.

    Asks the database nothing if the article comes with its page and issue.
    """
    page = article.page if article.regions else None
    if not page or not page.image:
        return {}
    return {
        "page": page,
        "alt": f"第{page.number}版版面，本文位置已标出",
        "caption": caption,
        "polygons": [svg_points(polygon) for polygon in article.regions],
    }
