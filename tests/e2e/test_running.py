"""Around the questions, in a browser: review, contents, time, coming back, taking answers along."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from responses.models import Response
from surveys.models import Survey
from tests.e2e.conftest import Site, Visit
from tests.e2e.test_respondents_accessible import LOOKS, problems
from tests.responses.test_logic import AGE, NAME, SMOKER, number, short, survey_of, yes_no

ALL: dict[str, object] = {
    "review": True,
    "contents": True,
    "copy_offered": True,
    "editable_after": True,
    "resumable": True,
    "seconds": 900,
}
STORY = "q_story000"


def asked(**settings: Any) -> Survey:
    return survey_of(
        {"title": {"en": "About smoking"}, "elements": [yes_no(SMOKER, "smoker"), number(AGE, "age")]},
        {"title": {"en": "About you"}, "elements": [short(NAME, "name")]},
        languages=["en", "ar"],
        settings=ALL | settings,
    )


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).last.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_survey_is_reviewed_changed_kept_and_changed_again(live: Site, visit: Visit, scripts: bool) -> None:
    survey = asked()
    page = visit(f"/s/{survey.slug}/", java_script_enabled=scripts)
    page.get_by_role("radio", name="Yes").check()
    press(page, "Next")
    page.get_by_label("name?").fill("Ada")
    press(page, "Check your answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()

    page.get_by_role("button", name="Change").last.click()
    page.get_by_label("name?").fill("Grace")
    press(page, "Check your answers")
    expect(page.get_by_text("Grace")).to_be_visible()
    press(page, "Send answers")
    press(page, "See and keep")
    expect(page.get_by_text("Grace")).to_be_visible()
    with page.expect_download() as saving:
        press(page, "PDF")
    assert saving.value.suggested_filename == "answers.pdf"
    page.get_by_role("link", name="Back").click()
    press(page, "Change your answers")
    press(page, "Send answers")

    expect(page.get_by_role("heading", name="Thanks")).to_be_visible()
    response = Response.objects.get(survey=survey)
    assert (response.attempt, response.answers[NAME]) == (2, "Grace")


def test_a_code_is_carried_to_another_device(live: Site, visit: Visit) -> None:
    survey = asked()
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("age?").fill("36")
    press(page, "Continue later")
    code = page.locator(".resume-code").inner_text()

    elsewhere = visit(f"/s/{survey.slug}/", java_script_enabled=False)
    elsewhere.get_by_role("link", name="Continue with a code").click()
    elsewhere.get_by_label("Your code").fill(code.lower())
    press(elsewhere, "Continue")

    expect(elsewhere.get_by_label("age?")).to_have_value("36")


def test_time_counts_down_is_extended_and_ends_by_itself(live: Site, visit: Visit) -> None:
    survey = survey_of(
        {"seconds": 12, "elements": [short(NAME, "name")]}, [number(AGE, "age")], settings={"review": True}
    )
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("name?").fill("Ada")
    expect(page.locator("[data-clock-left]")).to_have_text(re.compile(r"0:(0\d|1[01])"))
    expect(page.locator("[data-clock-status]")).to_have_text(re.compile("Ten seconds left"))
    page.get_by_role("button", name="12 seconds more").click()
    expect(page.get_by_label("name?")).to_have_value("Ada")

    expect(page.get_by_label("age?")).to_be_visible()

    assert Response.objects.get(survey=survey).answers == {NAME: "Ada"}


def test_what_arrives_has_its_script_running(live: Site, visit: Visit) -> None:
    story = {
        "id": STORY,
        "type": "long_text",
        "name": "story",
        "text": {"en": "story?"},
        "visible_if": "smoker",
        "settings": {"maximum_length": 20},
    }
    page = visit(f"/s/{survey_of([yes_no(SMOKER, 'smoker'), story]).slug}/")

    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("story?").fill("nineteen characters")

    expect(page.locator("[data-counter]")).to_contain_text("1")


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_nothing_bars_anybody(visit: Visit, live: Site, scheme: str, width: int, language: str) -> None:
    survey = asked()
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    page = visit(f"/s/{survey.slug}/?lang={language}", **look)
    found = {"first": problems(page, width)}
    page.locator(f"#{AGE}").fill("36")
    for name, button in [
        ("second", ".survey-nav .primary"),
        ("review", ".survey-nav .primary"),
        ("pause", ""),
        ("thanks", ".survey-nav .primary"),
        ("copy", ".message-next .button"),
    ]:
        if name == "pause":
            page.go_back()
            with page.expect_navigation():
                page.locator(".survey-pause .button").click()
            found[name] = problems(page, width)
            with page.expect_navigation():
                page.locator(".survey-nav .primary").click()
            page.goto(live.url(f"/s/{survey.slug}/?page=review"))
            continue
        with page.expect_navigation():
            page.locator(button).first.click()
        found[name] = problems(page, width)
    page.goto(live.url(f"/s/{survey.slug}/continue/?lang={language}"))
    found["continue"] = problems(page, width)

    assert {name: told for name, told in found.items() if told} == {}
