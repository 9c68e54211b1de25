"""Each endpoint asks the permission that it names, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from analytics.exporting.making import make_export
from analytics.models import Board, Export, SharedResults
from responses.domain import submit_response
from responses.models import PersonalLink
from tenants.people.models import User
from tenants.permissions import PERMISSIONS, Role, permissions_of
from tests.analytics.exported import WANTED
from tests.analytics.reported import kept_edition
from tests.analytics.schedules.kept import kept_schedule
from tests.analytics.texts.kept import kept_texts
from tests.api.conftest import Caller
from tests.api.endpoints import Endpoint, endpoints
from tests.builders import make_definition, make_question, published_survey
from tests.gathering import gathered

EVERYBODY_S = set.intersection(*(set(permissions_of(role)) for role in Role if role is not Role.OPERATOR))
"""What all roles may."""
MORE = {"post regulars": {"results.export"}}
"""What an endpoint asks besides, of what is sent to it."""


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
        **kept_schedule(survey),
    }
    return {"pk": survey.pk, "response_id": response.pk, "link_id": link.pk, **named} | {
        "share_id": share.pk,
        "board_id": board.pk,
    }


@pytest.fixture
def caller(caller_as: Callable[[str], Caller]) -> Caller:
    """Somebody whose rights the test gives and takes."""
    return caller_as(Role.EDITOR)


@gathered("endpoint", endpoints(), undone=True)
def test_an_endpoint_is_closed_without_its_permission_and_open_with_no_other(
    endpoint: Endpoint, place: dict[str, Any], caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which role has which permission is ``tests/tenants/test_permissions.py``'s."""
    monkeypatch.setattr(User, "can", lambda _person, asked: asked != endpoint.permission)
    refused = endpoint.call(caller, **place)
    enough = EVERYBODY_S | {endpoint.permission} | MORE.get(str(endpoint), set())
    monkeypatch.setattr(User, "can", lambda _person, asked: asked in enough)
    taken = endpoint.call(caller, **place)

    assert refused.status_code == 403
    assert refused.json()["errors"][0]["code"] == "permission_denied"
    assert taken.status_code in {200, 201, 204, 409}, taken.content


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
