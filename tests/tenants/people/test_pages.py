"""The pages of people, as each role finds them."""

import pytest
from django.test import Client

from tenants.permissions import Role
from tests.conftest import PASSWORD

PAGES = ["/people/", "/people/invite/", "/settings/", "/profile/", "/password/"]


@pytest.mark.parametrize("page", PAGES)
def test_an_owner_sees_every_page(make_person, client_of, page) -> None:
    answer = client_of(make_person(Role.OWNER)).get(page)

    assert answer.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(stranger: Client, page: str) -> None:
    answer = stranger.get(page)

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={page}")


def test_signing_in_leads_to_the_page_that_was_wanted(make_person, stranger: Client) -> None:
    person = make_person(Role.VIEWER)

    answer = stranger.post(
        "/sign-in/", {"username": person.email.upper(), "password": PASSWORD, "next": "/people/"}
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert stranger.get("/people/").status_code == 200
