"""What is told of a quiz at its end: by the thanks, the copy, and in the preview."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from responses import tasks
from responses.editing import TASK
from responses.models import RespondentLetter, Response
from surveys.definition import parse_definition
from tenants.models import DueWork
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_survey, published_survey
from tests.responses.quizzes import (
    CAPITAL,
    LYONS,
    NAME,
    PARIS,
    SUM,
    capital,
    document,
    name,
    quiz_of,
    total,
    words,
)
from tests.responses.respondent import PageReader, Respondent
from tests.responses.test_time_limits import Later, later
from tests.responses.work import done

__all__ = ["later"]


def stored() -> Response:
    return Response.objects.get()


def test_at_the_end_everything_is_told_with_the_points(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [total(), name()], quiz_feedback="end")).open()
    ada.send(**{CAPITAL: LYONS})
    assert not any(secret in ada.html for secret in ("Paris", "Correct", "Not correct"))

    ada.send(**{SUM: "4", NAME: "Ada"})

    told = words(ada)
    assert "Points: 0.5 of 2.5" in told
    assert "Right answer: <bdi>Paris</bdi>" in told
    assert "Two and two?" in told
    assert "Your name?" not in told


def test_until_the_end_answers_may_be_changed_and_afterwards_not(acme: Scope) -> None:
    survey = quiz_of([capital()], [name()], quiz_feedback="end", editable_after=True)
    eve = Respondent(survey).open().send(**{CAPITAL: LYONS}).send("back").send(**{CAPITAL: LYONS})
    eve.send(**{NAME: "Eve"})

    eve.send("edit")
    assert "Right answer: <bdi>Paris</bdi>" in words(eve)
    assert CAPITAL not in eve.form()
    eve.send(**{CAPITAL: PARIS}).send(**{NAME: "Eva"})

    assert stored().status == "complete"
    assert stored().answers == {CAPITAL: LYONS, NAME: "Eva"}


def test_a_response_opened_again_is_handed_in_from_its_told_last_page(acme: Scope) -> None:
    survey = quiz_of([name()], [capital()], editable_after=True)
    ada = Respondent(survey).open().send(**{NAME: "Ada"}).send(**{CAPITAL: LYONS}).send()
    ada.send("edit").send(**{NAME: "Ada L."})
    assert (stored().status, "Not correct" in words(ada)) == ("started", True)

    ada.send()

    assert (stored().status, stored().answers) == ("complete", {NAME: "Ada L.", CAPITAL: LYONS})


def test_an_ending_that_leads_elsewhere_waits_for_what_is_told(acme: Scope) -> None:
    made = document([capital()], quiz_feedback="end")
    made["endings"][0]["url"] = {"en": "https://example.org/"}
    ada = Respondent(published_survey(parse_definition(made))).open()

    ada.send(**{CAPITAL: PARIS})

    assert "Points: 2 of 2" in words(ada)
    assert "https://example.org/" in PageReader(ada.html).links


def test_who_is_screened_out_is_told_nothing(acme: Scope) -> None:
    made = document([capital()], quiz_feedback="end")
    made["endings"][0]["kind"] = "screened_out"
    ada = Respondent(published_survey(parse_definition(made))).open().send(**{CAPITAL: LYONS})

    assert stored().status == "screened_out"
    assert not any(secret in ada.html for secret in ("Points", "Paris"))


def test_without_feedback_nothing_is_ever_told(acme: Scope) -> None:
    survey = quiz_of([capital()], quiz_feedback=None, copy_offered=True)
    ada = Respondent(survey).open().send(**{CAPITAL: LYONS})
    copy = ada.client.get(f"{ada.path}copy/").content.decode()

    assert not any(secret in page for page in (ada.html, copy) for secret in ("Points", "Paris", "Correct"))


@pytest.mark.parametrize("feedback", ["page", "end"])
def test_the_copy_tells_as_page_as_file_and_by_mail(acme: Scope, feedback: str) -> None:
    survey = quiz_of([capital()], quiz_feedback=feedback, copy_offered=True)
    ada = Respondent(survey).open().send(**{CAPITAL: LYONS})
    if feedback == "page":
        ada.send()
    at_end = ada.form()
    copy = unescape(ada.client.get(f"{ada.path}copy/").content.decode())
    assert "Points: 0 of 2" in copy
    assert "Right answer: <bdi>Paris</bdi>" in copy

    pdf = ada.client.get(f"{ada.path}copy/answers.pdf")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")

    ada.client.post(f"{ada.path}copy/mail/", at_end | {"email": "ada@example.org"})
    done(tasks.send_letter, str(RespondentLetter.objects.get().pk))
    letter: Any = mail.outbox[0]
    assert "Right answer: Paris" in letter.body
    assert "Not Lyons." in letter.body
    assert "Right answer: Paris" in str(letter.alternatives[0])


# --- When time passes


def test_a_page_whose_time_was_up_is_told_about_and_left(acme: Scope, later: Later) -> None:
    made = document([capital()], [name()])
    made["pages"][0]["seconds"] = 60
    ada = Respondent(published_survey(parse_definition(made))).open()
    late = ada.form(**{CAPITAL: LYONS})
    later.seconds = 100
    ada.send(**{CAPITAL: LYONS})
    assert "Right answer: <bdi>Paris</bdi>" in words(ada)

    ada.send()
    assert NAME in ada.form()
    ada.post(late | {CAPITAL: [PARIS], "_go": ["next"]})

    assert stored().answers == {CAPITAL: LYONS}


def test_a_response_opened_again_and_left_keeps_what_was_told(acme: Scope) -> None:
    quizzed = [capital(), total(visible_if='name = "Ada"', required=True)]
    survey = quiz_of([name()], quizzed, quiz_feedback="end", editable_after=True)
    ada = Respondent(survey).open().send(**{NAME: "Eve"}).send(**{CAPITAL: LYONS})
    ada.send("edit").send(**{NAME: "Ada"})
    Response.objects.update(changed_at=timezone.now() - timedelta(days=2))
    DueWork.objects.filter(kind=TASK).update(sends=1)

    done(tasks.hand_in_again, str(stored().pk))

    assert (stored().status, stored().answers) == ("complete", {NAME: "Ada", CAPITAL: LYONS})


# --- Trying it out


def test_the_preview_tells_as_respondents_are_told(editor: User, client_of: Any) -> None:
    survey = make_survey(parse_definition(document([capital()], [name()])), by=editor)
    path = f"/surveys/{survey.pk}/preview/"
    browser: Client = client_of(editor)

    def send(html: str, **changes: str) -> str:
        fields = dict(PageReader(html).fields) | {"_go": "next"} | changes
        return unescape(browser.post(path, fields).content.decode())

    told = send(browser.get(path).content.decode(), **{CAPITAL: LYONS})
    assert "Right answer: <bdi>Paris</bdi>" in told
    assert "Not correct" in send(told, _language="en")
    second = send(told)
    assert f'name="{NAME}"' in second
    assert "Right answer: <bdi>Paris</bdi>" in send(second, _go="back")
    assert "Points: 0 of 2" in send(second, **{NAME: "Ada"})
