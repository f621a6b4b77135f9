"""Reading without network: the web app manifest, the service worker, and what it asks.

The worker is `static/liangcheng/js/worker.js`; docs/architecture.md says what it keeps and why.
"""

from collections import defaultdict
from datetime import date
from hashlib import blake2b

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from taggit.models import TaggedItem

from articles import generation
from articles.models import Article, Issue, Page, Photo, Publication
from liangcheng.chinese.text import whole_number
from liangcheng.colours import PAPER
from liangcheng.files.pictures import rendition_name, rendition_widths
from liangcheng.reading import Reading
from liangcheng.release import release

# Of the latest issue, at the most, and how wide its pictures are saved (pixels).
MOST_ARTICLES = 60
MOST_PICTURES = 40
WIDTH = 480
# How many addresses the worker may ask about at once: a line of 2 KB.
MOST_NAMES = 100
# What an article's copies show of others, which may be corrected without the article.
SHOWN_BESIDE = (
    "signoffs__department__name",
    "mentions__person__name",
    "meetings__name",
    "meetings__status",
)


def offline_reading(request):
    """Context processor: whether the pages install the worker (`OFFLINE`)."""
    return {"is_offline_reading": settings.OFFLINE}


# The manifest


@require_safe
def manifest(request):
    """The paper as an app on the first screen of a telephone (W3C Web Application Manifest)."""
    publication = Publication.objects.current()
    data = {
        "id": "/",
        "name": str(publication),
        "short_name": publication.name,
        "description": publication.tagline,
        "lang": "zh-Hans",
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        # Where the browser has it: with buttons to go back and to load again.
        "display_override": ["minimal-ui", "standalone"],
        # It knows no dark theme; the pages' own meta does.
        "theme_color": PAPER,
        "background_color": PAPER,
        "categories": ["news"],
        "icons": [
            _icon("icon.svg", "any", "image/svg+xml"),
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable.png", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            {"name": name, "url": reverse(view), "icons": [_icon("icon-192.png", "192x192")]}
            for name, view in (("最新一期", "home"), ("按日期", "issue_list"), ("搜索", "search"))
        ],
    }
    return JsonResponse(
        data, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


def _icon(name, sizes, type="image/png", **more):
    return {"src": static(f"liangcheng/img/{name}"), "sizes": sizes, "type": type, **more}


# The worker


@require_safe
def worker(request):
    """The service worker; with `OFFLINE=off` one that removes itself and all it stored.

    Browsers compare its bytes at each visit: they follow the release, so that a deployment renews
    what an older one stored.
    """
    response = render(
        request,
        "offline/worker.js",
        {"release": release(), "is_on": settings.OFFLINE},
        content_type="text/javascript; charset=utf-8",
    )
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def stored(request):
    """What can be read without network: a script fills in what this device has stored."""
    if not settings.OFFLINE:
        raise Http404("离线阅读已经关闭。")
    response = render(request, "offline/stored.html")
    response["X-Robots-Tag"] = "noindex"
    return response


# What the worker asks


@require_safe
def news(request):
    """`/offline.json`: what the worker must know to renew what it stored.

    Plain: `generation` (moves with whatever readers can see), `look` (the release, and how this
    reader wants the paper shown), and the addresses of the latest issue. With
    `?named=articles/17,issues/2021-04-14`, at most `MOST_NAMES`: the `states` of those that are
    public, each another after any change, and of which `generation` they are or were before.
    """
    return _named(request) if "named" in request.GET else _latest(request)


def _latest(request):
    current = generation.current()
    issue = Issue.objects.published().newest_first().first()
    response = JsonResponse(
        {
            "generation": str(current),
            "look": f"{release()}/{Reading.of(request)}",
            "latest": [reverse("home"), *(_addresses(issue) if issue else [])],
        }
    )
    patch_vary_headers(response, ["Cookie"])
    return response


def _addresses(issue):
    """An issue, its pages and articles, then its pictures, as small as a telephone needs them."""
    pages = list(issue.pages.order_by("sequence", "pk"))
    articles = Article.objects.published().filter(page__issue=issue).as_printed().only("pk")
    photos = Photo.objects.published().filter(article__page__issue=issue).order_by("pk")
    yield issue.get_absolute_url()
    yield from (reverse("page", args=[issue, page.number]) for page in pages)
    yield from (article.get_absolute_url() for article in articles[:MOST_ARTICLES])
    illustrated = [*photos[:MOST_PICTURES], *(page for page in pages if page.image)]
    for picture in illustrated[:MOST_PICTURES]:
        width = rendition_widths(picture.width, WIDTH)[-1]
        yield picture.image.storage.url(rendition_name(picture.image.name, width, "jpg"))


@never_cache
def _named(request):
    names = list(filter(None, request.GET["named"].split(",")))
    if len(names) > MOST_NAMES:
        return JsonResponse({"error": f"一次最多问 {MOST_NAMES} 个地址，请分几次问。"}, status=400)
    states = {**_states_of_articles(names), **_states_of_issues(names)}
    # Asked last: a page of this generation shows what these states stand for, or something later.
    return JsonResponse({"generation": str(generation.current()), "states": states})


def _states_of_articles(names):
    """Of each named article that is public, what is another after any change or correction.

    No time alone: who corrects it may have begun before and end after somebody who changes it. And
    with the names that stand beside it: of people, departments, meetings and tags.
    """
    numbers = [name.removeprefix("articles/") for name in names if name.startswith("articles/")]
    keys = {whole_number(number, 10**15 - 1) for number in numbers} - {None}
    articles = Article.objects.published().filter(pk__in=keys).order_by()
    corrected = Count("corrections"), Max("corrections__pk")
    beside = defaultdict(list)
    for field in SHOWN_BESIDE:
        for key, shown in articles.order_by("pk", field).values_list("pk", field):
            beside[key].append(shown)
    for key, shown in _tags_of(keys):
        beside[key].append(shown)
    rows = articles.values_list("pk", "updated_at", *corrected)
    return {
        f"articles/{key}": f"{updated.timestamp()}/{number}/{last}/{_digest(beside[key])}"
        for key, updated, number, last in rows
    }


def _tags_of(keys):
    """Pairs of an article and the name of a tag that it bears."""
    # Not by way of the articles: PostgreSQL would go through all tagged ones, whose keys it casts.
    tagged = TaggedItem.objects.filter(
        content_type=ContentType.objects.get_for_model(Article), object_id__in=keys
    )
    return tagged.order_by("object_id", "tag__name").values_list("object_id", "tag__name")


def _states_of_issues(names):
    """Of each named issue that is public, what is another after any change of it or of its pages.

    Pages have no time of their own: what they say and show, such as their picture, is told.
    """
    keys = {name.removeprefix("issues/") for name in names if name.startswith("issues/")}
    days = {day for day in map(_day, keys) if day}
    issues = Issue.objects.published().filter(issued_on__in=days)
    issues = [issue for issue in issues if issue.key in keys]
    pages = defaultdict(list)
    for page in Page.objects.filter(issue__in=issues).order_by("pk").values():
        pages[page["issue_id"]].append(page)
    return {
        f"issues/{issue.key}": f"{issue.updated_at.timestamp()}/{_digest(pages[issue.pk])}"
        for issue in issues
    }


def _digest(rows):
    return blake2b(repr(rows).encode(), digest_size=8).hexdigest()


def _day(key):
    """The day of an issue's key (`2021-04-14-2`); None where it is none."""
    try:
        return date.fromisoformat(key[:10])
    except ValueError:
        return None
