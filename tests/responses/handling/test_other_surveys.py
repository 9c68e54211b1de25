"""What is done with responses of one survey, asked of another."""

from uuid import uuid4

from responses.handling.binning import bin_responses
from responses.models import PersonalLink, Response
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.builders import published_survey


def test_a_bin_frees_no_personal_links_of_other_surveys(acme: Scope) -> None:
    mine, theirs = published_survey(), published_survey()
    response = respond(theirs)
    link = PersonalLink.objects.create(survey=theirs, number=1, response=response.pk)

    assert bin_responses(survey=mine.pk, responses=[response.pk, uuid4()], by=None) == []

    link.refresh_from_db()
    assert link.response == response.pk
    assert Response.objects.filter(pk=response.pk).exists()
