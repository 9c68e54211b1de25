"""Which organisation answers: by host name alone; suspended ones answer 503, unknown ones 404."""

import pytest
from django.test import Client

from tenants.domain import suspend_organisation
from tenants.models import Organisation
from tenants.queries import forget_organisations
from tenants.scope import Scope, public_scope


@pytest.fixture
def suspended(acme: Scope) -> None:
    with public_scope():
        suspend_organisation(organisation=Organisation.objects.get(schema_name="t_acme"))


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/s/anything/", "/admin/", "/nowhere/"])
def test_a_suspended_organisation_says_so_on_every_page(suspended: None, stranger: Client, path: str) -> None:
    answer = stranger.get(path)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    assert "taking a break" in answer.content.decode()


def test_a_suspended_organisation_says_so_in_the_visitors_language(suspended: None, stranger: Client) -> None:
    answer = stranger.get("/", headers={"accept-language": "ar"})

    assert 'lang="ar" dir="rtl"' in answer.content.decode()


def test_a_suspended_organisations_api_says_so_in_the_envelope(suspended: None, stranger: Client) -> None:
    answer = stranger.get("/api/v1/surveys/")

    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/json")
    assert (answer.json()["success"], answer.json()["errors"][0]["code"]) == (False, "service_unavailable")


def test_a_resumed_organisation_has_everything_it_had(suspended: None, stranger: Client) -> None:
    with public_scope():
        Organisation.objects.filter(schema_name="t_acme").update(status="active")
    forget_organisations()

    assert stranger.get("/sign-in/").status_code == 200


@pytest.mark.parametrize("host", ["nobody.localhost", "acme.localhost.evil.example", "127.0.0.1", "t_acme"])
def test_a_host_of_no_organisation_is_404(db: None, host: str) -> None:
    answer = Client(headers={"host": host}).get("/sign-in/")

    assert answer.status_code == (400 if host == "t_acme" else 404)
    assert "Acme" not in answer.content.decode()


@pytest.mark.parametrize("host", ["ACME.localhost", "acme.localhost:8000", "acme.localhost."])
def test_a_host_is_known_however_it_is_written(acme: Scope, host: str) -> None:
    assert Client(headers={"host": host}).get("/sign-in/").status_code == 200


def test_the_main_host_names_no_organisation(db: None) -> None:
    answer = Client(headers={"host": "localhost"}).get("/")

    assert answer.status_code == 200
    assert "Acme" not in answer.content.decode()
    assert 'href="/sign-in/"' in answer.content.decode()
