"""Made pages in memory: bounded, compressed, one for each address."""

import gzip
from functools import partial

import brotli
import pytest
from django.http import HttpResponse

from liangcheng.fast import page_store
from liangcheng.fast.page_store import MOST_KEPT, OVERHEAD, Page, PageStore, encodings

TEXT = "云栖街道近日整修了三处便民步道。" * 50


def page(tag="a", text=TEXT):
    return Page.of(tag, HttpResponse(text, headers={"X-Frame-Options": "DENY"}))


@pytest.mark.parametrize(
    "accepted, encoding, decode",
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("GZIP;q=0.5, br;q=0", "gzip", gzip.decompress),
        ("", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_each_client_gets_what_it_understands(accepted, encoding, decode):
    response = page().answer(accepted).response

    assert response.get("Content-Encoding") == encoding
    assert decode(response.content).decode() == TEXT
    assert response["Content-Length"] == str(len(response.content))
    assert response["X-Frame-Options"] == "DENY"


def test_page_is_compressed_once_and_only_as_it_is_asked_for(monkeypatch):
    made = []
    for name in page_store.ENCODINGS:
        compress = partial(lambda name, content: made.append(name) or content[:200], name)
        monkeypatch.setitem(page_store.ENCODINGS, name, compress)
    asked = page()
    assert not made

    bodies = {asked.answer("br, gzip").body for _ in range(3)}

    assert (bodies, made) == ({TEXT.encode()[:200]}, ["br"])


def test_what_does_not_become_smaller_is_sent_as_it_is(monkeypatch):
    monkeypatch.setitem(page_store.ENCODINGS, "br", lambda content: content + b"!")

    answers = [page().answer(accepted).response for accepted in ("br", "br, gzip")]

    assert [answer.get("Content-Encoding") for answer in answers] == [None, "gzip"]


def test_short_pages_are_not_compressed():
    assert page(text="步道").answer("br").response.get("Content-Encoding") is None


@pytest.mark.parametrize(
    "accepted, expected",
    [("br, gzip", ["br", "gzip"]), ("gzip;q=0", []), ("br; q=0.0, gzip; q=1", ["gzip"])],
)
def test_refused_encodings_are_not_used(accepted, expected):
    assert encodings(accepted) == expected


def test_a_page_is_found_by_address_and_tag():
    store = PageStore(2**20)
    store.put("/", page("a"))

    assert store.get("/", "a").content.decode() == TEXT
    assert store.get("/", "b") is None
    assert store.get("/articles/", "a") is None


def test_a_new_page_takes_the_place_of_the_old():
    store = PageStore(2**20)
    store.put("/", page("a"))
    store.put("/", page("b", TEXT * 2))

    assert store.get("/", "a") is None
    assert store._size == page("b", TEXT * 2).size


def test_memory_is_bounded_and_what_nobody_asks_for_goes():
    store = PageStore(3 * page().size)
    for address in "123":
        store.put(address, page())
    store.get("1", "a")
    store.put("4", page())

    assert [address for address in "1234" if store.get(address, "a")] == ["1", "3", "4"]
    assert store._size <= 3 * page().size


def test_what_is_too_large_is_not_taken():
    store = PageStore(2**20)

    assert store.takes(b"x" * MOST_KEPT)
    assert not store.takes(b"x" * (MOST_KEPT + 1))
    assert not PageStore(0).takes(b"x")
    assert page().size > OVERHEAD


def test_processes_share_what_a_shared_cache_holds(settings, tmp_path, monkeypatch):
    settings.CACHES = {
        "default": {
            "BACKEND": "liangcheng.fast.steady_cache.SteadyFileBasedCache",
            "LOCATION": str(tmp_path),
        }
    }
    PageStore(2**20).put("/", page())
    another = PageStore(2**20)

    assert another.get("/", "b") is None
    assert another.get("/", "a") == page()
    monkeypatch.setattr(page_store, "cache", None)
    assert another.get("/", "a") == page()
