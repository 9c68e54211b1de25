"""Inviting people, giving roles, letting people go: who may, and what must never happen."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from tenants.people import domain
from tenants.people.exceptions import (
    AlreadyHere,
    InvitationGone,
    LastOwner,
    NotInvited,
    RoleTooHigh,
    YourOwnAccount,
)
from tenants.people.models import Letter, User
from tenants.people.tokens import invitation_token, person_invited_by
from tenants.permissions import Role
from tenants.scope import Scope, carrying_scope, tenant_scope
from tests.conftest import PASSWORD
from webhooks.models import Event

type MakePerson = Callable[..., User]


@pytest.fixture
def owner(acme: Scope) -> User:
    return User.objects.get(email="owner@acme.example")


def told() -> list[tuple[str, str, dict[str, object]]]:
    rows = Event.objects.filter(type__startswith="person.").order_by("happened_at", "pk")
    return [(row.type, row.actor, row.payload) for row in rows.exclude(type="person.joined", actor="")]


def test_inviting_writes_person_letter_and_event(owner: User) -> None:
    person = domain.invite(email=" New@acme.example ", role=Role.EDITOR, by=owner)

    assert (person.is_invited, person.has_usable_password(), person.invited_by) == (True, False, owner)
    assert list(Letter.objects.values_list("kind", "email")) == [("invitation", "New@acme.example")]
    assert told() == [
        ("person.invited", owner.email, {"person": str(person.pk), "name": "", "role": "editor"})
    ]


def test_nobody_is_invited_twice_whatever_the_case(owner: User, make_person: MakePerson) -> None:
    make_person(email="Ann@acme.example")

    with pytest.raises(AlreadyHere):
        domain.invite(email="ann@ACME.example", role=Role.VIEWER, by=owner)

    assert not Letter.objects.exists()


@pytest.mark.parametrize("own", [Role.ADMIN, Role.EDITOR])
def test_nobody_invites_above_their_own_role(make_person: MakePerson, own: Role) -> None:
    with pytest.raises(RoleTooHigh):
        domain.invite(email="new@acme.example", role=Role.OWNER, by=make_person(own))

    assert not User.objects.filter(email="new@acme.example").exists()


def test_an_invited_person_joins_once(owner: User) -> None:
    token = invitation_token(domain.invite(email="new@acme.example", role=Role.ANALYST, by=owner))

    joined = domain.join(token=token, name="Ann", password=PASSWORD)

    assert (joined.name, joined.role, joined.check_password(PASSWORD)) == ("Ann", Role.ANALYST, True)
    assert told()[-1][:2] == ("person.joined", "new@acme.example")
    with pytest.raises(InvitationGone):
        domain.join(token=token, name="Eve", password="another password")
    assert User.objects.get(pk=joined.pk).name == "Ann"


def test_a_new_invitation_voids_the_earlier_one(owner: User) -> None:
    person = domain.invite(email="new@acme.example", role=Role.ANALYST, by=owner)
    before = invitation_token(person)

    domain.invite_again(person=person, by=owner)

    with pytest.raises(InvitationGone):
        person_invited_by(before)
    assert person_invited_by(invitation_token(person)) == person
    assert Letter.objects.count() == 2


def test_a_withdrawn_invitation_lets_nobody_in(owner: User) -> None:
    person = domain.invite(email="new@acme.example", role=Role.ANALYST, by=owner)
    token = invitation_token(person)

    domain.withdraw_invitation(person=person, by=owner)

    assert not User.objects.filter(email="new@acme.example").exists()
    with pytest.raises(InvitationGone):
        domain.join(token=token, name="Ann", password=PASSWORD)


def test_an_invitation_is_only_good_in_its_organisation(owner: User, other: Scope) -> None:
    person = domain.invite(email="new@acme.example", role=Role.ANALYST, by=owner)
    token = invitation_token(person)

    with tenant_scope(other):
        User.objects.create(
            pk=person.pk, email="x@other.example", invited_at=person.invited_at, joined_at=None
        )
        with pytest.raises(InvitationGone):
            person_invited_by(token)


@pytest.mark.parametrize("act", [domain.invite_again, domain.withdraw_invitation])
def test_who_has_joined_is_not_invited_nor_withdrawn(
    owner: User, editor: User, act: Callable[..., None]
) -> None:
    with pytest.raises(NotInvited):
        act(person=editor, by=owner)

    assert User.objects.filter(pk=editor.pk, joined_at__isnull=False).exists()


def test_a_role_is_changed_and_told(owner: User, editor: User) -> None:
    domain.change_role(person=editor, role=Role.VIEWER, by=owner)
    domain.change_role(person=editor, role=Role.VIEWER, by=owner)

    assert User.objects.get(pk=editor.pk).role == Role.VIEWER
    assert [event[0] for event in told()] == ["person.role_changed"]
    assert told()[0][2]["role_before"] == "editor"


@pytest.mark.parametrize(("before", "after"), [(Role.OWNER, Role.VIEWER), (Role.EDITOR, Role.OWNER)])
def test_an_admin_touches_no_owner_and_makes_none(make_person: MakePerson, before: Role, after: Role) -> None:
    person = make_person(before)

    with pytest.raises(RoleTooHigh):
        domain.change_role(person=person, role=after, by=make_person(Role.ADMIN))

    assert User.objects.get(pk=person.pk).role == before


def test_the_last_owner_stays_an_owner(owner: User, make_person: MakePerson) -> None:
    second = make_person(Role.OWNER)
    second.is_active = False
    second.save()
    domain.invite(email="third@acme.example", role=Role.OWNER, by=owner)

    with pytest.raises(LastOwner):
        domain.change_role(person=owner, role=Role.ADMIN, by=owner)
    with pytest.raises(LastOwner):
        domain.deactivate(person=owner, by=None)

    assert User.objects.get(pk=owner.pk).role == Role.OWNER


def test_an_owner_may_step_down_when_there_is_another(owner: User, make_person: MakePerson) -> None:
    make_person(Role.OWNER)

    domain.change_role(person=owner, role=Role.VIEWER, by=owner)

    assert User.objects.get(pk=owner.pk).role == Role.VIEWER


def test_nobody_deactivates_themselves(owner: User, make_person: MakePerson) -> None:
    make_person(Role.OWNER)

    with pytest.raises(YourOwnAccount):
        domain.deactivate(person=owner, by=owner)


def test_who_is_deactivated_comes_back_as_they_were(owner: User, editor: User) -> None:
    domain.deactivate(person=editor, by=owner)
    gone = User.objects.get(pk=editor.pk).can("survey.view")
    domain.reactivate(person=editor, by=owner)

    back = User.objects.get(pk=editor.pk)
    assert (gone, back.can("survey.edit"), back.check_password(PASSWORD)) == (False, True, True)
    assert [event[0] for event in told()] == ["person.deactivated", "person.reactivated"]


def test_two_owners_who_demote_each_other_at_once_leave_one(committed: Scope) -> None:
    pair = [User.objects.get(), domain.add_member(email="b@c.example", role=Role.OWNER, password=PASSWORD)]
    barrier = Barrier(2)

    @carrying_scope
    def demote(person: User, by: User) -> None:
        barrier.wait()
        try:
            domain.change_role(person=person, role=Role.VIEWER, by=by)
        except LastOwner:
            pass
        finally:
            connections.close_all()

    as_seen = [[User.objects.get(pk=one.pk) for one in order] for order in (pair, pair[::-1])]
    threads = [Thread(target=demote, args=(person, by)) for person, by in as_seen]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert User.objects.filter(role=Role.OWNER).count() == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda person, by: domain.change_role(person=person, role=Role.VIEWER, by=by),
        lambda person, by: domain.deactivate(person=person, by=by),
        lambda person, by: domain.reactivate(person=person, by=by),
        lambda person, by: domain.invite_again(person=person, by=by),
        lambda person, by: domain.withdraw_invitation(person=person, by=by),
    ],
)
def test_rank_is_judged_by_the_role_that_somebody_has_now(
    make_person: MakePerson, act: Callable[[User, User], None]
) -> None:
    admin, person = make_person(Role.ADMIN), make_person(Role.EDITOR)
    User.objects.filter(pk=person.pk).update(role=Role.OWNER)

    with pytest.raises(RoleTooHigh):
        act(person, admin)

    person.refresh_from_db()
    assert (person.role, person.is_active) == (Role.OWNER, True)


def test_a_role_that_somebody_else_gave_meanwhile_is_told_as_the_one_before(
    owner: User, make_person: MakePerson
) -> None:
    person = make_person(Role.VIEWER)
    User.objects.filter(pk=person.pk).update(role=Role.ANALYST)

    domain.change_role(person=person, role=Role.EDITOR, by=owner)

    assert told()[-1][2]["role_before"] == Role.ANALYST


def test_somebody_who_is_gone_can_be_given_no_role(owner: User, make_person: MakePerson) -> None:
    person = make_person(Role.VIEWER)
    User.objects.filter(pk=person.pk).delete()

    with pytest.raises(User.DoesNotExist):
        domain.change_role(person=person, role=Role.EDITOR, by=owner)
