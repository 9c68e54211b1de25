"""How an organisation presents itself, without the page around it."""

import pytest

from tenants.exceptions import ColourUnreadable, OrganisationInvalid
from tenants.models import Organisation
from tenants.presenting import change_colour, change_organisation
from tenants.queries import MOST_KEPT, _kept, forget_organisations, organisation_of
from tenants.scope import Scope


def test_an_unreadable_colour_is_refused_by_the_domain_too(acme: Scope) -> None:
    with pytest.raises(ColourUnreadable) as caught:
        change_colour(colour="#ffe600", by="")

    assert caught.value.nearest == "#827500"
    assert Organisation.objects.get().brand_colour == "#00705f"


def test_a_name_that_cant_be_is_refused_by_the_domain_too(acme: Scope) -> None:
    with pytest.raises(OrganisationInvalid):
        change_organisation(name="\u202e", time_zone="UTC", languages=[], by="")


def test_a_change_shows_at_once_in_this_process(acme: Scope) -> None:
    change_organisation(name="Acme Works", time_zone="UTC", languages=["nl"], by="")

    found = organisation_of("t_acme")
    assert (found.name, found.languages) == ("Acme Works", ("nl",))
    assert found.brand_stamp != acme.brand_stamp


def test_what_is_kept_of_organisations_has_a_bound(acme: Scope) -> None:
    forget_organisations()
    _kept.update({f"host:{number}": (0.0, None) for number in range(MOST_KEPT)})

    organisation_of("t_acme")

    assert len(_kept) == 1
