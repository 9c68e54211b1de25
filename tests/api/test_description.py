"""The OpenAPI document is true: what it promises is what is answered, whatever is sent."""

import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.api.documentation import description
from surveys.definition import definition_json, definition_json_schema
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.api.endpoints import endpoints
from tests.builders import make_definition, published_survey

APP = WSGIHandler()
HOST = "acme.localhost"
PARTS = 3
"""Cases are made while they are tried, and not wherever tests are listed: that takes longer."""


@pytest.fixture
def place(acme: Any, settings: Any) -> Iterator[Survey]:
    """A survey for cases to be about; requests leave the test's connection open."""
    settings.API_RATE_OF_PERSON = settings.API_RATE_OF_ADDRESS = settings.API_RATE_OF_SIGN_IN = 10**6
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield published_survey()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def owner(make_person: Any, caller_of: Any) -> Caller:
    """Somebody who may do everything."""
    found: Caller = caller_of(make_person("owner"))
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_described_is_what_is_answered(part: int, place: Survey, owner: Caller) -> None:
    import schemathesis  # takes a second, which only those workers need to spend that come here

    document = schemathesis.openapi.from_dict(description())
    operations: list[Any] = [found.ok() for found in document.get_all_operations()]  # type: ignore[union-attr]

    for operation in operations[part::PARTS]:
        tried(operation, place, owner)


@cache
def checks() -> list[Any]:
    """What has to be true of each answer."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as known

    conformances = (
        known.status_code_conformance,
        known.content_type_conformance,
        known.response_schema_conformance,
    )
    return [not_a_server_error, *conformances]


def tried(operation: Any, place: Survey, owner: Caller) -> None:
    """Send an operation what fits its description, and what does not."""
    from schemathesis import GenerationMode

    headers = {"Host": HOST, "Authorization": f"Bearer {owner.token}"}

    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode]))
    def is_as_described(case: Any) -> None:
        if "id" in case.path_parameters and Survey.objects.filter(pk=place.pk).exists():
            case.path_parameters["id"] = str(place.pk)
        response = case.call(base_url=f"http://{HOST}", app=APP, headers=headers)
        case.validate_response(response, checks=checks())

    is_as_described()


def test_the_document_is_valid_and_generated_without_a_warning(db: None) -> None:
    problems = StringIO()

    call_command(
        "spectacular",
        "--validate",
        "--fail-on-warn",
        urlconf="config.urls_organisation",
        stdout=StringIO(),
        stderr=problems,
    )

    assert problems.getvalue() == ""


def test_every_endpoint_is_described() -> None:
    described = {
        (method, path) for path, operations in description()["paths"].items() for method in operations
    }

    for endpoint in endpoints():
        path = re.sub(r"<\w+:(\w+)>", r"{\1}", f"/api/{endpoint.route}").replace("{pk}", "{id}")
        assert (endpoint.method, path) in described


def test_answers_are_described_in_their_envelope() -> None:
    operation = description()["paths"]["/api/v1/surveys/"]["get"]["responses"]

    described = operation["200"]["content"]["application/json"]["schema"]
    assert described["properties"]["data"]["items"] == {"$ref": "#/components/schemas/SurveyOutput"}
    assert described["required"] == ["success", "data", "message", "errors", "metadata"]
    assert operation["401"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Failure"
    }


def test_tokens_are_described_as_bearer_tokens() -> None:
    assert description()["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    assert description()["paths"]["/api/v1/me/"]["get"]["security"] == [{"bearer": []}]


def test_the_document_is_answered_unwrapped_to_everybody(anyone: Caller) -> None:
    answer = anyone.get("schema/")

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json() == description()


def test_the_definition_s_schema_is_answered_unwrapped_to_everybody(anyone: Caller) -> None:
    answer = anyone.get("schemas/definition.json")

    assert answer["Content-Type"] == "application/schema+json"
    assert answer.json() == definition_json_schema()
    assert set(definition_json(make_definition())) <= set(answer.json()["properties"])


def test_the_page_is_for_everybody_and_says_where_the_document_is(anyone: Caller) -> None:
    answer = anyone.get("docs/", Accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert answer.status_code == 200
    assert b'data-api-documentation="/api/v1/schema/"' in answer.content
    assert "unsafe" not in answer["Content-Security-Policy"]
