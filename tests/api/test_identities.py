"""Ids for documents that come without."""

from itertools import count
from typing import Any

from surveys.api.identities import with_ids
from surveys.definition import definition_json, parse_definition
from surveys.question_types import question_types


def numbered() -> Any:
    numbers = count(1)
    return lambda prefix: f"{prefix}_{next(numbers):08}"


def stripped(part: Any) -> Any:
    """Return a document without any id."""
    if isinstance(part, dict):
        return {key: stripped(value) for key, value in part.items() if key != "id"}
    return [stripped(item) for item in part] if isinstance(part, list) else part


def everything() -> dict[str, Any]:
    """Return a document with a question of every type."""
    elements = [
        {"type": kind.key, "name": f"asked_{kind.key}", "settings": kind.sample_settings()}
        for kind in question_types()
    ]
    return {
        "schema_version": "1.0",
        "title": {"en": "All"},
        "languages": ["en", "ar"],
        "pages": [{"elements": stripped(elements[:5])}, {"elements": stripped(elements[5:])}],
        "endings": [{"title": {"en": "Bye"}}, {"title": {"en": "Thanks"}}],
    }


def test_a_document_of_all_types_is_complete_with_the_ids_it_is_given() -> None:
    document = definition_json(parse_definition(with_ids(everything())))

    assert stripped(document["pages"]) == stripped(
        definition_json(parse_definition(with_ids(everything())))["pages"]
    )


def test_sent_again_without_ids_everything_is_what_it_was() -> None:
    before = definition_json(parse_definition(with_ids(everything())))

    assert definition_json(parse_definition(with_ids(stripped(before), before=before))) == before


def test_moved_and_reworded_questions_stay_what_they_are() -> None:
    before = definition_json(parse_definition(with_ids(everything())))
    after = stripped(before)
    first, second = after["pages"]
    moved = first["elements"].pop(0) | {"text": {"en": "Reworded"}}
    second["elements"].append(moved)

    found = with_ids(after, before=before)

    assert found["pages"][1]["elements"][-1]["id"] == before["pages"][0]["elements"][0]["id"]


def test_an_id_that_is_given_stays_and_is_not_given_twice() -> None:
    question = {"type": "short_text", "name": "age", "settings": {}}
    before = with_ids({"pages": [{"elements": [question]}]}, ids=numbered())
    taken = before["pages"][0]["elements"][0]["id"]
    after = {"pages": [{"elements": [question | {"name": "other", "id": taken}, question]}]}

    found = with_ids(after, before=before)["pages"][0]["elements"]

    assert found[0]["id"] == taken
    assert found[1]["id"] != taken


def test_the_document_that_was_sent_is_left_as_it_is() -> None:
    document = everything()

    with_ids(document)

    assert document == everything()
