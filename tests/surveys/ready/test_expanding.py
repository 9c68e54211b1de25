"""The short form of templates, and how long surveys are."""

from typing import Any

import pytest

from surveys.lengths import minutes_of, questions_in
from surveys.ready.expanding import expanded, fixed_id
from tests.builders import make_definition, make_question

SHORT: dict[str, Any] = {
    "languages": ["en", "nl"],
    "title": ["Hello", "Hallo"],
    "lists": {"sizes": [["s", "Small", "Klein", 1]]},
    "pages": [
        {
            "name": "first",
            "questions": [
                {
                    "type": "single_choice",
                    "name": "size",
                    "text": ["Size?", "Maat?"],
                    "choices": "sizes",
                    "layout": "beside",
                    "required": True,
                },
                {
                    "type": "multiple_choice",
                    "name": "more",
                    "text": ["More?", "Meer?"],
                    "carried": {"question": "size"},
                    "choices": [{"code": "x", "label": ["X", "X"], "other": True}],
                    "variants": [{"visible_if": 'size = "s"', "text": ["And?", "En?"]}],
                },
            ],
            "jumps": [{"condition": 'size = "s"', "to": "last"}, {"ending": "end"}],
        },
        {"name": "last", "questions": []},
    ],
    "endings": [
        {"name": "end", "title": ["Bye", "Dag"], "text": ["<p>So long.</p>", "<p>Tot</p><p>ziens.</p>"]}
    ],
    "scores": [
        {
            "name": "total",
            "title": ["Total", "Totaal"],
            "terms": ["size"],
            "bands": [["low", 0, "Low", "Laag"]],
        }
    ],
}


def test_the_short_form_stands_for_a_definition() -> None:
    definition = expanded(SHORT)

    page = definition["pages"][0]
    assert definition["title"] == {"en": "Hello", "nl": "Hallo"}
    assert definition["endings"][0]["text"] == {"en": "So long.", "nl": "<p>Tot</p><p>ziens.</p>"}
    assert page["id"] == fixed_id("p", "first")
    assert page["elements"][0] == {
        "id": fixed_id("q", "size"),
        "type": "single_choice",
        "name": "size",
        "text": {"en": "Size?", "nl": "Maat?"},
        "required": True,
        "settings": {
            "layout": "beside",
            "choices": [
                {
                    "id": fixed_id("c", "size", "choices", "s"),
                    "code": "s",
                    "label": {"en": "Small", "nl": "Klein"},
                    "score": 1,
                }
            ],
        },
    }


def test_parts_are_named_by_name() -> None:
    definition = expanded(SHORT)

    second = definition["pages"][0]["elements"][1]
    assert second["settings"]["carried"] == {"question": fixed_id("q", "size")}
    assert second["variants"] == [{"visible_if": 'size = "s"', "text": {"en": "And?", "nl": "En?"}}]
    assert definition["pages"][0]["jumps"] == [
        {"condition": 'size = "s"', "to": fixed_id("p", "last")},
        {"condition": "", "to": fixed_id("e", "end")},
    ]
    (score,) = definition["scores"]
    assert score["terms"] == [{"question": fixed_id("q", "size")}]
    assert score["bands"] == [{"code": "low", "at_least": 0, "label": {"en": "Low", "nl": "Laag"}}]


def test_a_text_without_all_wordings_is_refused() -> None:
    with pytest.raises(ValueError, match="'Hello' needs 2 wordings"):
        expanded(SHORT | {"title": ["Hello"]})


def test_what_respondents_see_is_counted() -> None:
    matrix = make_question("matrix_single", "m")
    definition = make_definition(
        [make_question(name="a"), matrix, make_question("statement", "s"), make_question("hidden_field", "h")]
    )

    assert questions_in(definition) == 3


def test_reading_takes_its_time() -> None:
    short = make_definition([make_question("yes_no", "a", text="Yes?")])
    long = make_definition([make_question("statement", "a", text="word " * 2_400)])
    chinese = make_definition(
        [make_question("statement", "a", text="字" * 4_800, language="zh-Hans")], languages=("zh-Hans",)
    )

    assert [minutes_of(each) for each in (short, long, chinese)] == [1, 10, 10]
