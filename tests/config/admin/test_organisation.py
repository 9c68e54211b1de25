"""An organisation's admin: for admins and owners, through the domain, its own things only."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from responses.models import Response
from surveys.models import Survey
from tenants.people.models import Letter, User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.builders import published_survey
from webhooks.models import Event

type MakePerson = Callable[..., User]
type ClientOf = Callable[[User], Client]
LISTS = [
    "/admin/",
    "/admin/people/user/",
    "/admin/surveys/survey/",
    "/admin/responses/response/",
    "/admin/webhooks/event/",
]


@pytest.fixture
def owner(acme: Scope) -> User:
    return User.objects.get(email="owner@acme.example")


@pytest.fixture
def at_desk(owner: User, client_of: ClientOf) -> Client:
    return client_of(owner)


def make_response(survey: Survey) -> Response:
    response: Response = Response.objects.create(
        survey=survey, version=survey.current_version, language="en", seed=1, answers={}
    )
    return response


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.VIEWER])
def test_the_admin_opens_for_owners_and_admins(
    make_person: MakePerson, client_of: ClientOf, role: Role
) -> None:
    client = client_of(make_person(role))
    wanted = 200 if role in {Role.OWNER, Role.ADMIN} else 403

    found = {path: client.get(path, follow=True).status_code for path in LISTS}

    assert found == dict.fromkeys(LISTS, wanted)


@pytest.mark.parametrize("path", LISTS)
def test_strangers_are_asked_to_sign_in(stranger: Client, path: str) -> None:
    answer = stranger.get(path, follow=True)

    assert answer.redirect_chain[-1] == (f"/sign-in/?next={path}", 302)


def test_signing_out_and_changing_the_password_are_the_pages_everybody_uses(at_desk: Client) -> None:
    assert at_desk.get("/admin/password_change/").headers["Location"] == "/password/"
    assert at_desk.get("/admin/logout/").status_code == 405
    assert at_desk.post("/admin/logout/").headers["Location"] == "/sign-in/"
    assert at_desk.get("/admin/").status_code == 302


def test_every_object_has_its_page(at_desk: Client, owner: User) -> None:
    survey = published_survey()
    response = make_response(survey)
    event = Event.objects.first()
    assert event is not None
    pages = [
        f"/admin/people/user/{owner.pk}/change/",
        "/admin/people/user/add/",
        f"/admin/surveys/survey/{survey.pk}/change/",
        f"/admin/responses/response/{response.pk}/change/",
        f"/admin/webhooks/event/{event.pk}/change/",
    ]

    assert [at_desk.get(page).status_code for page in pages] == [200] * 5
    assert f"/surveys/{survey.pk}/" in at_desk.get(pages[2]).content.decode()


def test_objects_of_others_are_not_there(at_desk: Client, other: Scope) -> None:
    with tenant_scope(other):
        survey = published_survey(title="Theirs")
        response = make_response(survey)
        theirs = User.objects.get()
    pages = [
        f"/admin/people/user/{theirs.pk}/change/",
        f"/admin/surveys/survey/{survey.pk}/change/",
        f"/admin/responses/response/{response.pk}/change/",
        f"/admin/responses/response/{response.pk}/delete/",
    ]

    answers = [at_desk.get(page) for page in pages]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, "/admin/")] * 4


PERSON = {"name": "Ann", "language": "nl", "role": "viewer", "is_active": "on"}


def test_somebody_is_changed_through_the_domain(
    at_desk: Client, owner: User, make_person: MakePerson
) -> None:
    person = make_person(Role.EDITOR)
    page = f"/admin/people/user/{person.pk}/change/"

    changed = at_desk.post(page, PERSON)
    kept_out = at_desk.post(page, {**PERSON, "is_active": ""})

    person.refresh_from_db()
    told = Event.objects.filter(subject=f"person:{person.pk}").order_by("pk")
    assert (changed.status_code, kept_out.status_code) == (302, 302)
    assert (person.name, person.role, person.is_active) == ("Ann", Role.VIEWER, False)
    assert [(event.type, event.actor) for event in told] == [
        ("person.role_changed", owner.email),
        ("person.deactivated", owner.email),
    ]


def test_what_the_domain_refuses_is_said_and_not_half_done(at_desk: Client, owner: User) -> None:
    answer = at_desk.post(f"/admin/people/user/{owner.pk}/change/", PERSON, follow=True)

    owner.refresh_from_db()
    assert "make somebody else one first" in answer.content.decode()
    assert (owner.role, owner.name) == (Role.OWNER, "")


def test_an_admin_looks_at_an_owner_and_changes_nothing(
    make_person: MakePerson, client_of: ClientOf, owner: User
) -> None:
    client = client_of(make_person(Role.ADMIN))
    page = f"/admin/people/user/{owner.pk}/change/"

    assert client.get(page).status_code == 200
    assert client.post(page, PERSON).status_code == 403
    assert (
        client.post("/admin/people/user/add/", {"email": "x@acme.example", "role": "owner"}).status_code
        == 200
    )
    assert not User.objects.filter(email="x@acme.example").exists()


def test_adding_somebody_invites_them(at_desk: Client) -> None:
    answer = at_desk.post("/admin/people/user/add/", {"email": "new@acme.example", "role": "editor"})

    assert answer.status_code == 302
    assert User.objects.get(email="new@acme.example").is_invited
    assert Letter.objects.get().email == "new@acme.example"


def test_adding_somebody_who_is_here_says_so(at_desk: Client, owner: User) -> None:
    answer = at_desk.post(
        "/admin/people/user/add/", {"email": "OWNER@acme.example", "role": "editor"}, follow=True
    )

    assert "already" in answer.content.decode()
    assert not Letter.objects.exists()


def test_states_are_shown(at_desk: Client, make_person: MakePerson) -> None:
    person = make_person()
    at_desk.post("/admin/people/user/add/", {"email": "new@acme.example", "role": "editor"})
    User.objects.filter(pk=person.pk).update(is_active=False)

    page = at_desk.get("/admin/people/user/").content.decode()

    assert all(word in page for word in ("Active", "Invited", "Deactivated"))


def test_nobody_is_deleted(at_desk: Client, editor: User) -> None:
    assert at_desk.post(f"/admin/people/user/{editor.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=editor.pk).exists()


def test_surveys_are_only_looked_at(at_desk: Client) -> None:
    survey = published_survey()
    page = f"/admin/surveys/survey/{survey.pk}"

    statuses = {
        at_desk.post(f"{page}/change/", {"title": "x"}).status_code,
        at_desk.post(f"{page}/delete/", {"post": "yes"}).status_code,
        at_desk.get("/admin/surveys/survey/add/").status_code,
    }

    assert statuses == {403}
    assert "Open" in at_desk.get("/admin/surveys/survey/").content.decode()


def test_a_response_is_deleted_with_its_event(at_desk: Client, owner: User) -> None:
    response = make_response(published_survey())

    at_desk.post(f"/admin/responses/response/{response.pk}/delete/", {"post": "yes"})

    event = Event.objects.get(type="response.deleted")
    assert not Response.objects.exists()
    assert (event.subject, event.actor) == (f"response:{response.pk}", owner.email)


def test_several_responses_are_deleted_each_with_its_event(at_desk: Client) -> None:
    survey = published_survey()
    chosen = [make_response(survey), make_response(survey)]
    kept = make_response(survey)

    at_desk.post(
        "/admin/responses/response/",
        {"action": "delete_selected", "_selected_action": [str(each.pk) for each in chosen], "post": "yes"},
    )

    assert list(Response.objects.all()) == [kept]
    assert Event.objects.filter(type="response.deleted").count() == 2


def test_the_admin_writes_no_log_of_its_own_and_uses_no_content_type(
    at_desk: Client, make_person: MakePerson
) -> None:
    at_desk.post(f"/admin/people/user/{make_person().pk}/change/", PERSON)
    at_desk.post("/admin/people/user/add/", {"email": "new@acme.example", "role": "editor"})
    at_desk.post(f"/admin/responses/response/{make_response(published_survey()).pk}/delete/", {"post": "yes"})

    assert not LogEntry.objects.exists()
    assert not ContentType.objects.exists()


def test_the_admin_wears_the_organisations_name_and_colours(at_desk: Client, acme: Scope) -> None:
    page = at_desk.get("/admin/").content.decode()

    assert f'href="/brand/admin.css?v={acme.brand_stamp}"' in page
    assert "Acme" in page
    assert "<style" not in page
    assert " style=" not in page
