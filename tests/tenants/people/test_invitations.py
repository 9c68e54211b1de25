"""What an invited person sees."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from tenants.people.domain import invite
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.conftest import PASSWORD

type Deliver = Callable[[], list[mail.EmailMessage]]
ANSWERS = {"name": "Ann", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def link(owner: User, deliver: Deliver) -> str:
    owner.name = "Olga <b>"
    owner.save()
    invite(email="new@acme.example", role=Role.ANALYST, by=owner)
    found = re.search(r"http://acme\.localhost:8000(/invitation/\S+)", str(deliver()[0].body))
    assert found is not None
    return found.group(1)


def test_the_letter_says_who_invites_to_what(link: str) -> None:
    letter = mail.outbox[-1]
    html = str(letter.alternatives[0].content)  # type: ignore[attr-defined]

    assert (letter.subject, letter.to) == ("Your invitation to Acme", ["new@acme.example"])
    assert "Olga <b> invites you" in str(letter.body)
    assert "Olga &lt;b&gt; invites you" in html


def test_an_invited_person_chooses_name_and_password_and_is_in(link: str, stranger: Client) -> None:
    page = stranger.get(link)
    answer = stranger.post(link, ANSWERS)

    person = User.objects.get(email="new@acme.example")
    assert "new@acme.example" in page.content.decode()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert (person.name, person.is_invited, person.check_password(PASSWORD)) == ("Ann", False, True)
    assert stranger.get("/people/").status_code == 200


def test_the_link_works_once(link: str, stranger: Client) -> None:
    stranger.post(link, ANSWERS)

    again = Client(headers={"host": "acme.localhost"}).post(link, ANSWERS | {"name": "Eve"})

    assert again.status_code == 410
    assert User.objects.get(email="new@acme.example").name == "Ann"


@pytest.mark.parametrize("change", [{"name": ""}, {"password2": "another"}, {"password1": "short"}])
def test_what_is_missing_is_told(link: str, stranger: Client, change: dict[str, str]) -> None:
    answer = stranger.post(link, ANSWERS | change)

    assert answer.status_code == 422
    assert User.objects.get(email="new@acme.example").is_invited


def test_the_link_dies_after_two_weeks(link: str, stranger: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)):
        assert stranger.get(link).status_code == 410


def test_the_link_is_of_no_use_at_another_organisation(link: str, other: Scope) -> None:
    assert Client(headers={"host": "other.localhost"}).get(link).status_code == 410


def test_a_forged_link_says_so(link: str, stranger: Client) -> None:
    assert stranger.get(f"{link[:-3]}xx/").status_code == 410
    assert stranger.get("/invitation/x/").status_code == 410


def test_a_weak_password_is_told_where_it_was_typed(link: str, stranger: Client) -> None:
    answer = stranger.post(link, ANSWERS | {"password1": "short", "password2": "short"})

    assert set(answer.context["form"].errors) == {"password1"}


def test_a_refused_form_opens_at_what_is_wrong(link: str, stranger: Client) -> None:
    answer = stranger.post(link, ANSWERS | {"name": ""})

    tags = re.findall(r"<[^>]* autofocus[ >][^>]*", answer.text)
    assert [("data-error-summary" in tag) for tag in tags][:1] == [True]
