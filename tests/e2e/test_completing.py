"""Expressions written with the builder's offers, by the keyboard alone."""

import os
from pathlib import Path

from playwright.sync_api import expect

from surveys.queries import draft_of
from tests.axe import violations
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit

AGE, COLOUR, NAME = (f"q_{number:08d}" for number in range(1, 4))
SHOTS = os.environ.get("LOGIC_SHOTS", "")


def test_an_expression_is_put_together_from_what_is_offered(visit: Visit) -> None:
    colours = {"choices": make_choices("Red", "Green")}
    survey = make_survey(
        make_definition(
            [
                make_question("number", "age", id=AGE, text="How old?"),
                make_question("single_choice", "colour", id=COLOUR, settings=colours),
                make_question(name="name", id=NAME),
            ]
        )
    )
    page = visit(f"/surveys/{survey.pk}/build/rules/{NAME}/visible_if/", role="editor")
    page.get_by_role("button", name="Write it as an expression").click()
    source = page.get_by_label("Expression", exact=True)
    offers = page.get_by_role("listbox", name="Names, functions and codes")

    source.press_sequentially("col")
    expect(offers.get_by_role("option").first).to_have_text("colour What is your colour?")
    source.press("ArrowDown")
    expect(source).to_have_attribute("aria-activedescendant", "offers-1-0")
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / "offers.png"), full_page=True)
    assert violations(page) == []
    source.press("Enter")
    source.press_sequentially(' = "')
    expect(offers.get_by_role("option")).to_have_text(['"1" Red', '"2" Green'])
    source.press("ArrowDown")
    source.press("ArrowDown")
    source.press("Tab")
    expect(source).to_be_focused()
    expect(offers).to_be_hidden()
    source.press_sequentially(" and ag")
    expect(offers).to_be_visible()
    source.press("Escape")
    source.press_sequentially("e > 3")
    source.press("Control+ ")
    expect(offers).to_be_visible()
    source.press("Escape")

    page.get_by_role("button", name="Save").last.click()
    page.wait_for_url("**/build/?**")
    part = next(part for part in draft_of(reread(survey)).elements if part.id == NAME)
    assert part.visible_if == 'colour = "2" and age > 3'
