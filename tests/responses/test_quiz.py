"""A quiz as browsers meet it, without a script: what was right is told in time, and never changed then."""

from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from responses import tasks
from responses.models import RespondentLetter, Response
from surveys.definition import parse_definition
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_survey, published_survey
from tests.responses.respondent import PageReader, Respondent
from tests.responses.test_concurrency import at_once
from tests.responses.work import done

CAPITAL, SUM, NAME, GROUP = "q_capital0", "q_sum00000", "q_name0000", "q_group000"
CITIES = [
    {"id": f"c_city000{number}", "code": code, "label": {"en": label, "nl": dutch}}
    for number, (code, label, dutch) in enumerate(
        (("par", "Paris", "Parijs"), ("lyo", "Lyons", "Lyon"), ("nic", "Nice", "Nice")), start=1
    )
]
PARIS, LYONS = CITIES[0]["id"], CITIES[1]["id"]


def capital(**more: Any) -> dict[str, Any]:
    quiz = {
        "right_if": 'capital = "par"',
        "points": 2,
        "if_right": {"en": "<p>Since 987.</p>"},
        "if_wrong": {"en": "<p>Not {{ label(capital) }}.</p>", "nl": "<p>Niet {{ label(capital) }}.</p>"},
    }
    return {
        "id": CAPITAL,
        "type": "single_choice",
        "name": "capital",
        "text": {"en": "Capital of France?", "nl": "Hoofdstad van Frankrijk?"},
        "settings": {"choices": CITIES},
        "quiz": quiz,
    } | more


def total(**more: Any) -> dict[str, Any]:
    quiz = {"right_if": "between(total, 4, 5)", "points": 0.5}
    base = {"id": SUM, "type": "number", "name": "total", "text": {"en": "Two and two?"}, "settings": {}}
    return base | {"quiz": quiz} | more


def name(**more: Any) -> dict[str, Any]:
    base = {"id": NAME, "type": "short_text", "name": "name", "text": {"en": "Your name?"}, "settings": {}}
    return base | more


def document(*pages: Any, **settings: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.0",
        "title": {"en": "Quiz"},
        "languages": ["en", "nl"],
        "pages": [{"id": f"p_{index:08d}", "elements": list(page)} for index, page in enumerate(pages, 1)],
        "endings": [{"id": "e_00000001", "title": {"en": "Done"}}],
        "settings": {"quiz_feedback": "page"} | settings,
    }


def quiz_of(*pages: Any, **settings: Any) -> Survey:
    return published_survey(parse_definition(document(*pages, **settings)))


def stored() -> Response:
    return Response.objects.get()


def words(respondent: Respondent) -> str:
    return " ".join(unescape(respondent.html).split())


def test_after_a_page_it_is_told_what_was_right_and_what_is(acme: Scope) -> None:
    ada = Respondent(quiz_of([capital(), total(), name()], [name(id="q_other000", name="other")])).open()
    assert not any(secret in ada.html for secret in ("987", "right_if", "Right answer", "Correct"))

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


# --- At the end


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
    (letter,) = mail.outbox
    assert "Right answer: Paris" in letter.body
    assert "Not Lyons." in letter.body
    assert "Right answer: Paris" in str(letter.alternatives[0])


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
