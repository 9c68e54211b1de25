"""All answers looked through before they are sent: in words, changed and handed in only from there."""

from typing import Any

import pytest

from responses.models import Response
from tenants.people.models import User
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import (
    AGE,
    CIGARETTES,
    NAME,
    SMOKER,
    number,
    quota,
    short,
    stored,
    survey_of,
    yes_no,
)

REVIEWED = {"review": True}


def asked(**more: Any) -> Any:
    settings = REVIEWED | more.pop("settings", {})
    return survey_of(
        {"title": {"en": "About smoking"}, "elements": [yes_no(SMOKER, "smoker", required=True)]},
        [number(CIGARETTES, "cigarettes", visible_if="smoker", refusals=["refused"])],
        [short(NAME, "name")],
        settings=settings,
        **more,
    )


def at_review(survey: Any, **how: Any) -> Respondent:
    ada = Respondent(survey, **how).open().send(**{SMOKER: "yes"})
    return ada.send(**{f"{CIGARETTES}.missing": "refused"}).send(**{NAME: "Ada"})


@pytest.mark.parametrize("cookies", [True, False])
def test_all_answers_are_told_before_they_are_sent_and_only_then(acme: Scope, cookies: bool) -> None:
    ada = at_review(asked(), cookies=cookies)

    assert '<h1 class="survey-title">Check your answers</h1>' in ada.html
    assert "About smoking</h2>" in ada.html
    for words in ("smoker?", ">Yes</bdi>", "cigarettes?", ">Prefer not to say</bdi>", ">Ada</bdi>"):
        assert words in ada.html
    assert stored().status == "started"

    ada.send()

    assert "Thanks" in ada.html
    assert stored().status == "complete"
    assert stored().answers == {SMOKER: True, CIGARETTES: {"missing": "refused"}, NAME: "Ada"}


@pytest.mark.parametrize("cookies", [True, False])
def test_an_answer_is_changed_from_the_review_and_leads_back_to_it(acme: Scope, cookies: bool) -> None:
    ada = at_review(asked(), cookies=cookies)

    ada.send("to-p_00000003")
    assert 'value="Ada"' in ada.html
    ada.send(**{NAME: "Grace"})

    assert "Check your answers</h1>" in ada.html
    assert ">Grace</bdi>" in ada.html


def test_what_a_change_hides_is_not_told_and_what_it_brings_up_is_asked_first(acme: Scope) -> None:
    survey = asked()
    ada = at_review(survey).send("to-p_00000001").send(**{SMOKER: "no"})
    assert "cigarettes?" not in ada.html
    assert "Check your answers</h1>" in ada.html

    late = Respondent(survey).open().send(**{SMOKER: "no"}).send(**{NAME: "Bob"})
    late.send("to-p_00000001").send(**{SMOKER: "yes"})

    assert "cigarettes?" in late.html
    assert "Check your answers</h1>" not in late.html


def test_somebody_who_comes_back_finds_the_review(acme: Scope) -> None:
    ada = at_review(asked())

    ada.open()

    assert "Check your answers</h1>" in ada.html


def test_the_review_is_not_open_before_all_is_answered(acme: Scope) -> None:
    ada = Respondent(asked()).open()

    ada.open("?page=review")

    assert ada.status == 302


def test_answers_changed_in_another_window_are_shown_before_they_are_sent(acme: Scope) -> None:
    ada = at_review(asked())
    shown = ada.form()
    ada.send("to-p_00000003").send(**{NAME: "Grace"})

    ada.post(shown | {"_go": ["next"]})

    assert ada.status == 409
    assert "Your answers were changed in another window" in ada.html
    assert ">Grace</bdi>" in ada.html
    assert stored().status == "started"
    ada.send()
    assert stored().status == "complete"


def test_a_double_click_on_the_review_sends_once(acme: Scope) -> None:
    ada = at_review(asked())
    fields = ada.form() | {"_go": ["next"]}

    ada.post(fields)
    again = ada.post(fields)

    assert again.status_code == 303
    assert stored().revision == 4


def test_a_jump_to_an_ending_is_reviewed_too(acme: Scope) -> None:
    survey = survey_of(
        {"elements": [number(AGE, "age")], "jumps": [{"condition": "age < 18", "to": "e_00000002"}]},
        [short(NAME, "name")],
        endings=[
            {"id": "e_00000001", "title": {"en": "Thanks"}},
            {"id": "e_00000002", "title": {"en": "Only for adults"}, "kind": "screened_out"},
        ],
        settings=REVIEWED,
    )
    ada = Respondent(survey).open().send(**{AGE: "17"})
    assert "Check your answers</h1>" in ada.html

    ada.send()

    assert "Only for adults" in ada.html
    assert stored().status == "screened_out"


def test_a_quota_that_is_full_at_the_end_is_told_after_the_review(acme: Scope) -> None:
    survey = asked(quotas=[quota(0)])

    at_review(survey).send()

    assert Response.objects.get().status == "over_quota"


def test_the_review_speaks_another_language_at_once(acme: Scope) -> None:
    ada = at_review(asked(languages=["en", "nl"]))

    ada.post(ada.form() | {"_language": ["nl"]})

    assert 'lang="nl"' in ada.html
    assert ">Ja</bdi>" in ada.html


def test_a_review_that_another_window_made_incomplete_leads_to_what_lacks(acme: Scope) -> None:
    ada = Respondent(asked()).open().send(**{SMOKER: "no"}).send(**{NAME: "Ada"})
    shown = ada.form()
    ada.send("to-p_00000001").send(**{SMOKER: "yes"})

    ada.post(shown | {"_go": ["next"]})

    assert "cigarettes?" in ada.follow().html
    assert stored().status == "started"


def test_a_page_that_is_not_there_cannot_be_changed(acme: Scope) -> None:
    ada = at_review(asked()).send("to-p_99999999")

    assert "name?" in ada.html


def test_a_draft_is_reviewed_too_and_nothing_is_stored(acme: Scope, client_of: Any, editor: User) -> None:
    survey = asked(settings={"contents": True})
    tester = Respondent(survey)
    tester.client, tester.path = client_of(editor), f"/surveys/{survey.pk}/preview/"
    tester.open().send(**{SMOKER: "no"}).send(**{NAME: "Ada"})
    assert "Check your answers</h1>" in tester.html
    assert ">Ada</bdi>" in tester.html

    tester.send("to-p_00000001")
    assert "smoker?" in tester.html
    tester.send("to-review", **{SMOKER: "no"})
    assert "Check your answers</h1>" in tester.html
    tester.post(tester.form() | {"_language": ["en"]})
    assert "Check your answers</h1>" in tester.html
    tester.send()

    assert "Thanks" in tester.html
    assert not Response.objects.exists()


def test_own_words_stand_on_the_buttons(acme: Scope) -> None:
    words = {"next": {"en": "Onwards"}, "back": {"en": "Rückwärts"}, "submit": {"en": "Hand it in"}}
    ada = Respondent(asked(settings={"words": words})).open()
    assert ">Onwards</button>" in ada.html

    ada.send(**{SMOKER: "no"})
    assert ">Rückwärts</button>" in ada.html
    ada.send(**{NAME: "Ada"})
    assert ">Hand it in</button>" in ada.html


def test_groups_are_told_instance_by_instance(acme: Scope) -> None:
    group = {"id": "q_group000", "type": "repeat_group", "name": "people", "text": {"en": "Household"}}
    survey = survey_of(
        [
            {
                "id": "q_hello000",
                "type": "statement",
                "name": "hello",
                "text": {"en": "Hello there"},
                "settings": {},
            },
            group | {"settings": {}},
            short(NAME, "name", in_group="q_group000"),
            number(AGE, "age"),
        ],
        settings=REVIEWED,
    )
    ada = Respondent(survey).open().send("add-q_group000")

    ada.send(**{f"{NAME}.1": "Ada", f"{NAME}.2": "Bob"})

    assert ada.html.count('class="told-instance"') == 2
    assert ada.html.index(">Ada</bdi>") < ada.html.index(">Bob</bdi>") < ada.html.index("age?")
    assert "Hello there" not in ada.html
