"""Choosing from a table in a real browser: by keyboard, narrowed by an answer on the same page."""

import pytest
from playwright.sync_api import expect

from responses.models import Response
from surveys.models import Survey
from surveys.question_types.tables import EXAMPLE_ID
from tests.axe import violations
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit


@pytest.fixture
def survey(live: Site) -> Survey:
    choices = make_choices("Utrecht", "South Holland")
    province = make_question("single_choice", "province", settings={"choices": choices})
    filters = [{"column": "province_name", "question": province["id"]}]
    settings = {"table": EXAMPLE_ID, "filters": filters}
    town = make_question("table_choice", "town", text="Which town?", settings=settings)
    return published_survey(make_definition([province, town]))


def stored(survey: Survey) -> list[object]:
    return list(Response.objects.get(survey=survey).answers.values())


def test_towns_are_found_by_keyboard_among_those_of_the_province(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("South Holland").check()
    expect(page.locator("[data-table-choice*=South]")).to_be_visible()
    field = page.get_by_role("combobox")

    field.press_sequentially("de")
    expect(page.get_by_role("option").first).to_have_text("Delft")
    problems = violations(page)
    field.press("Enter")
    expect(field).to_have_value("Delft")
    page.get_by_role("button", name="Send answers").last.click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert problems == []
    assert "delft" in stored(survey)


@pytest.mark.parametrize("width", [390, 1440])
def test_towns_are_searched_for_by_a_button_without_javascript(
    visit: Visit, survey: Survey, width: int
) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=False, viewport={"width": width, "height": 900})
    page.get_by_label("South Holland").check()
    field, search = page.get_by_label("Type the first letters"), page.get_by_role("button", name="Search")

    field.fill("xyz")
    search.click()
    expect(page.get_by_text("Nothing was found for “xyz”.")).to_be_visible()
    field.fill("de")
    search.click()
    expect(page.get_by_label("South Holland")).to_be_checked()
    page.get_by_role("radio", name="Delft").check()
    page.get_by_role("button", name="Send answers").last.click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert "delft" in stored(survey)
