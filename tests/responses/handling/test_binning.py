"""The bin of responses: gone from everything, back as they were, erased in the end."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from responses import tasks
from responses.domain import delete_response, submit_response
from responses.editing import TASK as HAND_IN_AGAIN
from responses.exceptions import CodeUnknown
from responses.handling.binning import (
    TASK,
    bin_responses,
    erase_binned,
    response_of,
    restore_responses,
    stored_row,
)
from responses.handling.marking import flag_responses, note_response
from responses.letters import ask_for_letter, send_letter
from responses.models import (
    AnswerEdit,
    BinnedResponse,
    PersonalLink,
    RespondentLetter,
    Response,
    ResponseNote,
    ResumeCode,
)
from responses.quotas import counts_of
from responses.resuming import new_code, response_meant
from tenants.models import DueWork
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.builders import published_survey
from tests.responses.test_logic import SMOKER, quota, survey_of, yes_no
from tests.responses.work import done
from webhooks.models import Event


def as_rows(*responses: Response) -> list[dict[str, object]]:
    """All columns but the transaction that wrote them last."""
    rows = Response.objects.filter(pk__in=[each.pk for each in responses]).order_by("pk").values()
    return [{key: value for key, value in row.items() if key != "position"} for row in rows]


def test_every_column_of_a_response_comes_back(acme: Scope) -> None:
    survey = published_survey()
    one = respond(
        survey,
        {"q": [1, {"b": None}]},
        page_seconds={"p_1": 3.5},
        completed_at=timezone.now(),
        flag="check",
        tags=["odd"],
        marks={"fast": {"seconds": 1.5}},
    )
    other = respond(survey, status="started")
    before = as_rows(one, other)

    binned = bin_responses(survey=survey.pk, responses=[one.pk, other.pk], by=None)
    gone = Response.objects.filter(survey=survey).count()
    back = restore_responses(survey=survey.pk, responses=[one.pk, other.pk], by=None)

    assert (sorted(binned), gone) == (sorted([one.pk, other.pk]), 0)
    assert sorted(back.responses) == sorted([one.pk, other.pk])
    assert as_rows(one, other) == before
    assert not BinnedResponse.objects.exists()


def test_codes_and_letters_go_to_the_bin_and_come_back(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey, status="started")
    code = new_code(survey=survey.pk, response=response.pk)
    letter = ask_for_letter(response=response.pk, kind="resume", email="ada@example.org")
    before = ResumeCode.objects.values("response", "code_hash", "created_at").get()

    bin_responses(survey=survey.pk, responses=[response.pk], by=None)
    with pytest.raises(CodeUnknown):
        response_meant(survey=survey.pk, text=code, now=timezone.now())
    restore_responses(survey=survey.pk, responses=[response.pk], by=None)

    assert ResumeCode.objects.values("response", "code_hash", "created_at").get() == before
    assert response_meant(survey=survey.pk, text=code, now=timezone.now()) == response.pk
    again = RespondentLetter.objects.get(pk=letter.pk)
    assert (again.kind, again.email, again.written_at) == ("resume", "", letter.written_at)
    assert not send_letter(letter_id=letter.pk)


def test_columns_that_came_since_are_as_by_default(acme: Scope) -> None:
    row = stored_row(respond(published_survey(), completed_at=None))
    del row["tags"], row["attempt"]

    found = response_of(row)

    assert (found.tags, found.attempt, found.completed_at) == ([], 1, None)


def test_other_surveys_responses_are_left_alone(acme: Scope) -> None:
    survey, response = published_survey(), respond(published_survey())

    assert bin_responses(survey=survey.pk, responses=[response.pk], by=None) == []
    assert restore_responses(survey=survey.pk, responses=[response.pk], by=None).responses == ()
    assert erase_binned(survey=survey.pk, responses=[response.pk], by=None) == []
    assert Response.objects.filter(pk=response.pk).exists()
    assert not Event.objects.filter(subject=f"response:{response.pk}").exists()


def counted_survey() -> Any:
    return survey_of([yes_no(SMOKER, "smoker")], quotas=[quota(1)])


def test_places_in_quotas_are_given_back_and_taken_again_even_if_full(acme: Scope) -> None:
    survey = counted_survey()
    first = submit_response(survey=survey, answers={SMOKER: True})
    bin_responses(survey=survey.pk, responses=[first.pk], by=None)
    freed = counts_of(survey=survey.pk)
    second = submit_response(survey=survey, answers={SMOKER: True})

    restore_responses(survey=survey.pk, responses=[first.pk], by=None)

    assert (freed, second.status) == ({"k_00000001": 0}, "complete")
    assert counts_of(survey=survey.pk) == {"k_00000001": 2}


def test_a_personal_link_is_free_while_its_response_is_in_the_bin(acme: Scope) -> None:
    survey = published_survey()
    one, other = respond(survey), respond(survey)
    kept = PersonalLink.objects.create(survey=survey, number=1, response=one.pk)
    lost = PersonalLink.objects.create(survey=survey, number=2, response=other.pk)
    bin_responses(survey=survey.pk, responses=[one.pk, other.pk], by=None)
    assert set(PersonalLink.objects.values_list("response", flat=True)) == {None}
    again = respond(survey)
    PersonalLink.objects.filter(pk=lost.pk).update(response=again.pk)

    back = restore_responses(survey=survey.pk, responses=[one.pk, other.pk], by=None)

    assert back.without_link == (other.pk,)
    assert PersonalLink.objects.get(pk=kept.pk).response == one.pk
    assert PersonalLink.objects.get(pk=lost.pk).response == again.pk


def test_who_began_anew_under_the_same_id_is_not_overwritten(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey, {"q": 1})
    bin_responses(survey=survey.pk, responses=[response.pk], by=None)
    respond(survey, {"q": 2}, id=response.pk)

    back = restore_responses(survey=survey.pk, responses=[response.pk], by=None)

    assert (back.responses, back.answered_again) == ((), (response.pk,))
    assert Response.objects.get(pk=response.pk).answers == {"q": 2}
    assert BinnedResponse.objects.filter(pk=response.pk).exists()


def test_a_response_stays_where_it_is_while_an_earlier_one_of_its_id_is_in_the_bin(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey, {"q": 1})
    bin_responses(survey=survey.pk, responses=[response.pk], by=None)
    respond(survey, {"q": 2}, id=response.pk)

    assert bin_responses(survey=survey.pk, responses=[response.pk], by=None) == []

    assert Response.objects.get(pk=response.pk).answers == {"q": 2}
    assert BinnedResponse.objects.get().row["answers"] == {"q": 1}
    erase_binned(survey=survey.pk, responses=[response.pk], by=None)
    assert bin_responses(survey=survey.pk, responses=[response.pk], by=None) == [response.pk]


def test_one_that_was_being_changed_is_handed_in_again_in_time(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey, status="started", attempt=2)
    bin_responses(survey=survey.pk, responses=[response.pk], by=None)
    DueWork.objects.filter(kind=HAND_IN_AGAIN).delete()

    restore_responses(survey=survey.pk, responses=[response.pk], by=None)

    assert DueWork.objects.filter(kind=HAND_IN_AGAIN, key=str(response.pk)).exists()


def test_after_thirty_days_it_is_erased_with_all_that_was_kept(acme: Scope) -> None:
    survey = published_survey()
    old, young = respond(survey), respond(survey)
    note_response(survey=survey.pk, response=old.pk, words="Something to remember", by=None)
    AnswerEdit.objects.create(survey=survey, response=old.pk, question="q", before=[1], after=[2])
    bin_responses(survey=survey.pk, responses=[old.pk], by=None)
    BinnedResponse.objects.update(erased_at=timezone.now() - timedelta(seconds=1))
    bin_responses(survey=survey.pk, responses=[young.pk], by=None)
    DueWork.objects.filter(kind=TASK).update(due_at=timezone.now(), sends=1)

    done(tasks.empty_bin, str(survey.pk))

    assert list(BinnedResponse.objects.values_list("pk", flat=True)) == [young.pk]
    assert (ResponseNote.objects.count(), AnswerEdit.objects.count()) == (0, 0)
    told = Event.objects.filter(subject=f"response:{old.pk}").values_list("type", flat=True)
    assert set(told) == {"response.noted", "response.binned", "response.deleted"}
    assert DueWork.objects.get(kind=TASK).due_at == BinnedResponse.objects.get().erased_at


def test_deleting_for_good_takes_notes_and_edits_along(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey)
    note_response(survey=survey.pk, response=response.pk, words="Something to remember", by=None)
    AnswerEdit.objects.create(survey=survey, response=response.pk, question="q", before=[1], after=[2])

    delete_response(response=response, by=None)

    assert (ResponseNote.objects.count(), AnswerEdit.objects.count()) == (0, 0)


def test_flags_of_what_is_in_the_bin_stay(acme: Scope) -> None:
    survey = published_survey()
    response = respond(survey, flag="check")
    bin_responses(survey=survey.pk, responses=[response.pk], by=None)

    assert flag_responses(survey=survey.pk, responses=[response.pk], flag="fine", by=None) == []
