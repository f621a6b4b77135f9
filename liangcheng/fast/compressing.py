"""Answers are compressed on their way out, but for files that are so already."""

from django.middleware.gzip import GZipMiddleware

from liangcheng.files.pictures import PICTURE_TYPES

# To compress them once more takes time, saves next to nothing, and hides their length.
COMPRESSED = {*PICTURE_TYPES.values(), "application/pdf"}


class Compression(GZipMiddleware):
    """Django's middleware, which leaves pictures and PDFs as they are."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").partition(";")[0] in COMPRESSED:
            return response
        return super().process_response(request, response)
