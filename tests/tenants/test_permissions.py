"""The permission table, and who may give which role."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tenants.people.admin_rights import ADMIN_RIGHTS, permission_behind
from tenants.people.models import User
from tenants.permissions import PERMISSIONS, Role, may_grant, needs, permissions_of, roles_below
from tenants.scope import Scope, public_scope

TABLE = {
    #                       owner  admin editor analyst viewer operator
    "organisation.manage": (True, True, False, False, False, False),
    "people.view": (True, True, True, True, True, False),
    "people.manage": (True, True, False, False, False, False),
    "survey.view": (True, True, True, True, True, False),
    "survey.edit": (True, True, True, False, False, False),
    "survey.publish": (True, True, True, False, False, False),
    "survey.delete": (True, True, True, False, False, False),
    "survey.purge": (True, False, False, False, False, False),
    "response.view": (True, True, True, True, False, False),
    "response.edit": (True, True, True, False, False, False),
    "response.delete": (True, True, False, False, False, False),
    "results.view": (True, True, True, True, True, False),
    "results.edit": (True, True, True, True, False, False),
    "results.export": (True, True, True, True, False, False),
    "results.share": (True, True, True, False, False, False),
    "admin.use": (True, True, False, False, False, False),
    "installation.operate": (False, False, False, False, False, True),
}
ROLES = [Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.VIEWER, Role.OPERATOR]


def test_the_table() -> None:
    found = {
        permission: tuple(User(role=role).can(permission) for role in ROLES) for permission in PERMISSIONS
    }

    assert found == TABLE


def test_somebody_deactivated_may_nothing() -> None:
    person = User(role=Role.OWNER, is_active=False)

    assert person.permissions == []
    assert not any(person.can(permission) for permission in PERMISSIONS)
    assert not person.is_staff


def test_all_permissions_of_a_role() -> None:
    assert permissions_of(Role.VIEWER) == ["people.view", "survey.view", "results.view"]
    assert User(role=Role.VIEWER).permissions == permissions_of(Role.VIEWER)


@pytest.mark.parametrize("own", ROLES)
def test_nobody_gives_a_role_above_their_own(own: Role) -> None:
    order = [Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.VIEWER]
    below = [] if own == Role.OPERATOR else order[order.index(own) :]

    assert roles_below(own) == below
    assert may_grant(own, Role.OPERATOR) is (own == Role.OPERATOR)


def test_an_unknown_permission_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        needs("survey.fly")
    with pytest.raises(KeyError):
        User(role=Role.OWNER).can("survey.fly")


def test_the_admins_words_stand_for_permissions(acme: Scope) -> None:
    assert set(ADMIN_RIGHTS.values()) <= set(PERMISSIONS)
    assert User(role=Role.ADMIN).has_perm("people.change_user")
    assert not User(role=Role.EDITOR).has_perm("people.change_user")
    assert permission_behind("tenants.delete_organisation") is None
    with public_scope():
        assert permission_behind("tenants.delete_organisation") == "installation.operate"
        assert permission_behind("surveys.view_survey") is None


def test_htmx_asks_strangers_to_sign_in_with_a_header(stranger: Client) -> None:
    page = "http://acme.localhost/people/?q=a&page=2"

    answer = stranger.get("/people/", headers={"HX-Request": "true", "HX-Current-URL": page})

    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/people/%3Fq%3Da%26page%3D2"


def test_a_view_tells_what_it_needs() -> None:
    @needs("people.view")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert view.permission == "people.view"  # type: ignore[attr-defined]
