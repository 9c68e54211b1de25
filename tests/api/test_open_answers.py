"""Open answers through the API: searched, counted, tagged, quoted."""

from typing import Any

import pytest

from responses.models import Anonymity, Response
from surveys.models import Survey
from tests.analytics.made import definition, question, respond
from tests.api.conftest import Caller
from tests.builders import published_survey


@pytest.fixture
def survey(acme: Any) -> Survey:
    """A survey with three answers."""
    survey = published_survey(definition([question(3, "nps", "likely"), question(8, "long_text", "words")]))
    for text in ("It came late", "Too late again", "Good prices"):
        respond(survey, {"q_00000003": 9, "q_00000008": text})
    return survey


def at(survey: Survey, rest: str) -> str:
    return f"surveys/{survey.pk}/text/{rest}"


def test_answers_are_searched_page_by_page(as_editor: Caller, survey: Survey) -> None:
    first = as_editor.get(at(survey, "answers/?question=words&q=late&per_page=1")).json()["data"]
    rest = as_editor.get(at(survey, f"answers/?q=late&older_than={first['older_than']}")).json()["data"]

    assert (first["count"], first["base"], first["is_complete"]) == (2, 3, True)
    assert [each["text"] for each in first["answers"] + rest["answers"]] == ["Too late again", "It came late"]
    assert rest["older_than"] is None


def test_words_are_counted(as_editor: Caller, survey: Survey) -> None:
    data = as_editor.get(at(survey, "words/?most=1")).json()["data"]

    assert (data["base"], data["answered"], data["question"]) == (3, 3, "text:q_00000008")
    assert [(each["words"], each["n"]) for each in data["words"]] == [("late", 2)]


def test_answers_are_tagged_by_hand_and_by_rule(as_editor: Caller, survey: Survey) -> None:
    tag = as_editor.post(at(survey, "tags/?question=words"), {"name": "Late", "colour": "2"}).json()["data"]
    own = at(survey, f"tags/{tag['id']}/")
    ids = [str(pk) for pk in Response.objects.values_list("pk", flat=True)]

    assert as_editor.post(f"{own}answers/", {"responses": ids}).json()["data"] == {"changed": 3}
    assert (
        as_editor.post(f"{own}answers/", {"responses": ids[:1], "on": False}).json()["data"]["changed"] == 1
    )
    ruled = as_editor.post(f"{own}rules/", {"search": "late"}).json()["data"]
    tagged = as_editor.get(at(survey, "answers/?tag=late")).json()["data"]
    assert (tagged["count"], tagged["answers"][0]["tags"]) == (2, ["late"])
    assert as_editor("PUT", f"/api/v1/{own}", {"name": "Too late"}).json()["data"]["code"] == "late"
    assert as_editor.get(at(survey, "tags/")).json()["data"][0]["rules"] == ruled["rules"]
    assert as_editor("DELETE", f"/api/v1/{own}rules/{ruled['rules'][0]['id']}/").status_code == 204
    assert as_editor("DELETE", f"/api/v1/{own}").status_code == 204
    assert as_editor.get(at(survey, "tags/")).json()["data"] == []


def test_quotes_are_picked_and_dropped(as_editor: Caller, survey: Survey) -> None:
    response = Response.objects.filter(answers__q_00000008="Too late again").values_list("pk", flat=True)[0]
    quotes = at(survey, f"answers/{response}/quotes/?question=words")

    quote = as_editor.post(quotes, {"text": "late […]", "facts": ["number:q_00000003"]}).json()["data"]

    assert (quote["text"], quote["facts"], quote["response"]) == ("late […]", ["9 of 10"], str(response))
    assert as_editor.get(at(survey, "quotes/")).json()["data"] == [quote]
    assert as_editor("DELETE", f"/api/v1/{at(survey, '')}quotes/{quote['id']}/").status_code == 204
    assert as_editor.get(at(survey, "quotes/")).json()["data"] == []


def test_what_is_wrong_is_told(as_editor: Caller, survey: Survey) -> None:
    tag = as_editor.post(at(survey, "tags/"), {"name": "Late"}).json()["data"]["id"]
    response = Response.objects.values_list("pk", flat=True)[0]
    refused = [
        as_editor.post(at(survey, "tags/"), {"name": "late"}),
        as_editor("PUT", f"/api/v1/{at(survey, '')}tags/{tag}/", {"name": "Late", "group": tag}),
        as_editor.post(at(survey, f"tags/{tag}/rules/"), {"search": "-late"}),
        as_editor.post(at(survey, f"answers/{response}/quotes/"), {"text": "Invented"}),
        as_editor.get(at(survey, "answers/?older_than=yesterday")),
        as_editor.get(at(survey, "answers/?where=no~in~x")),
    ]

    assert [answer.status_code for answer in refused] == [400] * 6
    assert as_editor.get(at(survey, "words/?question=nothing")).status_code == 404


def test_of_anonymous_results_no_answer_is_read(as_editor: Caller, survey: Survey) -> None:
    Anonymity.objects.create(survey=survey, threshold=3)

    for rest in ("answers/", "words/", "quotes/"):
        answer = as_editor.get(at(survey, rest))
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "responses_closed")
