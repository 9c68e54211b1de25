"""Questions that are typed, answered by keyboard in a real browser, with scripts and without."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from responses.models import Response
from surveys.models import Survey
from tests.builders import make_definition, make_question, published_survey
from tests.e2e.conftest import Visit


def survey_of(*elements: dict[str, Any], languages: tuple[str, ...] = ("en",)) -> Survey:
    return published_survey(make_definition(list(elements), [make_question()], languages=languages))


def answers_of(survey: Survey) -> dict[str, Any]:
    response = Response.objects.get(survey=survey)
    names = {
        element["id"]: element["name"]
        for page in response.version.definition["pages"]
        for element in page["elements"]
    }
    return {names[key]: value for key, value in response.answers.items() if key in names}


def press_through(page: Page, *keys: str) -> None:
    for key in keys:
        if len(key) > 1 and key[0] == ":":
            page.keyboard.press(key[1:])
        else:
            page.keyboard.type(key)


@pytest.mark.parametrize("scripts", [False, True])
def test_contacts_addresses_and_consents_are_filled_in_by_keyboard(visit: Visit, scripts: bool) -> None:
    survey = survey_of(
        make_question("contact", "who", text="Who are you?"),
        make_question("url", "site", text="Which page?"),
        make_question("consent", "privacy", text="Privacy", required=True),
    )
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts)
    page.get_by_label("Name").focus()

    press_through(page, "Ada", ":Tab", "ada@example.com", ":Tab", "+31 20 123 4567", ":Tab")
    press_through(page, "example.com", ":Tab", ":Space", ":Tab", ":Enter")

    expect(page).to_have_title("Team pulse, page 2 of 2")
    answers = answers_of(survey)
    assert answers["who"] == {"name": "Ada", "email": "ada@example.com", "phone": "+31201234567"}
    assert answers["site"] == "https://example.com"
    assert (answers["privacy"]["agreed"], answers["privacy"]["language"]) == (True, "en")


@pytest.mark.parametrize("scripts", [False, True])
def test_a_refused_field_is_marked_and_keeps_what_was_typed(visit: Visit, scripts: bool) -> None:
    survey = survey_of(make_question("contact", "who", text="Who are you?"))
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("E-mail").fill("ada")
    page.locator(".survey-nav .primary").click()

    field = page.get_by_label("E-mail")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("ada")
    expect(field).to_have_accessible_description("Please enter an e-mail address such as name@example.com.")
    expect(page.get_by_label("Name")).to_have_value("Ada")


def test_the_languages_in_the_page_switch_it_without_losing_what_was_typed(visit: Visit) -> None:
    survey = survey_of(
        make_question("language_switch", "languages"), make_question(name="town"), languages=("en", "nl")
    )
    page = visit(f"/s/{survey.slug}/", java_script_enabled=False)
    page.get_by_label("What is your town?").fill("Leeds")
    page.locator(".language-buttons").get_by_role("button", name="Nederlands").click()

    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.get_by_label("What is your town?")).to_have_value("Leeds")


def test_a_long_text_says_how_many_characters_are_left_once_few_are(visit: Visit) -> None:
    story = make_question("long_text", "story", text="Your story?")
    story["settings"] |= {"maximum_length": 20}
    page = visit(f"/s/{survey_of(story).slug}/")
    field, counter = page.get_by_label("Your story?"), page.get_by_role("status")
    field.fill("short")
    expect(counter).to_be_hidden()

    field.fill("x" * 18)
    expect(counter.get_by_text("Characters left: 2")).to_be_visible()
    field.fill("x" * 23)
    expect(counter.get_by_text("Characters too many: 3")).to_be_visible()
    expect(counter.get_by_text("Characters left")).to_be_hidden()
