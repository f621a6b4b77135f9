"""Issues as IIIF Presentation 3: a Manifest an issue, a Canvas a page, Collections by year.

Plain dicts in the order of the specification (https://iiif.io/api/presentation/3.0/, whose sections
are named in brackets). `answers` (`articles.api.answers.Answers`) makes addresses.

A Canvas has the pixels of the page's image. A page without an image has an empty Canvas of the
usual proportions: left out, the pages would be counted wrong and its articles be lost, and a
Manifest needs a Canvas (3.4). Its articles are linked all the same. No `rights`: the paper states
no licence that has an address.
"""

from datetime import datetime, time

from django.utils import timezone

from articles.api.answers import api_path
from liangcheng.regions import PAGE, bounds, svg_points

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'
LANGUAGE = "zh-Hans"
# Of a page that nobody has seen: upright, 1 : √2.
EMPTY = (1000, 1414)
THUMBNAIL = 480


def manifest(issue, pages, publication, answers):
    """The Manifest of an issue (5.2); reads the `stories` of its pages, of which there is one."""
    own = answers.api("iiif_manifest", issue.key)
    images = [page for page in pages if page.image]
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "Manifest",
        "label": _text(f"{publication}{issue}"),
        "metadata": _metadata(
            ("出版日期", issue.issued_on.isoformat()),
            ("期号", issue.number),
            ("总期号", issue.total_number),
            ("版数", len(pages)),
        ),
        "summary": _text(f"{publication}{issue}，共 {len(pages)} 个版。"),
        **_thumbnail(images[:1], answers),
        "navDate": _midnight(issue.issued_on),
        "requiredStatement": _statement(publication),
        "provider": _provider(publication, answers),
        "homepage": [_web_page(issue, str(issue), answers)],
        "rendering": _renderings(issue, f"{issue} 各版文字", answers),
        "seeAlso": [
            {
                "id": answers.absolute(api_path(issue.get_absolute_url())),
                "type": "Dataset",
                "label": _text("这一期的数据（JSON）"),
                "format": "application/json",
            }
        ],
        "partOf": [
            {
                "id": answers.api("iiif_year", issue.issued_on.year),
                "type": "Collection",
                "label": _text(f"{issue.issued_on.year}年"),
            }
        ],
        "items": [_canvas(own, page, answers) for page in pages],
        "structures": [_contents(own, _page_ranges(own, pages))],
    }


def collection(publication, years, answers):
    """The Collection of all years (5.1)."""
    return {
        **_collection(answers.api("iiif_collection"), f"{publication}", publication, answers),
        "summary": _text(f"{publication}各期，按年。"),
        "items": [
            {
                "id": answers.api("iiif_year", year),
                "type": "Collection",
                "label": _text(f"{publication}{year}年"),
            }
            for year in years
        ],
    }


def year(publication, number, issues, answers):
    """The Collection of the issues of a year (5.1); reads `front_pages` of each: with an image."""
    whole = {
        "id": answers.api("iiif_collection"),
        "type": "Collection",
        "label": _text(f"{publication}"),
    }
    label = f"{publication}{number}年"
    return {
        **_collection(answers.api("iiif_year", number), label, publication, answers),
        "summary": _text(f"{label}各期。"),
        "partOf": [whole],
        "items": [
            {
                "id": answers.api("iiif_manifest", issue.key),
                "type": "Manifest",
                "label": _text(f"{publication}{issue}"),
                **_thumbnail(issue.front_pages[:1], answers),
                "navDate": _midnight(issue.issued_on),
            }
            for issue in issues
        ],
    }


def _collection(own, label, publication, answers):
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "Collection",
        "label": _text(label),
        "requiredStatement": _statement(publication),
        "provider": _provider(publication, answers),
        "homepage": [_html(answers.absolute("/issues/"), "往期")],
    }


# Pages


def _canvas(own, page, answers):
    """A page (5.3): its image painted, its articles linked."""
    canvas, (width, height) = _canvas_id(own, page), _size(page)
    links = [_link(own, canvas, article, (width, height), answers) for article in page.stories]
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _text(page.label),
        "width": width,
        "height": height,
        "metadata": _metadata(
            ("版次", page.number),
            ("版名", page.section_label),
            ("责任编辑", page.responsible_editor),
            ("执行美编", page.art_editor),
        ),
        **_thumbnail([page] if page.image else [], answers),
        "homepage": [_web_page(page, page.label, answers)],
        "rendering": _renderings(page, f"{page.label}文字", answers),
        "items": [
            {
                "id": f"{own}#painting-{page.number}",
                "type": "AnnotationPage",
                "items": [_painting(own, canvas, page, answers)] if page.image else [],
            }
        ],
        "annotations": [
            {"id": f"{own}#links-{page.number}", "type": "AnnotationPage", "items": links}
        ],
    }


def _canvas_id(own, page):
    # With an address of its own: one with a fragment could not be cut further (5.3).
    return f"{own.removesuffix('/manifest.json')}/canvas/{page.number}"


def _size(page):
    return (page.width, page.height) if page.image else EMPTY


def _painting(own, canvas, page, answers):
    picture = answers.picture(page, "")
    return {
        "id": f"{own}#image-{page.number}",
        "type": "Annotation",
        "motivation": "painting",
        "body": {
            "id": picture.url,
            "type": "Image",
            "format": answers.media_type(page),
            "width": picture.width,
            "height": picture.height,
        },
        "target": canvas,
    }


def _link(own, canvas, article, size, answers):
    """An article as an Annotation (5.6): where it stands on the page, and its own page.

    Programs that know no polygons have a rectangle round all of it; without zones, the whole page.
    """
    target = canvas
    if article.regions:
        selectors = [
            {
                "type": "FragmentSelector",
                "conformsTo": "http://www.w3.org/TR/media-frags/",
                "value": f"xywh={_xywh(article.regions, size)}",
            },
            {"type": "SvgSelector", "value": _svg(article.regions, size)},
        ]
        target = {"type": "SpecificResource", "source": canvas, "selector": selectors}
    return {
        "id": f"{own}#article-{article.pk}",
        "type": "Annotation",
        "motivation": "linking",
        "body": _html(answers.absolute(article.get_absolute_url()), article.headline),
        "target": target,
    }


# Contents


def _contents(own, ranges):
    return {
        "id": f"{own}#contents",
        "type": "Range",
        "label": _text("版面目录"),
        "items": ranges,
    }


def _page_ranges(own, pages):
    """The pages with their articles as Ranges (5.4), in the order of the paper."""
    return [
        {
            "id": f"{own}#page-{page.number}",
            "type": "Range",
            "label": _text(page.label),
            "items": [
                _reference(_canvas_id(own, page)),
                *(_article_range(own, page, article) for article in page.stories),
            ],
        }
        for page in pages
    ]


def _article_range(own, page, article):
    canvas, size = _canvas_id(own, page), _size(page)
    parts = [f"{canvas}#xywh={_xywh([polygon], size)}" for polygon in article.regions]
    return {
        "id": f"{own}#range-{article.pk}",
        "type": "Range",
        "label": _text(article.headline),
        "items": [_reference(part) for part in parts or [canvas]],
    }


def _reference(canvas):
    return {"id": canvas, "type": "Canvas"}


def _xywh(regions, size):
    """The rectangle round some zones in the pixels of a Canvas, at least one wide and high."""
    left, top, right, bottom = bounds(regions)
    (x, y), (across, down) = _scaled((left, top), size), _scaled((right, bottom), size)
    return f"{x},{y},{max(across - x, 1)},{max(down - y, 1)}"


def _scaled(corner, size):
    return tuple(round(value * whole / PAGE) for value, whole in zip(corner, size, strict=True))


def _svg(regions, size):
    polygons = [[_scaled(corner, size) for corner in polygon] for polygon in regions]
    paths = " ".join(f"M{svg_points(polygon).replace(' ', ' L')} Z" for polygon in polygons)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{paths}"/></svg>'


# Values


def _text(text):
    """A text with its language (4.4)."""
    return {LANGUAGE: [str(text)]}


def _metadata(*pairs):
    return [{"label": _text(name), "value": _text(value)} for name, value in pairs if value]


def _statement(publication):
    publisher = f"，主办单位：{publication.publisher}" if publication.publisher else ""
    return {"label": _text("来源"), "value": _text(f"{publication}{publisher}")}


def _provider(publication, answers):
    site = answers.absolute("/")
    label = _text(publication.publisher or publication)
    homepage = [_html(site, publication)]
    return [{"id": site, "type": "Agent", "label": label, "homepage": homepage}]


def _midnight(day):
    """A day as a moment with its zone (navDate in 3.1)."""
    return datetime.combine(day, time(), timezone.get_default_timezone()).isoformat()


def _thumbnail(pages, answers):
    """The image of a page as `thumbnail`, where there is one."""
    images = []
    for page in pages:
        small = answers.rendition(page, THUMBNAIL, "jpg")
        images.append(
            {
                "id": small.url,
                "type": "Image",
                "format": small.format,
                "width": small.width,
                "height": small.height,
            }
        )
    return {"thumbnail": images} if images else {}


def _html(address, label):
    return {"id": address, "type": "Text", "label": _text(label), "format": "text/html"}


def _web_page(thing, label, answers):
    page = _html(answers.absolute(thing.get_absolute_url()), label)
    return {**page, "language": [LANGUAGE]}


def _renderings(thing, label, answers):
    """What a person may read instead: the PDF, and the texts as a web page."""
    pdf = answers.pdf(thing)
    found = [_html(answers.absolute(thing.get_absolute_url()), label)]
    if pdf:
        found.insert(
            0,
            {"id": pdf, "type": "Text", "label": _text("PDF"), "format": "application/pdf"},
        )
    return found
