"""Signing in and out: the same answer whatever is wrong, bound to the organisation, not too often."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from tenants.people.models import User
from tenants.people.throttle import MOST_PER_ADDRESS, MOST_PER_PAIR, may_try
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.conftest import PASSWORD

type MakePerson = Callable[..., User]


def attempt(client: Client, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"username": email, "password": password, **more})


def test_signing_in_leads_to_the_page_that_was_wanted(make_person: MakePerson, stranger: Client) -> None:
    person = make_person(Role.VIEWER)

    answer = attempt(stranger, person.email.upper(), next="/people/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert stranger.get("/people/").status_code == 200


NOWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "",
    "abc",
    "٣",
]


@pytest.mark.parametrize("wanted", NOWHERE)
def test_signing_in_never_leads_elsewhere(make_person: MakePerson, stranger: Client, wanted: str) -> None:
    answer = attempt(stranger, make_person().email, next=wanted)

    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in/", "/password/reset/"])
def test_monitors_may_ask_for_heads_alone(stranger: Client, path: str) -> None:
    answer = stranger.head(path)

    assert (answer.status_code, answer.content) == (200, b"")


def test_who_is_signed_in_is_sent_on(make_person: MakePerson, client_of: Callable[[User], Client]) -> None:
    answer = client_of(make_person()).get("/sign-in/?next=/people/")

    assert answer.headers["Location"] == "/people/"


@pytest.mark.parametrize("wanted", NOWHERE)
def test_who_is_signed_in_is_sent_nowhere_else(
    make_person: MakePerson, client_of: Callable[[User], Client], wanted: str
) -> None:
    answer = client_of(make_person()).get("/sign-in/", {"next": wanted})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_the_answer_is_the_same_whatever_is_wrong(make_person: MakePerson, stranger: Client) -> None:
    known, gone, invited = make_person(), make_person(), make_person()
    User.objects.filter(pk=gone.pk).update(is_active=False)
    invited.set_unusable_password()
    invited.save()
    tries = [
        (known.email, "wrong"),
        ("nobody@acme.example", PASSWORD),
        (gone.email, PASSWORD),
        (invited.email, PASSWORD),
    ]

    answers = [attempt(stranger, email, password) for email, password in tries]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert len({form_in(answer, email) for answer, (email, _) in zip(answers, tries, strict=True)}) == 1
    assert "do not fit together" in answers[0].content.decode()


def form_in(answer: HttpResponse, email: str) -> str:
    """The page after the form's token, whatever address was typed."""
    return answer.content.decode().replace(email, "?").partition('name="next"')[2]


@pytest.mark.parametrize("email", ["known@acme.example", "nobody@acme.example"])
def test_the_work_is_the_same_for_known_and_unknown(
    make_person: MakePerson, stranger: Client, email: str
) -> None:
    make_person(email="known@acme.example")

    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as encode:
        attempt(stranger, email, "wrong")

    assert encode.call_count == 1


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("a", ""), ("\x00", PASSWORD), ("a@b.example" * 100, "x"), ("a@b.example", "x" * 100_000)],
)
def test_nonsense_is_refused(stranger: Client, email: str, password: str) -> None:
    assert attempt(stranger, email, password).status_code == 422


def test_too_many_tries_are_told_so_even_with_the_right_password(
    make_person: MakePerson, stranger: Client
) -> None:
    person = make_person()
    for _ in range(MOST_PER_PAIR):
        attempt(stranger, person.email, "wrong")

    answer = attempt(stranger, person.email.upper())

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Too many tries" in answer.content.decode()
    assert SESSION_KEY not in stranger.session


def test_others_may_still_try(make_person: MakePerson, acme: Scope, stranger: Client) -> None:
    person = make_person()
    for _ in range(MOST_PER_PAIR + 1):
        attempt(stranger, person.email, "wrong")
    elsewhere = Client(headers={"host": "acme.localhost"}, REMOTE_ADDR="192.0.2.7")

    assert attempt(stranger, make_person().email).status_code == 302
    assert attempt(elsewhere, person.email).status_code == 302


def test_a_success_forgets_the_tries(make_person: MakePerson, stranger: Client) -> None:
    person = make_person()
    for _ in range(MOST_PER_PAIR - 1):
        attempt(stranger, person.email, "wrong")
    attempt(stranger, person.email)
    stranger.post("/sign-out/")

    assert attempt(stranger, person.email, "wrong").status_code == 422


def test_a_list_of_accounts_cant_be_tried_from_one_address(acme: Scope) -> None:
    tries = [
        may_try(action="sign-in", address="192.0.2.1", email=f"{number}@acme.example")
        for number in range(MOST_PER_ADDRESS + 1)
    ]

    assert tries == [True] * MOST_PER_ADDRESS + [False]


def test_tries_are_counted_anew_when_the_count_ran_out_meanwhile(acme: Scope) -> None:
    with patch.object(type(cache._connections["default"]), "add", return_value=False):  # type: ignore[attr-defined]
        assert may_try(action="sign-in", address="192.0.2.1", email="a@acme.example")


def test_a_session_is_of_no_use_at_another_organisation(
    make_person: MakePerson, client_of: Callable[[User], Client], other: Scope
) -> None:
    person = make_person(Role.OWNER)
    client = client_of(person)
    session = Session.objects.get()
    with tenant_scope(other):
        twin = User(pk=person.pk, email=person.email, password=person.password, role=Role.OWNER)
        twin.save(force_insert=True)
        Session.objects.create(
            session_key=session.session_key,
            session_data=session.session_data,
            expire_date=session.expire_date,
        )

    assert client.get("/people/").status_code == 200
    assert client.get("/people/", headers={"host": "other.localhost"}).status_code == 302


def test_somebody_deactivated_is_out_at_once(
    make_person: MakePerson, client_of: Callable[[User], Client]
) -> None:
    person = make_person()
    client = client_of(person)
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/people/").status_code == 302


def test_signing_out_wants_a_post_and_ends_the_session(at_desk: Client) -> None:
    assert at_desk.get("/sign-out/").status_code == 405
    assert at_desk.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert at_desk.get("/people/").status_code == 302
    assert not Session.objects.exists()


def test_signing_in_without_the_forms_token_is_refused(make_person: MakePerson, acme: Scope) -> None:
    strict = Client(headers={"host": "acme.localhost"}, enforce_csrf_checks=True)

    assert attempt(strict, make_person().email).status_code == 403


def test_the_language_somebody_chose_comes_with_them(make_person: MakePerson, stranger: Client) -> None:
    person = make_person()
    User.objects.filter(pk=person.pk).update(language="nl")

    answer = attempt(stranger, person.email)

    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl"
