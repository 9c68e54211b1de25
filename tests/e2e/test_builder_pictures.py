"""A picture with places on it, made in the builder: with a mouse, and its numbers typed."""

from pathlib import Path

from playwright.sync_api import Page

from surveys.models import Survey
from surveys.queries import draft_of
from tests.builders import make_choices, make_definition, make_question, make_survey, reread, small_picture
from tests.e2e.conftest import Visit

CHOICES = make_choices("Desk", "Door")
DESK = CHOICES[0]["id"]


def settings_of(survey: Survey) -> object:
    return draft_of(reread(survey)).elements[0].settings


def saved(page: Page) -> None:
    page.wait_for_function("document.querySelector('[data-save-words]').textContent.includes('Saved')")


def test_a_picture_is_uploaded_and_a_place_is_drawn(visit: Visit, live: object, tmp_path: Path) -> None:
    photo = tmp_path / "room.png"
    photo.write_bytes(small_picture((600, 400)))
    question = make_question("hot_spot", "spots", settings={"choices": CHOICES})
    survey = make_survey(make_definition([question]))
    page = visit(f"/surveys/{survey.pk}/build/?at={question['id']}", role="editor")

    page.get_by_label("Picture", exact=True).set_input_files(photo)
    svg = page.locator("[data-areas] svg")
    svg.wait_for()
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.75, steps=5)
    with page.expect_response("**/areas/**"):
        page.mouse.up()

    (area,) = settings_of(survey).areas  # type: ignore[attr-defined]
    assert area.choice == DESK
    assert [round(side) for side in (area.left, area.top, area.width, area.height)] == [20, 25, 40, 50]

    with page.expect_response("**/areas/**"):
        page.locator(f"[name='left.{DESK}']").fill("5")
        page.locator(f"[name='left.{DESK}']").press("Tab")
    assert settings_of(survey).areas[0].left == 5.0  # type: ignore[attr-defined]
