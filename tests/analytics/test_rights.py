"""Who may open which page."""

import pytest
from django.test import Client

from responses.models import Response
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.pages import Browsers, People, path

PAGES = {
    "results/": set(Role) - {Role.OPERATOR},
    "results/live/": set(Role) - {Role.OPERATOR},
    "results/answers/q_00000008/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "results/crosstab/": set(Role) - {Role.OPERATOR},
    "results/conditions/": set(Role) - {Role.OPERATOR},
    "results/segments/": set(Role) - {Role.OPERATOR},
    "results/weights/": set(Role) - {Role.OPERATOR},
    "results/anonymity/": {Role.OWNER, Role.ADMIN, Role.EDITOR},
    "responses/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "export/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "export.csv": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_pages_open_for_those_who_may(
    survey: Survey, client_of: Browsers, make_person: People, role: Role
) -> None:
    client, response = client_of(make_person(role)), Response.objects.all()[0]

    found = {page: client.get(path(survey, page)).status_code for page in PAGES}

    assert found == {page: 200 if role in roles else 403 for page, roles in PAGES.items()}
    deleting = client.get(path(survey, f"responses/{response.pk}/delete/")).status_code
    assert deleting == (200 if role in {Role.OWNER, Role.ADMIN} else 403)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_strangers_sign_in_first(survey: Survey, stranger: Client, page: str) -> None:
    response = stranger.get(path(survey, page) if page else "/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")
