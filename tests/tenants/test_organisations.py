"""Making, changing and ending organisations: all or nothing, and nothing left behind."""

import time
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from tenants import domain
from tenants.domain import (
    create_organisation,
    delete_organisation,
    rename_organisation,
    resume_organisation,
    suspend_organisation,
)
from tenants.exceptions import OrganisationInvalid, OrganisationUnknown
from tenants.files import organisation_folder
from tenants.models import Domain, DueWork, Organisation
from tenants.people.models import Letter, User
from tenants.permissions import Role
from tenants.postgresql.roles import role_of
from tenants.queries import organisation_at, organisation_of, scope_of
from tenants.scope import Scope, public_scope, tenant_scope
from tests.conftest import PASSWORD

NEW = {"schema": "fresh", "name": "Fresh", "host": "fresh.localhost", "owner_email": "o@fresh.example"}


@pytest.fixture
def outside(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Outside every organisation and every test transaction; ``fresh`` is gone afterwards."""
    with django_db_blocker.unblock(), public_scope():
        yield
        for row in Organisation.objects.filter(schema_name="t_fresh"):
            delete_organisation(organisation=row, typed_name=row.name)


def traces(schema: str) -> dict[str, int]:
    """What there is of an organisation in the database."""
    with public_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [schema])
        schemas = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role_of(schema)])
        roles = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM canvass_cache WHERE starts_with(cache_key, %s)", [f"{schema}:"])
        cached = cursor.fetchone()[0]
        return {
            "schemas": schemas,
            "roles": roles,
            "rows": Organisation.objects.filter(schema_name=schema).count(),
            "hosts": Domain.objects.filter(tenant__schema_name=schema).count(),
            "work": DueWork.objects.filter(tenant=schema).count(),
            "cached": cached,
        }


def test_creating_makes_schema_role_host_and_owner(outside: None) -> None:
    row = create_organisation(**NEW, owner_password=PASSWORD)

    assert traces("t_fresh") == {"schemas": 1, "roles": 1, "rows": 1, "hosts": 1, "work": 0, "cached": 0}
    with tenant_scope(organisation_at("fresh.localhost")):
        owner = User.objects.get()
    assert (owner.email, owner.role, owner.check_password(PASSWORD)) == ("o@fresh.example", Role.OWNER, True)
    assert scope_of(row).host == "fresh.localhost"


def test_creating_takes_a_moment(outside: None) -> None:
    started = time.process_time()
    create_organisation(**NEW, owner_password=PASSWORD)

    # In the processor's time, because tests share the machine; by the clock it is half a second.
    assert time.process_time() - started < 2


def test_an_owner_without_a_password_is_invited(outside: None) -> None:
    row = create_organisation(**NEW)

    with tenant_scope(scope_of(row)):
        owner, letter = User.objects.get(), Letter.objects.get()
    assert (owner.is_invited, owner.has_usable_password()) == (True, False)
    assert (letter.kind, letter.email) == ("invitation", "o@fresh.example")
    assert traces("t_fresh")["work"] == 1


@pytest.mark.parametrize(
    "step", ["fill_schema", "make_organisation_role", "invite", "organisation_fingerprint"]
)
def test_a_failure_midway_leaves_nothing(outside: None, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(domain, step, fail)

    with pytest.raises(InterruptedError):
        create_organisation(**NEW)

    assert set(traces("t_fresh").values()) == {0}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"schema": "acme"}, "schema"),
        ({"schema": "t_acme"}, "schema"),
        ({"schema": "Fresh"}, "schema"),
        ({"schema": "fresh; DROP SCHEMA t_acme"}, "schema"),
        ({"schema": "x','t_acme"}, "schema"),
        ({"schema": ""}, "schema"),
        ({"schema": "a" * 49}, "schema"),
        ({"name": " "}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"name": "Fresh\x00"}, "name"),
        ({"name": "Fresh\u202eevil"}, "name"),
        ({"host": "acme.localhost"}, "host"),
        ({"host": "ACME.localhost."}, "host"),
        ({"host": "localhost"}, "host"),
        ({"host": "fresh.localhost:8000"}, "host"),
        ({"host": "fresh_.localhost"}, "host"),
        ({"host": "http://fresh.localhost/"}, "host"),
        ({"host": "a" * 300}, "host"),
        ({"host": ".."}, "host"),
        ({"owner_email": "nobody"}, "owner"),
        ({"owner_email": "a@b.example\nBcc: c@d.example"}, "owner"),
    ],
    ids=str,
)
def test_bad_input_is_refused_and_makes_nothing(db: None, change: dict[str, str], field: str) -> None:
    with pytest.raises(OrganisationInvalid) as caught:
        create_organisation(**(NEW | change))

    assert caught.value.field == field
    assert set(traces("t_fresh").values()) == {0}


def test_a_host_is_stored_as_dns_knows_it(outside: None) -> None:
    row = create_organisation(**(NEW | {"host": " Bücher.Example. "}), owner_password=PASSWORD)

    assert scope_of(row).host == "xn--bcher-kva.example"


def test_the_operators_changes_are_in_the_organisations_log(outside: None) -> None:
    from webhooks.models import Event

    row = create_organisation(**NEW, owner_password=PASSWORD)
    rename_organisation(organisation=row, name="Fresher", by="op@example.org")
    suspend_organisation(organisation=row, by="op@example.org")
    resume_organisation(organisation=row, by="op@example.org")

    with tenant_scope(organisation_of("t_fresh")) as scope:
        told = list(Event.objects.filter(subject="organisation").order_by("pk").values_list("type", "actor"))
    assert (scope.name, scope.is_suspended) == ("Fresher", False)
    assert told == [
        ("organisation.renamed", "op@example.org"),
        ("organisation.suspended", "op@example.org"),
        ("organisation.resumed", "op@example.org"),
    ]


def test_deleting_wants_the_name_and_leaves_nothing(outside: None) -> None:
    row = create_organisation(**NEW)
    folder = organisation_folder("t_fresh")
    default_storage.save(f"{folder}/exports/deep/answers.csv", ContentFile(b"a"))
    default_storage.save(f"{folder}/logo.webp", ContentFile(b"b"))
    with tenant_scope(scope_of(row)):
        cache.set("greeting", "hello")

    with pytest.raises(OrganisationInvalid):
        delete_organisation(organisation=row, typed_name="fresh")
    before = traces("t_fresh")
    delete_organisation(organisation=row, typed_name="Fresh")

    assert min(before.values()) == 1
    assert set(traces("t_fresh").values()) == {0}
    assert not default_storage.exists(folder)
    with pytest.raises(OrganisationUnknown):
        organisation_at("fresh.localhost")


def test_an_organisation_can_come_again_under_the_same_names(outside: None) -> None:
    delete_organisation(organisation=create_organisation(**NEW), typed_name="Fresh")
    create_organisation(**NEW)

    assert traces("t_fresh")["rows"] == 1


def run(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


WORDS = ["--schema=fresh", "--name=Fresh", "--host=fresh.localhost", "--owner=o@fresh.example"]


def test_the_command_creates_and_says_where(outside: None) -> None:
    assert run("create_organisation", *WORDS) == "Fresh answers at fresh.localhost\n"
    assert traces("t_fresh")["rows"] == 1


def test_the_command_reads_a_password(outside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))

    run("create_organisation", *WORDS, "--password-from-stdin")

    with tenant_scope(organisation_of("t_fresh")):
        assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--schema=acme"], "The schema “t_acme” is taken."),
        (["--host=acme.localhost"], "The host name “acme.localhost” is taken."),
        (["--owner=nobody"], "“nobody” is not an e-mail address."),
        (["--name="], "A name has 1 to 200 printable characters."),
    ],
)
def test_the_command_refuses_in_words(db: None, words: list[str], problem: str) -> None:
    with pytest.raises(CommandError) as caught:
        run("create_organisation", *WORDS, *words)

    assert (str(caught.value), caught.value.returncode) == (problem, 1)
    assert set(traces("t_fresh").values()) == {0}


def test_the_command_refuses_a_weak_password(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("password\n"))

    with pytest.raises(CommandError, match="too short"):
        run("create_organisation", *WORDS, "--password-from-stdin")


def test_an_operator_is_made_by_command(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))

    said = run("create_operator", "--email=op@example.org", "--password-from-stdin")

    with public_scope():
        operator = User.objects.get(email="op@example.org")
    assert said == "op@example.org signs in at localhost\n"
    assert (operator.role, operator.check_password(PASSWORD)) == (Role.OPERATOR, True)


def test_an_operator_without_a_password_is_sent_a_link(db: None) -> None:
    run("create_operator", "--email=op@example.org")

    with public_scope():
        assert User.objects.get(email="op@example.org").is_invited
        assert Letter.objects.get().email == "op@example.org"


@pytest.mark.parametrize("email", ["nobody", "OP@example.org"])
def test_an_operator_that_cant_be_made_is_refused(db: None, email: str) -> None:
    run("create_operator", "--email=op@example.org")

    with pytest.raises(CommandError):
        run("create_operator", f"--email={email}")


def test_caches_of_organisations_are_apart(acme: Scope, other: Scope) -> None:
    cache.set("greeting", "hello")

    with tenant_scope(other):
        assert cache.get("greeting") is None
    assert cache.get("greeting") == "hello"
