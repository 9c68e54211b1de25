"""Choosing, ranking and dividing in a real browser: by keyboard, by mouse, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from responses.models import Response
from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from tests.axe import violations
from tests.builders import make_choices, make_definition, make_question, make_survey, published_survey, reread
from tests.e2e.conftest import Site, Visit
from tests.surveys.definitions import element_data


def choices(*labels: str, **flags: dict[str, object]) -> list[dict[str, Any]]:
    """Choices with more than words: ``choices("Bus", "Else", Else={"other": True})``."""
    return [made | flags.get(label, {}) for made, label in zip(make_choices(*labels), labels, strict=True)]


OTHER = {"Else": {"other": True}}


@pytest.fixture
def survey(live: Site) -> Survey:
    towns = choices("Amsterdam", "Utrecht", "Maastricht", "Else", **OTHER)
    transport = choices("Bus", "Tram", "Else", "All", "None", All={"selects_all": True}, **OTHER)
    transport[-1]["exclusive"] = True
    asked = [
        (
            "search_choice",
            "town",
            {"choices": towns},
        ),
        ("tags", "languages", {"choices": choices("Dutch", "German", "Danish", "Else", **OTHER)}),
        ("multiple_choice", "transport", {"choices": transport}),
        ("ranking", "order", {"choices": choices("Price", "Taste", "Origin")}),
        ("constant_sum", "hours", {"choices": choices("Rent", "Food"), "total": 10, "decimals": 1}),
    ]
    questions = [
        make_question(kind, name, settings=settings, text=f"What about {name}?")
        for kind, name, settings in asked
    ]
    return published_survey(make_definition(questions))


def answers(survey: Survey) -> dict[str, Any]:
    """What was answered, by names and codes."""
    definition = published_definition(survey)
    stored = Response.objects.get(survey=survey).answers
    assert definition is not None
    named = {}
    for element in definition.elements:
        codes = {choice.id: choice.label["en"] for choice in element.settings.choices}
        named[element.name] = _named(stored[element.id], codes)
    return named


def _named(value: Any, codes: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {codes.get(key, key): _named(inner, codes) for key, inner in value.items()}
    if isinstance(value, list):
        return [_named(item, codes) for item in value]
    return codes.get(value, value) if isinstance(value, str) else value


def about(page: Page, name: str) -> Locator:
    return page.locator(".question", has_text=f"What about {name}?")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send answers").last.click()


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def test_a_town_is_found_and_taken_by_keyboard(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    town = page.get_by_role("combobox", name="What about town?")

    town.focus()
    page.keyboard.type("ma")
    expect(page.get_by_role("option")).to_have_text(["Maastricht"])
    keys(page, "Enter")
    expect(town).to_have_value("Maastricht")
    expect(page.get_by_role("listbox", name="What about town?")).to_be_hidden()
    town.fill("Nowhere")
    expect(about(page, "town").get_by_role("status")).to_have_text("Nothing found")
    keys(page, "Escape", "Tab")
    expect(town).to_have_value("Maastricht")
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["town"] == "Maastricht"


def test_a_town_that_is_not_listed_is_typed(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    words = page.get_by_role("textbox", name="Else: your own words")
    expect(about(page, "town").get_by_label("Else: your own words")).to_be_hidden()

    page.get_by_role("combobox", name="What about town?").focus()
    keys(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    words.first.fill("Ghent")
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["town"] == {"choice": "Else", "text": "Ghent"}


def test_tags_are_added_and_taken_away_by_keyboard(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    box = about(page, "languages")

    box.get_by_role("combobox").focus()
    page.keyboard.type("d")
    expect(box.get_by_role("option")).to_have_text(["Dutch", "Danish"])
    keys(page, "Enter")
    page.keyboard.type("ger")
    keys(page, "Enter")
    expect(box.locator(".tag")).to_have_text(["Dutch", "German"])
    keys(page, "ArrowDown", "ArrowDown", "Enter", "Backspace")
    box.get_by_role("button", name="Take away: Dutch").press("Enter")
    expect(box.locator(".tag")).to_have_text(["German"])
    expect(box.get_by_role("combobox")).to_be_focused()
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["languages"] == ["German"]


def test_choices_that_exclude_and_include_others_tick_and_untick_them(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    box = about(page, "transport")

    def ticked() -> list[str]:
        return [label.strip() for label in box.locator("label:has(:checked)").all_text_contents()]

    box.get_by_role("checkbox", name="All").press("Space")
    assert ticked() == ["Bus", "Tram", "All"]
    box.get_by_role("checkbox", name="Bus").press("Space")
    assert ticked() == ["Tram"]
    box.get_by_label("Else: your own words").fill("Boat")
    assert ticked() == ["Tram", "Else"]
    box.get_by_role("checkbox", name="None").press("Space")
    assert ticked() == ["None"]
    box.get_by_role("checkbox", name="Tram").press("Space")
    assert ticked() == ["Tram"]


def test_a_ranking_is_made_by_keyboard(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    box = about(page, "order")

    for label in ("Taste", "Price", "Origin"):
        box.get_by_role("button", name=f"{label}: Give the next place").press("Enter")
    box.get_by_role("button", name="Origin: Move up").press("Enter")
    expect(box.get_by_role("button", name="Origin: Move up")).to_be_focused()
    expect(box.get_by_role("status")).to_have_text("Origin: Place 2")
    box.get_by_role("button", name="Taste: Take the place away").press("Space")
    box.get_by_role("button", name="Taste: Give the next place").press("Space")
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["order"] == ["Origin", "Price", "Taste"]


def test_a_ranking_is_made_by_tapping_and_dragging(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    items = about(page, "order").locator("li")

    for label in ("Price", "Taste", "Origin"):
        items.filter(has_text=label).locator(".rank-label").click()
    first, last = items.nth(0).bounding_box(), items.nth(2).bounding_box()
    assert first
    assert last
    page.mouse.move(last["x"] + 100, last["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + 100, first["y"] + 10, steps=8)
    page.mouse.up()
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["order"] == ["Origin", "Price", "Taste"]


def test_a_sum_is_told_while_it_is_typed(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    box = about(page, "hours")

    box.get_by_label("Rent").fill("7,5")
    expect(box.get_by_role("status")).to_contain_text("7.5 / 10")
    box.get_by_label("Food").fill("4")
    expect(box.get_by_role("status")).to_contain_text("11.5 / 10")
    send(page)
    expect(box.locator(".error")).to_have_text("These add up to 11.5, not 10: that is 1.5 too much.")
    box.get_by_label("Food").fill("2.5")
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey)["hours"] == {"Rent": 7.5, "Food": 2.5}


def test_all_of_it_works_without_scripts(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/", java_script_enabled=False)

    about(page, "town").get_by_label("Else: your own words").fill("Ghent")
    about(page, "languages").get_by_role("checkbox", name="Danish").check()
    about(page, "transport").get_by_role("checkbox", name="All").check()
    for label, place in (("Taste", "1"), ("Price", "1"), ("Origin", "3")):
        about(page, "order").get_by_label(label).select_option(place)
    about(page, "hours").get_by_label("Food").fill("10")
    send(page)
    expect(about(page, "order").locator(".error")).to_contain_text("Two answers have place 1")
    about(page, "order").get_by_label("Price").select_option("2")
    send(page)

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert answers(survey) == {
        "town": {"choice": "Else", "text": "Ghent"},
        "languages": ["Danish"],
        "transport": ["Bus", "Tram", "All"],
        "order": ["Taste", "Price", "Origin"],
        "hours": {"Rent": 0, "Food": 10},
    }


@pytest.mark.parametrize("scripts", [False, True])
def test_details_of_a_choice_are_edited_in_the_builder(visit: Visit, live: Site, scripts: bool) -> None:
    question = make_question(
        "multiple_choice", "transport", settings={"choices": make_choices("Bus", "None")}
    )
    survey = make_survey(make_definition([question]))
    where = f"/surveys/{survey.pk}/build/?at={question['id']}"
    page = visit(where, role="editor", java_script_enabled=scripts)

    page.get_by_role("button", name="More about number 2").press("Enter")
    expect(page.get_by_role("heading", name="Answer “None”")).to_be_visible()
    page.get_by_role("switch", name="Can't be chosen with others").press("Space")
    page.get_by_label("Score").fill("3")
    if scripts:
        page.get_by_label("Score").press("Tab")
    else:
        page.locator("#choice-more").get_by_role("button", name="Save").click()
    expect(page.locator(".row-marks").nth(1)).to_have_text("alonescore")

    choice = draft_of(reread(survey)).elements[0].settings.choices[1]
    assert (choice.exclusive, choice.score) == (True, 3)


KEYS = (
    *("single_choice", "dropdown", "multiple_choice", "yes_no", "search_choice"),
    *("tags", "image_choice", "image_choices", "ranking", "constant_sum"),
)
LOOKS = [("light", 1440, "en"), ("dark", 390, "ar")]


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_axe_objects_to_nothing_whatever_is_set_open_or_refused(
    visit: Visit, live: Site, scheme: str, width: int, language: str
) -> None:
    asked = [
        element_data(key, number, required=True, text={"en": f"What about {key}?"})
        for number, key in enumerate(KEYS, start=1)
    ]
    survey = published_survey(make_definition(asked, languages=["en", "ar"]))
    look: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = visit(f"/s/{survey.slug}/?lang={language}", reduced_motion="reduce", **look)

    found = [*violations(page)]
    for name in ("search_choice", "tags"):
        about(page, name).get_by_role("combobox").focus()
        keys(page, "ArrowDown", "ArrowDown")
        found += violations(page)
        keys(page, "Enter")
    page.locator(".rank-add:not([hidden])").first.press("Enter")
    found += violations(page)
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector("#errors")

    assert [*found, *violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
