"""Keys of texts: every text has one of its own, and keeps it whatever happens around it."""

import re
from typing import Any

from surveys import editing
from surveys.definition import parse_definition
from surveys.definition.walking import texts_of
from surveys.editing import set_translations
from surveys.translating.keys import texts_in, texts_of_unit, units_in_order
from tests.surveys.definitions import definition_of, element_data, everything

CHECKS = [{"valid_if": "answered(question_1)", "message": {"en": "Say it"}}]
VARIANTS = [{"visible_if": "true", "text": {"en": "You?"}, "hint": {"en": "<p>Or not</p>"}}]


def with_everything() -> dict[str, Any]:
    """A document with texts wherever they can be."""
    whole = everything()
    whole["pages"][0] |= {"title": {"en": "First"}, "description": {"en": "About"}}
    whole["pages"][0]["elements"][0] |= {"checks": CHECKS, "variants": VARIANTS}
    sections = [{"visible_if": "true", "text": {"en": "More"}}]
    whole["endings"][0] |= {"sections": sections, "url": {"en": "https://example.com"}}
    whole["blocks"] = [{"id": "b_00000001", "title": {"en": "Block"}}]
    choice = {"id": "c_99999999", "code": "1", "label": {"en": "Listed"}}
    whole["choice_lists"] = [{"id": "l_00000001", "name": "list", "choices": [choice]}]
    band = {"code": "low", "label": {"en": "Low"}, "at_least": 0}
    whole["scores"] = [{"id": "s_00000001", "name": "score", "title": {"en": "Sum"}, "bands": [band]}]
    whole["settings"] = {"words": {"next": {"en": "Onwards"}}}
    return whole


def test_every_text_has_a_key_of_its_own() -> None:
    definition = parse_definition(with_everything())
    found = [text for unit in units_in_order(definition) for text in texts_of_unit(unit)]

    assert len({text.key for text in found}) == len(found) == len(list(texts_of(definition)))
    assert sorted(map(str, (text.words for text in found))) == sorted(
        str(place.text) for place in texts_of(definition)
    )


def test_keys_are_words_of_xml() -> None:
    keys = [text.key for text in texts_in(parse_definition(with_everything()))]

    assert [key for key in keys if not re.fullmatch(r"[A-Za-z0-9._-]+", key)] == []
    assert max(map(len, keys)) < 100


def test_texts_come_in_the_order_of_the_survey() -> None:
    keys = [text.key for text in texts_in(parse_definition(with_everything()))]

    wanted = ["survey.title", "p_00000001.title", "p_00000001.description", "q_00000001.text"]
    assert keys[:6] == [*wanted, "q_00000001.checks.0.message", "q_00000001.variants.0.text"]
    ending = ["e_00000001.title", "e_00000001.url", "e_00000001.sections.0.text"]
    last = ["b_00000001.title", "c_99999999.label", "s_00000001.title", "s_00000001.bands.0.label"]
    assert keys[-8:] == [*ending, *last, "survey.settings.words.next"]


def test_a_text_keeps_its_key_when_it_is_moved() -> None:
    before = definition_of([element_data("yes_no", 1)], [element_data("single_choice", 2)])
    choice = before.elements[1].settings.choices[1].id

    after = editing.move_question(before, question_id="q_00000002", page_id="p_00000001", position=0)
    after = editing.move_choice(after, question_id="q_00000002", choice_id=choice, position=0)

    assert {text.key: text.words for text in texts_in(after)} == {
        text.key: text.words for text in texts_in(before)
    }


def test_every_text_can_be_worded_at_once() -> None:
    before = parse_definition(with_everything())
    words = {text.key: f"كلمة {number}" for number, text in enumerate(texts_in(before))}
    words["e_00000001.url"] = "https://example.com/ar"

    after = set_translations(before, language="ar", words=words)

    assert {text.key: text.words["ar"] for text in texts_in(after)} == words
    without = set_translations(after, language="ar", words=dict.fromkeys(words, ""))
    assert not any("ar" in text.words for text in texts_in(without))


def test_what_says_nothing_new_changes_nothing() -> None:
    before = parse_definition(with_everything())
    words = {text.key: text.words.get("ar", "") for text in texts_in(before)}

    assert set_translations(before, language="ar", words=words) is before
