"""A respondent's copy of the answers: page, PDF, mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from responses import tasks
from responses.exceptions import PdfNotPossible
from responses.letters import TASK
from responses.models import RespondentLetter
from responses.pages import pdf
from responses.pages.pdf import answers_pdf
from tenants.models import DueWork
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, number, short, survey_of
from tests.responses.work import done


@pytest.fixture(autouse=True)
def _no_tries(acme: Scope) -> None:
    cache.clear()


def asked(**more: Any) -> Any:
    settings = {"copy_offered": True} | more.pop("settings", {})
    title = {"en": "About you"} | ({"nl": "Over u"} if "languages" in more else {})
    return survey_of(
        {"title": title, "elements": [short(NAME, "name"), number(AGE, "age")]},
        settings=settings,
        **more,
    )


def finished(survey: Any, name: str = "Ada <b>", **how: Any) -> Respondent:
    return Respondent(survey, **how).open().send(**{NAME: name})


def sent_to(ada: Respondent, path: str, **fields: str) -> Any:
    marks = {"_at": ada.form()["_at"]}
    return ada.client.post(f"{ada.path}copy/{path}", marks | fields)


@pytest.mark.parametrize("cookies", [True, False])
def test_all_answers_are_there_to_print(acme: Scope, cookies: bool) -> None:
    ada = finished(asked(), cookies=cookies)

    page = sent_to(ada, "")

    html = page.content.decode()
    assert page.status_code == 200
    assert "About you</h2>" in html
    assert "Ada &lt;b&gt;" in html
    assert "Not answered" in html
    assert ">Change<" not in html


def test_the_cookie_alone_is_enough(acme: Scope) -> None:
    ada = finished(asked())

    assert ada.client.get(f"{ada.path}copy/").status_code == 200


def test_a_stranger_is_led_to_the_survey(acme: Scope) -> None:
    ada = finished(asked())
    stranger = Respondent(asked())

    assert stranger.client.get(f"{ada.path}copy/").status_code == 302
    assert stranger.client.post(f"{ada.path}copy/answers.pdf", {"_at": "forged"}).status_code == 302


def test_without_the_setting_there_is_no_copy(acme: Scope) -> None:
    ada = finished(asked(settings={"copy_offered": False}))

    assert ada.client.get(f"{ada.path}copy/").status_code == 302


def test_the_copy_is_a_tagged_pdf(acme: Scope) -> None:
    ada = finished(asked())

    file = sent_to(ada, "answers.pdf")

    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == 'attachment; filename="answers.pdf"'
    assert file.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in file.content
    assert b"pdfuaid" in file.content


def test_answers_are_never_read_as_markup_of_the_pdf(acme: Scope) -> None:
    ada = finished(asked(), name='#panic("x") *b* $ @ref \\ "')

    assert sent_to(ada, "answers.pdf").content.startswith(b"%PDF")


def test_arabic_is_written_from_the_right(acme: Scope) -> None:
    content = answers_pdf(
        [], title="استبيان", organisation="Acme", note="إجاباتك", unanswered="بلا إجابة", language="ar"
    )

    assert content.startswith(b"%PDF")


def test_characters_that_no_font_has_are_said_to_be_missing(acme: Scope) -> None:
    ada = finished(asked(), name="\U000f1234")

    page = sent_to(ada, "answers.pdf")

    assert page.headers["Content-Type"].startswith("text/html")
    assert "Please print this page." in page.content.decode()


def test_a_mistake_in_the_template_is_no_missing_character(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    broken = tmp_path / "broken.typ"
    broken.write_text("#nothing-of-this-name")
    monkeypatch.setattr(pdf, "SOURCE", broken)

    with pytest.raises(RuntimeError) as problem:
        answers_pdf([], title="T", organisation="A", note="", unanswered="", language="en")

    assert not isinstance(problem.value, PdfNotPossible)


def test_a_copy_goes_by_mail_once_in_the_respondents_language(acme: Scope) -> None:
    survey = asked(languages=["en", "nl"])
    ada = Respondent(survey, **{"accept-language": "nl"}).open().send(**{NAME: "Ada"})

    assert sent_to(ada, "mail/", email="ada@example.org").status_code == 200
    letter = RespondentLetter.objects.get()
    done(tasks.send_letter, str(letter.pk))
    done(tasks.send_letter, str(letter.pk))

    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    assert "OVER U" in sent.body
    assert re.search(r"name\?\n  Ada\n", sent.body)
    assert "Ada" in str(sent.alternatives[0][0])
    letter.refresh_from_db()
    assert letter.email == ""
    assert not DueWork.objects.filter(kind=TASK).exists()


def test_a_mail_that_failed_is_tried_again(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = finished(asked())
    sent_to(ada, "mail/", email="ada@example.org")
    letter = RespondentLetter.objects.get()

    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("responses.letters.send_mail", refuse)
        with pytest.raises(ConnectionRefusedError):
            done(tasks.send_letter, str(letter.pk))
    done(tasks.send_letter, str(letter.pk))

    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_be_sent_for_a_day_is_given_up(acme: Scope) -> None:
    ada = finished(asked())
    sent_to(ada, "mail/", email="ada@example.org")
    RespondentLetter.objects.update(written_at=timezone.now() - timedelta(days=2))
    letter = RespondentLetter.objects.get()

    done(tasks.send_letter, str(letter.pk))

    assert not mail.outbox
    letter.refresh_from_db()
    assert letter.email == ""


def test_a_letter_that_another_worker_sends_is_left_to_it(acme: Scope) -> None:
    ada = finished(asked())
    sent_to(ada, "mail/", email="ada@example.org")
    RespondentLetter.objects.update(claimed_at=timezone.now())

    done(tasks.send_letter, str(RespondentLetter.objects.get().pk))

    assert not mail.outbox


def test_what_is_no_address_is_said(acme: Scope) -> None:
    ada = finished(asked())

    page = sent_to(ada, "mail/", email="nobody")

    assert page.status_code == 422
    assert 'value="nobody"' in page.content.decode()
    assert not RespondentLetter.objects.exists()


def test_one_address_cannot_have_mails_sent_without_end(acme: Scope) -> None:
    survey = asked()
    statuses = []
    for _ in range(7):
        ada = finished(survey)
        statuses += [sent_to(ada, "mail/", email="ada@example.org").status_code for _ in range(3)]

    assert statuses == [200] * 20 + [429]


def test_other_sites_and_other_methods_get_nothing(acme: Scope) -> None:
    ada = finished(asked())
    path = f"{ada.path}copy/"

    assert ada.client.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert ada.client.delete(path).status_code == 405
    assert ada.client.get("/s/nowhere/copy/").status_code == 404
    assert ada.client.get(f"{path}mail/").status_code == 200
