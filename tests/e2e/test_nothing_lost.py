"""What somebody puts in while the page asks the server what it shows now is never lost."""

from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, Page, Request, Route, expect

from responses.models import Response
from surveys.domain import store_asset
from surveys.models import Survey
from tests.builders import make_choices, make_definition, make_question, published_survey, small_picture
from tests.e2e.conftest import Site, Visit

LISTS = ("multiple_choice", "dropdown", "search_choice", "tags", "ranking", "constant_sum")
TOWNS = {kind: make_choices("Alkmaar", "Breda", "Utrecht") for kind in LISTS}
SOON = 1_000
"""Milliseconds after which the page has asked the server."""


def town(kind: str, number: int) -> str:
    """The id of a town in a question's list."""
    return str(TOWNS[kind][number]["id"])


type Act = Callable[[Locator, Page], Iterator[None]]
"""Puts something in at the place of a question; while it yields, the answer to an older state comes in."""


def asked(live: Site) -> Survey:
    """A page on which all but the first question change with what is typed there."""
    asset = store_asset(content=small_picture((600, 400)), name="room.png", by=None)
    picture = {"asset": asset.pk, "width": asset.width, "height": asset.height}
    more: dict[str, Any] = {kind: {"settings": {"choices": towns}} for kind, towns in TOWNS.items()}
    more["click_map"] = {"settings": {"picture": picture, "alternative": {"en": "A room"}}}
    more["constant_sum"]["settings"] |= {"total": 10}
    kinds = dict.fromkeys(kind for kind, _act in ACTS)
    questions = (
        make_question(kind, kind, text=f"{kind}, {{{{ name }}}}?", **more.get(kind, {})) for kind in kinds
    )
    return published_survey(make_definition([make_question("short_text", "name"), *questions]))


def typed(place: Locator, page: Page) -> Iterator[None]:
    place.locator("textarea, input.input").focus()
    page.keyboard.type("Be")
    yield
    page.keyboard.type("cause")


def chosen(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_role("radio").first.check(force=True)
    yield


def pressed(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_text("Breda").hover()
    page.mouse.down()
    yield
    page.mouse.up()


def picked(place: Locator, page: Page) -> Iterator[None]:
    place.locator("select").select_option(label="Breda")
    yield


def searched(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_role("combobox").focus()
    page.keyboard.type("utr")
    before = place.get_attribute("data-depends")
    yield
    _come_to_rest(page)  # the place is another now, with the same words and what they found
    assert place.get_attribute("data-depends") != before
    expect(place.get_by_role("option")).to_have_text(["Utrecht"])
    page.keyboard.press("Enter")


def spelled_out(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_role("combobox").fill("Breda")
    yield
    _come_to_rest(page)
    page.keyboard.press("Tab")


def slid(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    yield
    page.keyboard.press("ArrowRight")


def shared_out(place: Locator, page: Page) -> Iterator[None]:
    for number, share in enumerate("523"):
        place.locator("input").nth(number).fill(share)
    yield


def placed(place: Locator, page: Page) -> Iterator[None]:
    for label in ("Utrecht", "Alkmaar", "Breda"):
        place.get_by_role("button", name=f"{label}: Give the next place").focus()
        page.keyboard.press("Enter")
    yield


def dragged(place: Locator, page: Page) -> Iterator[None]:
    place.get_by_text("Utrecht").hover()
    page.mouse.down()
    box = place.get_by_text("Alkmaar").bounding_box()
    assert box
    page.mouse.move(box["x"], box["y"] + box["height"] / 2, steps=4)
    yield
    page.mouse.up()


def pointed(place: Locator, page: Page) -> Iterator[None]:
    place.locator("input[type=image]").focus()
    page.keyboard.press("ArrowRight")
    yield
    page.keyboard.press("Shift+ArrowDown")


def signed(place: Locator, page: Page) -> Iterator[None]:
    place.locator("canvas").hover()
    box = place.locator("canvas").bounding_box()
    assert box
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 40)
    yield
    page.mouse.move(box["x"] + 120, box["y"] + 20)
    page.mouse.up()


def attached(place: Locator, page: Page) -> Iterator[None]:
    files = [{"name": "view.png", "mimeType": "image/png", "buffer": small_picture()}]
    place.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    yield


ACTS: list[tuple[str, Act]] = [
    ("short_text", typed),
    ("long_text", typed),
    ("yes_no", chosen),
    ("rating", chosen),
    ("multiple_choice", pressed),
    ("dropdown", picked),
    ("search_choice", searched),
    ("search_choice", spelled_out),
    ("tags", searched),
    ("slider", slid),
    ("constant_sum", shared_out),
    ("ranking", placed),
    ("ranking", dragged),
    ("click_map", pointed),
    ("signature", signed),
    ("file_upload", attached),
]
EXPECTED = {
    "name": "Ada 16",
    "short_text": "Because",
    "long_text": "Because",
    "yes_no": True,
    "rating": 1,
    "multiple_choice": [town("multiple_choice", 1)],
    "dropdown": town("dropdown", 1),
    "search_choice": town("search_choice", 1),
    "tags": [town("tags", 2)],
    "slider": 52,
    "constant_sum": {town("constant_sum", number): share for number, share in enumerate((5, 2, 3))},
    "ranking": [town("ranking", number) for number in (0, 2, 1)],
    "click_map": [{"x": 51.0, "y": 60.0}],
}


def test_what_is_put_in_while_the_server_answers_stays(live: Site, visit: Visit) -> None:
    survey = asked(live)
    elements = survey.current_version.definition["pages"][0]["elements"]  # type: ignore[union-attr]
    names = {each["id"]: each["name"] for each in elements}
    ids = {name: identity for identity, name in names.items()}
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("What is your name?").fill("Ada")
    expect(page.get_by_text("yes_no, Ada?")).to_be_visible()
    page.clock.install(time=0)
    page.clock.pause_at(SOON)

    for number, (kind, act) in enumerate(ACTS, start=1):
        place = page.locator(f"#place-{ids[kind]}")
        _answered_late(page, f"Ada {number}", act(place, page))
        expect(place).to_contain_text(f"{kind}, Ada {number}?")
    page.clock.resume()
    page.get_by_role("button", name="Send").last.click()
    expect(page.locator("#answers")).to_have_count(0)

    answers = {names[key]: value for key, value in Response.objects.get(survey=survey).answers.items()}
    assert {name: answers.get(name) for name in EXPECTED} == EXPECTED
    assert answers["signature"]["drawn"]["type"] == "image/png"
    assert [each["name"] for each in answers["file_upload"]] == ["view.png"]


def _answered_late(page: Page, name: str, act: Iterator[None]) -> None:
    """Type a name, and let the server's answer to it come while something else is put in."""
    held: list[Route] = []
    field = page.get_by_label("What is your name?")
    field.focus()
    _come_to_rest(page)  # what was left is a change of its own
    page.route("**/s/**", lambda route: held.append(route), times=1)
    field.fill(name)
    with page.expect_request(_is_look):
        page.clock.run_for(SOON)
    next(act)
    with page.expect_event("requestfinished", _is_look):
        held.pop().continue_()
    page.locator("#answers:not(.htmx-request)").wait_for()
    next(act, None)
    _come_to_rest(page)


def _come_to_rest(page: Page) -> None:
    """Let the page ask what it has to ask by now, and take the answer."""
    page.clock.run_for(SOON)
    page.locator("#answers:not(.htmx-request)").wait_for()


def _is_look(request: Request) -> bool:
    return request.method == "POST"
