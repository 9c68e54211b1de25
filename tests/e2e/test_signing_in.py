"""Signing in, in a browser."""

from tests.e2e.conftest import Visit


def test_a_person_signs_in_and_out(visit: Visit) -> None:
    page = visit("/people/", role="owner")

    assert "owner@site.example" in page.content()

    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in/**")
