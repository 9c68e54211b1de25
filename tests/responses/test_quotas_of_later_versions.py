"""Quotas count for the survey: who began before they were published is counted by them all the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from responses import tasks
from responses.models import Response
from responses.places import hold_survey
from responses.quotas import counts_of
from surveys.access import Access, Gates
from surveys.definition import definition_json, parse_definition
from surveys.domain import change_access, publish_survey, replace_draft
from surveys.queries import draft_of
from tenants.models import DueWork
from tenants.scope import Scope
from tests.builders import reread
from tests.responses.respondent import Respondent
from tests.responses.test_logic import NAME, SMOKER, quota, short, survey_of, yes_no
from tests.responses.test_windows_at_once import in_the_same_moment
from tests.responses.work import done

PAGES = ([short(NAME, "name")], [yes_no(SMOKER, "smoker")])


def publish_with(survey: Any, *quotas: dict[str, Any]) -> None:
    """Publish another version of a survey, with these quotas."""
    survey = reread(survey)
    title = {"en": "Another version"}
    definition = parse_definition(
        definition_json(draft_of(survey)) | {"title": title, "quotas": list(quotas)}
    )
    replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=None)
    publish_survey(survey=survey, by=None)


def stored() -> Response:
    return Response.objects.get()


@pytest.mark.parametrize("knows", [True, False], ids=["seen by the process", "published elsewhere"])
@pytest.mark.parametrize(("limit", "status"), [(0, "over_quota"), (1, "complete")])
def test_who_began_a_plain_version_is_counted(acme: Scope, knows: bool, limit: int, status: str) -> None:
    survey = survey_of(*PAGES)
    ada = Respondent(survey).open().send(**{NAME: "Ada"})
    publish_with(survey, quota(limit, ending=None))
    if knows:
        Respondent(survey).open()

    ada.send(**{SMOKER: "yes"})

    assert (stored().status, len(stored().quotas)) == (status, limit)
    assert counts_of(survey=survey.pk).get("k_00000001", 0) == limit


def test_a_version_without_quotas_keeps_nobody_from_the_short_way(acme: Scope) -> None:
    survey = survey_of(*PAGES)
    ada = Respondent(survey).open().send(**{NAME: "Ada"})
    publish_with(survey)
    Respondent(survey).open()

    ada.send(**{SMOKER: "yes"})

    assert (stored().status, stored().version.number) == ("complete", 1)


def test_an_answer_that_is_handed_in_again_is_counted_by_the_quotas_of_now(acme: Scope) -> None:
    survey = survey_of(*PAGES, settings={"editable_after": True}, quotas=[quota(5)])
    Respondent(survey).open().send(**{NAME: "Ada"}).send(**{SMOKER: "yes"}).send("edit")
    publish_with(survey, quota(5, id="k_00000002", name="Now"))
    Response.objects.update(changed_at=timezone.now() - timedelta(days=2))
    DueWork.objects.filter(kind="responses.hand_in_again").update(sends=1)

    done(tasks.hand_in_again, str(stored().pk))

    assert (stored().status, stored().quotas) == ("complete", ["k_00000002"])
    assert counts_of(survey=survey.pk) == {"k_00000001": 0, "k_00000002": 1}


@pytest.mark.parametrize("settings", [{}, {"review": True}], ids=["last page", "review"])
def test_a_version_published_while_the_last_page_is_judged_counts(
    committed: Scope, settings: dict[str, Any]
) -> None:
    survey = survey_of(*PAGES, settings=settings)
    change_access(survey=survey, change=lambda _found: Access(gates=Gates(limit=9)), by=None)
    ada = Respondent(survey, host=committed.host).open().send(**{NAME: "Ada"})
    form = ada.send(**{SMOKER: "yes"}).form() if settings else ada.form(**{SMOKER: "yes"})

    in_the_same_moment(
        lambda: ada.post(form),
        lambda: publish_with(survey, quota(0, ending=None)),
        hold=lambda: hold_survey(survey=survey.pk),
    )

    assert stored().status == "over_quota"
