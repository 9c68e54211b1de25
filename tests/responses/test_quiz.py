"""A quiz as browsers meet it, without a script: what was right is told in time, and never changed then."""

import pytest

from responses.models import Response
from tenants.scope import Scope
from tests.responses.quizzes import (
    CAPITAL,
    GROUP,
    LYONS,
    NAME,
    PARIS,
    SUM,
    capital,
    name,
    quiz_of,
    total,
    words,
)
from tests.responses.respondent import PageReader, Respondent
from tests.responses.test_concurrency import at_once


def stored() -> Response:
    return Response.objects.get()


def test_after_a_page_it_is_told_what_was_right_and_what_is(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital(), total(), name()], [name(id="q_other000", name="other")])).open()
    assert not any(secret in ada.html for secret in ("Since 987", "right_if", "Right answer", "Correct"))

    ada.send(**{CAPITAL: LYONS, SUM: "4", NAME: "Ada"})

    told = words(ada)
    assert "Right: 1 of 2" in told
    assert "Not correct</b> <span>Points: 0 of 2</span>" in told
    assert "Right answer: <bdi>Paris</bdi>" in told
    assert "<p>Not Lyons.</p>" in told
    assert "Correct</b> <span>Points: 0.5 of 0.5</span>" in told
    assert "Since 987" not in told
    assert {key for key, _value in PageReader(ada.html).fields} == {"_at"}
    assert "Ada" in told

    ada.send()
    assert "q_other000" in ada.form()


def test_it_is_told_in_the_language_of_the_page(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()])).open("?lang=nl")

    ada.send(**{CAPITAL: LYONS})

    told = words(ada)
    assert '<html lang="nl"' in told
    assert "Goede antwoord: <bdi>Parijs</bdi>" in told
    assert "<p>Niet Lyon.</p>" in told


def test_going_back_shows_what_was_told_and_nothing_to_change(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()])).open().send(**{CAPITAL: LYONS}).send()

    ada.send("back")

    assert "Right answer: <bdi>Paris</bdi>" in words(ada)
    assert CAPITAL not in ada.form()
    ada.send()
    assert NAME in ada.form()


@pytest.mark.parametrize("go", ["next", "back", "pause", "to-p_00000002"])
def test_the_form_from_before_changes_nothing_any_more(acme: Scope, go: str) -> None:
    eve = Respondent(quiz_of([capital()], [name()], contents=True, resumable=True)).open()
    early = eve.form(**{CAPITAL: LYONS})
    eve.send(**{CAPITAL: LYONS})

    eve.post(early | {CAPITAL: [PARIS], "_go": [go]})
    eve.follow()

    assert stored().answers == {CAPITAL: LYONS}
    assert "Not correct" in words(eve)


def test_the_form_of_what_was_told_takes_no_answers(acme: Scope) -> None:
    eve = Respondent(quiz_of([capital()], [name()])).open().send(**{CAPITAL: LYONS})

    eve.send(**{CAPITAL: PARIS})

    assert stored().answers == {CAPITAL: LYONS}
    assert NAME in eve.form()


def test_another_window_opened_before_changes_nothing(acme: Scope) -> None:
    survey = quiz_of([capital()], [name()])
    eve = Respondent(survey).open()
    other = Respondent(survey)
    other.client.cookies = eve.client.cookies
    other.open()
    eve.send(**{CAPITAL: LYONS})

    other.send(**{CAPITAL: PARIS})

    assert stored().answers == {CAPITAL: LYONS}
    assert "Right answer: <bdi>Paris</bdi>" in words(other)


def test_of_two_answers_sent_at_once_only_one_counts(committed: Scope) -> None:
    survey = quiz_of([capital()], [name()])
    eve = Respondent(survey, host=committed.host).open()
    forms = [eve.form(**{CAPITAL: each}) | {"_go": ["next"]} for each in (LYONS, PARIS, LYONS, PARIS)]

    def send(number: int) -> None:
        browser = Respondent(survey, host=committed.host)
        browser.client.cookies = eve.client.cookies
        browser.post(forms[number])

    at_once(len(forms), send)

    written = stored()
    (page_form,) = written.page_forms.values()
    assert (written.revision, page_form[-1]) == (1, "~")


def test_an_answer_kept_by_going_back_can_still_be_changed(acme: Scope) -> None:
    ada = Respondent(quiz_of([name()], [capital()], [name(id="q_other000", name="other")])).open()
    ada.send(**{NAME: "Ada"})
    ada.send("back", **{CAPITAL: LYONS})
    ada.send()

    assert ada.form()[CAPITAL] == [LYONS]
    ada.send(**{CAPITAL: PARIS})

    assert "<p>Since 987.</p>" in words(ada)
    assert stored().answers[CAPITAL] == PARIS


def test_the_same_form_sent_to_pause_and_then_to_go_on_is_told_about_as_well(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()], resumable=True)).open()
    form = ada.form(**{CAPITAL: LYONS})
    ada.post(form | {"_go": ["pause"]})

    ada.post(form | {"_go": ["next"]})
    ada.follow()

    assert "Right answer: <bdi>Paris</bdi>" in words(ada)
    assert stored().page_forms["p_00000001"].endswith("~")


def test_the_last_page_hands_in_and_is_told_about_before_the_thanks(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital(), total()])).open()
    early = ada.form()

    ada.send(**{CAPITAL: PARIS, SUM: "7"})

    assert stored().status == "complete"
    assert "Right answer: <bdi>4 – 5</bdi>" in words(ada)
    ada.send()
    assert "Points: 2 of 2.5" in words(ada)
    assert "Done" in words(ada)
    assert "Right answer" not in words(ada)
    ada.post(early | {CAPITAL: [LYONS], "_go": ["next"]})
    assert "Right: 1 of 2" in words(ada.follow())
    assert stored().answers == {CAPITAL: PARIS, SUM: 7}


def test_without_cookies_it_is_told_all_the_same(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()]), cookies=False).open()

    ada.post(ada.form(**{CAPITAL: LYONS}) | {"_go": ["next"]})
    assert "Right answer: <bdi>Paris</bdi>" in words(ada)
    ada.post(ada.form() | {"_go": ["next"]})
    assert NAME in ada.form()
    ada.post(ada.form(**{NAME: "Ada"}) | {"_go": ["next"]})

    assert stored().answers == {CAPITAL: LYONS, NAME: "Ada"}
    assert "Points: 0 of 2" in words(ada)


def test_switching_the_language_keeps_what_was_told(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()])).open().send(**{CAPITAL: LYONS})

    ada.post(ada.form() | {"_language": ["nl"]})

    assert "<p>Niet Lyon.</p>" in words(ada)


def test_scripts_that_ask_how_a_told_page_looks_get_nothing(acme: Scope) -> None:
    eve = Respondent(quiz_of([capital()], [name()])).open().send(**{CAPITAL: LYONS})

    assert eve.post(eve.form() | {"_go": ["look"]}).status_code == 204


def test_what_was_not_answered_is_not_right(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()])).open().send()

    assert "Right: 0 of 1" in words(ada)
    assert "Not answered" in words(ada)


def test_a_page_without_right_answers_leads_on_at_once(acme: Scope) -> None:
    ada = Respondent(quiz_of([name()], [capital()])).open().send(**{NAME: "Ada"})

    assert "Capital of France?" in words(ada)


def test_questions_that_come_up_on_a_told_page_stay_unanswered_and_hold_nobody_up(acme: Scope) -> None:
    first = {"id": "q_first000", "type": "yes_no", "name": "first", "text": {"en": "First?"}, "settings": {}}
    more = total(visible_if="first", required=True)
    ada = Respondent(quiz_of([first], [capital(), more], [name()])).open()
    ada.send(q_first000="no").send(**{CAPITAL: PARIS}).send("back").send(q_first000="yes")

    assert "Not answered" in words(ada)
    ada.send().send(**{NAME: "Ada"})

    assert stored().status == "complete"
    assert stored().answers == {"q_first000": True, CAPITAL: PARIS, NAME: "Ada"}


@pytest.mark.parametrize("mode", ["questions", "single"])
def test_every_mode_tells(acme: Scope, mode: str) -> None:
    ada = Respondent(quiz_of([capital(), total()], mode=mode)).open()
    ada.send(**{CAPITAL: PARIS} | ({SUM: "1"} if mode == "single" else {}))

    assert ("Right: 1 of 2" if mode == "single" else "Right: 1 of 1") in words(ada)


def test_in_a_repeat_group_every_instance_is_told_and_counts(acme: Scope) -> None:
    group = {
        "id": GROUP,
        "type": "repeat_group",
        "name": "rounds",
        "text": {"en": "Rounds"},
        "settings": {"times": "fixed", "number": 2},
    }
    inner = total(in_group=GROUP, quiz={"right_if": "rounds.total = 4"})
    ada = Respondent(quiz_of([group, inner])).open()

    ada.send(**{f"{SUM}.1": "4", f"{SUM}.2": "5"})

    assert "Right: 1 of 2" in words(ada)
    assert "Points: 1 of 2" in words(ada.send())


def test_with_a_review_told_answers_are_shown_and_cannot_be_changed(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital()], [name()], review=True)).open()
    ada.send(**{CAPITAL: LYONS}).send().send(**{NAME: "Ada"})
    assert 'value="to-p_00000002"' in ada.html
    assert 'value="to-p_00000001"' not in ada.html

    ada.send("to-p_00000001")
    assert "Not correct" in words(ada)
    ada.send()
    assert "Check your answers" in words(ada)
    ada.send()

    assert (stored().status, stored().answers[CAPITAL]) == ("complete", LYONS)
