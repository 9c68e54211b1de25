"""Signing in, in a browser."""

from tests.conftest import PASSWORD
from tests.e2e.conftest import Site, Visit


def test_a_person_signs_in_and_out(visit: Visit, live: Site) -> None:
    page = visit("/people/")
    page.get_by_label("E-mail").fill(live.person("owner"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/people/")

    assert "owner@site.example" in page.content()

    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in/**")
