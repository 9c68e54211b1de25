"""Correcting answers: judged, followed through, kept, and never over what somebody else wrote."""

from typing import Any

import pytest

from responses.domain import submit_response
from responses.exceptions import AnswersInvalid, CorrectedMeanwhile, StillAnswering
from responses.handling.correcting import Correction, correct_answers
from responses.handling.points import points_of
from responses.models import AnswerEdit, Response
from responses.quotas import counts_of
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.responses.quizzes import CAPITAL, LYONS, PARIS, capital, quiz_of
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, quota, short, survey_of, yes_no
from webhooks.models import Event


def asked(**more: Any) -> Any:
    return survey_of(
        [yes_no(SMOKER, "smoker", required=True)],
        [number(CIGARETTES, "cigarettes", required=True, visible_if="smoker")],
        [short(NAME, "name")],
        **more,
    )


def corrected(response: Response, given: dict[str, object], **more: Any) -> Correction:
    arguments = {"revision": Response.objects.get(pk=response.pk).revision, "by": None} | more
    return correct_answers(survey=response.survey_id, response=response.pk, given=given, **arguments)


def test_a_correction_is_kept_with_who_and_why(acme: Scope, editor: User) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: False, NAME: "Somebody"})

    done = corrected(response, {NAME: "Somebody else"}, why="Spelt wrong", by=editor)

    (edit,) = AnswerEdit.objects.all()
    assert done.edits == (edit,)
    assert (edit.question, edit.before, edit.after) == (NAME, ["Somebody"], ["Somebody else"])
    assert (edit.follows, edit.why, edit.by) == (False, "Spelt wrong", editor.email)
    row = Response.objects.get()
    assert (row.answers[NAME], row.revision, row.status) == ("Somebody else", 2, "complete")
    event = Event.objects.get(type="response.edited")
    assert (event.actor, event.payload["questions"]) == (editor.email, [NAME])


def test_what_follows_is_worked_out_anew_and_comes_back(acme: Scope) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: True, CIGARETTES: 7, NAME: None})

    corrected(response, {SMOKER: False})
    hidden = Response.objects.get()
    corrected(response, {SMOKER: True})
    back = Response.objects.get()

    assert (hidden.answers, hidden.aside) == ({SMOKER: False, NAME: None}, {CIGARETTES: 7})
    assert (back.answers, back.aside) == ({SMOKER: True, CIGARETTES: 7, NAME: None}, {})
    edits = [(edit.question, edit.before, edit.after, edit.follows) for edit in AnswerEdit.objects.all()]
    assert edits == [
        (SMOKER, [True], [False], False),
        (CIGARETTES, [7], [], True),
        (SMOKER, [False], [True], False),
        (CIGARETTES, [], [7], True),
    ]


def test_what_is_missing_by_now_is_a_doubt_and_stays_empty(acme: Scope) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: False, NAME: None})

    done = corrected(response, {SMOKER: True})

    assert list(done.doubts) == [CIGARETTES]
    assert Response.objects.get().answers == {SMOKER: True, CIGARETTES: None, NAME: None}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({CIGARETTES: "many"}, "not_a_number"),
        ({SMOKER: None}, "required"),
        ({"q_nowhere0": 1}, "unknown_question"),
    ],
)
def test_what_does_not_fit_is_refused(acme: Scope, given: dict[str, object], code: str) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: True, CIGARETTES: 7, NAME: None})

    with pytest.raises(AnswersInvalid) as refused:
        corrected(response, given)

    assert {error.code for error in refused.value.errors.values()} == {code}
    assert not AnswerEdit.objects.exists()


def test_nothing_is_written_over_what_somebody_else_did(acme: Scope) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: False, NAME: None})
    corrected(response, {NAME: "Somebody"})

    with pytest.raises(CorrectedMeanwhile) as refused:
        corrected(response, {NAME: "Nobody"}, revision=1)

    assert refused.value.revision == 2
    assert Response.objects.get().answers[NAME] == "Somebody"


def test_whoever_still_answers_is_left_alone(acme: Scope) -> None:
    response = respond(asked(), {SMOKER: True}, status="started")

    with pytest.raises(StillAnswering):
        corrected(response, {SMOKER: False})


def test_the_same_answers_change_nothing(acme: Scope) -> None:
    response = submit_response(survey=asked(), answers={SMOKER: False, NAME: "Somebody"})

    done = corrected(response, {NAME: "Somebody"})

    assert (done.edits, done.revision, Response.objects.get().revision) == ((), 1, 1)


def test_quotas_and_status_stay_and_it_is_said(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker")], quotas=[quota(5)])
    response = submit_response(survey=survey, answers={SMOKER: True})

    done = corrected(response, {SMOKER: False})

    assert (done.quotas_before, done.quotas_now, done.counts_otherwise) == (("k_00000001",), (), True)
    assert counts_of(survey=survey.pk) == {"k_00000001": 1}
    assert Response.objects.get().quotas == ["k_00000001"]


def test_points_of_a_quiz_follow(acme: Scope) -> None:
    response = submit_response(survey=quiz_of([capital()]), answers={CAPITAL: LYONS})
    before = points_of(Response.objects.get())

    corrected(response, {CAPITAL: PARIS})

    after = points_of(Response.objects.get())
    assert before is not None
    assert after is not None
    assert (before.points, after.points, after.possible) == (0, 2, 2)
    assert points_of(submit_response(survey=asked(), answers={SMOKER: False, NAME: None})) is None
