import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import (
    definition_checksum,
    definition_json,
    new_definition,
    parse_definition,
    parts_of,
    stored_definition,
    texts_of,
)
from surveys.exceptions import DefinitionInvalid
from tests.surveys.definitions import counted_ids, definition_of, document, element_data, everything

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def refusals(data):
    """Return ``[(path, code)]`` of what is wrong with a document."""
    with pytest.raises(DefinitionInvalid) as refusal:
        parse_definition(data)
    return [(problem.path, problem.code) for problem in refusal.value.problems]


def test_a_document_with_every_type_survives_the_round_trip_byte_for_byte():
    stored = json.dumps(definition_json(parse_definition(everything())))

    assert json.dumps(definition_json(parse_definition(json.loads(stored)))) == stored


def test_a_round_trip_keeps_what_was_given():
    data = document([element_data("short_text", hint={"en": "<b>Short</b>"}, required=True)])

    kept = definition_json(parse_definition(data))

    assert kept["pages"][0]["elements"] == data["pages"][0]["elements"]
    assert kept["title"] == data["title"]
    assert kept["settings"] == {"progress": "bar", "back_allowed": True, "show_language_switch": True}


def test_texts_are_cleaned_and_sanitised_at_the_door():
    element = element_data(
        "short_text", text={"en": " a\u202eb<i> ", "ar": ""}, hint={"en": "<script>1</script>x"}
    )

    cleaned = definition_of([element]).elements[0]

    assert cleaned.text == {"en": "ab<i>"}
    assert cleaned.hint == {"en": "x"}


def test_the_checksum_follows_the_content_and_nothing_else():
    data = everything()
    shuffled = {key: data[key] for key in reversed(data)}
    reworded = {**data, "title": {"en": "Other", "ar": "نبض"}}

    checksums = [definition_checksum(parse_definition(each)) for each in (data, shuffled, reworded)]

    assert checksums[0] == checksums[1] != checksums[2]
    assert len(checksums[0]) == 64


@pytest.mark.parametrize(
    ("place", "wrong", "problem"),
    [
        (["schema_version"], "2.0", ("schema_version", "not_offered")),
        (["nonsense"], 1, ("nonsense", "unknown_field")),
        (["languages"], [], ("languages", "too_few")),
        (["languages"], ["en", "ar", "xx"], ("languages[2]", "language_unknown")),
        (["languages"], ["en", "ar", "en"], ("languages[2]", "duplicate_language")),
        (["title"], {"ar": "نبض"}, ("title.en", "base_text_missing")),
        (["title"], {"en": "a\x00"}, ("title.en", "null_byte")),
        (["title"], {"en": "\ud800"}, ("title.en", "lone_surrogate")),
        (["title"], {"en": "x" * 20_001}, ("title.en", "too_long")),
        (["title"], {"en": ["x"]}, ("title.en", "wrong_type")),
        (["title"], "Pulse", ("title", "wrong_type")),
        (["title"], {"en": "Pulse", "nl": "Puls"}, ("title.nl", "language_undeclared")),
        (["title"], {"en": "Pulse", "klingon": "Qu"}, ("title.klingon", "language_unknown")),
        (["pages"], {"a": 1}, ("pages", "wrong_type")),
        (["pages", 0], 7, ("pages[0]", "wrong_type")),
        (["pages", 0, "id"], "page-1", ("pages[0].id", "wrong_form")),
        (["pages", 0, "elements", 0, "type"], "sorcery", ("pages[0].elements[0]", "unknown_type")),
        (["pages", 0, "elements", 0, "type"], ["nps"], ("pages[0].elements[0]", "unknown_type")),
        (["pages", 0, "elements", 0, "name"], "Bad name", ("pages[0].elements[0].name", "wrong_form")),
        (["pages", 0, "elements", 0, "name"], "a" * 65, ("pages[0].elements[0].name", "wrong_form")),
        (["pages", 0, "elements", 0, "required"], "yes", ("pages[0].elements[0].required", "wrong_type")),
        (["pages", 0, "elements", 0, "settings"], None, ("pages[0].elements[0].settings", "wrong_type")),
        (
            ["pages", 0, "elements", 0, "settings", "x"],
            1,
            ("pages[0].elements[0].settings.x", "unknown_field"),
        ),
        (
            ["pages", 0, "elements", 0, "settings", "choices", 1, "code"],
            "pay",
            ("pages[0].elements[0].settings.choices[1].code", "duplicate_code"),
        ),
        (
            ["pages", 0, "elements", 0, "settings", "choices", 1, "id"],
            "c_aaaaaaa1",
            ("pages[0].elements[0].settings.choices[1].id", "duplicate_id"),
        ),
        (
            ["pages", 0, "elements", 0, "settings", "choices", 1, "code"],
            "=1+1",
            ("pages[0].elements[0].settings.choices[1].code", "wrong_form"),
        ),
        (["pages", 0, "elements", 1, "name"], "question_1", ("pages[0].elements[1].name", "duplicate_name")),
        (["pages", 0, "elements", 1, "id"], "q_00000001", ("pages[0].elements[1].id", "duplicate_id")),
        (
            ["pages", 0, "elements", 1, "settings", "steps"],
            11,
            ("pages[0].elements[1].settings.steps", "out_of_range"),
        ),
        (
            ["pages", 0, "elements", 1, "settings", "steps"],
            True,
            ("pages[0].elements[1].settings.steps", "wrong_type"),
        ),
        (["endings", 0, "text"], {"en": None}, ("endings[0].text.en", "wrong_type")),
        (["settings"], {"progress": "spiral"}, ("settings.progress", "not_offered")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(place, wrong, problem):
    data = deepcopy(document([element_data("single_choice", 1), element_data("rating", 2)]))
    spot = data
    for step in place[:-1]:
        spot = spot[step]
    spot[place[-1]] = wrong

    assert problem in refusals(data)


def test_a_missing_field_is_told():
    data = document([element_data("nps")])
    del data["pages"][0]["elements"][0]["id"], data["pages"][0]["elements"][0]["type"], data["languages"]

    assert refusals(data) == [("languages", "missing"), ("pages[0].elements[0]", "missing")]


@pytest.mark.parametrize(
    ("type_key", "settings"),
    [
        ("short_text", {"minimum_length": 9, "maximum_length": 8}),
        ("number", {"minimum": 2, "maximum": 1}),
        ("date", {"minimum": "2025-02-02", "maximum": "2025-02-01"}),
        ("multiple_choice", {"minimum_choices": 3, "maximum_choices": 2}),
    ],
)
def test_limits_in_the_wrong_order_are_refused(type_key, settings):
    assert refusals(document([element_data(type_key, settings=settings)])) == [
        ("pages[0].elements[0].settings", "range_reversed")
    ]


@pytest.mark.parametrize("limit", [float("nan"), float("inf"), 1e16])
def test_limits_without_end_are_refused(limit):
    found = refusals(document([element_data("number", settings={"maximum": limit})]))

    assert found[0][0].startswith("pages[0].elements[0].settings.maximum")


def test_a_day_that_does_not_exist_is_refused():
    found = refusals(document([element_data("date", settings={"minimum": "2023-02-29"})]))

    assert found == [("pages[0].elements[0].settings.minimum", "not_a_date")]


def test_the_number_of_pages_questions_and_choices_is_limited():
    question = element_data("email")
    choices = [{"id": f"c_{number:08d}", "code": str(number)} for number in range(2_001)]
    many = [element_data("email", number) for number in range(1_001)]

    assert refusals(document(*[[]] * 501)) == [("pages", "too_many")]
    assert refusals(document(many)) == [("pages[0].elements", "too_many")]
    assert refusals(document(many[:600], many[600:])) == [("pages", "too_many")]
    assert refusals(document([question | {"type": "dropdown", "settings": {"choices": choices}}])) == [
        ("pages[0].elements[0].settings.choices", "too_many")
    ]


def test_the_problems_are_told_in_words_and_never_in_thousands():
    data = document(*[[{"wrong" * 1_000: 1}] for _ in range(300)])

    with pytest.raises(DefinitionInvalid) as refusal:
        parse_definition(data)

    assert len(refusal.value.problems) == 100
    assert str(refusal.value).startswith("pages[0].elements[0]: The question's type is missing.; ")


@given(anything)
def test_anything_else_is_refused_and_nothing_breaks(data):
    with pytest.raises(DefinitionInvalid):
        parse_definition(data)


@given(st.lists(st.sampled_from(["id", "type", "name", "text", "hint", "required", "settings"])), anything)
def test_hostile_elements_are_refused_or_taken_and_nothing_breaks(fields, wrong):
    element = element_data("matrix_single") | dict.fromkeys(fields, wrong)

    try:
        definition = parse_definition(document([element]))
    except DefinitionInvalid:
        return
    assert parse_definition(definition_json(definition)) == definition


def test_a_new_definition_has_a_page_and_a_thanks_in_its_languages():
    made = definition_json(new_definition("Pulse", ["nl", "en"], ids=counted_ids()))

    assert made["title"] == {"nl": "Pulse"}
    assert made["languages"] == ["nl", "en"]
    assert [page["id"] for page in made["pages"]] == ["p_00000001"]
    assert [ending["title"] for ending in made["endings"]] == [{"nl": "Dank u wel", "en": "Thank you"}]


@pytest.mark.parametrize(("title", "languages"), [("", ["en"]), ("Pulse", []), ("Pulse", ["xx"])])
def test_a_new_definition_needs_a_title_and_a_language(title, languages):
    with pytest.raises(DefinitionInvalid):
        new_definition(title, languages)


def test_walking_finds_every_part_and_text_with_its_place_and_owner():
    definition = definition_of([element_data("matrix_single")])

    paths = [path for path, _part in parts_of(definition)]
    places = {place.path: (place.owner, place.is_rich) for place in texts_of(definition)}

    assert paths[:4] == ["", "pages[0]", "pages[0].elements[0]", "pages[0].elements[0].settings"]
    assert "pages[0].elements[0].settings.rows[1]" in paths
    assert places["title"] == ("", False)
    assert places["pages[0].description"] == ("p_00000001", True)
    assert places["pages[0].elements[0].settings.rows[1].label"] == ("r_aaaaaaa2", False)
    assert places["endings[0].text"] == ("e_00000001", True)


def test_texts_of_settings_belong_to_their_question():
    definition = definition_of([element_data("nps")])

    places = {place.path: place.owner for place in texts_of(definition)}

    assert places["pages[0].elements[0].settings.low_label"] == "q_00000001"


def test_what_was_stored_before_a_rule_is_still_read_and_refused_when_it_is_stored_again():
    stored = document([element_data("rating", 1)], title={"en": "Hello {{ question_1 }}"})

    assert stored_definition(stored).title == {"en": "Hello {{ question_1 }}"}
    with pytest.raises(DefinitionInvalid):
        parse_definition(stored)
