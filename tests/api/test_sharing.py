"""Shared results and boards through the API."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from analytics.models import Board
from surveys.models import Survey
from tests.analytics.conftest import crowd as crowd
from tests.analytics.sharing.conftest import _looked_anew as _looked_anew
from tests.api.conftest import Caller

WHERE = ["region~in~l"]


def test_a_link_is_made_changed_renewed_and_revoked(
    as_editor: Caller, crowd: Survey, stranger: Client
) -> None:
    shares = f"surveys/{crowd.pk}/shares/"
    made = as_editor.post(shares, {"questions": ["likely", "one"], "where": WHERE, "title": "Ours"})
    data = made.json()["data"]
    one = f"{shares}{data['id']}/"

    page = stranger.get(urlsplit(data["links"]["page"]).path)

    assert made.status_code == 201
    assert made["Location"] == data["links"]["self"]
    assert (data["questions"], data["where"], data["smallest"]) == (["likely", "one"], WHERE, 5)
    assert "n = 8," in " ".join(page.content.decode().split())
    assert as_editor.get(one).json()["data"]["views"] == 1
    locked = as_editor("PUT", one, {"questions": ["one"], "password": "lighthouse"}).json()["data"]
    assert (locked["has_password"], locked["where"], locked["questions"]) == (True, [], ["one"])
    kept = as_editor("PUT", one, {"questions": ["one"]}).json()["data"]
    assert kept["has_password"]
    renewed = as_editor.post(f"{one}renew/").json()["data"]
    assert renewed["links"]["page"] != data["links"]["page"]
    assert [each["id"] for each in as_editor.get(shares).json()["data"]] == [data["id"]]
    assert as_editor("DELETE", one).status_code == 204
    assert as_editor.get(one).status_code == 404
    assert as_editor.get(shares).json()["data"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"questions": ["nothing"]}, "questions"),
        ({"questions": []}, "questions"),
        ({"questions": ["one"], "smallest": 2}, "smallest"),
        ({"questions": ["one"], "where": ["nothing~in~x"]}, "where"),
        ({"questions": ["one"], "language": "fr"}, "language"),
    ],
)
def test_what_is_wrong_with_a_link_is_told(
    as_editor: Caller, crowd: Survey, body: dict[str, Any], field: str
) -> None:
    answer = as_editor.post(f"surveys/{crowd.pk}/shares/", body)

    one = f"surveys/{crowd.pk}/shares/"
    made = as_editor.post(one, {"questions": ["one"]}).json()["data"]["id"]
    changed = as_editor("PUT", f"{one}{made}/", body)

    assert (answer.status_code, changed.status_code) == (400, 400)
    assert field in answer.json()["errors"][0]["field"]


def test_a_board_tells_what_its_tiles_show(as_editor: Caller, crowd: Survey) -> None:
    tiles = [
        {"survey": str(crowd.pk), "shows": "responses"},
        {"survey": str(crowd.pk), "shows": "figure", "question": "category:q_00000001", "size": "wide"},
    ]
    made = as_editor.post("boards/", {"name": "Front page", "tiles": tiles}).json()["data"]

    told = as_editor.get(f"boards/{made['id']}/").json()["data"]

    assert [tile["value"] for tile in told["tiles"]] == ["24", "75.0\u00a0%"]
    assert told["tiles"][1]["note"] == "A · n = 24"
    changed = {"name": "Second", "tiles": told["tiles"][1:], "revision": told["revision"]}
    assert as_editor("PUT", f"boards/{made['id']}/", changed).json()["data"]["revision"] == 2
    stale = as_editor("PUT", f"boards/{made['id']}/", changed)
    assert (stale.status_code, stale.json()["errors"][0]["field"]) == (400, "revision")
    unnamed = as_editor("PUT", f"boards/{made['id']}/", changed | {"name": " ", "revision": 2})
    assert unnamed.status_code == 400
    assert [each["id"] for each in as_editor.get("boards/").json()["data"]] == [made["id"]]
    assert as_editor("DELETE", f"boards/{made['id']}/").status_code == 204
    assert not Board.objects.exists()


@pytest.mark.parametrize(
    "tile",
    [
        {"survey": "00000000-0000-7000-8000-000000000000", "shows": "trend"},
        {"shows": "figure", "question": "category:q_99999999"},
        {"shows": "responses", "id": "nothing"},
    ],
)
def test_what_is_wrong_with_a_board_is_told(as_editor: Caller, crowd: Survey, tile: dict[str, Any]) -> None:
    body = {"name": "Front page", "tiles": [{"survey": str(crowd.pk)} | tile]}

    assert as_editor.post("boards/", body).status_code == 400
