from typing import Annotated

import pytest
from django.http import QueryDict

from surveys.question_types import question_type
from surveys.question_types.elements import Panel, TypeSettings
from surveys.question_types.settings_fields import _kind, read_settings, setting_fields, shown_setting
from tests.surveys.definitions import sample_element


def fields_of(type_key):
    return {field.name: field for field in setting_fields(question_type(type_key))}


def read(type_key, query, language="en", **changes):
    return read_settings(
        question_type(type_key), sample_element(type_key, **changes), QueryDict(query), language
    )


def test_fields_are_derived_from_the_settings_model():
    fields = fields_of("rating")

    assert (fields["steps"].kind, fields["steps"].minimum, fields["steps"].maximum) == ("integer", 2, 10)
    assert fields["steps"].input_name == "settings.steps"
    assert (fields["look"].kind, [value for value, _words in fields["look"].options]) == (
        "select",
        ["stars", "hearts", "smileys", "numbers"],
    )
    assert (fields["low_label"].kind, fields["low_label"].is_localised) == ("line", True)
    assert fields_of("statement")["body"].kind == "rich"
    assert fields_of("matrix_single")["rows"].is_list
    assert fields_of("number")["minimum"].is_optional
    assert not fields_of("number")["decimals"].is_optional
    assert fields_of("short_text")["autofill"].kind == "select"
    assert _kind(bool) == "switch"


def test_a_field_without_a_known_kind_must_say_it():
    with pytest.raises(TypeError, match="what kind of field"):
        _kind(bytes)


@pytest.mark.parametrize(
    ("type_key", "query", "found"),
    [
        ("rating", "settings.steps=7&settings.look=numbers", {"steps": 7, "look": "numbers"}),
        ("rating", "settings.steps=many", {"steps": "many"}),
        ("rating", "settings.steps=", {"steps": None}),
        ("rating", "unrelated=1", {}),
        ("number", "settings.minimum=&settings.maximum=2,5", {"minimum": None, "maximum": 2.5}),
        ("date", "settings.minimum=2024-01-01&settings.maximum=", {"minimum": "2024-01-01", "maximum": None}),
        ("opinion_scale", "settings.first=1", {"first": 1}),
        ("statement", "settings.body=Hi", {"body": {"en": "Hi", "ar": "شكرا"}}),
        ("single_choice", "settings.choices=x&settings.layout=list", {"layout": "list"}),
    ],
)
def test_settings_are_read_from_a_form(type_key, query, found):
    assert read(type_key, query) == found


def test_words_are_shown_and_read_in_one_language():
    element, field = sample_element("yes_no"), fields_of("yes_no")["no_label"]

    assert shown_setting(field, element, "en") == "No, thanks"
    assert shown_setting(field, element, "ar") == ""
    assert read("yes_no", "settings.no_label=لا", "ar") == {"no_label": {"en": "No, thanks", "ar": "لا"}}


class SwitchSettings(TypeSettings):
    """Settings with a switch."""

    loud: Annotated[bool, Panel("Loud")] = False


class Switched(type(question_type("email"))):
    """A type with a switch among its settings."""

    settings_model = SwitchSettings


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("settings.loud=off&settings.loud=on", {"loud": True}),
        ("settings.loud=off", {"loud": False}),
        ("", {}),
    ],
)
def test_a_switch_is_off_unless_its_box_is_sent_too(query, found):
    kind = Switched()
    element = sample_element("email").model_copy(update={"settings": SwitchSettings(loud=True)})

    assert shown_setting(setting_fields(kind)[0], element, "en") is True
    assert read_settings(kind, element, QueryDict(query), "en") == found
