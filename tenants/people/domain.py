"""Inviting people, giving roles, letting people go and come back.

Everything runs in the current schema. ``by`` is the person who does it; None is the installation
itself (a command, the making of an organisation). Nobody touches a role above their own, and an
organisation keeps at least one owner who can sign in.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from tenants.happenings import happened
from tenants.people.exceptions import AlreadyHere, LastOwner, NotInvited, RoleTooHigh, YourOwnAccount
from tenants.people.letter_kinds import INVITATION, NEW_PASSWORD
from tenants.people.letters import write_letter
from tenants.people.models import User
from tenants.people.removing import remove_person
from tenants.people.tokens import person_invited_by
from tenants.permissions import Role, may_grant


def invite(*, email: str, role: str, by: User | None, language: str = "") -> User:
    """Add somebody with a role and send the invitation; raise AlreadyHere or RoleTooHigh."""
    _check_rank(role, by)
    person = User(email=email.strip(), role=role, language=language, joined_at=None, invited_by=by)
    person.invited_at = timezone.now()
    person.set_unusable_password()
    with transaction.atomic():
        _add(person)
        write_letter(kind=INVITATION, email=person.email)
        _tell("person.invited", person, by, role=role)
    return person


def add_member(*, email: str, role: str, password: str, name: str = "") -> User:
    """Add somebody who can sign in at once, without a letter; raise AlreadyHere."""
    person = User(email=email.strip(), name=name, role=role)
    person.set_password(password)
    with transaction.atomic():
        _add(person)
        _tell("person.joined", person, None, role=role)
    return person


def add_operator(*, email: str, password: str | None) -> User:
    """Add an operator of the installation, in the shared schema; raise AlreadyHere.

    Without a password they are sent a link to choose one.
    """
    if password is None:
        return invite(email=email, role=Role.OPERATOR, by=None)
    return add_member(email=email, role=Role.OPERATOR, password=password)


def delete_operator(*, person: User, by: User) -> None:
    """Delete an operator's row for good, in the shared schema; raise YourOwnAccount, RoleTooHigh.

    So whoever deletes is left. Raises ``User.DoesNotExist`` where somebody was quicker, with either of them.
    """
    if person.pk == by.pk:
        raise YourOwnAccount
    with transaction.atomic():
        operators = User.objects.select_for_update().filter(role=Role.OPERATOR).order_by("pk")
        if by.pk not in {row.pk for row in operators}:
            raise RoleTooHigh
        remove_person(operators.get(pk=person.pk))


def invite_again(*, person: User, by: User) -> None:
    """Send a new invitation, which makes the links of earlier ones void; raise NotInvited."""
    with transaction.atomic():
        _check_invited(_locked(person, by))
        person.invited_at = timezone.now()
        person.save(update_fields=["invited_at"])
        write_letter(kind=INVITATION, email=person.email)
        _tell("person.invited", person, by, role=person.role)


def withdraw_invitation(*, person: User, by: User) -> None:
    """Forget somebody who has not joined; the link they were sent is void. Raise NotInvited."""
    with transaction.atomic():
        _check_invited(_locked(person, by))
        _tell("person.invitation_withdrawn", person, by)
        remove_person(person)


def join(*, token: str, name: str, password: str) -> User:
    """Let an invited person in with a name and a password; raise InvitationGone."""
    with transaction.atomic():
        found = person_invited_by(token)
        person = User.objects.select_for_update().get(pk=found.pk)
        _check_invited(person)
        person.name, person.joined_at = name, timezone.now()
        person.set_password(password)
        person.save(update_fields=["name", "joined_at", "password"])
        _tell("person.joined", person, person, role=person.role)
    return person


def change_role(*, person: User, role: str, by: User | None) -> None:
    """Give somebody another role; raise RoleTooHigh or LastOwner."""
    with transaction.atomic():
        found = _locked(person, by)
        _check_rank(role, by)
        if role == found.role:
            return
        if role != Role.OWNER:
            _keep_an_owner(found)
        before, person.role = found.role, role
        person.save(update_fields=["role"])
        _tell("person.role_changed", person, by, role=role, role_before=before)


def deactivate(*, person: User, by: User | None) -> None:
    """Let somebody sign in no more, from this moment; raise YourOwnAccount, RoleTooHigh, LastOwner."""
    if by is not None and person.pk == by.pk:
        raise YourOwnAccount
    with transaction.atomic():
        _keep_an_owner(_locked(person, by))
        person.is_active = False
        person.save(update_fields=["is_active"])
        _tell("person.deactivated", person, by)


def reactivate(*, person: User, by: User | None) -> None:
    """Let somebody sign in again with the password they had; raise RoleTooHigh."""
    with transaction.atomic():
        _locked(person, by)
        person.is_active = True
        person.save(update_fields=["is_active"])
        _tell("person.reactivated", person, by)


def ask_for_new_password(*, email: str) -> None:
    """Have a link to a new password sent, if somebody has that address.

    Whether somebody has is found out by the worker: asking costs the same for every address.
    """
    with transaction.atomic():
        write_letter(kind=NEW_PASSWORD, email=email.strip())


def choose_password(*, person: User, password: str) -> None:
    """Set a new password, which ends all other sessions and voids all links sent before."""
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        _tell("person.password_changed", person, person)


def change_profile(*, person: User, name: str, language: str) -> None:
    """Change what a person is called and the language the pages speak to them."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


def _add(person: User) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # ids are made anew, so it can only be the e-mail address
        raise AlreadyHere from None


def _locked(person: User, by: User | None) -> User:
    """Return somebody as they are now, until the end of the transaction; raise RoleTooHigh.

    The owners are locked along, always in the same order, for whoever takes one away must see all.
    """
    concerned = Q(pk=person.pk) | Q(role=Role.OWNER)
    rows = {row.pk: row for row in User.objects.select_for_update().filter(concerned).order_by("pk")}
    if person.pk not in rows:
        raise User.DoesNotExist
    _check_rank(rows[person.pk].role, by)
    return rows[person.pk]


def _check_rank(role: str, by: User | None) -> None:
    if by is not None and not may_grant(by.role, role):
        raise RoleTooHigh


def _check_invited(person: User) -> None:
    if not person.is_invited:
        raise NotInvited


def _keep_an_owner(person: User) -> None:
    """Refuse when nobody but this person is an owner who can sign in; the owners are locked already."""
    if person.role != Role.OWNER or person.is_invited:
        return
    owners = User.objects.filter(role=Role.OWNER, is_active=True, joined_at__isnull=False)
    if not owners.exclude(pk=person.pk).exists():
        raise LastOwner


def _tell(type: str, person: User, by: User | None, **more: Any) -> None:
    payload = {"person": str(person.pk), "name": person.name, **more}
    happened(type, payload, subject=f"person:{person.pk}", actor=by.email if by else "")
