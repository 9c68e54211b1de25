"""Questions whose choices depend on earlier answers, and rows that keep their headings."""

from surveys.definition import Definition
from surveys.flow import Journey, compile_definition, judge_page, shown_elements
from surveys.flow.situations import situated
from surveys.offering import source_problems
from surveys.question_types.tables import EXAMPLE_ID
from tests.surveys.definitions import definition_of, document, element_data

PROVINCE, TOWN = "q_00000001", "q_00000002"
CODES = ("ut", "zh")


def province():
    choices = [{"id": f"c_{code}000000", "code": code, "label": {"en": code}} for code in CODES]
    return element_data("single_choice", 1, settings={"choices": choices})


def town(source=PROVINCE):
    settings = {"table": EXAMPLE_ID, "filters": [{"column": "province", "question": source}]}
    return element_data("table_choice", 2, settings=settings)


def refused(journey, page, sent):
    return {key: error.code for key, error in judge_page(journey, page, sent).errors.items()}


def test_a_later_answer_must_fit_the_earlier_one():
    survey = compile_definition(definition_of([province()], [town()]))
    page = survey.pages[1]
    journey = Journey(survey, {PROVINCE: "c_ut000000"})

    assert refused(journey, page, {TOWN: "zeist"}) == {}
    assert refused(journey, page, {TOWN: "delft"}) == {TOWN: "does_not_fit"}
    assert refused(Journey(survey, {PROVINCE: None}), page, {TOWN: "delft"}) == {}


def test_an_answer_that_no_longer_fits_is_no_answer():
    survey = compile_definition(definition_of([province()], [town()]))

    before = Journey(survey, {PROVINCE: "c_ut000000", TOWN: "zeist"})
    after = before.with_answers({PROVINCE: "c_zh000000"})

    assert before.way.counted[TOWN] == "zeist"
    assert TOWN not in after.way.counted


def test_on_one_page_the_page_depends_on_itself():
    survey = compile_definition(definition_of([province(), town()]))
    page = survey.pages[0]

    assert page.is_dependent
    sent = {PROVINCE: "c_zh000000", TOWN: "zeist"}
    assert refused(Journey(survey, {}), page, sent) == {TOWN: "does_not_fit"}


def test_what_is_offered_can_only_depend_on_an_earlier_question():
    later = Definition.model_validate(document([town("q_00000003"), element_data("email", 3)]))
    read_only = Definition.model_validate(document([element_data("statement", 1), town()]))

    assert [problem.code for problem in source_problems(later)] == ["source_unknown"]
    assert [problem.code for problem in source_problems(read_only)] == ["source_unknown"]


def test_a_heading_of_rows_stays_when_its_first_row_is_hidden():
    choices = [{"id": f"c_{code}000000", "code": code, "label": {"en": code}} for code in CODES]
    rows = [
        {"id": "r_00000001", "code": "a", "label": {"en": "A"}},
        {
            "id": "r_00000002",
            "code": "b",
            "label": {"en": "B"},
            "heading": {"en": "More"},
            "visible_if": "false",
        },
        {"id": "r_00000003", "code": "c", "label": {"en": "C"}},
    ]
    settings = {"rows": rows, "columns": choices}
    survey = compile_definition(definition_of([element_data("matrix_single", 1, settings=settings)]))
    journey = Journey(survey, {})

    shown = situated(survey.pages[0].elements[0], journey.way.known).settings.rows

    assert [(row.id, row.heading) for row in shown] == [("r_00000001", {}), ("r_00000003", {"en": "More"})]
    assert shown_elements(journey, survey.pages[0])
