"""Each endpoint for each role: what the permission table says, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from analytics.exporting.making import make_export
from analytics.models import Board, Export, SharedResults
from responses.domain import submit_response
from responses.models import PersonalLink
from tenants.permissions import PERMISSIONS, Role, allows
from tests.analytics.exported import WANTED
from tests.analytics.reported import kept_edition
from tests.analytics.texts.kept import kept_texts
from tests.api.conftest import Caller
from tests.api.endpoints import Endpoint, endpoints
from tests.builders import make_definition, make_question, published_survey
from tests.gathering import gathered

ROLES = [role for role in Role if role is not Role.OPERATOR]


@pytest.fixture
def place(acme: Any) -> dict[str, Any]:
    """What addresses are filled with: a survey, its version, a response."""
    questions = [make_question(), make_question("file_upload", "file")]
    survey = published_survey(make_definition(questions, languages=("en", "nl")))
    response = submit_response(survey=survey, answers={questions[0]["id"]: "Ada Lovelace"})
    link = PersonalLink.objects.create(survey=survey, number=1)
    export = Export.objects.create(survey=survey, format="csv", wanted=WANTED)
    make_export(export_id=export.pk)
    share, board = SharedResults.objects.create(survey=survey), Board.objects.create(name="Front page")
    named = {
        "number": 1,
        "language": "nl",
        "export_id": export.pk,
        **kept_edition(survey),
        **kept_texts(survey),
    }
    return {"pk": survey.pk, "response_id": response.pk, "link_id": link.pk, **named} | {
        "share_id": share.pk,
        "board_id": board.pk,
    }


@pytest.fixture
def caller(role: Role, caller_as: Callable[[str], Caller]) -> Caller:
    """Somebody with the role that a test is about."""
    return caller_as(role)


@pytest.mark.parametrize("role", ROLES)
@gathered("endpoint", endpoints(), undone=True)
def test_an_endpoint_opens_for_the_roles_of_its_permission(
    endpoint: Endpoint, role: Role, place: dict[str, Any], caller: Caller
) -> None:
    answer = endpoint.call(caller, **place)

    if allows(role, endpoint.permission):
        assert answer.status_code in {200, 201, 204, 409}, answer.content
    else:
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["code"] == "permission_denied"


@gathered("endpoint", endpoints())
def test_an_endpoint_is_closed_to_strangers(
    endpoint: Endpoint, place: dict[str, Any], anyone: Caller
) -> None:
    assert endpoint.call(anyone, **place).status_code == 401


def test_endpoints_ask_the_one_table() -> None:
    assert {endpoint.permission for endpoint in endpoints()} <= PERMISSIONS.keys()
    assert len(endpoints()) > 20


def test_what_a_view_does_not_name_is_nobody_s(make_person: Any, caller_of: Any, monkeypatch: Any) -> None:
    from surveys.api.surveys import Surveys

    monkeypatch.setattr(Surveys, "needs", {"POST": "survey.edit"})

    assert caller_of(make_person("owner")).get("surveys/").status_code == 403


def test_looking_without_the_body_takes_the_permission_to_look(caller_as: Callable[[str], Caller]) -> None:
    answer = caller_as("viewer")("HEAD", "surveys/")

    assert (answer.status_code, answer.content) == (200, b"")
