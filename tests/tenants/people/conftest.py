"""What tests about people share."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from tenants.people.letters import send_letter
from tenants.people.models import Letter, User
from tenants.permissions import Role
from tenants.scope import Scope


@pytest.fixture
def owner(acme: Scope) -> User:
    """The owner of ``acme``."""
    return User.objects.get(email="owner@acme.example")


@pytest.fixture
def at_desk(owner: User, client_of: Callable[[User], Client]) -> Client:
    """A browser in which the owner is signed in."""
    return client_of(owner)


@pytest.fixture
def admin_at_desk(make_person: Callable[..., User], client_of: Callable[[User], Client]) -> Client:
    """A browser in which an admin is signed in."""
    return client_of(make_person(Role.ADMIN))


@pytest.fixture
def deliver() -> Callable[[], list[mail.EmailMessage]]:
    """Send all letters of the current schema, as the workers would, and return what went out."""

    def send() -> list[mail.EmailMessage]:
        before = len(mail.outbox)
        for pk in list(Letter.objects.values_list("pk", flat=True)):
            send_letter(letter_id=pk)
        return mail.outbox[before:]

    return send
