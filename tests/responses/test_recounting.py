"""Quotas of a new version count people as they were dealt when they answered."""

from typing import Any

from responses.models import Response
from responses.quotas import counts_of
from responses.recounting import recount_quotas
from surveys.definition import definition_json, parse_definition
from surveys.domain import publish_survey, replace_draft
from surveys.queries import draft_of
from tenants.scope import Scope
from tests.builders import published_survey
from tests.responses.respondent import Respondent

ARM, NAME, QUOTA = "q_arm00000", "q_name0000", "k_00000001"
PEOPLE = 10


def document() -> dict[str, Any]:
    arms = [{"id": f"c_arm0000{code}", "code": code, "label": {"en": code}} for code in "ab"]
    drawn = {"id": ARM, "type": "random_group", "name": "arm", "settings": {"choices": arms}}
    name = {"id": NAME, "type": "short_text", "name": "name", "text": {"en": "Name?"}, "settings": {}}
    return {
        "schema_version": "1.0",
        "title": {"en": "Arms"},
        "languages": ["en"],
        "pages": [{"id": "p_00000001", "elements": [drawn, name]}],
    }


def test_who_was_dealt_evenly_is_counted_as_dealt(acme: Scope) -> None:
    survey = published_survey(parse_definition(document()))
    for number in range(PEOPLE):
        Respondent(survey).open().send(**{NAME: f"Number {number}"})
    quota = {"id": QUOTA, "name": "First arm", "condition": 'arm = "a"', "limit": PEOPLE}
    definition = parse_definition(definition_json(draft_of(survey)) | {"quotas": [quota]})
    replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=None)

    recount_quotas(survey=survey.pk, version=publish_survey(survey=survey, by=None).pk)

    held = {row.pk for row in Response.objects.all() if row.quotas == [QUOTA]}
    assert held == {row.pk for row in Response.objects.all() if row.answers[ARM] == "c_arm0000a"}
    assert counts_of(survey=survey.pk) == {QUOTA: PEOPLE // 2}
