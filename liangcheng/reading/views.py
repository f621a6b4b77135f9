"""显示设置: the page where a reader chooses, and the one address that keeps the choice."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liangcheng.reading import COOKIE, SIZES, Reading

A_YEAR = 365 * 24 * 60 * 60  # seconds
SIZE_NAMES = dict(zip(SIZES, ("小", "标准", "大", "特大", "最大"), strict=True))


# No token: public pages are cached for all readers and hold nothing of one reader's. All that a
# forged request could do is change how its victim sees the paper, and `_is_foreign` stops that too.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading_settings(request):
    """GET: all settings, each with a button. POST `reading`: keep these settings, and go back.

    A button names the settings it leads to, as the cookie has them, so that pressing twice does no
    more than pressing once. `back` is the page that a reader of the settings came from.
    """
    if request.method != "POST":
        return render(request, "reading/settings.html", _choices(request))
    if _is_foreign(request):
        return render(request, "reading/refused.html", status=403)
    if "reading" not in request.POST:
        raise BadRequest("no settings")
    if back := _own_path(request, request.POST.get("back", "")):
        following = f"{reverse('reading_settings')}?{urlencode({'back': back})}"
    else:
        following = _came_from(request)
    return _keep(Reading.parse(request.POST["reading"]), HttpResponseRedirect(following))


def _keep(reading, response):
    response.status_code = 303  # what follows is read, not posted again
    if reading == Reading():
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, str(reading), max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS
        )
    return response


def _is_foreign(request):
    """Whether another site's page sends this; browsers say so in one of two headers."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    return site not in {"same-origin", "none"} or (
        origin is not None and _host(origin) != request.get_host()
    )


def _host(address):
    """The host of an address; empty where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _came_from(request):
    """The page that the reader came from; the front page where it is not one of ours.

    The browser says which page the button stood on, with its query. Where it does not, the form
    names the page's path in `next`.
    """
    said = (request.headers.get("Referer", ""), request.POST.get("next", ""))
    return next(filter(None, (_own_path(request, address) for address in said)), reverse("home"))


def _own_path(request, address):
    """The path and query of an address of this site, "" for any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = parts._replace(scheme="", netloc="", fragment="").geturl()
    is_own = (
        parts.netloc in {"", request.get_host()}
        and path.startswith("/")
        and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    )
    return path if is_own else ""


def _choices(request):
    """The settings as the page shows them, each choice with the `Reading` it leads to."""
    reading = Reading.of(request)
    back = _own_path(request, request.GET.get("back", "")) or _came_from(request)
    return {
        "back": reverse("home") if back.startswith(reverse("reading_settings")) else back,
        "size": SIZE_NAMES[_shown_size(reading)],
        "smaller": _resized(reading, -1),
        "larger": _resized(reading, +1),
        "scripts": [
            ("简体", "zh-Hans", replace(reading, hant=False)),
            ("繁體", "zh-Hant", replace(reading, hant=True)),
        ],
        "themes": [
            (name, replace(reading, theme=theme))
            for theme, name in (("", "跟着手机、电脑"), ("light", "浅色"), ("dark", "深色"))
        ],
        "motions": [
            (name, replace(reading, still=still))
            for still, name in ((False, "跟着手机、电脑"), (True, "减少动画"))
        ],
    }


def _shown_size(reading):
    """长者模式 has no size below its usual one."""
    return max(reading.size, 0) if reading.elder else reading.size


def _resized(reading, by):
    """The settings one step of size away; None at the end."""
    size = _shown_size(reading) + by
    smallest = 0 if reading.elder else SIZES[0]
    return replace(reading, size=size) if smallest <= size <= SIZES[-1] else None
