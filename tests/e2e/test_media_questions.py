"""Files, signatures, places and pictures in a browser: by pointer, by keyboard alone, without JavaScript."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from responses.models import Response, Upload
from surveys.domain import store_asset
from surveys.models import Survey
from tests.axe import violations
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit

LOOKS = [("light", 1440, "en"), ("dark", 390, "en"), ("light", 390, "ar"), ("dark", 1440, "ar")]
CHOICES = make_choices("Desk", "Door", "Window")
AREAS = [
    {"choice": choice["id"], "left": 5.0 + 30 * index, "top": 10.0, "width": 25.0, "height": 60.0}
    for index, choice in enumerate(CHOICES)
]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), (180, 200, 190)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def picture(live: Site) -> dict[str, Any]:
    asset = store_asset(content=png(), name="room.png", by=None)
    return {"asset": asset.pk, "width": asset.width, "height": asset.height}


@pytest.fixture
def survey(picture: dict[str, Any]) -> Survey:
    shown = {"picture": picture, "alternative": {"en": "A room", "ar": "غرفة"}}
    questions = [
        make_question("file_upload", "letters", settings={"maximum_count": 2, "maximum_size": 1}),
        make_question("signature", "signed"),
        make_question("geo_point", "place"),
        make_question(
            "hot_spot",
            "spots",
            settings=shown | {"choices": CHOICES, "areas": AREAS, "maximum_choices": 1},
        ),
        make_question("click_map", "points", settings=shown | {"maximum_points": 2}),
    ]
    return published_survey(make_definition(questions, [make_question()], languages=["en", "ar"]))


def answers(survey: Survey) -> dict[str, Any]:
    definition = survey.current_version.definition  # type: ignore[union-attr]
    names = {element["id"]: element["name"] for page in definition["pages"] for element in page["elements"]}
    stored = Response.objects.get(survey=survey).answers
    return {names[key]: value for key, value in stored.items()}


def go_on(page: Page) -> None:
    page.locator(".survey-nav .primary").click()
    page.wait_for_url("**page=2")


def test_by_pointer(visit: Visit, survey: Survey, tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(png())
    page = visit(
        f"/s/{survey.slug}/",
        geolocation={"latitude": 52.3702, "longitude": 4.8952},
        permissions=["geolocation"],
    )
    page.locator("input[type=file]").set_input_files(photo)
    page.wait_for_selector("[data-chosen] canvas")
    box = page.locator("[data-pad] canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Use my position").click()
    expect(page.locator("[data-place] .input").first).not_to_have_value("")
    page.locator(".spot").nth(1).click()
    points = page.locator("input[type=image]")
    size = points.bounding_box()
    assert size
    points.click(position={"x": size["width"] / 4, "y": size["height"] / 2})
    go_on(page)

    stored = answers(survey)
    assert stored["letters"][0]["name"] == "photo.png"
    assert stored["signed"]["drawn"]["type"] == "image/png"
    assert (stored["place"]["latitude"], stored["place"]["longitude"]) == (52.3702, 4.8952)
    assert stored["spots"] == [CHOICES[1]["id"]]
    assert [(round(each["x"]), round(each["y"])) for each in stored["points"]] == [(25, 50)]
    assert Upload.objects.filter(survey=survey).count() == 2


def test_by_keyboard(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/")
    page.locator("[data-points][data-ready]").wait_for()
    page.get_by_label("Type your name to sign").focus()
    page.keyboard.type("Ada L.")
    page.get_by_label("Latitude, or both numbers").focus()
    page.keyboard.type("52.37, 4.9")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    said = page.locator(".click-map [data-status]").inner_text()
    page.locator(".survey-nav .primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2")

    stored = answers(survey)
    assert said == "Marked: 51 %, 60 %"
    assert stored["signed"] == {"typed": "Ada L."}
    assert stored["place"] == {"latitude": 52.37, "longitude": 4.9}
    assert stored["spots"] == [CHOICES[0]["id"]]
    assert stored["points"] == [{"x": 51.0, "y": 60.0}]


def test_without_javascript(visit: Visit, survey: Survey, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\n%%EOF")
    page = visit(f"/s/{survey.slug}/", java_script_enabled=False)
    page.locator("input[type=file]").set_input_files(letter)
    page.get_by_role("button", name="Send the files now").click()
    page.wait_for_selector(".file-name")
    page.get_by_label("Type your name to sign").fill("Ada L.")
    page.locator("input[type=image]").click(position={"x": 140, "y": 93})
    page.wait_for_selector("circle:not(.nowhere)")
    page.locator("label.spot").nth(2).click()
    go_on(page)

    stored = answers(survey)
    assert [each["name"] for each in stored["letters"]] == ["letter.pdf"]
    assert stored["signed"] == {"typed": "Ada L."}
    assert stored["spots"] == [CHOICES[2]["id"]]
    assert [(round(each["x"]), round(each["y"])) for each in stored["points"]] == [(50, 50)]


def test_a_file_that_is_too_large_is_said_before_it_travels(
    visit: Visit, survey: Survey, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(png() + bytes(1024 * 1024))
    page = visit(f"/s/{survey.slug}/")

    page.locator("input[type=file]").set_input_files(large)

    expect(page.locator(".files [data-problem]")).to_have_text("This file is too large: large.png")


@pytest.mark.parametrize(("scheme", "width", "language"), LOOKS)
def test_axe_objects_to_nothing(
    visit: Visit, survey: Survey, scheme: str, width: int, language: str, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\n%%EOF")
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    page = visit(f"/s/{survey.slug}/?lang={language}", **look)
    blank = violations(page)
    page.locator("input[type=file]").set_input_files(letter)
    page.locator(".place-fields .input").first.fill("somewhere")
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector("#errors")

    assert (blank, violations(page)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
