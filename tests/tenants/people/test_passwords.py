"""New passwords: by a mailed link that works once, or by somebody who knows the old one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenants.people.models import Letter, User
from tenants.people.throttle import MOST_PER_PAIR
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.conftest import PASSWORD

type MakePerson = Callable[..., User]
type Deliver = Callable[[], list[mail.EmailMessage]]
NEW = "an entirely new one"
BOTH = {"password1": NEW, "password2": NEW}


def ask(client: Client, email: str, **headers: str):  # type: ignore[no-untyped-def]
    return client.post("/password/reset/", {"email": email}, headers=headers)


def link_in(letter: mail.EmailMessage) -> str:
    """The address in a letter, without scheme and host."""
    found = re.search(r"http://([\w.:-]+)(/\S+)", str(letter.body))
    assert found is not None
    assert found.group(1) == "acme.localhost:8000"
    return found.group(2)


@pytest.fixture
def link(make_person: MakePerson, stranger: Client, deliver: Deliver) -> str:
    make_person(Role.EDITOR, "ann@acme.example")
    ask(stranger, "Ann@acme.example")
    return link_in(deliver()[0])


def test_the_answer_and_the_work_are_the_same_for_known_and_unknown(
    make_person: MakePerson, stranger: Client, deliver: Deliver
) -> None:
    make_person(email="ann@acme.example")
    ask(stranger, "first@acme.example")
    answers, queries = [], []
    for email in ("ann@acme.example", "nobody@acme.example"):
        with CaptureQueriesContext(connection) as seen:
            answers.append(ask(stranger, email))
        queries.append([query["sql"].split(" ")[0] for query in seen])

    assert queries[0] == queries[1]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (302, "/password/reset/sent/")
    ] * 2
    assert Letter.objects.count() == 3
    assert [letter.to for letter in deliver()] == [["ann@acme.example"]]
    assert not Letter.objects.exists()


def test_the_letter_is_the_organisations(link: str) -> None:
    letter = mail.outbox[-1]

    assert letter.from_email == "Acme <canvass@localhost>"
    assert letter.subject == "A new password at Acme"
    assert letter.extra_headers["Message-ID"].endswith("@acme.localhost>")
    assert link in str(letter.alternatives[0].content)  # type: ignore[attr-defined]


def test_a_spoofed_host_is_not_in_the_letter(
    make_person: MakePerson, stranger: Client, deliver: Deliver
) -> None:
    make_person(email="ann@acme.example")

    ask(
        stranger, "ann@acme.example", **{"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    )

    letter = deliver()[0]
    assert link_in(letter).startswith("/password/reset/")
    assert "evil.example" not in str(letter.message())


def test_the_link_lets_somebody_choose_once(link: str, stranger: Client, acme: Scope) -> None:
    page = stranger.get(link)
    address = page.headers["Location"]
    answer = stranger.post(address, BOTH)

    person = User.objects.get(email="ann@acme.example")
    assert address.endswith("/choose/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert person.check_password(NEW)
    assert stranger.get("/people/").status_code == 200
    assert Client(headers={"host": "acme.localhost"}).get(link).status_code == 410


def test_choosing_is_refused_in_words(link: str, stranger: Client) -> None:
    address = stranger.get(link).headers["Location"]

    answers = [
        stranger.post(address, {"password1": one, "password2": two})
        for one, two in (
            ("short", "short"),
            (NEW, "other words"),
            ("ann@acme.example", "ann@acme.example"),
            ("", ""),
        )
    ]

    assert stranger.get(address).status_code == 200
    assert [answer.status_code for answer in answers] == [422] * 4
    assert User.objects.get(email="ann@acme.example").check_password(PASSWORD)


def test_choosing_ends_all_other_sessions(
    make_person: MakePerson, stranger: Client, client_of: Callable[[User], Client], deliver: Deliver
) -> None:
    elsewhere = client_of(make_person(email="ann@acme.example"))
    ask(stranger, "ann@acme.example")

    stranger.post(stranger.get(link_in(deliver()[0])).headers["Location"], BOTH)

    assert elsewhere.get("/people/").status_code == 302


def test_the_link_dies_after_three_days(link: str, stranger: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert stranger.get(link).status_code == 410


def test_the_link_is_of_no_use_at_another_organisation(link: str, other: Scope) -> None:
    person = User.objects.get(email="ann@acme.example")
    with tenant_scope(other):
        User(pk=person.pk, email=person.email, password=person.password).save(force_insert=True)

    assert Client(headers={"host": "other.localhost"}).get(link).status_code == 410


@pytest.mark.parametrize("part", ["x/y", "MQ/abc-def", "/x", "💥/x", "choose/choose"])
def test_a_mistyped_link_says_so(stranger: Client, part: str) -> None:
    assert stranger.get(f"/password/reset/{part}/").status_code in {404, 410}


def test_who_was_invited_gets_the_invitation_again(owner: User, stranger: Client, deliver: Deliver) -> None:
    from tenants.people.domain import invite

    invite(email="new@acme.example", role=Role.VIEWER, by=owner)
    deliver()

    ask(stranger, "new@acme.example")

    assert deliver()[0].subject == "Your invitation to Acme"


def test_asking_too_often_is_refused(stranger: Client) -> None:
    statuses = [ask(stranger, "ann@acme.example").status_code for _ in range(MOST_PER_PAIR + 1)]

    assert statuses == [302] * MOST_PER_PAIR + [429]


@pytest.mark.parametrize("email", ["", "nobody", "a" * 300 + "@acme.example", "a\x00@acme.example"])
def test_what_is_no_address_is_refused(stranger: Client, email: str) -> None:
    assert ask(stranger, email).status_code == 422
    assert not Letter.objects.exists()


def test_the_pages_stand(stranger: Client) -> None:
    assert stranger.get("/password/reset/").status_code == 200
    assert stranger.get("/password/reset/sent/").status_code == 200


def test_changing_wants_the_old_password_and_keeps_this_session(
    at_desk: Client, owner: User, client_of: Callable[[User], Client]
) -> None:
    elsewhere = client_of(owner)

    wrong = at_desk.post("/password/", {"old_password": "wrong", **BOTH})
    right = at_desk.post("/password/", {"old_password": PASSWORD, **BOTH})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert User.objects.get(pk=owner.pk).check_password(NEW)
    assert at_desk.get("/password/").status_code == 200
    assert elsewhere.get("/people/").status_code == 302
