"""The operators' admin at the main host: organisations from their making to their end."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from pytest_django import DjangoDbBlocker

from tenants.domain import delete_organisation
from tenants.hosts import add_host
from tenants.models import Domain, DueWork, Organisation
from tenants.people.domain import add_operator, delete_operator, invite
from tenants.people.exceptions import RoleTooHigh, YourOwnAccount
from tenants.people.models import Letter, User
from tenants.people.removing import remove_person
from tenants.permissions import Role
from tenants.queries import organisation_of
from tenants.scope import public_scope, tenant_scope
from tests.conftest import PASSWORD
from tests.factories import PersonFactory
from webhooks.models import Event

EMAIL = "op@example.org"
LISTS = [
    "/admin/",
    "/admin/tenants/organisation/",
    "/admin/tenants/organisation/add/",
    "/admin/tenants/duework/",
    "/admin/people/user/",
    "/admin/people/user/add/",
    "/admin/django_celery_beat/periodictask/",
    "/admin/django_celery_beat/periodictask/add/",
    "/admin/django_celery_beat/intervalschedule/add/",
    "/admin/password_change/",
]
NEW = {"name": "Fresh", "schema": "fresh", "host": "fresh.localhost", "owner": "o@fresh.example"}


def browser() -> Client:
    """A browser at the main host in which an operator is signed in."""
    PersonFactory.create(email=EMAIL, role=Role.OPERATOR)
    client = Client(headers={"host": "localhost"})
    assert client.post("/sign-in/", {"username": EMAIL, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def at_desk(db: None) -> Iterator[Client]:
    with public_scope():
        yield browser()


@pytest.fixture
def acme_row(at_desk: Client) -> Organisation:
    row: Organisation = Organisation.objects.get(schema_name="t_acme")
    return row


@pytest.fixture
def committed_desk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Client]:
    """The same outside any test transaction, for making and dropping schemas."""
    with django_db_blocker.unblock(), public_scope():
        yield browser()
        remove_person(User.objects.get(email=EMAIL))
        for row in Organisation.objects.filter(schema_name="t_fresh"):
            delete_organisation(organisation=row, typed_name=row.name)


def page_of(row: Organisation, more: str = "change/") -> str:
    return f"/admin/tenants/organisation/{row.pk}/{more}"


def operator(email: str = "second@example.org") -> User:
    return add_operator(email=email, password=PASSWORD)


def test_an_operator_deletes_another(at_desk: Client) -> None:
    second = operator()
    third = invite(email="third@example.org", role=Role.OPERATOR, by=second)

    page = at_desk.get(f"/admin/people/user/{second.pk}/delete/")
    answer = at_desk.post(f"/admin/people/user/{second.pk}/delete/", {"post": "yes"})

    third.refresh_from_db()
    assert (page.status_code, "second@example.org" in page.content.decode()) == (200, True)
    assert (answer.status_code, third.invited_by) == (302, None)
    assert [*User.objects.order_by("email").values_list("email", flat=True)] == [EMAIL, "third@example.org"]


def test_nobody_deletes_themselves(at_desk: Client) -> None:
    me = User.objects.get(email=EMAIL)

    assert at_desk.post(f"/admin/people/user/{me.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "/delete/" not in at_desk.get(f"/admin/people/user/{me.pk}/change/").content.decode()
    with pytest.raises(YourOwnAccount):
        delete_operator(person=me, by=me)


def test_who_was_deleted_meanwhile_deletes_nobody(at_desk: Client) -> None:
    me, second = User.objects.get(email=EMAIL), operator()
    delete_operator(person=second, by=me)

    with pytest.raises(RoleTooHigh):
        delete_operator(person=me, by=second)


def test_signing_in_leads_to_the_admin(at_desk: Client) -> None:
    assert at_desk.get("/sign-in/").headers["Location"] == "/admin/"


@pytest.mark.parametrize("path", LISTS)
def test_every_page_stands_without_inline_script_or_style(at_desk: Client, path: str) -> None:
    answer = at_desk.get(path)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize("path", LISTS)
def test_strangers_are_asked_to_sign_in(db: None, path: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(path, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/sign-in/?next=/admin/")


def test_people_of_organisations_are_strangers_here(db: None) -> None:
    client = Client(headers={"host": "localhost"})

    answer = client.post("/sign-in/", {"username": "owner@acme.example", "password": PASSWORD})

    assert answer.status_code == 422


def test_an_organisation_is_made_and_its_owner_invited(committed_desk: Client) -> None:
    answer = committed_desk.post("/admin/tenants/organisation/add/", NEW)

    with tenant_scope(organisation_of("t_fresh")) as scope:
        owner, letter = User.objects.get(), Letter.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/tenants/organisation/")
    assert (scope.name, scope.host) == ("Fresh", "fresh.localhost")
    assert (owner.email, owner.is_invited, letter.email) == ("o@fresh.example", True, "o@fresh.example")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "\u202eA"),
        ("schema", "acme"),
        ("schema", "a;b"),
        ("host", "acme.localhost"),
        ("host", "http://x"),
        ("owner", "nobody"),
        ("schema", ""),
    ],
)
def test_what_cant_be_made_is_told_at_its_field(at_desk: Client, field: str, value: str) -> None:
    answer = at_desk.post("/admin/tenants/organisation/add/", NEW | {field: value})

    assert list(answer.context["adminform"].form.errors) == [field]
    assert not Organisation.objects.filter(name="Fresh").exists()


def test_an_organisation_is_deleted_after_its_name_was_typed(committed_desk: Client) -> None:
    committed_desk.post("/admin/tenants/organisation/add/", NEW)
    row = Organisation.objects.get(schema_name="t_fresh")

    shown = committed_desk.get(page_of(row, "delete/"))
    wrong = committed_desk.post(page_of(row, "delete/"), {"typed_name": "fresh"})
    still = Organisation.objects.filter(pk=row.pk).exists()
    right = committed_desk.post(page_of(row, "delete/"), {"typed_name": "Fresh"})

    assert (shown.status_code, wrong.status_code, still, right.status_code) == (200, 422, True, 302)
    assert not Organisation.objects.filter(pk=row.pk).exists()
    assert not DueWork.objects.filter(tenant="t_fresh").exists()


def test_nothing_is_deleted_in_passing(at_desk: Client, acme_row: Organisation) -> None:
    at_desk.post(
        "/admin/tenants/organisation/",
        {"action": "delete_selected", "_selected_action": [acme_row.pk], "post": "yes"},
    )

    assert Organisation.objects.filter(pk=acme_row.pk).exists()


def test_an_organisation_is_renamed(at_desk: Client, acme_row: Organisation) -> None:
    good = at_desk.post(page_of(acme_row), {"name": " Acme Works "})
    bad = at_desk.post(page_of(acme_row), {"name": "\u202e"})

    acme_row.refresh_from_db()
    assert (good.status_code, bad.status_code, acme_row.name) == (302, 200, "Acme Works")
    with tenant_scope(organisation_of("t_acme")):
        assert Event.objects.get(type="organisation.renamed").actor == EMAIL


def test_an_organisation_is_suspended_and_resumed(at_desk: Client, acme_row: Organisation) -> None:
    there = Client(headers={"host": "acme.localhost"})

    at_desk.post(page_of(acme_row, "suspend/"))
    closed = there.get("/sign-in/").status_code
    shown = at_desk.get(page_of(acme_row)).content.decode()
    at_desk.post(page_of(acme_row, "resume/"))

    assert (closed, there.get("/sign-in/").status_code) == (503, 200)
    assert page_of(acme_row, "resume/") in shown


def test_hosts_are_added_made_primary_and_removed(at_desk: Client, acme_row: Organisation) -> None:
    at_desk.post(page_of(acme_row, "hosts/add/"), {"host": "surveys.acme.example"})
    added = Domain.objects.get(domain="surveys.acme.example")
    first = Domain.objects.get(domain="acme.localhost")
    at_desk.post(page_of(acme_row, f"hosts/{added.pk}/primary/"))
    at_desk.post(page_of(acme_row, f"hosts/{first.pk}/remove/"))

    assert list(Domain.objects.filter(tenant=acme_row).values_list("domain", "is_primary")) == [
        ("surveys.acme.example", True)
    ]


@pytest.mark.parametrize("host", ["other.localhost", "http://x", "", "a" * 300])
def test_a_host_that_cant_be_is_refused_in_words(at_desk: Client, acme_row: Organisation, host: str) -> None:
    answer = at_desk.post(page_of(acme_row, "hosts/add/"), {"host": host}, follow=True)

    assert "host name" in str(next(iter(answer.context["messages"]), "")).lower()
    assert Domain.objects.filter(tenant=acme_row).count() == 1


def test_the_primary_host_stays(at_desk: Client, acme_row: Organisation) -> None:
    primary = Domain.objects.get(tenant=acme_row)

    at_desk.post(page_of(acme_row, f"hosts/{primary.pk}/remove/"))

    assert Domain.objects.filter(pk=primary.pk).exists()


def test_a_host_of_another_organisation_is_not_there(at_desk: Client, acme_row: Organisation) -> None:
    theirs = add_host(organisation=Organisation.objects.get(schema_name="t_other"), host="more.localhost")

    statuses = {
        at_desk.post(page_of(acme_row, f"hosts/{theirs.pk}/{deed}/")).status_code
        for deed in ("primary", "remove")
    }

    assert statuses == {404}
    assert Domain.objects.filter(pk=theirs.pk, is_primary=False).exists()


DEEDS = ["suspend/", "resume/", "hosts/add/", "hosts/1/primary/", "hosts/1/remove/"]


@pytest.mark.parametrize("deed", DEEDS)
def test_deeds_are_posts_by_operators(at_desk: Client, acme_row: Organisation, deed: str) -> None:
    assert at_desk.get(page_of(acme_row, deed)).status_code == 405
    at_desk.post("/sign-out/")
    assert at_desk.post(page_of(acme_row, deed)).status_code == 302
    assert Organisation.objects.get(pk=acme_row.pk).status == "active"


def test_somebody_in_the_shared_schema_who_is_no_operator_may_nothing(
    at_desk: Client, acme_row: Organisation
) -> None:
    User.objects.filter(email=EMAIL).update(role=Role.VIEWER)

    assert at_desk.get(page_of(acme_row, "delete/"), follow=True).status_code == 403
    assert at_desk.get("/admin/", follow=True).status_code == 403


def test_an_owner_who_strayed_into_the_shared_schema_may_only_look(
    at_desk: Client, acme_row: Organisation
) -> None:
    User.objects.filter(email=EMAIL).update(role=Role.OWNER)

    statuses = {at_desk.get(page_of(acme_row, "delete/")).status_code} | {
        at_desk.post(page_of(acme_row, deed)).status_code for deed in ("suspend/", "hosts/add/", "delete/")
    }

    assert statuses == {403}
    assert Organisation.objects.get(pk=acme_row.pk).status == "active"


def test_an_operator_invites_another(at_desk: Client) -> None:
    at_desk.post("/admin/people/user/add/", {"email": "second@example.org", "role": "owner"})

    second = User.objects.get(email="second@example.org")
    assert (second.role, second.is_invited, Letter.objects.get().email) == (
        Role.OPERATOR,
        True,
        "second@example.org",
    )


def test_operators_are_kept_out_but_not_by_themselves(at_desk: Client) -> None:
    other = User.objects.create(email="second@example.org", role=Role.OPERATOR)
    own = User.objects.get(email=EMAIL)

    at_desk.post(f"/admin/people/user/{other.pk}/change/", {"name": "B", "language": ""})
    at_desk.post(f"/admin/people/user/{own.pk}/change/", {"name": "A", "language": ""})

    assert list(User.objects.order_by("email").values_list("is_active", "name")) == [(True, ""), (False, "B")]


def test_work_that_was_given_up_is_tried_again(at_desk: Client) -> None:
    work = DueWork.objects.create(
        tenant="t_acme",
        kind="test.kind",
        key="1",
        due_at="2026-01-01T00:00Z",
        dead_at="2026-01-02T00:00Z",
        attempts=10,
        problem="OSError",
    )

    at_desk.post("/admin/tenants/duework/", {"action": "try_again", "_selected_action": [work.pk]})

    work.refresh_from_db()
    assert (work.dead_at, work.attempts, work.problem) == (None, 0, "")
    assert at_desk.get(f"/admin/tenants/duework/{work.pk}/change/").status_code == 200


def test_a_scheduled_task_is_switched_off(at_desk: Client) -> None:
    every = IntervalSchedule.objects.create(every=5, period=IntervalSchedule.MINUTES)
    task = PeriodicTask.objects.create(name="letters", task="people.send_letter", interval=every)
    page = f"/admin/django_celery_beat/periodictask/{task.pk}/change/"
    values = {"name": "letters", "regtask": task.task, "interval": every.pk}

    answer = at_desk.post(page, values | {"args": "[]", "kwargs": "{}", "headers": "{}"})

    task.refresh_from_db()
    assert (answer.status_code, task.enabled) == (302, False)
