"""Questions taken out of a survey and put into another."""

from typing import Any

import pytest

from surveys.definition import Definition, parse_definition, parts_of
from surveys.editing import fragment_of, insert_fragment, renewed
from surveys.exceptions import EditRefused
from tests.builders import make_choices, make_definition, make_question


def source(**more: Any) -> Definition:
    """Smokes? on the first page; how many (if so) and why on the second, with a list of choices."""
    document = make_definition(
        [make_question("yes_no", "smokes", text="Smokes?")],
        [
            make_question("number", "many", text="How many?", visible_if="smokes"),
            make_question("long_text", "why", text="Why, {{ many }}?", visible_if="many > 3"),
        ],
        **more,
    ).model_dump(mode="json", exclude_none=True)
    document["pages"][1]["title"] = {"en": "Smoking"}
    document["choice_lists"] = [{"id": "l_aaaaaaa1", "name": "brands", "choices": make_choices("A", "B")}]
    listed = make_question("single_choice", "brand", text="Which brand?")
    document["pages"][1]["elements"].append(
        listed | {"settings": {"choices": [], "choice_list": "l_aaaaaaa1"}}
    )
    return parse_definition(document)


def ids(definition: Definition, *names: str) -> list[str]:
    return [element.id for element in definition.elements if element.name in names]


def texts(definition: Definition) -> list[str]:
    return [element.text["en"] for element in definition.elements]


def test_a_fragment_is_a_survey_of_these_questions_alone() -> None:
    survey = source()

    fragment, dropped = fragment_of(survey, question_ids=ids(survey, "many", "why", "brand"))

    assert texts(fragment) == ["How many?", "Why, {{ many }}?", "Which brand?"]
    assert [element.visible_if for element in fragment.elements] == ["", "many > 3", ""]
    assert [(use.target, use.field) for use in dropped] == [(*ids(survey, "many"), "visible_if")]
    assert fragment.pages[0].title == {"en": "Smoking"}
    assert [listed.name for listed in fragment.choice_lists] == ["brands"]
    assert parse_definition(fragment.model_dump(mode="json", exclude_none=True)) == fragment


def test_questions_of_several_pages_come_together() -> None:
    survey = source()

    fragment, dropped = fragment_of(survey, question_ids=ids(survey, "smokes", "many"))

    assert [element.visible_if for element in fragment.elements] == ["", "smokes"]
    assert dropped == []
    assert (fragment.pages[0].title, fragment.choice_lists) == ({}, ())


def test_a_repeat_group_brings_what_it_repeats() -> None:
    group = make_question("repeat_group", "children", text="Children")
    field = make_question("number", "age", text="Age?", in_group=group["id"])
    survey = make_definition([make_question(name="a"), group, field])

    whole, _dropped = fragment_of(survey, question_ids=[group["id"]])
    alone, _dropped = fragment_of(survey, question_ids=[field["id"]])

    assert [element.name for element in whole.elements] == ["children", "age"]
    assert alone.elements[0].in_group is None


def test_conditions_on_scores_do_not_come() -> None:
    rated = make_question("rating", "mood")
    asked = make_question("long_text", "why")
    document = make_definition([rated, asked]).model_dump(mode="json", exclude_none=True)
    document["pages"][0]["elements"][1] |= {
        "visible_if": 'score("mood") < 3',
        "quiz": {"right_if": 'score("mood") > 1'},
        "checks": [{"valid_if": 'score("mood") > 0'}, {"valid_if": "length(why) > 1"}],
    }
    document["scores"] = [{"id": "s_aaaaaaa1", "name": "mood", "terms": [{"question": rated["id"]}]}]
    survey = parse_definition(document)

    fragment, _dropped = fragment_of(survey, question_ids=[asked["id"]])

    (why,) = fragment.elements
    assert (why.visible_if, len(why.checks), why.quiz) == ("", 1, None)


def test_nothing_is_no_fragment() -> None:
    with pytest.raises(EditRefused, match="at least one"):
        fragment_of(source(), question_ids=["q_aaaaaaaa"])


def test_a_fragment_comes_in_with_ids_and_names_of_its_own() -> None:
    survey = source()
    fragment, _dropped = fragment_of(survey, question_ids=ids(survey, "smokes", "many", "why"))

    grown = insert_fragment(survey, fragment=renewed(fragment), page_id=survey.pages[0].id, position=1)

    names = [element.name for element in grown.pages[0].elements]
    assert names == ["smokes", "smokes_2", "many_2", "why_2"]
    conditions = [element.visible_if for element in grown.pages[0].elements]
    assert conditions == ["", "", "smokes_2", "many_2 > 3"]
    assert grown.elements[3].text == {"en": "Why, {{ many_2 }}?"}
    every = [part.id for _path, part in parts_of(grown) if hasattr(part, "id")]
    assert len(every) == len(set(every))


def test_a_fragment_comes_in_as_a_page() -> None:
    survey = source()
    fragment, _dropped = fragment_of(survey, question_ids=ids(survey, "many", "why", "brand"))

    grown = insert_fragment(survey, fragment=renewed(fragment), page_id=survey.pages[0].id, as_page=True)

    assert [page.title.get("en") for page in grown.pages] == [None, "Smoking", "Smoking"]


def test_lists_that_are_the_same_are_shared_others_get_names() -> None:
    survey = source()
    fragment, _dropped = fragment_of(survey, question_ids=ids(survey, "brand"))
    shorter = survey.choice_lists[0].model_copy(update={"choices": ()})
    changed = survey.model_copy(update={"choice_lists": (shorter,)})
    page = survey.pages[0].id

    shared = insert_fragment(survey, fragment=renewed(fragment), page_id=page)
    own = insert_fragment(changed, fragment=renewed(fragment), page_id=page)

    assert shared.choice_lists == survey.choice_lists
    assert shared.elements[1].settings.choice_list == "l_aaaaaaa1"
    assert [listed.name for listed in own.choice_lists] == ["brands", "brands_2"]
    assert own.elements[1].settings.choice_list == own.choice_lists[1].id


def test_languages_are_those_of_the_survey_it_comes_into() -> None:
    survey = source()
    fragment, _dropped = fragment_of(survey, question_ids=ids(survey, "smokes"))
    dutch = make_definition([make_question(name="a", language="nl")], title="Puls", languages=("nl", "en"))
    only = make_definition([make_question(name="a", language="de")], title="Puls", languages=("de",))

    both = insert_fragment(dutch, fragment=renewed(fragment), page_id=dutch.pages[0].id)
    neither = insert_fragment(only, fragment=renewed(fragment), page_id=only.pages[0].id)

    assert both.elements[1].text == {"nl": "Smokes?", "en": "Smokes?"}
    assert neither.elements[1].text == {"de": "Smokes?"}


def test_it_does_not_come_into_the_middle_of_a_repeat_group() -> None:
    group = make_question("repeat_group", "children")
    fields = [make_question(name=name, in_group=group["id"]) for name in ("b", "c")]
    survey = make_definition([group, *fields])
    other = make_definition()
    fragment, _dropped = fragment_of(other, question_ids=[other.elements[0].id])

    grown = insert_fragment(survey, fragment=renewed(fragment), page_id=survey.pages[0].id, position=2)

    assert [element.name for element in grown.elements] == ["children", "b", "c", "name"]
    assert grown.elements[3].in_group is None


def test_a_fragment_does_not_come_onto_an_unknown_page() -> None:
    survey = source()
    fragment, _dropped = fragment_of(survey, question_ids=ids(survey, "smokes"))

    with pytest.raises(EditRefused, match="page no longer exists"):
        insert_fragment(survey, fragment=renewed(fragment), page_id="p_aaaaaaaa")
