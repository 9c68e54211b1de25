"""Reasons in words: conditions, what they read, where pages lead."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from surveys.building.why import Explained, Why, spoken
from surveys.definition import Definition
from surveys.flow import Journey, compile_definition
from surveys.question_types.tables import EXAMPLE_ID
from tests.surveys.definitions import document, element_data

COLOURS = [
    {"id": "c_00000red", "code": "red", "label": {"en": "Red"}},
    {"id": "c_0000blue", "code": "blue", "label": {"en": "Blue"}},
]
COLOUR = element_data("single_choice", 1, text={"en": "Colour?"}, settings={"choices": COLOURS})
WHY = element_data("short_text", 2, text={"en": "Why red?"}, visible_if='question_1 = "red"')


def explained(answers, *pages, **changes):
    data = document(*(pages or ([COLOUR], [WHY])), **changes)
    return Explained(Journey(compile_definition(Definition.model_validate(data)), answers, 7), "en")


def test_a_condition_and_its_answers_are_in_words():
    found = explained({"q_00000001": "c_0000blue"})
    page = found.journey.survey.pages[1]

    (why,) = found.questions(page)

    assert (why.title, why.is_shown, why.headline) == ("Why red?", False, "Not shown: this isn't true")
    assert why.decided.words == "“Colour?” is “Red”"
    assert why.decided.read == (("Colour?", "“Blue”"),)
    assert why.decided.outcome == "not true"
    assert found.page("p_00000002").headline == "Not shown, because nothing on it is"


def test_a_missing_answer_is_said_to_be_missing():
    (why,) = explained({}).questions(explained({}).journey.survey.pages[1]) or (None,)

    assert why.decided.read == (("Colour?", "isn't answered"),)
    assert why.decided.outcome.startswith("undecided")


def test_what_is_always_shown_says_so():
    found = explained({})

    assert found.page("p_00000001") == Why("p_00000001", "Page 1", True, "Always shown", None)


def test_a_jump_is_told_with_both_its_ends():
    data = document([COLOUR], [element_data("email", 2)], [element_data("email", 3)])
    data["pages"][0]["jumps"] = [{"condition": 'question_1 = "red"', "to": "p_00000003"}]
    journey = Journey(compile_definition(Definition.model_validate(data)), {"q_00000001": "c_00000red"})
    found = Explained(journey, "en")

    assert (
        found.page("p_00000002").headline == "Not shown: the survey went past it (from “Page 1” to “Page 3”)"
    )
    assert [(way.title, way.is_taken) for way in found.ways_on("p_00000001")] == [("Page 3", True)]
    assert [why.is_shown for why in found.pages()] == [True, False, True]


def test_the_end_is_told():
    early = {"id": "e_00000002", "title": {"en": "Early"}, "visible_if": 'question_1 = "red"'}
    endings = [early, {"id": "e_00000001", "title": {"en": "Thanks"}}]

    blue = explained({"q_00000001": "c_0000blue"}, endings=endings).ends()
    red = explained({"q_00000001": "c_00000red"}, endings=endings).ends()

    assert [(way.title, way.is_taken) for way in blue] == [("Early", False), ("Thanks", True)]
    assert [(way.title, way.is_taken) for way in red] == [("Early", True)]


def test_an_ending_that_a_jump_leads_to_is_told():
    data = document([COLOUR])
    data["pages"][0]["jumps"] = [{"to": "e_00000001"}]
    journey = Journey(compile_definition(Definition.model_validate(data)), {})

    assert [(way.title, way.decided) for way in Explained(journey, "en").ends()] == [("Thanks", None)]


def test_what_is_not_shown_is_known():
    drawn = element_data("random_group", 2, settings={"choices": COLOURS})
    skipped = element_data("hidden_field", 3)
    found = explained({"q_00000003": None}, [COLOUR, drawn, skipped])

    told = dict(found.unseen())

    assert told["question_2"] in {"“Red”", "“Blue”"}
    assert told["question_3"] == "isn't answered"


def test_groups_are_told_instance_by_instance():
    group = element_data("repeat_group", 1, settings={"minimum": 2, "maximum": 3}, text={"en": "Child"})
    name = element_data("short_text", 2, text={"en": "Name"}, in_group="q_00000001")

    found = explained({}, [group, name])

    titles = [why.title for why in found.questions(found.journey.survey.pages[0])]
    assert titles[:2] == ["Child", "Name (1)"]


def test_blocks_answer_for_their_pages():
    data = document([COLOUR], [element_data("email", 2)])
    data["blocks"] = [{"id": "b_00000001", "visible_if": 'question_1 = "red"'}]
    data["pages"][1]["block"] = "b_00000001"
    survey = compile_definition(Definition.model_validate(data))

    told = [
        Explained(Journey(survey, {"q_00000001": answer}), "en").page("p_00000002").headline
        for answer in ("c_00000red", "c_0000blue")
    ]

    assert told == ["Shown if its block is", "Not shown, because its block isn't"]


def test_answers_from_a_table_are_called_by_their_words():
    town = element_data("table_choice", 1, settings={"table": EXAMPLE_ID})
    later = element_data("email", 2, visible_if='question_1 = "delft"')

    found = explained({"q_00000001": "delft"}, [town], [later])

    (why,) = found.questions(found.journey.survey.pages[1])
    assert [value for _label, value in why.decided.read] == ["“Delft”"]


def test_points_of_a_quiz_are_told():
    quiz = {"right_if": "question_1", "points": 2}
    asked = element_data("yes_no", 1, quiz=quiz)
    later = element_data("email", 2, visible_if="points() > 1")

    found = explained({"q_00000001": True}, [asked], [later])

    (why,) = found.questions(found.journey.survey.pages[1])
    assert why.decided.read == (("The points", "2"),)


def test_scores_are_called_by_their_titles():
    rating = element_data("rating", 1)
    scores = [
        {"id": "s_00000001", "name": "sum", "title": {"en": "Joy"}, "terms": [{"question": "q_00000001"}]}
    ]
    later = element_data("email", 2, visible_if='score("sum") > 1 and score() > 1')

    found = explained({"q_00000001": 3}, [rating], [later], scores=scores)

    (why,) = found.questions(found.journey.survey.pages[1])
    assert dict(why.decided.read) == {"The score": "3", "Joy": "3"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        ("red", "“Red”"),
        (3, "3"),
        (2.5, "2.5"),
        (4.0, "4"),
        (Decimal("2.5"), "2.5"),
        (("red", "x"), "“Red”, “x”"),
        ((), "nothing"),
        ({"red": 1}, "Red: 1"),
        (date(2026, 5, 1), "1 May 2026"),
        (time(9, 30), "09:30"),
        (datetime(2026, 5, 1, 9, 30), "1 May 2026, 09:30"),
    ],
)
def test_values_are_spoken(value, words):
    assert spoken(value, {"red": "Red"}) == words


def test_hidden_choices_and_required_answers_are_told():
    only_red = [COLOURS[0], COLOURS[1] | {"visible_if": "question_3"}]
    shades = [each | {"id": each["id"].replace("0", "1")} for each in only_red]
    asked = element_data("single_choice", 2, settings={"choices": shades}, required_if="question_3")
    found = explained({"q_00000003": False}, [element_data("yes_no", 3, text={"en": "Blue?"})], [asked])

    (why,) = found.questions(found.journey.survey.pages[1])
    (blue,) = why.items

    assert (blue.title, blue.is_shown, blue.headline) == ("Blue", False, "Not offered: this isn't true")
    assert blue.decided.words == why.required.words == "“Blue?” is yes"
    assert why.required.outcome == "not true"
