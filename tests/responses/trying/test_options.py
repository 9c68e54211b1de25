"""What can be chosen at the workbench, as addresses carry it."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from responses.trying import Options, begun, page_at
from surveys.definition import Definition
from surveys.flow import CompiledSurvey, compile_definition
from tests.surveys.definitions import document, element_data

EVERYTHING = {
    "seed": "7",
    "fill": "3",
    "at": "p_00000002",
    "lang": "ar",
    "theme": "dark",
    "dir": "rtl",
    "now": "2026-12-24T18:00",
    "link.team": "sales",
    "contact.name": "Ada",
}


def test_an_address_leads_to_options_and_back() -> None:
    options = Options.read(EVERYTHING)

    assert dict(parse_qsl(options.query)) == EVERYTHING
    assert (options.seed, options.link, options.contact) == (7, {"team": "sales"}, {"name": "Ada"})


@pytest.mark.parametrize(
    "query",
    [
        {"seed": "x", "fill": "-1", "theme": "red", "dir": "up", "now": "yesterday"},
        {"seed": "1" * 40, "now": "9999999-01-01", "link.a": ""},
        {"seed": "", "at": ""},
    ],
)
def test_what_can_be_no_option_is_passed_over(query: dict[str, str]) -> None:
    assert Options.read(query) == Options()


def test_a_time_with_a_zone_is_taken_as_it_is() -> None:
    assert Options.read({"now": "2026-12-24T18:00+00:00"}).now == datetime(2026, 12, 24, 18, tzinfo=UTC)


def survey() -> CompiledSurvey:
    yes = element_data("yes_no", 1)
    team = element_data("hidden_field", 2, name="team", settings={})
    data = document([yes, team], [element_data("email", 3)], [element_data("email", 4)])
    data["pages"][1]["visible_if"] = "question_1"
    return compile_definition(Definition.model_validate(data))


def test_the_same_seeds_make_the_same_respondent() -> None:
    options = Options(seed=5, fill=9)

    one, other = (begun(survey(), options, "en").answers for _ in range(2))

    assert one == other
    assert one != begun(survey(), Options(seed=5, fill=10), "en").answers


def test_answers_are_made_up_that_lead_to_a_page() -> None:
    made = [begun(survey(), Options(seed=1, fill=fill, at="p_00000002"), "en") for fill in range(8)]

    assert all(page_at(journey, "p_00000002") for journey in made)
    assert all(page_at(journey, "q_00000003") for journey in made)


def test_a_page_that_nobody_gets_is_not_waited_for() -> None:
    data = document([element_data("yes_no", 1)], [element_data("email", 2)])
    data["pages"][1]["visible_if"] = "question_1 and not question_1"
    compiled = compile_definition(Definition.model_validate(data))

    journey = begun(compiled, Options(seed=1, fill=1, at="p_00000002"), "en")

    assert page_at(journey, "p_00000002") is None


def test_values_of_the_link_are_told_with_and_without_chance() -> None:
    link = {"team": "sales"}

    plain = begun(survey(), Options(seed=1, link=link), "en")
    filled = begun(survey(), Options(seed=1, fill=1, link=link), "en")
    bare = begun(survey(), Options(seed=1), "en", "team=ops")

    assert [each.answers["q_00000002"] for each in (plain, filled, bare)] == ["sales", "sales", "ops"]


def test_without_a_seed_there_is_one_by_chance() -> None:
    assert begun(survey(), Options(), "en").seed != begun(survey(), Options(), "en").seed


def test_time_and_contact_are_those_chosen() -> None:
    now = datetime(2026, 12, 24, 18, tzinfo=UTC)

    journey = begun(survey(), Options(seed=1, now=now, contact={"name": "Ada"}), "en")

    assert (journey.now, journey.contact) == (now, {"name": "Ada"})
