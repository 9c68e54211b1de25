from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator

from surveys.definition import definition_json, definition_json_schema, parse_definition
from surveys.question_types import question_types
from tests.gathering import gathered
from tests.surveys.definitions import document, element_data, everything


@pytest.fixture(scope="module")
def validator():
    schema = definition_json_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_schema_takes_what_the_parser_takes_and_gives(validator):
    validator.validate(everything())
    validator.validate(definition_json(parse_definition(everything())))


@gathered("kind", question_types(), ids=lambda kind: kind.key)
def test_the_schema_knows_the_settings_of_every_type(validator, kind):
    data = document([element_data(kind.key)])
    validator.validate(data)

    data["pages"][0]["elements"][0]["settings"]["nonsense"] = 1

    assert not validator.is_valid(data)


@pytest.mark.parametrize(
    ("field", "wrong"), [("schema_version", "2.0"), ("title", "x"), ("pages", {}), ("nonsense", 1)]
)
def test_the_schema_refuses_what_the_parser_refuses(validator, field, wrong):
    assert not validator.is_valid(deepcopy(everything()) | {field: wrong})
