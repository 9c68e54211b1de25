"""Any sequence of operations keeps the definition valid or is refused whole."""

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import editing
from surveys.definition import definition_json, parse_definition
from surveys.exceptions import EditRefused
from surveys.question_types import question_types
from tests.surveys.definitions import counted_ids, whole

KEYS = [kind.key for kind in question_types()]
WORDS = ["", "How?", "<b>bold</b>", "a\x00", "مرحبا", "x" * 20_001, "One\nTwo\nThree"]
LANGUAGES = ["en", "nl", "ar", "xx"]


def some(items, random):
    """The id of one of ``items``, now and then one that isn't there."""
    known = [item.id for item in items]
    return random.choice(known) if known and random.random() < 0.9 else "q_99999999"


def choices_of(definition, question):
    """What stands in the lists of a question."""
    settings = next((element.settings for element in definition.elements if element.id == question), None)
    return [item for name in ("choices", "rows", "columns") for item in getattr(settings, name, ())]


def operations(definition, random, ids):
    """One call of every operation, with arguments that are sometimes right."""
    page, question = some(definition.pages, random), some(definition.elements, random)
    choice, list_name = some(choices_of(definition, question), random), random.choice(["choices", "rows"])
    position, language, words = (
        random.choice([None, 0, 1, 99]),
        random.choice(LANGUAGES),
        random.choice(WORDS),
    )
    on = {"question_id": question}
    return [
        ("add_page", {"title": words, "position": position, "ids": ids}),
        ("duplicate_page", {"page_id": page, "ids": ids}),
        ("delete_page", {"page_id": page}),
        ("move_page", {"page_id": page, "position": position}),
        ("set_page_text", {"page_id": page, "field": "description", "language": language, "text": words}),
        ("add_question", {"type_key": random.choice(KEYS), "page_id": page, "text": words, "ids": ids}),
        ("duplicate_question", on | {"ids": ids}),
        ("delete_question", on),
        ("move_question", on | {"page_id": page, "position": position}),
        ("rename_question", on | {"name": random.choice(["a", "b", "C"])}),
        ("set_question_text", on | {"field": "text", "language": language, "text": words}),
        ("set_required", on | {"required": True}),
        ("change_type", on | {"type_key": random.choice(KEYS), "ids": ids}),
        ("change_settings", on | {"changes": random.choice([{"steps": 99}, {"layout": "list"}])}),
        ("add_choice", on | {"label": words, "list_name": list_name, "ids": ids}),
        ("paste_choices", on | {"lines": words, "list_name": list_name, "ids": ids}),
        ("set_choice_label", on | {"choice_id": choice, "language": language, "text": words}),
        ("set_choice_code", on | {"choice_id": choice, "code": random.choice(["1", "2", "="])}),
        ("move_choice", on | {"choice_id": choice, "position": position}),
        ("delete_choice", on | {"choice_id": choice}),
        ("set_title", {"language": language, "text": words}),
        ("set_languages", {"languages": random.sample(LANGUAGES, 2)}),
        ("add_ending", {"title": words, "ids": ids}),
        *logic_operations(definition, random, ids, page, question),
    ]


SOURCES = ["", "true", "answered(question_1)", "question_2 = 'x'", "question_9 >", "count(question_3) > 1"]


def logic_operations(definition, random, ids, page, question):
    """One call of every operation on logic."""
    owner, source = random.choice([page, question]), random.choice(SOURCES)
    rules = random.choice(["checks", "variants", "jumps", "sections"])
    parts = [*definition.endings, *definition.blocks, *definition.quotas, *definition.scores]
    part = some(parts, random)
    fields = {"checks": "valid_if", "jumps": "condition"}
    values = {fields.get(rules, "visible_if"): source} | (
        {"to": some([*definition.pages, *definition.endings], random)} if rules == "jumps" else {}
    )
    listed, first = random.choice(
        [
            ("endings", {"visible_if": source}),
            ("blocks", {"shuffle": {"order": "random"}}),
            ("quotas", {"name": "Quota", "limit": 1, "condition": source}),
            ("scores", {"name": random.choice(["a", "b"]), "terms": [{"question": question}]}),
        ]
    )
    return [
        ("set_condition", {"target": owner, "field": "visible_if", "source": source}),
        ("change_part", {"part_id": question, "changes": {"required_if": source, "default": source}}),
        ("put_rule", {"owner": owner, "rules": rules, "values": values}),
        ("delete_rule", {"owner": owner, "rules": rules, "index": 0}),
        ("move_rule", {"owner": owner, "rules": rules, "index": 0, "position": 1}),
        ("add_part", {"listed": listed, "values": first, "ids": ids}),
        ("move_part", {"part_id": part, "position": 0}),
        ("delete_part", {"part_id": part, "clearing": random.random() < 0.5}),
        ("set_group", {"question_id": question, "group_id": some(definition.elements, random)}),
        ("set_block", {"page_id": page, "block_id": some(definition.blocks, random)}),
        ("delete_question", {"question_id": question, "clearing": True}),
        ("delete_page", {"page_id": page, "clearing": True}),
        *operations_on_several(definition, random, ids, page),
    ]


def operations_on_several(definition, random, ids, page):
    """One call of every operation on several questions."""
    count = random.randint(0, 4)
    several = {"question_ids": [some(definition.elements, random) for _each in range(count)]}
    return [
        ("move_questions", several | {"page_id": page}),
        ("duplicate_questions", several | {"ids": ids}),
        ("delete_questions", several | {"clearing": random.random() < 0.5}),
        ("require_questions", several | {"required": random.random() < 0.5}),
    ]


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.lists(st.integers(0, 38), max_size=25))
def test_any_sequence_of_operations_keeps_the_definition_valid(seed, order):
    random, ids = Random(seed), counted_ids(first=1_000)
    definition = whole()
    before = json.dumps(definition_json(definition))

    for number in order:
        name, arguments = operations(definition, random, ids)[number]
        try:
            changed = getattr(editing, name)(definition, **arguments)
        except EditRefused:
            changed = definition
        assert json.dumps(definition_json(definition)) == before
        if changed is not definition:
            document = definition_json(changed)
            assert parse_definition(document) == changed
            definition, before = changed, json.dumps(document)
