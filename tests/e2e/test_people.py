"""People's pages in a browser: inviting, roles with a confirmation, the brand colour."""

from playwright.sync_api import expect

from tenants.people.models import User
from tests.e2e.conftest import Site, Visit


def test_somebody_is_invited_and_the_invitation_withdrawn(visit: Visit, live: Site) -> None:
    page = visit("/people/", role="owner")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("invited@site.example")
    page.get_by_label("Analyst", exact=False).check()
    page.get_by_role("button", name="Send the invitation").click()

    page.get_by_role("link", name="invited@site.example").click()
    page.get_by_role("button", name="Withdraw the invitation").click()
    expect(page.get_by_text("will no longer work")).to_be_visible()
    page.get_by_role("button", name="Withdraw it").click()

    page.wait_for_url("**/people/")
    assert not User.objects.filter(email="invited@site.example").exists()


def test_an_unreadable_colour_is_mended_with_one_click(visit: Visit, live: Site) -> None:
    page = visit("/settings/", role="owner")
    page.get_by_label("Pick a colour").fill("#ffe600")
    expect(page.get_by_label("Brand colour")).to_have_value("#ffe600")
    page.get_by_role("button", name="Save the colour").click()

    page.get_by_role("button", name="Use #827500 instead").click()

    expect(page.get_by_label("Brand colour")).to_have_value("#827500")
    save = page.get_by_role("button", name="Save the colour")
    expect(save).to_have_css("background-color", "rgb(130, 117, 0)")


def test_signing_in_works_without_scripts(visit: Visit, live: Site) -> None:
    page = visit("/sign-in/", java_script_enabled=False)
    page.get_by_label("E-mail").fill(live.person("viewer"))
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()

    page.goto(live.url("/people/"))
    expect(page.get_by_role("heading", name="People")).to_be_visible()


PHONE = {"width": 390, "height": 844}


def test_languages_stand_side_by_side_on_a_phone(visit: Visit) -> None:
    page = visit("/settings/", role="owner", viewport=PHONE)

    boxes = [box.bounding_box() for box in page.locator("input[name=languages]").all()[:2]]

    assert None not in boxes
    assert boxes[0]["y"] == boxes[1]["y"]


def test_searching_stands_on_one_line_on_a_phone(visit: Visit) -> None:
    page = visit("/people/", role="owner", viewport=PHONE)

    field = page.get_by_role("searchbox").bounding_box()
    button = page.get_by_role("button", name="Find").bounding_box()

    assert None not in (field, button)
    assert (field["y"], field["x"] < button["x"]) == (button["y"], True)
