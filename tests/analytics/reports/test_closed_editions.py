"""Editions made before a survey promised to speak of groups only: nobody sees them any more."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from analytics.domain import make_edition
from analytics.exceptions import EditionClosed, ReportInvalid
from analytics.models import Edition, EditionLetter
from analytics.reports import editions, letters
from analytics.reports.letters import names_of, send_edition
from responses.anonymity import set_anonymity
from surveys.domain import delete_survey
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tests.analytics.pages import said
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport
from tests.api.conftest import Caller
from tests.conftest import PASSWORD


@pytest.fixture
def edition(survey: Survey, report_of: MakeReport, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """An edition from before there was a promise."""
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")
    made = make_edition(report=report_of(block("figures")))
    return Edition.objects.select_related("report__survey").get(pk=made.pk)


def test_an_edition_of_smaller_groups_is_closed_for_everybody(
    edition: Edition, survey: Survey, editor: User, owner: Client
) -> None:
    address = reverse("analytics:edition", args=names_of(edition))
    listed = reverse("analytics:report", args=names_of(edition)[:2])
    live = reverse("analytics:editions_live", args=names_of(edition)[:2])
    tag = owner.get(live).headers["ETag"]
    assert owner.get(address).status_code == 200

    set_anonymity(survey_id=survey.pk, threshold=5, by=editor)

    for rest in ("", "send/"):
        assert owner.get(address + rest).headers["Location"] == f"{listed}#editions"
    assert owner.get(f"{address}pdf/").status_code == 404
    assert owner.get(live, headers={"if-none-match": tag}).status_code == 200
    page = said(owner.get(listed))
    assert "It speaks of smaller groups than the survey has promised since" in page
    assert address not in page
    with pytest.raises(EditionClosed):
        editions.shown_content(edition)


def test_nothing_of_it_is_told_over_the_api(edition: Edition, survey: Survey, editor: User) -> None:
    caller = Caller(token=grant_tokens(email=editor.email, password=PASSWORD).access)
    address = f"surveys/{survey.pk}/reports/{edition.report_id}/editions/"
    before = caller.get(f"{address}{edition.pk}/").json()["data"]
    set_anonymity(survey_id=survey.pk, threshold=5, by=editor)

    after = caller.get(f"{address}{edition.pk}/").json()["data"]
    (listed,) = caller.get(address).json()["data"]

    assert (before["content"]["name"], before["problem"]) == ("Quarterly", None)
    assert (after["content"], after["links"]["file"], after["problem"]["code"]) == (None, None, "closed")
    assert listed == after
    assert caller.get(f"{address}{edition.pk}/file/").status_code == 404


def test_what_was_made_under_the_promise_stays_open(edition: Edition, survey: Survey, editor: User) -> None:
    set_anonymity(survey_id=survey.pk, threshold=5, by=editor)
    kept = make_edition(report=edition.report)

    assert editions.shown_content(kept).groups == {str(survey.pk): 5}
    assert editions.closed_among([edition, kept]) == {edition.pk}
    set_anonymity(survey_id=survey.pk, threshold=8, by=editor)
    assert editions.closed_among([edition, kept]) == {edition.pk, kept.pk}


def test_the_promise_of_a_survey_that_it_quotes_outlives_that(
    survey: Survey, crowd: Survey, report_of: MakeReport, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")
    made = make_edition(report=report_of(block("text", words="{{ n }}", survey=str(crowd.pk))))
    set_anonymity(survey_id=crowd.pk, threshold=5, by=editor)
    assert editions.closed_among([made]) == {made.pk}

    delete_survey(survey=crowd, typed_title=crowd.title, by=editor)

    assert editions.closed_among([made]) == {made.pk}


def test_one_from_before_that_was_noted_is_taken_to_speak_of_anybody(edition: Edition, editor: User) -> None:
    edition.content = {name: value for name, value in edition.content.items() if name != "groups"}
    assert editions.closed_among([edition]) == set()

    set_anonymity(survey_id=edition.report.survey_id, threshold=3, by=editor)

    assert editions.closed_among([edition]) == {edition.pk}


def test_no_letter_goes_out_with_it(edition: Edition, survey: Survey, editor: User) -> None:
    letter = send_edition(edition=edition, to=["ada@example.com"])[0]
    set_anonymity(survey_id=survey.pk, threshold=5, by=editor)

    assert not letters.send_letter(letter_id=letter.pk)

    assert mail.outbox == []
    assert EditionLetter.objects.get().problem == "closed"
    with pytest.raises(ReportInvalid, match="Nobody may see"):
        send_edition(edition=edition, to=["bea@example.com"])


def test_words_go_from_closed_editions_too(edition: Edition, survey: Survey, editor: User) -> None:
    Edition.objects.update(quoted=["0190a000-0000-7000-8000-000000000009"])
    set_anonymity(survey_id=survey.pk, threshold=5, by=editor)

    editions.forget_words_of(response="0190a000-0000-7000-8000-000000000009")  # type: ignore[arg-type]

    assert Edition.objects.get().quoted == []
