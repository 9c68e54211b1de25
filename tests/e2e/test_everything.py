"""A survey with every type and every kind of logic, answered from one end to the other."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Visit
from tests.e2e.guest import FIELDS, STORED, fill_page, named, page_of, q, response_of, showcase
from tests.responses.uploads import files

PHONE = {"width": 390, "height": 844}
MOST_SENDS = 60


def go(page: Page, way: str = "next") -> None:
    """Press the button that leads on or back."""
    press(page, f'.survey-nav [name=_go][value="{way}"]')


def press(page: Page, button: str) -> None:
    """Press a button that sends the page, and wait for what comes."""
    with page.expect_navigation():
        page.locator(button).last.click()


def test_without_javascript(visit: Visit, live: Site, tmp_path: Path) -> None:
    survey = showcase()
    letter = tmp_path / "view.png"
    letter.write_bytes(files.picture())
    page = visit(f"/s/{survey.slug}/?utm_campaign=spring", java_script_enabled=False, viewport=PHONE)
    done, begun = set[str](), set[str]()

    for _send in range(MOST_SENDS):
        here = page_of(page)
        if here == "review":
            break
        if here not in begun:
            begin_page(page, here, letter)
            begun.add(here)
        fill_page(page, done)
        go(page)

    assert done == set(FIELDS)
    expect(page.get_by_text("ada@example.com", exact=True)).to_be_visible()
    go(page)
    expect(page.get_by_role("heading", name="Thank you, Ada")).to_be_visible()
    expect(page.get_by_text("Wonderful: we hope to see you again!")).to_be_visible()
    stored = response_of(survey)
    answers = named(stored.answers)
    answers["did"] = sorted(answers["did"])  # asked in a random order
    assert {name: answers.get(name) for name in STORED} == STORED | {"did": sorted(STORED["did"])}
    assert answers["campaign"] == "spring"
    assert answers["agrees"]["agreed"] is True
    assert [each["name"] for each in answers["photographs"]] == ["view.png"]
    assert stored.status == "complete"


def begin_page(page: Page, here: str, letter: Path) -> None:
    """Send a page empty, which is refused where something is required; come back; do what takes a button."""
    address = page.url if "page=" in page.url else f"{page.url.partition('?')[0]}?page=1"
    go(page)
    if page_of(page) == here:
        expect(page.locator("#errors")).to_be_visible()
    else:
        page.goto(address)
        assert page_of(page) == here
    for button in (f"add-{q('children')}", f"add-{q('children')}", f"remove-{q('children')}-2"):
        if page.locator(f'[name=_go][value="{button}"]').count():
            press(page, f'[name=_go][value="{button}"]')
    if page.locator("input[type=file]").count():
        page.locator("input[type=file]").set_input_files(letter)
