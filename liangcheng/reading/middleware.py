"""What a reader's settings do to an answer: its characters, and who may keep a copy of it."""

from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

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
            if reading != Reading():
                # No shared cache has to understand our cookie.
                patch_cache_control(response, private=True)
            if reading.hant:
                _set_in_traditional_characters(response)
        return response

    return middleware


def _is_public_page(request, response):
    return (
        response.get("Content-Type", "").startswith("text/html")
        and not response.streaming
        and not request.path.startswith(reverse("admin:index"))
    )


def _set_in_traditional_characters(response):
    html = response.content.decode(response.charset)
    response.content = traditional.page(html, names_on(html)).encode(response.charset)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
