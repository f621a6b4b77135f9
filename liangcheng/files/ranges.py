"""Stored files as browsers ask for them: not again what they have, and a part of what is long.

A PDF viewer turns to a page, and a download that broke off goes on, by a range (RFC 9110, 14).
"""

import re

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response

# One range. What is written otherwise, or asks for several at once, gets the whole file.
_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")
_PIECE = 64 * 1024


def file_response(request, file, etag, **options):
    """The answer with an open file, or with the part of it that is asked for; closes the file.

    `etag` says which content it is, byte for byte: who has it is told that it still is (304).
    `options` are those of `FileResponse`.
    """
    if known := get_conditional_response(request, etag):
        file.close()
        known["ETag"] = etag
        return known
    size, asked = file.size, _asked(request, etag, file.size)
    first, last = asked or (0, size)
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(file, **options)
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    if not asked:
        return response
    length = last - first + 1
    part = StreamingHttpResponse(_Part(file, first, length), status=206, headers=response.headers)
    part["Content-Length"] = str(length)
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _asked(request, etag, size):
    """The first and the last byte asked for, the last below the first where there are none such.

    None for the whole file.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    # A part goes with parts of the same content only.
    if request.method != "GET" or not found or request.headers.get("If-Range", etag) != etag:
        return None
    first, last, length = (int(number) if number else None for number in found.groups())
    if length is not None:
        return max(size - length, 0) if length else size, size - 1
    if last is None:
        return first, size - 1
    return (first, min(last, size - 1)) if first <= last else None


class _Part:
    """So many bytes of an open file, in pieces; whoever closes it closes the file."""

    def __init__(self, file, first, length):
        file.seek(first)
        self._file, self._left, self.close = file, length, file.close

    def __iter__(self):
        return self

    def __next__(self):
        piece = self._file.read(min(self._left, _PIECE))
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece
