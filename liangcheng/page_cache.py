"""Public pages made once for all readers, as long as the publication's generation lasts.

A page follows from its address, from the generation (`articles/generation.py`), from the day, from
how the reader wants it shown (`liangcheng/reading/`) and from the release. All of these are known
before anything is rendered, so they are its `ETag`: who has the page already is told so, and who
asks for one that is kept gets it, after one query.

No page of somebody who is logged in comes from here or goes in, no draft, nothing that sets a
cookie or reads the session, no search: questions have no end.
"""

import re
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import NamedTuple

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.utils import timezone
from django.utils.http import http_date, parse_etags

from articles import generation
from articles.api.middleware import ROOT as API
from liangcheng.fast.compressing import Compression
from liangcheng.fast.page_store import Answer, Page, store_of
from liangcheng.reading import COOKIE, Reading
from liangcheng.release import release

# Not the paper as it is for everybody, or files with rules of their own.
ELSEWHERE = (
    "/healthz",
    "/admin/",
    "/settings/",
    "/search/",
    "/api/search",
    "/feeds/search/",
    "/media/",
    settings.STATIC_URL,
)
TYPES = {
    "text/html",
    "text/plain",
    "application/json",
    "application/ld+json",
    "application/manifest+json",
    "application/atom+xml",
    "application/rss+xml",
    "application/opensearchdescription+xml",
}
# What WeChat adds to the address of a page that is passed on; it says nothing to us.
PASSED_ON = re.compile(
    r"(?:(?:from=(?:singlemessage|groupmessage|timeline)|(?:isappinstalled|scene|clicktime|enterid)"
    r"=[0-9]+)(?:&|$))+"
)
VARY = ("Accept-Encoding", "Cookie")
PRIVATE = "private, max-age=0, must-revalidate"
MEGABYTE = 1024 * 1024
# Of which generation an answer is at least: a copy on a reader's device is compared by it.
MADE_OF = "Publication-Generation"
_STATUS_LINES = {200: "200 OK", 304: "304 Not Modified"}
# Of a WSGI request: which page it is about, and that it is not kept.
ASKED = "liangcheng.asked"
# What of a WSGI request an address follows from, beside who asks.
_DECIDING = (
    *("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE"),
    *("SCRIPT_URL", "REDIRECT_URL"),  # Apache's
    *("wsgi.url_scheme", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"),
)


def kept_first(application):
    """A WSGI application that answers with what is kept, and leaves all else to `application`.

    So a kept page costs nothing of what Django does around each request. Not under `/api/`, where
    another middleware stands around the cache.
    """
    # The same is asked again and again; to make Django's request of it takes a while.
    known = lru_cache(1000)(_address)

    def answer(environ, start_response):
        # As `Address.of` has it, but before: nobody's key to the site is kept in `known`.
        is_anybody = (
            settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in environ
        )
        asked = is_anybody and Asked.at(known(*map(environ.get, _DECIDING)))
        found = asked and _kept(environ, asked)
        if not found:
            environ[ASKED] = asked
            return application(environ, start_response)
        start_response(_STATUS_LINES[found.status], found.headers)
        return _Sent([found.body])

    return answer


def _address(*deciding):
    """The Address that a WSGI request with these values is about, or None."""
    given = zip(_DECIDING, deciding, strict=True)
    environ = {name: value for name, value in given if value is not None}
    request = WSGIRequest({**environ, "wsgi.input": BytesIO()})
    return None if request.path.startswith(API) else Address.of(request)


class _Sent(list):
    """A body that lets go of the database, as Django does after each request."""

    def close(self):
        """Called by the server when it has been sent."""
        connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()


class PageCache:
    """Middleware around all others: answers from what is kept, and says who may keep an answer."""

    def __init__(self, get_response):
        self._get_response = get_response
        self._gzip = Compression(get_response)

    def __call__(self, request):
        if asked := request.META.pop(ASKED, None):
            return self._made(request, *asked)
        asked = Asked.at(Address.of(request))
        if not asked:
            return self._of_one(request)
        if found := _kept(request.META, asked):
            return found.response
        return self._made(request, *asked)

    def _of_one(self, request):
        # Asked before it is made. A device of staff stores what it reads too.
        current = settings.OFFLINE and _is_of_the_paper(request) and _generation()
        response = self._get_response(request)
        return _private(_dated(response, current) if current else response)

    def _made(self, request, address, tag, current):
        # Whole, so that it can be kept in every encoding.
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        request.META["QUERY_STRING"] = address.query
        request.generation = current
        response = self._get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if not _is_for_all(request, response):
            return self._gzip.process_response(request, _private(_dated(response, current)))
        for name, value in _headers(address, tag, current).items():
            response.headers[name] = value
        # Anybody can think of another query: what it asks for is made each time.
        if request.method == "HEAD" or address.query or not _store().takes(response.content):
            return self._gzip.process_response(request, response)
        page = Page.of(tag, response)
        answer = page.answer(accepted)  # compressed before other processes get it
        _store().put(address, page)
        return answer.fill(response)


def _names(known, tag):
    """Whether an `If-None-Match` names a weak tag, compared as RFC 9110 has it (§13.1.2)."""
    return tag.removeprefix("W/") in (one.removeprefix("W/") for one in parse_etags(known))


def _store():
    return store_of(settings.PAGE_CACHE_MEGABYTES * MEGABYTE)


def _kept(meta, asked):
    """The Answer for which no page has to be made, or None."""
    # Not `request.headers`, which would be made of all of it, for each page.
    known = meta.get("HTTP_IF_NONE_MATCH")
    if known and _names(known, asked.tag):
        return Answer(304, list(_headers(*asked).items()), b"")
    page = _store().get(asked.address, asked.tag)
    return page and page.answer(meta.get("HTTP_ACCEPT_ENCODING", ""))


class Asked(NamedTuple):
    """The page that a request is about, as it is at this moment."""

    address: "Address"
    tag: str
    generation: generation.Generation

    @classmethod
    def at(cls, address):
        """The page of an Address or None; None where it is nothing that may be kept for all."""
        current = address and _generation()
        if not current:
            return None
        return cls(address, _tag(address, current, timezone.localdate(), release()), current)


def _generation():
    """This moment's; None where the database is away: whoever answers will say so."""
    try:
        return generation.current()
    except DatabaseError:
        return None


class Address(NamedTuple):
    """What a page follows from, beside the time."""

    scheme: str
    host: str
    path: str
    query: str
    reading: str

    @classmethod
    def of(cls, request):
        """Whose page may be for all; None for a request that is of another kind."""
        asked = request.META
        if (
            not _is_of_the_paper(request)
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or "HTTP_AUTHORIZATION" in asked
        ):
            return None
        query = asked["QUERY_STRING"]
        if not request.path.startswith(API) and PASSED_ON.fullmatch(query):
            query = ""
        return cls(
            request.scheme,
            request._get_raw_host(),  # whether it is ours is asked when the page is made
            request.path,
            query,
            _reading(request.COOKIES.get(COOKIE, "")),
        )


def _is_of_the_paper(request):
    return request.method in ("GET", "HEAD") and not request.path.startswith(ELSEWHERE)


@lru_cache(100)
def _reading(cookie):
    return str(Reading.parse(cookie))


@lru_cache(1000)
def _tag(address, current, day, made_by):
    parts = (*address, current.mark, current.passed, day, made_by)
    digest = blake2b("\n".join(map(str, parts)).encode(), digest_size=15)
    return f'W/"{urlsafe_b64encode(digest.digest()).decode()}"'


def _headers(address, tag, current):
    headers = {
        "ETag": tag,
        MADE_OF: str(current),
        "Cache-Control": _cache_control(address),
        "Vary": ", ".join(VARY),
    }
    if since := current.since:
        # To be read, not to be asked with: it has seconds, and says when a change was begun.
        headers["Last-Modified"] = http_date(since.timestamp())
    return headers


def _cache_control(address):
    if address.reading:
        return PRIVATE
    if seconds := settings.CDN_SECONDS:
        return f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={seconds}"
    return "public, max-age=0, must-revalidate"


def _is_for_all(request, response):
    """Whether an answer is the same for everybody who reads as this one does."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers["Content-Type"].partition(";")[0] in TYPES
        and not response.cookies
        and not response.has_header("Cache-Control")  # its view has decided
        and {name.strip() for name in response.get("Vary", "").split(",")} <= {"", *VARY}
        and not getattr(getattr(request, "session", None), "accessed", False)
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def _dated(response, current):
    response.headers[MADE_OF] = str(current)
    return response


def _private(response):
    """The response as nothing for a shared cache, unless it says itself what may be kept."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = PRIVATE
    return response
