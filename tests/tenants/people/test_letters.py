"""Letters: none lost, none sent twice, nothing kept of those that were sent."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from tenants.models import DueWork
from tenants.people.letters import (
    CLAIM,
    FIRST_LOOK,
    GIVEN_UP_AFTER,
    TASK,
    send_forgotten_letters,
    send_letter,
    write_letter,
)
from tenants.people.models import Letter, User
from tenants.people.tasks import (
    send_letter_of_organisation,
    send_operators_forgotten_letters,
    send_operators_letter,
)
from tenants.permissions import Role
from tenants.scope import Scope, public_scope

KIND = "new_password"


@pytest.fixture
def letter(owner: User) -> Letter:
    with transaction.atomic():
        return write_letter(kind=KIND, email=owner.email)


def work() -> list[str]:
    return list(DueWork.objects.filter(kind=TASK).values_list("key", flat=True))


def test_a_letter_is_backed_by_due_work_until_it_was_sent(letter: Letter) -> None:
    before = work()

    assert send_letter(letter_id=letter.pk)

    assert (before, work()) == ([str(letter.pk)], [])
    assert len(mail.outbox) == 1
    assert not Letter.objects.exists()


def test_a_letter_that_was_sent_is_not_sent_again(letter: Letter) -> None:
    send_letter(letter_id=letter.pk)

    assert not send_letter(letter_id=letter.pk)

    assert len(mail.outbox) == 1


def test_a_letter_that_another_worker_has_is_left_to_it(letter: Letter) -> None:
    Letter.objects.update(claimed_at=timezone.now())

    assert not send_letter(letter_id=letter.pk)

    assert mail.outbox == []
    assert work() == [str(letter.pk)]


def test_a_claim_whose_worker_died_runs_out_and_the_letter_has_the_same_identity(letter: Letter) -> None:
    Letter.objects.update(claimed_at=timezone.now() - CLAIM - timedelta(seconds=1))

    assert send_letter(letter_id=letter.pk)

    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{letter.pk.hex}@acme.localhost>"


def test_a_mail_server_that_refuses_is_asked_again(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> int:
        raise OSError("connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(OSError, match="refused"):
            send_letter(letter_id=letter.pk)

    assert work() == [str(letter.pk)]
    assert send_letter(letter_id=letter.pk)


def test_a_letter_nobody_could_send_for_days_is_given_up(letter: Letter) -> None:
    Letter.objects.update(written_at=timezone.now() - GIVEN_UP_AFTER)

    assert not send_letter(letter_id=letter.pk)

    assert (mail.outbox, work(), Letter.objects.count()) == ([], [], 0)


def test_work_for_a_letter_that_is_gone_is_forgotten(letter: Letter) -> None:
    key = str(letter.pk)
    letter.delete()

    send_letter_of_organisation.run(key)

    assert (mail.outbox, work()) == ([], [])


def test_who_joined_meanwhile_gets_no_invitation(owner: User, deliver: Callable[[], list[object]]) -> None:
    with transaction.atomic():
        write_letter(kind="invitation", email=owner.email)

    assert deliver() == []
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("spoken", "direction"), [("ar", "rtl"), ("nl", "ltr")])
def test_a_letter_speaks_the_language_of_its_reader_if_it_can(
    owner: User, letter: Letter, settings: Settings, spoken: str, direction: str
) -> None:
    settings.STAFF_LANGUAGES = [(spoken, spoken)]
    User.objects.filter(pk=owner.pk).update(language="ar")

    send_letter(letter_id=letter.pk)

    sent = mail.outbox[0]
    assert isinstance(sent, EmailMultiAlternatives)
    assert f'dir="{direction}"' in str(sent.alternatives[0][0])


def test_a_name_with_line_breaks_makes_no_header(
    owner: User, letter: Letter, acme: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.mail.sender_name", lambda: "Acme\r\nBcc: all@evil.example")

    send_letter(letter_id=letter.pk)

    message = mail.outbox[0].message()
    assert "Bcc" not in message
    assert message["Subject"] == "A new password at Acme Bcc: all@evil.example"


@pytest.fixture
def operator(db: None) -> User:
    with public_scope():
        return User.objects.create(email="op@example.org", role=Role.OPERATOR)


def test_operators_letters_go_out_in_the_installations_name(operator: User) -> None:
    with public_scope():
        with transaction.atomic():
            letter = write_letter(kind=KIND, email=operator.email)
        send_operators_letter.run(str(letter.pk))

        assert not Letter.objects.exists()
    assert mail.outbox[0].from_email == "Canvass <canvass@localhost>"
    assert "http://localhost:8000/password/reset/" in str(mail.outbox[0].body)


def test_operators_letters_that_the_broker_lost_go_out_later(operator: User) -> None:
    with public_scope():
        with transaction.atomic():
            write_letter(kind=KIND, email=operator.email)
        early = send_forgotten_letters()
        Letter.objects.update(written_at=timezone.now() - FIRST_LOOK)
        send_operators_forgotten_letters.run()

    assert (early, len(mail.outbox)) == (0, 1)


def test_an_unknown_letter_is_no_letter(acme: Scope) -> None:
    assert not send_letter(letter_id=uuid4())
