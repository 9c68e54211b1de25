"""Series of waves through the API."""

from typing import Any

import pytest

from analytics.models import Series
from tenants.people.models import User
from tests.analytics.test_waves import analyst as analyst
from tests.analytics.test_waves import by_wave
from tests.analytics.test_waves import series as series
from tests.analytics.test_weighted_trends import halves
from tests.api.conftest import Caller
from tests.gathering import gathered


def test_a_series_is_made_changed_and_deleted(as_editor: Caller, series: Series) -> None:
    first, second = (str(wave.survey_id) for wave in series.waves.all()[:2])
    waves = [{"survey": first}, {"survey": second, "label": "Then", "until": "2026-03-31", "version": 1}]
    made = as_editor.post("series/", {"name": "Two", "waves": waves})
    data = made.json()["data"]
    one = f"series/{data['id']}/"

    assert (made.status_code, made["Location"]) == (201, data["links"]["self"])
    assert [wave["label"] for wave in data["waves"]] == ["Everything", "Then"]
    assert (data["waves"][1]["until"], data["waves"][1]["version"]) == ("2026-03-31", 1)
    read = as_editor.get(one)
    assert as_editor.get(one, If_None_Match=read["ETag"]).status_code == 304
    turned = {"name": "Turned", "waves": waves[::-1]}
    changed = as_editor("PUT", one, turned, If_Match=read["ETag"]).json()["data"]
    assert [wave["id"] for wave in changed["waves"]] == [wave["id"] for wave in data["waves"]][::-1]
    assert as_editor("PUT", one, turned, If_Match=read["ETag"]).status_code == 412
    listed = as_editor.get("series/?per_page=1").json()
    assert [each["id"] for each in listed["data"]] == [data["id"]]
    assert listed["metadata"]["pagination"]["next"]
    assert as_editor("DELETE", one).status_code == 204
    assert as_editor.get(one).status_code == 404


def test_figures_are_those_of_the_page(as_editor: Caller, series: Series, analyst: User) -> None:
    waves = list(series.waves.all())
    figures = f"series/{series.pk}/figures/"
    answer = as_editor.get(f"{figures}?measure=mean~opinion&test=bh&against={waves[0].pk}")
    data = answer.json()["data"]

    assert (data["measure"], data["correction"], data["weighting"]) == ("mean~opinion", "bh", None)
    assert [wave["point"]["n"] for wave in data["waves"]] == [40, 0, 60, 36]
    assert [wave["missing"] for wave in data["waves"]] == [None, "asked on another scale", None, None]
    due = by_wave(series, "mean~opinion", against=0, correction="bh").points
    assert [wave["point"]["value"] for wave in data["waves"]] == [point.value for point in due]
    assert data["waves"][3]["point"]["against"] == {
        "difference": due[3].against.difference,
        "p": due[3].against.p,
    }
    assert (
        as_editor.get(
            f"{figures}?measure=mean~opinion&test=bh&against={waves[0].pk}", If_None_Match=answer["ETag"]
        ).status_code
        == 304
    )
    saved = halves(waves[3].survey, analyst, "category:q_00000001", "ab")
    weighted = as_editor.get(f"{figures}?measure=share~one~b&weight={saved.pk}").json()["data"]
    assert weighted["weighting"] == "Halves"
    assert weighted["waves"][2]["point"]["value"] == pytest.approx(50)
    assert weighted["waves"][2]["point"]["effective"] < 60
    assert as_editor.get(figures).json()["data"]["measure"] == "nps~likely"


def test_matches_are_read_and_corrected(as_editor: Caller, series: Series) -> None:
    matches, summer = f"series/{series.pk}/matches/", str(series.waves.get(label="Summer").pk)
    read = as_editor.get(matches)
    found = {each["column"]: each["found"] for each in read.json()["data"]["matches"]}

    assert found["one"][summer] == {"column": "one", "why": "name"}
    assert as_editor.get(matches, If_None_Match=read["ETag"]).status_code == 304
    corrected = as_editor("PUT", matches, {"matches": {"likely": {summer: ""}, "one": {summer: "one"}}})
    after = {each["column"]: each["found"] for each in corrected.json()["data"]["matches"]}
    assert summer not in after["likely"]
    assert after["one"][summer]["why"] == "hand"
    assert as_editor("PUT", matches, {"matches": {}}).json()["data"] == read.json()["data"]


@gathered(
    "method, rest, body, field",
    [
        ("GET", "figures/?measure=mean~nothing", None, "measure"),
        ("GET", "figures/?against=first", None, "against"),
        ("GET", "figures/?test=x", None, "test"),
        ("GET", "figures/?weight=none", None, "weight"),
        ("PUT", "matches/", {"matches": {"nothing": {}}}, "matches"),
        ("PUT", "matches/", {"matches": {"one": {"none": "one"}}}, "matches"),
        ("PUT", "matches/", {"matches": {"one": {"SUMMER": "likely"}}}, "matches"),
        ("PUT", "", {"name": "One", "waves": []}, "waves"),
        ("PUT", "", {"name": "", "waves": []}, "name"),
        ("PUT", "", {"name": "One", "waves": [{"survey": "00000000-0000-7000-8000-000000000000"}]}, "waves"),
    ],
)
def test_what_cannot_be_asked_is_told(
    as_editor: Caller, series: Series, method: str, rest: str, body: Any, field: str
) -> None:
    if body and "SUMMER" in str(body):
        body = {"matches": {"one": {str(series.waves.get(label="Summer").pk): "likely"}}}

    answer = as_editor(method, f"series/{series.pk}/{rest}", body)

    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["field"] == field
