"""Building a survey in a real browser: with the keyboard alone, by mouse, and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from surveys.models import Survey
from surveys.queries import draft_of
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit


def build_url(survey: Survey, query: str = "") -> str:
    return f"/surveys/{survey.pk}/build/{query}"


AT_REST = """async () => {
  const { isBusy } = await import("/static/js/builder_queue.js");
  for (let quiet = 0; quiet < 5; ) {
    quiet = isBusy() || document.querySelector(".htmx-request") ? 0 : quiet + 1;
    await new Promise((done) => setTimeout(done, 20));
  }
}"""
"""Resolves when nothing has been on its way, or waited to be, for a moment."""


def saved(page: Page) -> None:
    """Wait until what was typed is stored."""
    page.evaluate(AT_REST)
    expect(page.locator("[data-save-words]")).to_have_text("Saved")


def texts(survey: Survey) -> list[list[str]]:
    """The questions of each page as they are stored."""
    return [
        [element.text.get("en", "") for element in page.elements] for page in draft_of(reread(survey)).pages
    ]


CALLED = """name => {
  const at = document.activeElement ?? document.body;
  return (at.ariaLabel ?? at.textContent).includes(name);
}"""
"""Whether what has the focus may be called so: what it is called indeed takes long to find out."""


def press_through(page: Page, name: str, *, role: str = "button") -> None:
    """Walk to a control with Tab, from where the focus is, and press it."""
    control = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _step in range(120):
        may_be = page.evaluate(CALLED, name)
        if may_be and control.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name!r}")


def drag(page: Page, source: str, target: str) -> None:
    """Drag with the mouse as a hand does: press, move in steps, let go."""
    for selector, do in ((source, page.mouse.down), (target, page.mouse.up)):
        box = page.locator(selector).bounding_box()
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2 + 4, steps=12)
        do()


def newest() -> Survey:
    return Survey.objects.order_by("-created_at")[0]


def add_with_keyboard(page: Page, kind: str, words: str) -> None:
    """Add a question from the palette, and type what it asks."""
    press_through(page, kind)
    expect(page.get_by_label("Text of the question")).to_be_focused()
    page.keyboard.type(words)


def test_from_nothing_to_published_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/surveys/new/", role="editor")
    page.keyboard.type("Keyboard pulse\n")
    page.wait_for_url(re.compile("/build/"))

    add_with_keyboard(page, "Short text", "What is your name?")
    press_through(page, "Add here", role="link")
    page.wait_for_url(re.compile("add="))
    add_with_keyboard(page, "Single choice", "Which colour?")
    press_through(page, "Move down")
    expect(page.locator("#move-down")).to_be_focused()
    saved(page)
    press_through(page, "Publish…", role="link")
    page.wait_for_url(re.compile("/publish/"))
    press_through(page, "Publish and open")
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()

    assert texts(newest()) == [["What is your name?", "Which colour?"]]
    assert newest().status == Survey.Status.OPEN


def stored_choices(survey: Survey) -> list[tuple[str, str]]:
    """The codes and words of the first question's choices as they are stored."""
    settings = draft_of(reread(survey)).elements[0].settings
    return [(item.code, item.label.get("en", "")) for item in settings.choices]


def test_choices_are_typed_one_after_the_other(visit: Visit) -> None:
    question = make_question("single_choice", "colour", settings={"choices": make_choices("Red")})
    survey = make_survey(make_definition([question]))
    page = visit(build_url(survey, f"?at={question['id']}"), role="editor")

    page.get_by_label("Text of number 1").click()
    page.keyboard.press("End")
    page.keyboard.type("\nGreen\nBlue\nDark violet", delay=5)
    page.keyboard.press("Tab")
    wanted = [("1", "Red"), ("2", "Green"), ("3", "Blue"), ("4", "Dark violet")]
    for _moment in range(300):  # between two rows there are moments in which nothing is on its way
        if stored_choices(survey) == wanted:
            break
        page.wait_for_timeout(100)

    assert stored_choices(survey) == wanted


def test_the_next_choice_is_there_to_be_typed_over(visit: Visit) -> None:
    question = make_question("single_choice", "colour", settings={"choices": make_choices("Red", "Choice 2")})
    survey = make_survey(make_definition([question]))
    page = visit(build_url(survey, f"?at={question['id']}"), role="editor")

    page.get_by_label("Text of number 1").click()
    page.keyboard.type("\nGreen")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Text of number 2", exact=True)).to_have_value("Green")
    saved(page)

    assert stored_choices(survey) == [("1", "Red"), ("2", "Green")]


def test_pasted_lines_become_choices(visit: Visit) -> None:
    question = make_question("single_choice", "colour", settings={"choices": make_choices("Red")})
    survey = make_survey(make_definition([question]))
    page = visit(build_url(survey, f"?at={question['id']}"), role="editor")

    page.get_by_label("Text of number 1").evaluate(
        """input => {
            const data = new DataTransfer();
            data.setData("text/plain", "g\\tGreen\\nb\\tBlue\\n");
            const options = {clipboardData: data, bubbles: true, cancelable: true};
            input.dispatchEvent(new ClipboardEvent("paste", options));
        }"""
    )
    expect(page.get_by_label("Text of number 3", exact=True)).to_have_value("Blue")

    settings = draft_of(reread(survey)).elements[0].settings
    assert [item.code for item in settings.choices] == ["1", "g", "b"]


def test_a_question_is_dragged_to_another_page(visit: Visit) -> None:
    one, two, three = (make_question(name=name) for name in ("one", "two", "three"))
    survey = make_survey(make_definition([one, two], [three]))
    page = visit(build_url(survey), role="editor")

    drag(page, f"li[data-id={one['id']}]", f"li[data-id={three['id']}]")
    expect(page.locator("[data-sort=question]").nth(1).locator("li")).to_have_count(2)
    saved(page)

    pages = [{element.name for element in page.elements} for page in draft_of(reread(survey)).pages]
    assert pages == [{"two"}, {"one", "three"}]


def test_a_refused_setting_says_so_next_to_the_field(visit: Visit) -> None:
    question = make_question()
    survey = make_survey(make_definition([question]))
    page = visit(build_url(survey, f"?at={question['id']}"), role="editor")

    page.get_by_label("Name in exports").fill("Not A Name")
    page.keyboard.press("Tab")

    name = page.get_by_label("Name in exports")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_value("Not A Name")
    expect(page.locator("[data-save-words]")).to_have_text("Not saved")
    name.fill("a_name")
    page.keyboard.press("Tab")
    saved(page)
    assert draft_of(reread(survey)).elements[0].name == "a_name"


def test_deleting_a_question_asks_first(visit: Visit) -> None:
    one, two = make_question(name="one"), make_question(name="two")
    survey = make_survey(make_definition([one, two]))
    page = visit(build_url(survey, f"?at={one['id']}"), role="editor")

    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete question").click()
    expect(page.locator("[data-sort=question] li")).to_have_count(1)

    assert [element.name for element in draft_of(reread(survey)).elements] == ["two"]


def test_a_survey_is_built_and_published_without_javascript(visit: Visit) -> None:
    phone = {"width": 390, "height": 844}
    page = visit("/surveys/new/", role="editor", java_script_enabled=False, viewport=phone)
    page.get_by_label("Title").fill("Plain pulse")
    page.get_by_role("button", name="Start building").click()

    build_without_javascript(page)
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish and open").click()

    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    survey = newest()
    choice, name = draft_of(survey).elements
    assert texts(survey) == [["Which colour?", "Your name?"]]
    assert [item.label["en"] for item in choice.settings.choices] == ["Red", "Choice 3", "Blue"]
    assert (name.required, survey.status) == (True, Survey.Status.OPEN)


def build_without_javascript(page: Page) -> None:
    """A single choice with changed choices, and a required short text after it."""
    page.get_by_role("button", name="Single choice").click()
    page.get_by_label("Text of the question").fill("Which colour?")
    page.get_by_label("Text of number 1").fill("Red")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Text of number 4").fill("Blue")
    page.get_by_role("button", name="Delete number 2").click()
    page.get_by_role("link", name="Add here").first.click()
    page.get_by_role("button", name="Short text", exact=True).click()
    page.get_by_label("Text of the question").fill("Your name?")
    page.get_by_role("button", name="Move down").click()
    page.get_by_label("An answer is required").check()
    page.locator("#panel").get_by_role("button", name="Save").click()
