"""Stored files in parts, and not again to who has them."""

import pytest
from django.core.files.base import ContentFile

from liangcheng.files.ranges import file_response

ETAG = '"1-10"'


@pytest.fixture
def ask(rf):
    """The answer to a request for ten bytes, with some headers."""

    def ask(method="get", **headers):
        request = getattr(rf, method)("/", headers=headers)
        return file_response(request, ContentFile(b"0123456789"), ETAG, content_type="a/b")

    return ask


def read(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    "asked, content, where",
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
        ("bytes=9-99", b"9", "bytes 9-9/10"),
    ],
)
def test_a_part_says_which_it_is(ask, asked, content, where):
    response = ask(Range=asked)

    assert (response.status_code, read(response)) == (206, content)
    assert response["Content-Range"] == where
    assert response["Content-Length"] == str(len(content))
    assert (response["Content-Type"], response["ETag"]) == ("a/b", ETAG)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_bytes_that_there_are_not_are_refused(ask, asked):
    response = ask(Range=asked)

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize(
    "asked",
    ["bytes=3-1", "bytes=0-1,4-5", "bytes=-", "bytes=a-b", "lines=0-3", "bytes=" + "9" * 99 + "-"],
)
def test_what_is_no_range_gets_the_whole(ask, asked):
    response = ask(Range=asked)

    assert (response.status_code, read(response)) == (200, b"0123456789")
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("same, status", [(ETAG, 206), ('"1-11"', 200), (f"W/{ETAG}", 200)])
def test_a_part_goes_with_the_same_content_only(ask, same, status):
    assert ask(**{"Range": "bytes=0-3", "If-Range": same}).status_code == status


def test_a_head_has_no_part(ask):
    assert ask("head", Range="bytes=0-3").status_code == 200


def test_who_has_it_is_told_so_first(ask):
    response = ask(**{"Range": "bytes=0-3", "If-None-Match": ETAG})

    assert (response.status_code, response["ETag"]) == (304, ETAG)
