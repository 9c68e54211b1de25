import pytest

from surveys.definition import definition_json
from surveys.definition.making import new_definition
from surveys.editing import (
    add_ending,
    change_survey_settings,
    delete_ending,
    name_from,
    set_ending_text,
    set_languages,
    set_title,
)
from surveys.exceptions import EditRefused
from tests.surveys.definitions import definition_of, element_data


def refusal_of(edit, *arguments, **keywords):
    with pytest.raises(EditRefused) as refusal:
        edit(*arguments, **keywords)
    return refusal.value


@pytest.fixture
def definition():
    return definition_of([element_data("single_choice")])


def test_the_title_is_worded_and_never_taken_away_in_the_base_language(definition):
    assert set_title(definition, language="ar", text="").title == {"en": "Pulse"}
    assert set_title(definition, language="en", text=" New ").title == {"en": "New", "ar": "نبض"}
    assert refusal_of(set_title, definition, language="en", text=" ").code == "base_text_missing"


def test_a_language_left_out_takes_its_texts_along(definition):
    changed = set_languages(definition, languages=["en", "nl"])

    assert changed.languages == ("en", "nl")
    assert changed.title == {"en": "Pulse"}
    assert "أجر" not in str(definition_json(changed))


def test_what_canvass_put_in_is_said_in_languages_that_come_in():
    begun = new_definition("Pulse", ["en", "nl"])
    own = add_ending(begun, title="Bye")

    changed = set_languages(own, languages=["en", "nl", "de", "sv", "zh-Hant"])

    assert changed.endings[0].title == {"en": "Thank you", "nl": "Dank u wel", "de": "Vielen Dank"}
    assert changed.endings[0].text["de"] == "Ihre Antworten wurden gespeichert."
    assert changed.endings[1].title == {"en": "Bye"}
    assert changed.title == {"en": "Pulse"}


def test_another_base_language_needs_the_title_in_it(definition):
    assert set_languages(definition, languages=["ar", "en"]).base_language == "ar"
    assert refusal_of(set_languages, definition, languages=["nl", "en"]).code == "base_text_missing"


@pytest.mark.parametrize(
    ("languages", "code"),
    [([], "too_few"), (["en", "en"], "duplicate_language"), (["en", "xx"], "language_unknown")],
)
def test_languages_that_can_not_be_are_refused(definition, languages, code):
    assert refusal_of(set_languages, definition, languages=languages).code == code


def test_the_way_it_runs_is_set(definition):
    changed = change_survey_settings(definition, changes={"progress": "counts", "back_allowed": False})

    assert (changed.settings.progress, changed.settings.back_allowed) == ("counts", False)
    assert refusal_of(change_survey_settings, definition, changes={"progress": "x"}).code == "not_offered"
    assert refusal_of(change_survey_settings, definition, changes={"x": 1}).code == "unknown_field"


def test_endings_come_are_worded_and_go(definition):
    added = add_ending(definition, title="Bye", text="See <i>you</i>", position=0, ending_id="e_00000002")
    worded = set_ending_text(
        added, ending_id="e_00000002", field="text", language="ar", text="<script>1</script>شكرا"
    )

    assert [ending.id for ending in worded.endings] == ["e_00000002", "e_00000001"]
    assert worded.endings[0].title == {"en": "Bye"}
    assert worded.endings[0].text == {"en": "See <i>you</i>", "ar": "شكرا"}
    assert delete_ending(added, ending_id="e_00000002") == definition
    assert delete_ending(definition, ending_id="e_00000001").endings == ()


def test_an_ending_that_is_gone_is_refused(definition):
    assert refusal_of(delete_ending, definition, ending_id="e_99999999").code == "ending_unknown"
    refusal = refusal_of(set_ending_text, definition, ending_id="x", field="title", language="en", text="x")
    assert refusal.code == "ending_unknown"


@pytest.mark.parametrize(
    ("text", "taken", "name"),
    [
        ("What matters most to you at work right now?", (), "what_matters_most"),
        ("What matters most?", ("what_matters_most",), "what_matters_most_2"),
        ("What matters most?", ("what_matters_most", "what_matters_most_2"), "what_matters_most_3"),
        ("Où êtes-vous née ?", (), "ou_etes_vous"),
        ("Are you in?", (), "are_you_in"),
        ("2 or 3 rooms?", (), "q_2_3_rooms"),
        ("Don't you?", (), "dont"),
        ("ما هو لونك المفضل؟", (), "question_1"),
        ("", ("question_1",), "question_2"),
        ("x" * 200, (), "x" * 40),
    ],
)
def test_names_come_from_the_words_and_are_free(text, taken, name):
    assert name_from(text, taken=taken) == name
