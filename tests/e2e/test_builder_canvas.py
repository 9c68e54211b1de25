"""The builder in a real browser: by shortcuts alone, several at once, by touch; accessible throughout."""

import re

import pytest
from playwright.sync_api import Page, expect

from surveys.models import Survey
from surveys.queries import draft_of
from tests.axe import violations
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit
from tests.e2e.test_building import AT_REST, build_url, drag, newest, saved, stored_choices, texts


def pressed(page: Page, *keys: str) -> None:
    """Press keys, each once the one before is done with; focus is somewhere all the time."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate(AT_REST)
        assert page.evaluate("document.activeElement !== document.body"), key


def added(page: Page, kind: str, words: str) -> None:
    """Add a question behind the present one, and say what it asks."""
    pressed(page, "a")
    expect(page.get_by_label("Search types")).to_be_focused()
    page.keyboard.type(kind)
    pressed(page, "Enter")
    expect(page.get_by_label("Text of the question")).to_be_focused()
    page.keyboard.type(words)
    pressed(page, "Escape")
    expect(page.locator("#outline [aria-current]")).to_be_focused()


def test_a_survey_is_built_from_nothing_by_shortcuts_alone(visit: Visit) -> None:
    page = visit("/surveys/new/", role="editor")
    page.get_by_label("Title").focus()
    page.keyboard.type("Shortcuts\n")
    page.wait_for_url(re.compile("/build/"))
    page.locator("#main").focus()

    added(page, "radio", "Which colour?")
    added(page, "paragraph", "Why?")
    pressed(page, "n")
    expect(page.get_by_label("Title of the page")).to_be_focused()
    page.keyboard.type("More")
    pressed(page, "Escape")
    added(page, "stars", "How good?")
    pressed(page, "k", "d", "Escape", "Alt+ArrowUp", "j")
    pressed(page, "Delete", "Tab", "Enter")
    saved(page)

    assert texts(newest()) == [["Which colour?", "Why?"], ["How good?"]]


def test_what_is_there_is_found_by_its_words(visit: Visit) -> None:
    survey = make_survey(make_definition([make_question(name=name) for name in ("one", "two", "three")]))
    page = visit(build_url(survey), role="editor")
    page.locator("#main").focus()

    page.keyboard.press("/")
    page.keyboard.type("your two")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Text of the question")).to_have_value("What is your two?")


def test_cards_stay_as_they_are_and_one_that_is_missing_comes_again(visit: Visit) -> None:
    one, two, three = (make_question(name=name) for name in ("one", "two", "three"))
    page = visit(
        build_url(make_survey(make_definition([one, two, three])), f"?at={one['id']}"), role="editor"
    )
    page.locator(f"#card-{three['id']}").evaluate("card => (card.stayed = true)")

    page.locator(f"#link-{two['id']}").click()
    expect(page.locator(f"#card-{one['id']}")).to_contain_text("What is your one?")
    assert page.locator(f"#card-{three['id']}").evaluate("card => card.stayed && card.textContent !== ''")
    page.locator(f"#card-{three['id']}").evaluate(
        "card => document.addEventListener('htmx:beforeSwap', () => (card.id = 'elsewhere'), { once: true })"
    )
    page.locator("#duplicate-it").click()

    expect(page.locator(f"#card-{three['id']}")).to_contain_text("What is your three?")
    expect(page.locator("article[hx-preserve]")).to_have_count(0)


def test_several_questions_are_ticked_and_moved(visit: Visit) -> None:
    one, two, three, four = (make_question(name=name) for name in ("one", "two", "three", "four"))
    survey = make_survey(make_definition([one, two, three], [four]))
    page = visit(build_url(survey), role="editor")

    page.locator(f"#link-{one['id']}").focus()
    page.keyboard.press("x")
    page.locator(f"#link-{three['id']}").focus()
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-selection-count]")).to_have_text("Selected: 3")
    page.locator("#selection-page").select_option(label="Page 2")
    page.locator("#selection").get_by_role("button", name="Move").click()
    expect(page.locator("[data-sort=question]").nth(1).locator("li")).to_have_count(4)
    expect(page.locator("[data-selection-count]")).to_have_text("Selected: 3")
    page.locator("#selection").get_by_role("button", name="Make required").click()
    expect(page.locator("#outline [aria-label=required]")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator("#selection")).to_be_hidden()

    assert [[element.name for element in page.elements] for page in draft_of(reread(survey)).pages] == [
        [],
        ["four", "one", "two", "three"],
    ]
    assert reread(survey).draft_revision == 3


def test_what_may_not_stand_there_goes_back_to_where_it_was(visit: Visit) -> None:
    one, two = make_question(name="one"), make_question(name="two", visible_if="answered(one)")
    survey = make_survey(make_definition([one, two]))
    page = visit(build_url(survey), role="editor")

    drag(page, f"#row-{two['id']}", f"#link-{one['id']}")

    expect(page.locator("#builder-note")).to_contain_text("comes later")
    order = page.locator("[data-sort=question] li").evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert order == [one["id"], two["id"]]


def test_a_question_is_moved_by_touch(visit: Visit) -> None:
    one, two, three = (make_question(name=name) for name in ("one", "two", "three"))
    survey = make_survey(make_definition([one, two, three]))
    page = visit(build_url(survey), role="editor", has_touch=True, viewport={"width": 1024, "height": 800})

    touch_and_drag(page, f"#row-{one['id']}", f"#row-{three['id']}")
    saved(page)

    assert [element.name for element in draft_of(reread(survey)).elements] == ["two", "three", "one"]


def touch_and_drag(page: Page, source: str, target: str) -> None:
    """Hold a finger on a row until it can be taken elsewhere, and behind another until it stands there."""
    fingers = page.context.new_cdp_session(page)
    row = page.locator(source)
    first, last = (page.locator(selector).bounding_box() for selector in (source, target))
    assert first
    assert last
    x, start, end = first["x"] + 60, first["y"] + 10, last["y"] + last["height"] - 4
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": start}]})
    expect(row).to_have_class(re.compile("sortable-chosen"))
    for step in range(1, 11):
        points = [{"x": x, "y": start + (end - start) * step / 10}]
        fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    expect(page.locator(f"{target} + {source}")).to_have_count(1)
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_choices_taken_away_leave_the_focus_with_their_neighbours(visit: Visit) -> None:
    question = make_question(
        "single_choice", "colour", settings={"choices": make_choices("Red", "Green", "x")}
    )
    survey = make_survey(make_definition([question]))
    page = visit(build_url(survey, f"?at={question['id']}"), role="editor")

    page.get_by_label("Text of number 2").focus()
    pressed(page, "Enter", "Backspace", "Backspace")
    expect(page.get_by_label("Text of number 3", exact=True)).to_have_count(0)
    expect(page.get_by_label("Text of number 2", exact=True)).to_be_focused()
    saved(page)
    assert [label for _code, label in stored_choices(survey)] == ["Red", "Green"]

    page.get_by_role("button", name="Other, namely").click()
    expect(page.get_by_label("Text of number 3", exact=True)).to_be_focused()
    page.get_by_label("Text of number 2", exact=True).press("Enter")
    page.keyboard.type("Blue")
    expect(page.get_by_label("Text of number 3", exact=True)).to_have_value("Blue")
    expect(page.get_by_label("Text of number 4", exact=True)).to_have_value("Other, namely")
    page.get_by_role("button", name="Delete number 4").click()
    expect(page.get_by_label("Text of number 4", exact=True)).to_have_count(0)
    expect(page.get_by_label("Text of number 3", exact=True)).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Text of number 4", exact=True)).to_be_focused()
    page.keyboard.type("Grey")
    page.keyboard.press("Tab")
    saved(page)

    assert [label for _code, label in stored_choices(survey)] == ["Red", "Green", "Blue", "Grey"]


def a_survey() -> Survey:
    choices = {"choices": make_choices("Red", "Green")}
    question = make_question("single_choice", "colour", settings=choices)
    return make_survey(make_definition([question, make_question()], [make_question(name="other")]))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_state_is_accessible(visit: Visit, scheme: str, width: int) -> None:
    survey = a_survey()
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    colour = draft_of(survey).elements[0].id
    page = visit(build_url(survey, f"?at={colour}"), role="editor", reduced_motion="reduce", **options)

    page.get_by_text("Add many").click()
    page.locator("[data-list-lines]").fill("1\tMauve\nb\tred")
    page.get_by_role("button", name="Add these").click()
    expect(page.get_by_role("button", name="Add all 2")).to_be_visible()
    assert violations(page) == []
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_text("Next and previous question")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    if width < 900:
        page.locator("[data-outline] > summary").click()
    page.locator("[data-selection-start]").click()
    page.locator(f"#row-{colour} [data-tick]").click()
    page.locator(".fold").nth(1).click()
    assert violations(page) == []
    page.goto(page.url.partition("?")[0] + "?add=1")
    page.get_by_label("Search types").fill("stars")
    expect(page.locator(".palette-type:visible")).to_have_count(1)
    assert violations(page) == []


def test_the_page_to_tick_questions_is_accessible(visit: Visit) -> None:
    survey = a_survey()
    page = visit(f"/surveys/{survey.pk}/build/selection/", role="editor", java_script_enabled=True)

    page.get_by_label("What is your name?").check()
    assert violations(page) == []
    page.get_by_role("button", name="Delete").click()

    expect(page.get_by_role("heading", name="Delete the selected questions?")).to_be_visible()
    assert violations(page) == []
