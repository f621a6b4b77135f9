"""The API called as its own OpenAPI description says, and held to what it says."""

import json

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.config import SchemathesisConfig

from articles.api.urls import api
from liangcheng.wsgi import application

EXAMPLES = 12
UNPACKED = {"Accept-Encoding": "identity"}
# What is not described is refused: no valid request has another parameter.
CONFIG = SchemathesisConfig.from_dict({"generation": {"allow-extra-parameters": False}, "seed": 1})

described = json.loads(json.dumps(api.get_openapi_schema()))
schema = schemathesis.openapi.from_dict(described, config=CONFIG)
schema.app = application


@schema.hook
def map_query(context, query):
    """What no description of a single parameter can say."""
    if query:
        # A cursor is made by the API itself; those are in test_paging.
        query.pop("cursor", None)
        since, until = query.get("from"), query.get("to")
        if isinstance(since, str) and isinstance(until, str) and since > until:
            query["from"], query["to"] = until, since
    return query


@pytest.mark.django_db
def test_description_is_served(client):
    assert client.get("/api/openapi.json").json() == described


@pytest.fixture
def own_connection():
    """As Django's test client does: a request closes no connection, for the test is in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("archive", "own_connection")
@schema.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
def test_answers_as_described(case):
    case.call_and_validate(headers=UNPACKED)


@pytest.mark.usefixtures("own_connection")
def test_what_is_there_answers_as_described(archive):
    """The addresses made up above seldom hit anything; these do."""
    key, page = archive.issue.key, archive.front.number
    there = {
        "/api/issues": {},
        "/api/issues/{issue}": {"issue": key},
        "/api/issues/{issue}/{number}": {"issue": key, "number": page},
        "/api/articles": {},
        "/api/articles/{pk}": {"pk": archive.article.pk},
        "/api/departments": {},
        "/api/departments/{slug}": {"slug": archive.office.slug},
        "/api/people": {},
        "/api/people/{pk}": {"pk": archive.person.pk},
        "/api/meetings": {},
        "/api/meetings/{pk}": {"pk": archive.meeting.pk},
        "/api/search": {},
        "/api/iiif/collection.json": {},
        "/api/iiif/issues/{year}/collection.json": {"year": archive.day.year},
        "/api/iiif/issues/{issue}/manifest.json": {"issue": key},
    }
    assert list(there) == list(described["paths"])

    for path, parameters in there.items():
        query = {"q": "公园"} if path == "/api/search" else {}
        case = schema[path]["GET"].Case(path_parameters=parameters, query=query)
        response = case.call_and_validate(headers=UNPACKED)
        assert response.status_code == 200, path
