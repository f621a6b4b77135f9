"""Made pages, kept for who asks next: in this process's memory, and in a cache that others share.

Nothing here decides whether a page is still true: a page is asked for by its tag, and the tag is
of the generation (`liangcheng/page_cache.py`).
"""

import gzip
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import brotli
from django.core.cache import cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse, HttpResponseNotModified

# What a browser may ask for, the smallest first, and how it is made in well under a millisecond.
ENCODINGS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}
# Shorter ones gain nothing.
LEAST_COMPRESSED = 200
# Larger ones are not kept: few, and slow to make by nature.
MOST_KEPT = 256 * 1024
# What an entry takes beside its bodies, about; and what its encodings take, beside its content.
OVERHEAD, COMPRESSED = 2048, 0.75
# How long other processes may find a page; it is not asked for any more long before.
SHARED_SECONDS = 60 * 60


class Page(NamedTuple):
    """An answer of 200, whole: `headers` as pairs, `content`, and that in the encodings asked for.

    To compress takes a part of the time of making it: it is done for who asks first, and kept.
    """

    tag: str
    headers: list
    content: bytes
    encoded: dict

    @classmethod
    def of(cls, tag, response):
        """The page of a response that is not encoded yet."""
        names = {"content-length", "content-encoding"}
        headers = [pair for pair in response.items() if pair[0].lower() not in names]
        return cls(tag, headers, response.content, {})

    @property
    def size(self):
        """Bytes of memory, about, once every encoding has been asked for."""
        return OVERHEAD + int(len(self.content) * (1 + COMPRESSED))

    def answer(self, accepted):
        """The Answer for a client that accepts these encodings (a header's text)."""
        encoding, body = self._body(accepted)
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Answer(200, headers, body)

    def _body(self, accepted):
        content, encoded = self.content, self.encoded
        if len(content) >= LEAST_COMPRESSED:
            for name in encodings(accepted):
                if name not in encoded:
                    encoded[name] = ENCODINGS[name](content)
                if len(encoded[name]) < len(content):
                    return name, encoded[name]
        return "", content


class Answer(NamedTuple):
    """What is sent: 200, or 304 without a body; `headers` as pairs."""

    status: int
    headers: list
    body: bytes

    @property
    def response(self):
        """The same as Django has it."""
        if self.status == 304:
            return HttpResponseNotModified(headers=dict(self.headers))
        return HttpResponse(self.body, headers=dict(self.headers))

    def fill(self, response):
        """A response that was made, with this body and these headers."""
        response.content = self.body
        for name, value in self.headers:
            response.headers[name] = value
        return response


@lru_cache(64)
def encodings(accepted):
    """Of `ENCODINGS` those that an `Accept-Encoding` allows, in our order."""
    allowed = set()
    for part in accepted.lower().split(","):
        name, _, quality = part.replace(" ", "").partition(";q=")
        if quality.strip("0.") or not quality:
            allowed.add(name)
    return [name for name in ENCODINGS if name in allowed]


class PageStore:
    """Pages by their address, one of each: the last one made.

    The memory of this process holds so many bytes and drops what was not asked for the longest.
    Where the cache is one that processes share, they share pages; it may be away at any time.
    """

    def __init__(self, most_bytes):
        self._most = most_bytes
        # Memory of this process is what it has already.
        self._is_shared = most_bytes and not isinstance(caches["default"], LocMemCache)
        self._size = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def get(self, address, tag):
        """The page of this address if it still bears this tag, else None."""
        page = self._pages.get(address)
        if page and page.tag == tag:
            with self._lock:
                if address in self._pages:
                    self._pages.move_to_end(address)
            return page
        if self._is_shared and (shared := cache.get(_key(tag))):
            page = Page(tag, *shared)
            self._keep(address, page)
            return page
        return None

    def takes(self, content):
        """Whether a page with this content would be kept."""
        return self._most and len(content) <= MOST_KEPT

    def put(self, address, page):
        """Keep a page."""
        self._keep(address, page)
        if self._is_shared:
            cache.set(_key(page.tag), page[1:], SHARED_SECONDS)

    def _keep(self, address, page):
        with self._lock:
            if old := self._pages.pop(address, None):
                self._size -= old.size
            self._pages[address] = page
            self._size += page.size
            while self._size > self._most:
                _, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size


@lru_cache(1)
def store_of(most_bytes):
    """The PageStore of this process, made when it is first asked for."""
    return PageStore(most_bytes)


def _key(tag):
    return f"page:{tag}"
