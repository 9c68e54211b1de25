"""Endings that lead respondents to shared results, as long as these can be seen."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from analytics.domain import revoke_share
from analytics.models import SharedResults
from analytics.showing.links import shared_link
from responses.pages.endings import results_after
from surveys.definition import Ending, parse_definition
from surveys.domain import publish_survey, replace_draft
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.shared_results import address_of_results, results_offered
from tenants.people.models import User
from tests.analytics.made import document
from tests.analytics.pages import said
from tests.analytics.sharing.conftest import Share
from tests.builders import reread

type Change = Callable[..., Any]
WORDS = "See how others answered"


def leading(survey: Survey, results: str) -> Survey:
    """The survey published again, with an ending that leads to results."""
    written = document()
    written["endings"][0]["results"] = results
    row = reread(survey)
    row = replace_draft(
        survey=row, revision=row.draft_revision, definition=parse_definition(written), by=None
    )
    publish_survey(survey=row, by=None)
    return reread(survey)


def test_an_ending_leads_to_results_while_they_are_open(survey: Survey, share: Share, editor: User) -> None:
    shared, other = share(survey, title="To all"), share(survey, password="secret")
    ending = Ending.model_validate({"id": "e_00000001", "results": str(shared.pk)})

    assert [words.partition(",")[0] for _pk, words in results_offered(survey.pk)] == [
        "Shared results",
        "To all",
    ]
    assert "with a password" in dict(results_offered(survey.pk))[str(other.pk)]
    assert results_after(survey.pk, ending, "nl") == f"{shared_link(shared)}?lang=nl"
    assert results_after(survey.pk, ending.model_copy(update={"results": None}), "nl") == ""
    assert results_after(survey.pk, None, "nl") == ""
    assert address_of_results(uuid4(), str(shared.pk)) == ""


@pytest.mark.parametrize("how", ["revoked", "over", "archived"])
def test_it_leads_nowhere_once_they_are_closed(survey: Survey, share: Share, editor: User, how: str) -> None:
    shared = share(survey)
    if how == "revoked":
        revoke_share(share=shared, by=editor)
    elif how == "over":
        SharedResults.objects.update(until=datetime.date(2020, 1, 1))
    else:
        Survey.objects.update(status=Survey.Status.ARCHIVED)

    assert address_of_results(survey.pk, str(shared.pk)) == ""
    assert list(results_offered(survey.pk)) == []


def test_it_is_chosen_where_an_ending_is_set(survey: Survey, share: Share, owner: Client) -> None:
    shared = share(survey, title="To all")
    address = f"/surveys/{survey.pk}/build/rules/e_00000001/visible_if/"
    page = said(owner.get(address))
    assert f'<option value="{shared.pk}">To all' in page
    sent = {"mode": "rows", "revision": str(reread(survey).draft_revision), "part.title": "Thanks"}

    saved = owner.post(f"{address}save/", sent | {"part.results": str(shared.pk)})

    assert saved.status_code == 302
    assert draft_of(reread(survey)).endings[0].results == str(shared.pk)
    assert "with a link to shared results" in said(owner.get(f"/surveys/{survey.pk}/build/logic/"))
    SharedResults.objects.update(revoked_at="2026-01-01T00:00Z")
    assert "Results that are closed now" in said(owner.get(address))
    sent["revision"] = str(reread(survey).draft_revision)
    owner.post(f"{address}save/", sent | {"part.results": ""})
    assert draft_of(reread(survey)).endings[0].results is None


def test_respondents_find_it_at_the_end_in_their_language(
    survey: Survey, share: Share, editor: User, stranger: Client
) -> None:
    shared = share(survey)
    slug = leading(survey, str(shared.pk)).slug
    address = f"/s/{slug}/"
    ended = said(_to_the_end(stranger, address))

    assert WORDS in ended
    assert f'href="{shared_link(shared)}?lang=en" target="_blank" rel="noopener"' in ended
    revoke_share(share=shared, by=editor)
    again = said(stranger.get(address))
    assert "Thanks" in again
    assert WORDS not in again


def _to_the_end(stranger: Client, address: str) -> Any:
    """Send every page as it is, and return the last."""
    page = stranger.get(address)
    for _page in range(2):
        (at,) = re.findall(r'name="_at" value="([^"]*)"', page.content.decode())
        sent = stranger.post(address, {"_at": at, "_go": "next"})
        page = stranger.get(address) if sent.status_code == 303 else sent
    return page
