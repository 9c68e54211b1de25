"""Whatever is sent for any setting of any type: saved or refused with words, never a fault, never half."""

import pytest
from django.http import QueryDict
from django.test import Client

from surveys.building.saving import FieldsRefused, save_question
from surveys.definition import Definition, definition_json, parse_definition
from surveys.question_types import question_type, question_types
from surveys.question_types.settings_fields import setting_fields
from tests.builders import make_definition, make_question, make_survey, reread
from tests.gathering import gathered
from tests.surveys.conftest import address

HOSTILE = (
    "",
    " ",
    "x" * 30_000,
    "a\x00b",
    "NaN",
    "-1",
    "1e999",
    "9" * 400,
    "<script>x</script>",
    "on",
    "٣",
    "‮",
)


def attempt(definition: Definition, question: str, form: QueryDict) -> tuple[Definition, dict[str, str]]:
    """What a form makes of the draft, and what is wrong with it."""
    try:
        return save_question(definition, question_id=question, form=form, language="en"), {}
    except FieldsRefused as refusal:
        return definition, refusal.errors


@pytest.mark.parametrize("key", [kind.key for kind in question_types()])
@gathered("value", HOSTILE, ids=lambda value: ascii(value)[:20])
def test_hostile_settings_are_saved_or_refused(key: str, value: str) -> None:
    element = make_question(key, "q")
    definition = make_definition([element])
    fields = [field.input_name for field in setting_fields(question_type(key))]

    for field in ["text", "hint", "name", "required", *fields]:
        form = QueryDict(mutable=True)
        form[field] = value
        saved, errors = attempt(definition, element["id"], form)

        assert errors.keys() <= {field}
        assert parse_definition(definition_json(saved)) == saved


@pytest.mark.parametrize("form", [{}, {"position": "-1"}, {"position": "x"}, {"position": "9" * 400}])
def test_positions_that_are_none_fall_back(browser: Client, form: dict[str, str]) -> None:
    element = make_question()
    survey = make_survey(make_definition([element]))

    response = browser.post(address("move_question", survey, element["id"]), form | {"revision": 1})

    assert response.status_code == 302
    assert reread(survey).draft_revision == 1


@pytest.mark.parametrize("target", ["page", "question"])
@pytest.mark.parametrize("identity", ["q_aaaaaaaa' OR 1=1", "p_%00", "ü" * 300, "..%2f.."])
def test_ids_that_are_none_are_not_there(browser: Client, target: str, identity: str) -> None:
    survey = make_survey()
    url = f"/surveys/{survey.pk}/build/{target}s/{identity}/"

    assert browser.post(url, {"revision": 1, "title": "x"}).status_code in {400, 404}
