"""Host names of an organisation: added, made primary, removed."""

from collections.abc import Iterator

import pytest

from tenants.exceptions import OrganisationInvalid, OrganisationUnknown
from tenants.hosts import add_host, make_primary, remove_host
from tenants.models import Domain, Organisation
from tenants.queries import organisation_at, organisation_of, organisation_url
from tenants.scope import public_scope


@pytest.fixture
def row(db: None) -> Iterator[Organisation]:
    with public_scope():
        found: Organisation = Organisation.objects.get(schema_name="t_acme")
        yield found


def test_pages_answer_at_an_added_host_and_links_stay(row: Organisation) -> None:
    add_host(organisation=row, host="Surveys.Acme.Example")

    assert organisation_at("surveys.acme.example").schema == "t_acme"
    assert organisation_of("t_acme").host == "acme.localhost"


def test_links_lead_to_the_primary_host(row: Organisation) -> None:
    make_primary(host=add_host(organisation=row, host="surveys.acme.example"))

    assert organisation_url(organisation_of("t_acme"), "/x/") == "http://surveys.acme.example:8000/x/"
    assert Domain.objects.filter(tenant=row, is_primary=True).count() == 1


def test_a_removed_host_answers_no_more(row: Organisation) -> None:
    host = add_host(organisation=row, host="surveys.acme.example")
    remove_host(host=host)

    with pytest.raises(OrganisationUnknown):
        organisation_at("surveys.acme.example")


def test_the_primary_host_stays(row: Organisation) -> None:
    with pytest.raises(OrganisationInvalid):
        remove_host(host=Domain.objects.get(tenant=row))

    assert organisation_at("acme.localhost").schema == "t_acme"


@pytest.mark.parametrize("host", ["other.localhost", "OTHER.localhost", "localhost", "a b.example", ""])
def test_a_host_of_somebody_or_of_nobody_is_refused(row: Organisation, host: str) -> None:
    with pytest.raises(OrganisationInvalid):
        add_host(organisation=row, host=host)

    assert Domain.objects.filter(tenant=row).count() == 1
