"""What is sent is read in the respondent's language, and days are counted where the survey is asked."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from surveys.compiling import compile_definition
from surveys.flow import Journey, judge_page, judge_response
from tests.surveys.definitions import definition_of, element_data

FIRST = "q_00000001"


def journey_of(element, **more):
    survey = compile_definition(definition_of([element]))
    return Journey(survey, **more), survey.pages[0]


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("nl", "1.234", 1234),
        ("nl", "1.234,56", 1234.56),
        ("nl", "1,5", 1.5),
        ("de", "1.234.567", 1_234_567),
        ("en", "1,234", 1234),
        ("en", "1,234.56", 1234.56),
        ("en", "1.234,56", 1234.56),
        ("ar", "١٬٢٣٤٫٥", 1234.5),
    ],
)
def test_numbers_are_read_as_the_respondents_language_writes_them(language, typed, number):
    journey, page = journey_of(element_data("number", settings={"decimals": 3}), language=language)

    assert judge_page(journey, page, {FIRST: typed}).values == {FIRST: number}


def test_a_number_that_could_be_two_is_refused_where_the_language_is_not_known_for_sure():
    journey, page = journey_of(element_data("number", settings={"decimals": 3}), language="it")

    assert judge_page(journey, page, {FIRST: "1,234"}).errors[FIRST].code == "ambiguous_number"


def test_what_is_wrong_is_said_in_the_respondents_language():
    journey, page = journey_of(element_data("number", required=True), language="nl")

    assert "beantwoord" in judge_page(journey, page, {}).errors[FIRST].message.lower()


def test_today_is_that_of_the_zone_that_days_are_counted_in():
    late = datetime.now(UTC)
    east, west = (late.astimezone(timezone(timedelta(hours=hours))) for hours in (14, -12))
    element = element_data("date", settings={"maximum": "today"})
    ahead = east.date().isoformat()
    there, here = journey_of(element, now=east), journey_of(element, now=west)

    assert judge_page(*there, {FIRST: ahead}).values == {FIRST: ahead}
    assert judge_page(*here, {FIRST: ahead}).errors[FIRST].code == "too_late"
    assert judge_response(here[0].survey, {FIRST: ahead}, journey=here[0]).errors[FIRST].code == "too_late"
