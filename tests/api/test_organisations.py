"""Another organisation's things are not there, whatever ids are mixed."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from analytics.models import Board, Export, SharedResults
from responses.domain import submit_response
from responses.models import PersonalLink, Response
from surveys.models import Survey
from tenants.scope import Scope, tenant_scope
from tests.analytics.exported import WANTED
from tests.analytics.reported import kept_edition
from tests.analytics.schedules.kept import kept_schedule
from tests.analytics.texts.kept import kept_texts
from tests.api.conftest import Caller
from tests.api.endpoints import Endpoint, endpoints
from tests.builders import make_definition, make_question, published_survey
from tests.gathering import gathered


def things() -> dict[str, Any]:
    survey = published_survey(make_definition([make_question(), make_question("file_upload", "file")]))
    response = submit_response(survey=survey, answers={})
    link = PersonalLink.objects.create(survey=survey, number=1)
    export = Export.objects.create(survey=survey, format="csv", wanted=WANTED)
    share, board = SharedResults.objects.create(survey=survey), Board.objects.create(name="Front page")
    found = {
        "response_id": response.pk,
        "link_id": link.pk,
        "export_id": export.pk,
        **kept_edition(survey),
        **kept_texts(survey),
        **kept_schedule(survey),
    }
    found |= {"share_id": share.pk, "board_id": board.pk}
    return {"pk": survey.pk, "number": 1, "language": "nl", **found}


@pytest.fixture
def ours(acme: Scope) -> dict[str, Any]:
    """Things of the caller's organisation."""
    return things()


@pytest.fixture
def theirs(acme: Scope, other: Scope) -> dict[str, Any]:
    """Things of another organisation."""
    with tenant_scope(other):
        return things()


@pytest.fixture
def owner(make_person: Any, caller_of: Callable[..., Caller]) -> Caller:
    """Somebody who may do everything, at home."""
    return caller_of(make_person("owner"))


@gathered("endpoint", [endpoint for endpoint in endpoints() if endpoint.arguments], undone=True)
def test_no_mix_of_ids_reaches_another_organisation(
    endpoint: Endpoint, ours: dict[str, Any], theirs: dict[str, Any], other: Scope, owner: Caller
) -> None:
    ids = [name for name in endpoint.arguments if name not in ("number", "language")]
    for sources in product((ours, theirs), repeat=len(ids)):
        if all(source is ours for source in sources):
            continue
        values = {name: source[name] for name, source in zip(ids, sources, strict=True)}

        answer = endpoint.call(owner, number=1, language="nl", **values)

        assert answer.status_code == 404, (endpoint, values)
    with tenant_scope(other):
        assert (Survey.objects.count(), Response.objects.count()) == (1, 1)


def test_a_list_has_the_organisation_s_own_only(
    ours: dict[str, Any], theirs: dict[str, Any], owner: Caller
) -> None:
    listed = owner.get("surveys/").json()["data"]

    assert [item["id"] for item in listed] == [str(ours["pk"])]


@gathered("endpoint", endpoints(), undone=True)
def test_a_token_of_one_organisation_opens_nothing_at_another_s_host(
    endpoint: Endpoint, theirs: dict[str, Any], other: Scope, owner: Caller
) -> None:
    with tenant_scope(other):
        answer = endpoint.call(Caller(host="other.localhost", token=owner.token), **theirs)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "token_of_another_organisation"
