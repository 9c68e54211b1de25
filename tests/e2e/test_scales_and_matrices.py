"""Sliders and matrices in a real browser: by keyboard, with and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from responses.models import Response
from surveys.models import Survey
from surveys.queries import published_definition
from surveys.question_types import question_type
from tests.builders import make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit

ADULTS, SUMMER, WINTER = "r_ggggggg1", "c_iiiiiii1", "c_iiiiiii2"
LINE = {"minimum": 0, "maximum": 10, "step": 1, "unit": {"en": "km"}}


def survey_of(*elements: dict[str, Any]) -> Survey:
    return published_survey(make_definition(list(elements), languages=["en", "ar"]))


def asked(type_key: str, **more: Any) -> dict[str, Any]:
    settings = question_type(type_key).sample_settings() | more.pop("settings", {})
    return make_question(type_key, type_key, settings=settings, **more)


def send(page: Page) -> None:
    page.locator(".survey-nav .primary").click()
    expect(page.locator(".message")).to_be_visible()


def answers_of(survey: Survey) -> dict[str, object]:
    definition, stored = published_definition(survey), Response.objects.get(survey=survey).answers
    assert definition is not None
    return {element.name: stored[element.id] for element in definition.elements}


@pytest.fixture
def sliders(live: Site) -> Survey:
    return survey_of(
        asked("slider", settings=LINE), asked("range_slider", settings=LINE | {"low_label": {"en": "Near"}})
    )


def test_an_untouched_slider_is_no_answer(visit: Visit, sliders: Survey) -> None:
    page = visit(f"/s/{sliders.slug}/")

    thumb = page.get_by_role("slider").first
    expect(thumb).to_have_attribute("aria-valuetext", "No answer yet")
    send(page)

    assert answers_of(sliders) == {"slider": None, "range_slider": None}


def test_sliders_are_moved_by_keyboard(visit: Visit, sliders: Survey) -> None:
    page = visit(f"/s/{sliders.slug}/")
    one, low, high = page.get_by_role("slider").all()

    one.press("Space")
    expect(one).to_have_attribute("aria-valuetext", "5 km")
    one.press("ArrowRight")
    low.press("ArrowRight")
    high.press("Home")
    expect(page.get_by_label("To", exact=True).last).to_have_value("1")
    send(page)

    assert answers_of(sliders) == {"slider": 6, "range_slider": {"from": 1, "to": 1}}


def test_a_slider_follows_the_field_and_is_emptied_by_it(visit: Visit, sliders: Survey) -> None:
    page = visit(f"/s/{sliders.slug}/")
    field, thumb = page.get_by_role("textbox").first, page.get_by_role("slider").first

    field.fill("8")
    expect(thumb).to_have_value("8")
    expect(thumb).to_have_attribute("aria-valuetext", "8 km")
    field.fill("")
    expect(thumb).to_have_attribute("aria-valuetext", "No answer yet")
    send(page)

    assert answers_of(sliders)["slider"] is None


def test_without_scripts_a_slider_is_a_field_of_numbers(visit: Visit, sliders: Survey) -> None:
    page = visit(f"/s/{sliders.slug}/", java_script_enabled=False)

    assert page.get_by_role("slider").count() == 0
    page.get_by_role("textbox").first.fill("3")
    page.get_by_label("From").fill("2")
    page.get_by_label("To", exact=True).fill("9")
    send(page)

    assert answers_of(sliders) == {"slider": 3, "range_slider": {"from": 2, "to": 9}}


@pytest.mark.parametrize("scripts", [False, True])
def test_totals_of_numbers_are_kept_current_and_the_same_from_the_server(
    visit: Visit, live: Site, scripts: bool
) -> None:
    survey = survey_of(asked("matrix_number", required=True), asked("short_text", required=True))
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts)
    totals = page.locator("output")

    page.get_by_role("textbox", name="Adults Summer").fill("1,5")
    page.get_by_role("textbox", name="Adults Winter").fill("٢")
    page.get_by_role("textbox", name="Children Winter").fill("many")
    page.get_by_role("textbox", name="Children Summer").fill(".5")
    if scripts:
        assert totals.all_inner_texts() == ["3.5", "0.5", "2", "2", "4"]
    page.locator(".survey-nav .primary").click()
    expect(page.locator("#errors")).to_be_visible()

    assert totals.all_inner_texts() == ["3.5", "0.5", "2", "2", "4"]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_dual_matrix_is_answered_by_keyboard_alone(visit: Visit, live: Site, width: int) -> None:
    survey = survey_of(asked("matrix_dual", required=True))
    page = visit(f"/s/{survey.slug}/", viewport={"width": width, "height": 900})

    page.get_by_role("radio", name="Pay Important? No").focus()
    for key in ("ArrowRight", "Tab", "Space", "Tab", "Space", "Tab", "ArrowDown", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".message")).to_be_visible()

    yes, no = "c_ggggggg2", "c_ggggggg1"
    assert answers_of(survey)["matrix_dual"] == {
        "r_eeeeeee1": {"first": yes, "second": "c_ggggggg3"},
        "r_eeeeeee2": {"first": no, "second": "c_ggggggg4"},
    }


def test_an_error_of_a_matrix_leads_to_the_cell(visit: Visit, live: Site) -> None:
    survey = survey_of(asked("matrix_number"))
    page = visit(f"/s/{survey.slug}/")

    page.get_by_role("textbox", name="Children Winter").fill("100")
    page.locator(".survey-nav .primary").click()
    page.locator("#errors a").click()

    cell = page.get_by_role("textbox", name="Children Please check this row. Winter")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(page.locator(":focus")).to_contain_text("Winter")
    expect(page.get_by_role("group", name="Children Please check this row.")).to_be_visible()
