"""What holds for every address under `/api/`: reading only, from any origin, refusals as JSON."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse

ROOT = "/api/"
ALLOWED = ("GET", "HEAD", "OPTIONS")
DAY = 24 * 60 * 60

_SENTENCES = {
    404: "没有这个地址。接口的地址末尾不加“/”；全部地址见 /api/openapi.json。",
    405: "接口只能读，不能写。请用 GET。",
    500: "网站出了错，已经记下来了。请过一会儿再试。",
}
_REFUSED = "网站不能答复这个请求。请核对地址；写法见 /api/。"


def open_for_reading(get_response):
    """Let scripts of any site read the API and the page images that its IIIF manifests name.

    No credentials: what is answered never depends on who asks. Outermost, so that it also holds
    for what a cache or another middleware answers.
    """
    page_images = f"{settings.MEDIA_URL}pages/"

    def middleware(request):
        if request.path.startswith(ROOT):
            return _readable(_with_rules(_answer(request, get_response)))
        response = get_response(request)
        return _readable(response) if request.path.startswith(page_images) else response

    return middleware


def _answer(request, get_response):
    if request.method == "OPTIONS":
        headers = {
            "Allow": ", ".join(ALLOWED),
            "Access-Control-Allow-Methods": ", ".join(ALLOWED),
            "Access-Control-Allow-Headers": "*",
            "Access-Control-Max-Age": str(DAY),
        }
        return HttpResponse(status=204, headers=headers)
    if request.method not in ALLOWED:
        return problem(405, headers={"Allow": ", ".join(ALLOWED)})
    response = get_response(request)
    is_json = response.get("Content-Type", "").partition(";")[0].endswith("json")
    return response if response.status_code < 400 or is_json else problem(response.status_code)


def _with_rules(response):
    if response.status_code >= 400:
        response["Cache-Control"] = "no-store"
    elif response.status_code == 200 and not response.get("Content-Type", "").startswith("text/"):
        # Kept, and asked for each time: something may just have been withdrawn.
        response.setdefault("Cache-Control", "public, no-cache")
        response["X-Robots-Tag"] = "noindex"
    return response


def _readable(response):
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


def problem(status, detail="", **options):
    """A refusal as the API gives it: `{"detail": "…"}`."""
    detail = detail or _SENTENCES.get(status, _SENTENCES[500] if status >= 500 else _REFUSED)
    return JsonResponse(
        {"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False}, **options
    )
