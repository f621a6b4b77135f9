"""What a reader's settings do to an answer: its characters, and that it is kept apart.

Who may keep a copy of it is said by the page cache (`liangcheng/page_cache.py`).
"""

from django.utils.cache import patch_vary_headers

from liangcheng.fast.addresses import address
from liangcheng.reading import Reading, traditional
from liangcheng.reading.names import names_on


def reading_middleware(get_response):
    """Set public pages in the characters a reader chose, and keep them apart from all others'.

    It stands outside of what may answer with an error page, and inside of what compresses,
    fingerprints or keeps pages: they see the page as the reader does.
    """

    def middleware(request):
        response = get_response(request)
        if _is_public_page(request, response):
            reading = Reading.of(request)
            patch_vary_headers(response, ["Cookie"])
            if reading.hant:
                _set_in_traditional_characters(response)
        return response

    return middleware


def _is_public_page(request, response):
    return (
        response.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and not request.path.startswith(address("admin:index"))
    )


def _set_in_traditional_characters(response):
    html = response.content.decode(response.charset)
    response.content = traditional.page(html, names_on(html)).encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
