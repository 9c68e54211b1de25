"""Conditions as rows and in words, for every kind of answer."""

from typing import Any

import pytest
from django.http import QueryDict

from surveys.building.condition_forms import ConditionForm
from surveys.building.condition_words import condition_words
from surveys.building.subjects import Subjects
from surveys.definition import Definition
from surveys.question_types.tables import EXAMPLE_ID
from tests.builders import make_choices, make_definition, make_question


@pytest.fixture(scope="module")
def survey() -> Definition:
    """A question of many kinds of answers."""
    items = {"choices": make_choices("Red", "Green")}
    rows = [{"id": "r_00000001", "code": "desk", "label": {"en": "Front desk"}}]
    columns = [{"id": "c_00000001", "code": "good", "label": {"en": "Good"}}]
    service = {"rows": rows, "columns": columns}
    return make_definition(
        [
            make_question("yes_no", "smoker"),
            make_question("single_choice", "colour", settings=items),
            make_question("multiple_choice", "colours", settings={"choices": make_choices("Red", "Green")}),
            make_question("number", "age"),
            make_question("short_text", "town"),
            make_question("date", "born"),
            make_question("time", "arrival"),
            make_question("datetime", "visited"),
            make_question("matrix_single", "service", settings=service),
            make_question("table_choice", "place", settings={"table": EXAMPLE_ID}),
            make_question("repeat_group", "children"),
        ]
    )


def sent(form: ConditionForm) -> ConditionForm:
    """The form as a browser sends what it shows."""
    data = QueryDict(mutable=True)
    data["mode"], data["joined"] = "rows", form.joined
    for group in form.shown:
        data[f"{group.key}.joined"] = group.joined
        for row in group.rows:
            data.appendlist("row", row.key)
            data[f"{row.key}.subject"], data[f"{row.key}.operator"] = row.subject, row.operator
            data.setlist(f"{row.key}.value", row.values)
    return ConditionForm.sent(data, form.subjects, form.before, form.group)


SOURCES = {
    "smoker = true": "“What is your smoker?” is yes",
    'colour != "1"': "“What is your colour?” is not “Red”",
    'colour in ["1", "2"]': "“What is your colour?” is one of “Red”, “Green”",
    'has_all(colours, ["1", "2"])': "“What is your colours?” includes all of “Red”, “Green”",
    "count(colours) >= 2": "“What is your colours?” has at least this many: 2",
    "between(age, 1.5, 18)": "“What is your age?” is between 1.5 and 18",
    'contains(town, "de")': "“What is your town?” contains “de”",
    'matches(town, "D.*")': "“What is your town?” fits the pattern “D.*”",
    'born < date("2001-02-03")': "“What is your born?” is before 3 Feb 2001",
    'arrival >= time("09:30:00")': None,
    'arrival > time("09:30:00")': "“What is your arrival?” is after 09:30",
    'visited > datetime("2026-01-31T09:30:00")': None,
    'service.desk = "good"': "“What is your service? › Front desk” is “Good”",
    'place = "delft"': "“What is your place?” is “Delft”",
    'place in ["delft", "zeist"]': "“What is your place?” is one of “Delft”, “Zeist”",
    "unanswered(service)": "“What is your service?” is not answered",
    "count(children) >= 2": "“What is your children?” has at least this many: 2",
    "(smoker = true) or (age > 5 and answered(town))": None,
}


@pytest.mark.parametrize("source", [source for source in SOURCES if not source.startswith("arrival >=")])
def test_what_rows_show_is_what_they_save(survey: Definition, source: str) -> None:
    subjects = Subjects(survey, "en")
    form = ConditionForm.of(source, subjects, len(survey.elements), None)

    judged = sent(form).judged()

    assert (form.is_free, judged.errors, judged.source) == (False, {}, source)


@pytest.mark.parametrize(("source", "words"), [each for each in SOURCES.items() if each[1]])
def test_conditions_are_told_in_words(survey: Definition, source: str, words: str) -> None:
    assert condition_words(source, Subjects(survey, "en")) == words


def test_rows_columns_and_choices_of_the_same_codes_have_their_own_words() -> None:
    choices = make_choices("Red", "Green")
    rows = [choice | {"id": f"r_0000000{choice['code']}"} for choice in make_choices("Desk", "Phone")]
    columns = [{"id": "c_000000a1", "code": "1", "label": {"en": "Colour"}}]
    flat = {"rows": rows, "columns": choices}
    deep = {"rows": rows, "columns": columns, "choices": choices}
    one, two = (
        Subjects(make_definition([make_question(kind, "it", settings=settings)]), "en")
        for kind, settings in (("matrix_single", flat), ("matrix_dropdown", deep))
    )

    assert condition_words('`it.2` = "2"', one) == "“What is your it? › Phone” is “Green”"
    assert condition_words('`it.2.1` = "2"', two) == "“What is your it? › Phone › Colour” is “Green”"
    assert [subject.label.partition("?")[2] for subject in two.all(None).values()] == [
        *("", " › Desk", " › Desk › Colour", " › Phone", " › Phone › Colour")
    ]


def test_days_with_times_are_told_as_people_write_them(survey: Definition) -> None:
    told = condition_words('visited > datetime("2026-01-31T09:30")', Subjects(survey, "en"))

    assert told.startswith("“What is your visited?” is after 31 Jan 2026")


def test_groups_are_told_in_brackets(survey: Definition) -> None:
    told = condition_words("smoker or (age > 5 and answered(town))", Subjects(survey, "en"))

    assert told == (
        "“What is your smoker?” is yes or (“What is your age?” is more than 5 and "
        "“What is your town?” is answered)"
    )


def test_what_rows_do_not_offer_stays_an_expression(survey: Definition) -> None:
    form = ConditionForm.of('arrival >= time("09:30")', Subjects(survey, "en"), 99, None)

    assert (form.is_free, form.is_simple) == (True, False)


@pytest.mark.parametrize(
    ("subject", "operator", "values", "words"),
    [
        ("born", "before", ["2001-02-30"], "This is no day or time that exists."),
        ("age", "more", ["  x "], "Please enter"),
        ("visited", "after", ["soon"], "This is no day or time that exists."),
        ("place", "equals", ["Nowhere"], "No answer is called “Nowhere”."),
        ("place", "any_of", ["Delft; Nowhere"], "No answer is called “Nowhere”."),
        ("place", "any_of", [" ; "], "Say what to compare with."),
    ],
)
def test_values_that_are_none_are_refused(
    survey: Definition, subject: str, operator: str, values: list[str], words: str
) -> None:
    data = QueryDict(mutable=True)
    data["mode"], data["row"] = "rows", "0.0"
    data["0.0.subject"], data["0.0.operator"] = subject, operator
    data.setlist("0.0.value", values)

    form = ConditionForm.sent(data, Subjects(survey, "en"), 99, None).judged()

    assert form.is_valid is False
    assert words.startswith("Please") or form.errors == {"0.0": words}


def test_an_incomplete_form_does_not_become_an_expression(survey: Definition) -> None:
    data: Any = QueryDict("mode=rows&row=0.0&0.0.subject=age&0.0.operator=more")
    form = ConditionForm.sent(data, Subjects(survey, "en"), 99, None)

    assert (form.turned().is_free, form.turned().errors) == (False, {"0.0": "Say what to compare with."})
