"""Going on later, or on another device: by a code, by a mailed link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from responses import tasks
from responses.exceptions import CodeUnknown
from responses.models import RespondentLetter, ResumeCode
from responses.resuming import ALPHABET, link_token, new_code, response_meant
from surveys.models import Survey
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, number, short, stored, survey_of
from tests.responses.work import done

CODE = re.compile(r'<p class="resume-code" dir="ltr"><b>([0-9A-Z]{4}-[0-9A-Z]{4})</b>')


@pytest.fixture(autouse=True)
def _no_tries(acme: Scope) -> None:
    cache.clear()


def asked(**settings: Any) -> Any:
    return survey_of(
        [short(NAME, "name")],
        [number(AGE, "age", required=True)],
        settings={"resumable": True} | settings,
    )


def paused(survey: Any, **how: Any) -> tuple[Respondent, str]:
    ada = Respondent(survey, **how).open().send(**{NAME: "Ada"}).send("pause", **{AGE: "36"})
    found = CODE.search(ada.html)
    assert found is not None
    return ada, found[1]


@pytest.mark.parametrize("cookies", [True, False])
def test_a_code_leads_back_to_the_answers_on_another_device(acme: Scope, cookies: bool) -> None:
    survey = asked()
    _ada, code = paused(survey, cookies=cookies)
    assert stored().answers == {NAME: "Ada", AGE: 36}

    elsewhere = Respondent(survey, cookies=cookies)
    elsewhere.post({"_code": [code.lower().replace("-", " ")]})

    assert elsewhere.status == 200
    assert 'value="36"' in elsewhere.html
    elsewhere.send(**{AGE: "37"})
    assert (stored().status, stored().answers) == ("complete", {NAME: "Ada", AGE: 37})


def test_a_code_is_stored_as_a_keyed_hash_only(acme: Scope) -> None:
    _ada, code = paused(asked())

    kept = ResumeCode.objects.get()

    assert code.replace("-", "") not in kept.code_hash
    assert len(kept.code_hash) == 64


def test_the_five_newest_codes_of_a_response_work(acme: Scope) -> None:
    survey = asked()
    paused(survey)
    response = stored().pk
    codes = [new_code(survey=survey.pk, response=response) for _ in range(6)]

    assert ResumeCode.objects.count() == 5
    assert response_meant(survey=survey.pk, text=codes[-1], now=timezone.now()) == response
    with pytest.raises(CodeUnknown):
        response_meant(survey=survey.pk, text=codes[0], now=timezone.now())


def test_what_is_taken_for_another_letter_is_understood(acme: Scope) -> None:
    survey = asked()
    paused(survey)
    response = stored().pk
    codes = [new_code(survey=survey.pk, response=response) for _ in range(5)]

    for code in codes:
        typed = code.replace("0", "o").replace("1", "l")
        assert response_meant(survey=survey.pk, text=typed, now=timezone.now()) == response
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "text", ["", "0000-0000", "short", "x" * 400, "ÄÖÜß-0000", "AAAA:forged", "\x00" * 8]
)
def test_other_codes_lead_nowhere(acme: Scope, text: str) -> None:
    survey = asked()
    paused(survey)
    stranger = Respondent(survey)

    stranger.post({"_code": [text]})

    assert stranger.status == 422
    assert "There are no answers for this code" in stranger.html


def test_a_mistyped_code_can_be_mended_and_nothing_else_is_repeated(acme: Scope) -> None:
    stranger = Respondent(asked())

    stranger.post({"_code": ['ABCD-"2345']})
    mistyped = stranger.html
    stranger.post({"_code": ["x" * 400]})

    assert 'value="ABCD-&quot;2345"' in mistyped
    assert 'value=""' in stranger.html


def test_a_code_means_nothing_at_another_survey(acme: Scope) -> None:
    _ada, code = paused(asked())
    elsewhere = Respondent(asked())

    elsewhere.post({"_code": [code]})

    assert elsewhere.status == 422


def test_codes_cannot_be_guessed_at_without_end(acme: Scope) -> None:
    stranger = Respondent(asked())
    for _ in range(20):
        stranger.post({"_code": ["0000-0000"]})

    stranger.post({"_code": ["0000-0000"]})

    assert stranger.status == 429
    assert stranger.answer.headers["Retry-After"] == "900"


def test_a_page_asks_for_the_code(acme: Scope) -> None:
    ada = Respondent(asked()).open()
    assert 'href="continue/"' in ada.html

    ada.open("continue/")

    assert ada.status == 200
    assert 'name="_code"' in ada.html
    assert ada.client.delete(ada.path + "continue/").status_code == 405


def test_nothing_stored_is_nothing_to_keep(acme: Scope) -> None:
    ada = Respondent(asked()).open().send("pause")

    assert "There is nothing to keep yet" in ada.html
    assert not ResumeCode.objects.exists()


def test_what_cannot_be_kept_is_asked_about(acme: Scope) -> None:
    ada = Respondent(asked()).open().send(**{NAME: "Ada"}).send("pause", **{AGE: "old"})
    assert ada.status == 422
    assert 'value="leave-pause"' in ada.html

    ada.send("leave-pause", **{AGE: "old"})

    assert CODE.search(ada.html)


def mailed(ada: Respondent, address: str = "ada@example.org") -> Any:
    fields = {"_at": ada.form()["_at"], "email": [address]}
    return ada.client.post(f"{ada.path}continue/mail/", fields)


@pytest.mark.parametrize("cookies", [True, False])
def test_a_link_comes_by_mail_and_needs_a_click(acme: Scope, cookies: bool) -> None:
    survey = asked()
    ada, _code = paused(survey, cookies=cookies)

    assert mailed(ada).status_code == 200
    letter = RespondentLetter.objects.get()
    done(tasks.send_letter, str(letter.pk))
    done(tasks.send_letter, str(letter.pk))

    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    found = re.search(rf"http://acme\.localhost\S*({re.escape(ada.path)}continue/\S+)", sent.body)
    assert found is not None
    elsewhere = Respondent(survey, cookies=cookies)
    elsewhere._received(elsewhere.client.get(found[1]))
    assert "From then on your answers are given on this device." in elsewhere.html
    elsewhere.post(elsewhere.form())
    assert 'value="36"' in elsewhere.html
    letter.refresh_from_db()
    assert letter.email == ""


def test_a_link_is_worth_nothing_after_ninety_days(acme: Scope) -> None:
    survey = asked()
    paused(survey)
    now = timezone.now()
    token = link_token(survey=survey.pk, response=stored().pk, now=now - timedelta(days=91))

    with pytest.raises(CodeUnknown):
        response_meant(survey=survey.pk, text=token, now=now)


def test_no_mail_goes_to_what_is_no_address_nor_too_many_to_one(acme: Scope) -> None:
    ada, _code = paused(asked())

    assert mailed(ada, "nobody").status_code == 422
    assert [mailed(ada).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert RespondentLetter.objects.count() == 3


def test_surveys_that_are_not_resumable_have_none_of_it(acme: Scope) -> None:
    survey = asked(resumable=False)
    ada = Respondent(survey).open()
    assert "Continue later" not in ada.html

    assert ada.client.get(f"{ada.path}continue/").status_code == 302
    assert ada.client.post(ada.path, {"_code": "0000-0000"}).status_code == 302
    assert mailed(ada).status_code == 302


def test_other_sites_and_unknown_surveys_get_nowhere(acme: Scope) -> None:
    ada, _code = paused(asked())
    path = f"{ada.path}continue/mail/"

    assert ada.client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert ada.client.get(path).status_code == 302
    assert ada.client.get("/s/nowhere/continue/").status_code == 404
    assert ada.client.post("/s/nowhere/continue/mail/").status_code == 404
    Survey.objects.update(status="paused")
    assert ada.client.post(path).status_code == 302
    Survey.objects.update(status="draft", current_version=None)
    assert ada.client.get(f"{ada.path}continue/").status_code == 302
