"""The API itself: how it renders, refuses, counts and describes itself."""

import json
from math import ceil

from django.http import Http404, HttpResponse
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.renderers import JSONRenderer

from articles.api.conditions import PARAMETERS, wrong
from articles.api.middleware import problem
from articles.api.schemas import Problem
from articles.api.throttling import Throttle

METHODS = ["GET", "HEAD"]


class Renderer(JSONRenderer):
    # Chinese as it is: half the size of \uXXXX.
    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


class ReadAPI(NinjaAPI):
    """What reads only; an operation is called after the function that answers it."""

    def get_openapi_operation_id(self, operation):
        return operation.view_func.__name__

    def get_openapi_schema(self, **where):
        schema = super().get_openapi_schema(**where)
        del schema["servers"]  # wherever it is read from
        for operations in schema["paths"].values():
            operations.pop("head", None)  # as the GET, without a body
        return schema


def read(router, path, answer, summary, *, cost=1, **options):
    """Decorator: a view that answers GET and HEAD with a schema, or refuses as all do.

    `cost`: as how many requests it counts.
    """
    return router.api_operation(
        METHODS,
        path,
        response={200: answer, 400: Problem, 404: Problem, 429: Problem},
        throttle=Throttle(cost),
        summary=summary,
        **options,
    )


def read_document(router, path, type_, summary):
    """As `read`, of an IIIF document of a type, which the view answers itself."""
    document = {
        "type": "object",
        "required": ["@context", "id", "type", "label", "items"],
        "properties": {"type": {"const": type_}},
    }
    answer = {"description": "OK", "content": {"application/ld+json": {"schema": document}}}
    extra = {"responses": {200: answer}}
    return read(router, path, None, summary, openapi_extra=extra)


def describe(api):
    """The view of the OpenAPI description; made once, for it follows from the code."""
    made = []

    def view(request):
        if not made:
            made.append(json.dumps(api.get_openapi_schema(), ensure_ascii=False))
        return HttpResponse(made[0], content_type="application/json; charset=utf-8")

    return view


def refuse_as_json(api):
    """Say what is wrong, where and what to do, in one sentence and with the right status."""

    @api.exception_handler(ValidationError)
    def wrong_parameters(request, error):
        return problem(400, "".join(dict.fromkeys(map(_sentence, error.errors))))

    @api.exception_handler(Http404)
    def not_found(request, error):
        return problem(404, str(error))

    @api.exception_handler(Throttled)
    def too_many(request, error):
        return problem(429, f"请求太多了。请等 {ceil(error.wait)} 秒再试。")


def _sentence(error):
    name = error["loc"][-1]
    return wrong(name) if name in PARAMETERS else str(error["ctx"]["error"])
