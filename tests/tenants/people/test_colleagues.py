"""The pages about colleagues: what each role sees and may do there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tenants.people.domain import invite
from tenants.people.models import Letter, User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope

type MakePerson = Callable[..., User]
type ClientOf = Callable[[User], Client]

ROLES = [Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.VIEWER]
PAGES = {
    "/people/": ROLES,
    "/profile/": ROLES,
    "/password/": ROLES,
    "/people/invite/": [Role.OWNER, Role.ADMIN],
    "/settings/": [Role.OWNER, Role.ADMIN],
}
DEEDS = ["role", "invite-again", "withdraw", "deactivate", "reactivate"]
SETTINGS = ["organisation", "colour", "logo", "logo/remove"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_pages(make_person: MakePerson, client_of: ClientOf, role: Role) -> None:
    client = client_of(make_person(role))

    found = {page: client.get(page).status_code for page in PAGES}

    assert found == {page: 200 if role in roles else 403 for page, roles in PAGES.items()}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANALYST, Role.VIEWER])
def test_roles_without_the_right_can_do_nothing_to_others(
    make_person: MakePerson, client_of: ClientOf, owner: User, role: Role
) -> None:
    client, person = client_of(make_person(role)), make_person(Role.VIEWER)
    invited = invite(email="new@acme.example", role=Role.VIEWER, by=owner)

    statuses = {
        *(
            client.post(f"/people/{each.pk}/{deed}/").status_code
            for deed in DEEDS
            for each in (person, invited)
        ),
        *(client.post(f"/settings/{part}/").status_code for part in SETTINGS),
        client.get(f"/people/{person.pk}/").status_code,
        client.post("/people/invite/", {"email": "x@acme.example", "role": "viewer"}).status_code,
    }

    assert statuses == {403}
    assert User.objects.filter(pk__in=[person.pk, invited.pk], is_active=True, role=Role.VIEWER).count() == 2


@pytest.mark.parametrize("page", [*PAGES, "/people/01a1fde2-8b75-7657-a87d-6a46562e4d59/"])
def test_a_stranger_is_asked_to_sign_in(stranger: Client, page: str) -> None:
    answer = stranger.get(page)

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={page}")


def test_the_list_shows_everybody_of_the_organisation_and_nobody_else(
    at_desk: Client, make_person: MakePerson, other: Scope
) -> None:
    make_person(Role.VIEWER, "ann@acme.example")
    with tenant_scope(other):
        User.objects.create(email="bob@other.example")

    page = at_desk.get("/people/").content.decode()

    assert "owner@acme.example" in page
    assert "ann@acme.example" in page
    assert "other.example" not in page


def test_the_list_costs_the_same_for_one_and_for_many(at_desk: Client, make_person: MakePerson) -> None:
    at_desk.get("/people/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            at_desk.get("/people/")
        counts.append(len(seen))
        for _ in range(5):
            make_person(Role.VIEWER)

    assert counts[0] == counts[1]


@pytest.mark.parametrize(("words", "found"), [("ann", True), ("ANN@", True), ("bob", False)])
def test_people_are_found(at_desk: Client, make_person: MakePerson, words: str, found: bool) -> None:
    make_person(Role.VIEWER, "ann@acme.example")

    page = at_desk.get("/people/", {"q": words}).content.decode()

    assert ('href="/people/' in page and "ann@acme.example</a>" in page) is found


def test_names_are_escaped(at_desk: Client, make_person: MakePerson) -> None:
    person = make_person(Role.VIEWER)
    User.objects.filter(pk=person.pk).update(name="<script>alert(1)</script>")

    pages = at_desk.get("/people/").content + at_desk.get(f"/people/{person.pk}/").content

    assert b"<script>alert" not in pages


def test_somebody_is_invited(at_desk: Client) -> None:
    answer = at_desk.post("/people/invite/", {"email": "new@acme.example", "role": "analyst"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert User.objects.get(email="new@acme.example").role == Role.ANALYST
    assert Letter.objects.get().email == "new@acme.example"


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("owner@acme.example", "viewer"),
        ("nobody", "viewer"),
        ("new@acme.example", "operator"),
        ("new@acme.example", "emperor"),
        ("new@acme.example", ""),
        ("new\x00@acme.example", "viewer"),
    ],
)
def test_who_cant_be_invited_is_told_why(at_desk: Client, email: str, role: str) -> None:
    answer = at_desk.post("/people/invite/", {"email": email, "role": role})

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not Letter.objects.exists()


def test_an_admin_isnt_offered_to_make_owners(admin_at_desk: Client) -> None:
    page = admin_at_desk.get("/people/invite/").content.decode()
    answer = admin_at_desk.post("/people/invite/", {"email": "new@acme.example", "role": "owner"})

    assert 'value="owner"' not in page
    assert answer.status_code == 422


def deed(client: Client, person: User, name: str, **data: str) -> tuple[int, str]:
    answer = client.post(f"/people/{person.pk}/{name}/", data)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_role_is_changed(at_desk: Client, editor: User) -> None:
    assert deed(at_desk, editor, "role", role="viewer") == (302, f"/people/{editor.pk}/")
    assert deed(at_desk, editor, "role", role="emperor")[0] == 422
    assert User.objects.get(pk=editor.pk).role == Role.VIEWER


def test_the_last_owner_is_told_why_they_stay(at_desk: Client, owner: User) -> None:
    answer = at_desk.post(f"/people/{owner.pk}/role/", {"role": "admin"})

    assert answer.status_code == 422
    assert "make somebody else one first" in answer.content.decode()
    assert User.objects.get(pk=owner.pk).role == Role.OWNER


def test_somebody_is_kept_out_and_let_back_in(at_desk: Client, editor: User) -> None:
    page = f"/people/{editor.pk}/"

    assert deed(at_desk, editor, "deactivate") == (302, page)
    assert "Reactivate the account" in at_desk.get(page).content.decode()
    assert deed(at_desk, editor, "reactivate") == (302, page)
    assert User.objects.get(pk=editor.pk).is_active


def test_an_invitation_is_sent_again_and_withdrawn(at_desk: Client, owner: User) -> None:
    person = invite(email="new@acme.example", role=Role.VIEWER, by=owner)

    assert deed(at_desk, person, "invite-again") == (302, f"/people/{person.pk}/")
    assert "Withdraw the invitation" in at_desk.get(f"/people/{person.pk}/").content.decode()
    assert deed(at_desk, person, "withdraw") == (302, "/people/")
    assert not User.objects.filter(pk=person.pk).exists()


def test_an_admin_sees_an_owner_without_what_would_change_them(admin_at_desk: Client, owner: User) -> None:
    page = admin_at_desk.get(f"/people/{owner.pk}/").content.decode()

    assert "This role is above yours" in page
    assert f"/people/{owner.pk}/role/" not in page
    assert {deed(admin_at_desk, owner, name, role="viewer")[0] for name in DEEDS} == {422}


def test_ones_own_account_cant_be_deactivated(admin_at_desk: Client, acme: Scope) -> None:
    own = User.objects.get(role=Role.ADMIN)

    assert deed(admin_at_desk, own, "deactivate")[0] == 422
    assert User.objects.get(pk=own.pk).is_active


def test_people_of_others_are_not_there(at_desk: Client, other: Scope) -> None:
    with tenant_scope(other):
        theirs = User.objects.get()

    assert at_desk.get(f"/people/{theirs.pk}/").status_code == 404
    assert {deed(at_desk, theirs, name)[0] for name in DEEDS} == {404}


SPOKEN = [("en", "English"), ("de", "Deutsch"), ("nl", "Nederlands")]


def test_a_profile_is_changed(at_desk: Client, owner: User, settings: Settings) -> None:
    settings.STAFF_LANGUAGES = SPOKEN
    answer = at_desk.post("/profile/", {"name": "Olga", "language": "nl"})
    wrong = at_desk.post("/profile/", {"name": "Olga", "language": "tlh"})

    owner.refresh_from_db()
    assert (answer.status_code, wrong.status_code) == (302, 422)
    assert (owner.name, owner.language) == ("Olga", "nl")
    assert at_desk.get("/people/").headers["Content-Language"] == "nl"


def test_one_language_is_no_choice(at_desk: Client, owner: User, settings: Settings) -> None:
    settings.STAFF_LANGUAGES = SPOKEN[:1]
    User.objects.filter(pk=owner.pk).update(language="nl")

    at_desk.post("/profile/", {"name": "Olga", "language": "de"})

    owner.refresh_from_db()
    assert (owner.name, owner.language) == ("Olga", "nl")
    assert 'name="language"' not in at_desk.get("/profile/").content.decode()


def test_the_language_is_left_to_the_browser_again(at_desk: Client, settings: Settings) -> None:
    settings.STAFF_LANGUAGES = SPOKEN
    at_desk.post("/profile/", {"name": "Olga", "language": "nl"})
    at_desk.post("/profile/", {"name": "Olga", "language": ""})

    assert at_desk.get("/people/", headers={"accept-language": "de"}).headers["Content-Language"] == "de"
