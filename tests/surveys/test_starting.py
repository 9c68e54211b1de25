"""Starting a survey: empty, and from a ready template."""

import re
from typing import Any

import pytest
from django.test import Client

from surveys.models import Survey
from surveys.queries import draft_of
from surveys.ready import ready_survey, ready_surveys
from tests.surveys.conftest import HTMX

PHQ = "/surveys/new/ready/phq-9/"


def test_the_page_offers_every_template(browser: Client) -> None:
    html = browser.get("/surveys/new/").content.decode()

    assert [ready.key for ready in ready_surveys() if f"/surveys/new/ready/{ready.key}/" not in html] == []


def test_htmx_gets_the_templates_that_fit(browser: Client) -> None:
    response = browser.get("/surveys/new/?category=health&language=de&q=phq", headers=HTMX)

    html = response.content.decode()
    assert html.strip().startswith('<div id="gallery"')
    assert html.count("<li>") == 1
    assert PHQ in html
    assert "HX-Request" in response.headers["Vary"]


def test_a_search_without_result_says_so(browser: Client) -> None:
    html = browser.get("/surveys/new/?q=xyzzy").content.decode()

    assert "No template fits what you search" in html


def test_nonsense_in_the_address_narrows_nothing(browser: Client) -> None:
    response = browser.get("/surveys/new/?category=none&language=xx")

    assert len(response.context["cards"]) == len(ready_surveys())


def test_a_template_tells_what_it_asks_and_where_it_comes_from(browser: Client) -> None:
    html = browser.get(PHQ).content.decode()

    assert "Kroenke K., Spitzer R. L., Williams J. B. W. (2001)" in html
    assert "No permission required" in html
    assert "Over the last 2 weeks, how often have you been bothered" in html
    assert "not for everybody" in html


def test_what_a_template_pipes_is_told_without_braces(browser: Client) -> None:
    feedback = browser.get("/surveys/new/ready/feedback-360/").content.decode()
    course = browser.get("/surveys/new/ready/before-the-course/").content.decode()

    assert "What should this person start doing?" in feedback
    assert "How well do you know the subject, …?" in course


@pytest.mark.parametrize(
    ("form", "languages", "title"),
    [
        ({"base": "de", "others": ["en", "de"], "title": ""}, ("de", "en"), "Wie es Ihnen geht (PHQ-9)"),
        ({"base": "en", "title": " Our check "}, ("en",), "Our check"),
    ],
)
def test_a_template_becomes_a_draft(
    browser: Client, form: dict[str, Any], languages: tuple[str, ...], title: str
) -> None:
    response: Any = browser.post(PHQ, form)

    survey = Survey.objects.get()
    assert response.headers["Location"] == f"/surveys/{survey.pk}/build/"
    assert draft_of(survey).languages == languages
    assert (survey.title, survey.status) == (title, Survey.Status.DRAFT)


@pytest.mark.parametrize(
    "form", [{}, {"base": "ja"}, {"base": "en", "others": ["ja"]}, {"base": "en", "title": "x" * 501}]
)
def test_a_template_is_not_used_with_a_wrong_form(browser: Client, form: dict[str, Any]) -> None:
    response = browser.post(PHQ, form)

    assert response.status_code == 422
    assert not Survey.objects.exists()


def test_a_title_without_words_is_refused_in_words(browser: Client) -> None:
    response = browser.post(PHQ, {"base": "en", "title": "\x01"})

    assert response.status_code == 422


@pytest.mark.parametrize("path", ["/surveys/new/ready/none/", "/surveys/new/ready/none/preview/"])
def test_an_unknown_template_is_404(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_template_is_previewed_without_storing(browser: Client) -> None:
    shown = browser.get(f"{PHQ}preview/?lang=de")
    html = shown.content.decode()

    assert "Wie oft fühlten Sie sich" in html
    assert "Nothing that you answer is stored" in html or "Vorschau" in html
    assert not Survey.objects.exists()


def test_a_template_is_gone_through_in_the_preview(browser: Client) -> None:
    url = "/surveys/new/ready/support-satisfaction/preview/"
    shown = browser.get(f"{url}?lang=en").content.decode()
    state = re.search(r'name="_state" value="([^"]+)"', shown)
    assert state is not None
    ready = ready_survey("support-satisfaction")
    assert ready is not None
    ids = {element.name: element.id for element in ready.definition.elements}
    yes = next(part for part in ready.definition.elements if part.name == "solved").settings.choices[0].id

    answered = {ids["satisfaction"]: "5", ids["effort"]: "6", ids["solved"]: yes}
    missing = browser.post(url, {"_state": state[1], "_in": "en"})
    ended = browser.post(url, {"_state": state[1], "_in": "en"} | answered)

    assert missing.status_code == 422
    assert "Good to know that we could help" in ended.content.decode()


def test_a_preview_takes_nothing_from_another(browser: Client) -> None:
    shown = browser.get(f"{PHQ}preview/").content.decode()
    state = re.search(r'name="_state" value="([^"]+)"', shown)
    assert state is not None

    other = browser.post("/surveys/new/ready/gad-7/preview/", {"_state": state[1], "_in": "en"})

    assert "Feeling nervous, anxious, or on edge" in other.content.decode()
