"""Respondents in a real browser: without JavaScript, by keyboard, by the browser's own buttons."""

import pytest
from playwright.sync_api import Page, Route, expect

from responses.models import Response
from surveys.models import Survey
from surveys.queries import published_definition
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def survey(live: Site) -> Survey:
    name = make_question(name="name", required=True)
    colour = make_question(
        "single_choice", "colour", settings={"choices": make_choices("Red", "Blue")}, required=True
    )
    score = make_question("nps", "score", required=True)
    essay = make_question("long_text", "essay")
    return published_survey(make_definition([name, colour], [score, essay], languages=["en", "ar"]))


def answers_of(survey: Survey) -> dict[str, object]:
    definition, stored = published_definition(survey), Response.objects.get(survey=survey).answers
    assert definition is not None
    return {element.name: stored[element.id] for element in definition.elements if element.id in stored}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def answer_first_page(page: Page, name: str = "Ada") -> None:
    page.get_by_label("What is your name?").fill(name)
    page.get_by_role("radio", name="Blue").check()
    press(page, "Next")
    expect(page).to_have_title("Team pulse, page 2 of 2")


@pytest.mark.parametrize("scripts", [False, True])
def test_a_survey_is_answered_on_a_phone(visit: Visit, survey: Survey, scripts: bool) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts, viewport=PHONE)

    answer_first_page(page)
    page.get_by_role("radio", name="9", exact=True).check()
    page.get_by_label("What is your essay?").fill("Two\nlines")
    press(page, "Send answers")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert (answers_of(survey)["score"], answers_of(survey)["essay"]) == (9, "Two\nlines")


def test_a_page_whose_sending_was_stopped_is_sent_again(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    answer_first_page(page)
    page.get_by_role("radio", name="9", exact=True).check()
    held: list[Route] = []
    page.route("**/s/**", lambda route: held.append(route))
    page.evaluate("""navigation.onnavigate = () => setTimeout(() => stop());
        document.querySelector(".survey-nav .primary").click()""")

    expect(page.locator(".survey-nav .primary")).not_to_have_attribute("aria-busy", "true")
    page.evaluate("navigation.onnavigate = null")
    for each in held:
        each.abort()
    page.unroute_all()
    press(page, "Send answers")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True])
def test_what_is_missing_takes_the_focus_and_leads_to_the_question(
    visit: Visit, survey: Survey, scripts: bool
) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts)
    page.get_by_role("radio", name="Blue").check()
    press(page, "Next")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("radio", name="Blue")).to_be_checked()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("What is your name?")).to_be_focused()
    expect(page.get_by_label("What is your name?")).to_have_accessible_description(
        "Please answer this question."
    )


def test_the_keyboard_is_enough(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the questions")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for key in ("Tab", "A", "d", "a", "Tab", "Space", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Team pulse, page 2 of 2")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the questions")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for key in ("Tab", "ArrowLeft", "Tab", "x", "Tab", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Send answers")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers_of(survey)["name"] == "Ada"


def test_enter_in_a_text_goes_on_not_back(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    answer_first_page(page)
    press(page, "Back")

    page.get_by_label("What is your name?").press("Enter")

    expect(page).to_have_title("Team pulse, page 2 of 2")


def test_the_browsers_back_button_leads_back_and_lets_an_answer_be_changed(
    visit: Visit, survey: Survey
) -> None:
    page = visit(f"/s/{survey.slug}/")
    answer_first_page(page)

    page.go_back()
    expect(page.get_by_label("What is your name?")).to_have_value("Ada")
    answer_first_page(page, name="Eve")

    assert answers_of(survey)["name"] == "Eve"


def test_the_browsers_back_button_loses_nothing_without_javascript(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=False)
    answer_first_page(page)

    page.go_back()
    expect(page).to_have_title("Team pulse, page 2 of 2")
    press(page, "Back")

    expect(page.get_by_label("What is your name?")).to_have_value("Ada")


def test_a_reload_stores_nothing_twice(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    answer_first_page(page)
    page.reload()

    expect(page).to_have_title("Team pulse, page 2 of 2")
    assert Response.objects.get(survey=survey).revision == 1


def test_a_closed_tab_is_taken_up_where_it_was_left(visit: Visit, survey: Survey, live: Site) -> None:
    page = visit(f"/s/{survey.slug}/")
    answer_first_page(page)
    again = page.context.new_page()
    page.close()

    again.goto(live.url(f"/s/{survey.slug}/"))

    expect(again).to_have_title("Team pulse, page 2 of 2")


def test_a_double_click_stores_one_response(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("What is your name?").fill("Ada")
    page.get_by_role("radio", name="Red").check()
    page.get_by_role("button", name="Next").last.dblclick()

    expect(page).to_have_title("Team pulse, page 2 of 2")
    assert Response.objects.get(survey=survey).revision == 1


@pytest.mark.parametrize("scripts", [False, True])
def test_the_language_is_switched_without_losing_what_was_typed(
    visit: Visit, survey: Survey, scripts: bool
) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts, viewport=PHONE)
    page.get_by_label("What is your name?").fill("Ad")
    page.locator("details.languages summary").click()
    page.get_by_role("button", name="العربية").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_label("What is your name?")).to_have_value("Ad")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_two_windows_show_what_the_other_answered(visit: Visit, survey: Survey, live: Site) -> None:
    page = visit(f"/s/{survey.slug}/")
    window = page.context.new_page()
    window.goto(live.url(f"/s/{survey.slug}/"))
    answer_first_page(page)

    window.get_by_label("What is your name?").fill("Eve")
    window.get_by_role("radio", name="Red").check()
    press(window, "Next")

    expect(window.get_by_role("alert")).to_contain_text("What is your name?: Ada")
    window.get_by_role("link", name="Keep the other answers and go on").click()
    expect(window).to_have_title("Team pulse, page 2 of 2")
    assert answers_of(survey)["name"] == "Ada"
