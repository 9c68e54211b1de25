"""What people, letters, hosts and organisations are called, and how they are found."""

import pytest
from django.db import IntegrityError, transaction

from tenants.models import Domain, Organisation
from tenants.people.models import Letter, User
from tenants.permissions import Role
from tenants.scope import Scope


def test_people_are_found_whatever_the_case(owner: User) -> None:
    assert User.objects.get_by_natural_key("OWNER@acme.EXAMPLE") == owner


def test_the_database_refuses_an_address_twice_whatever_the_case(owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Owner@ACME.example")


def test_nobody_is_above_the_permission_table(owner: User) -> None:
    assert (owner.is_superuser, owner.is_staff) == (False, True)


def test_what_things_are_called(acme: Scope, owner: User) -> None:
    letter = Letter(kind="invitation", email="a@b.example")

    assert str(letter) == f"invitation {letter.pk}"
    assert (str(owner), str(User(email="a@b.example", name="Ann"))) == ("owner@acme.example", "Ann")
    assert (str(Organisation.objects.get()), str(Domain.objects.get())) == ("Acme", "acme.localhost")
    assert User(role=Role.VIEWER).has_module_perms("people") is False
