"""The pages that give a survey to people: link, codes, address, publication."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.domain import set_slug
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_definition, make_question, make_survey, published_survey, reread
from tests.surveys.conftest import address
from tests.surveys.test_pages import messages_of, retitle

Status = Survey.Status
type Browser = Callable[[User], Client]


def test_the_link_is_there_in_every_language(browser: Client) -> None:
    survey = make_survey(make_definition(languages=("en", "nl")))

    html = browser.get(address("share", survey)).content.decode()

    assert f"/s/{survey.slug}/?lang=nl" in html
    assert "This survey is a draft" in html


@pytest.mark.parametrize(
    ("kind", "start", "content_type"),
    [("svg", b"<?xml", "image/svg+xml"), ("png", b"\x89PNG", "image/png")],
)
def test_the_code_can_be_shown_and_saved(browser: Client, kind: str, start: bytes, content_type: str) -> None:
    survey = make_survey()

    shown = browser.get(address("qr_code", survey, kind))
    kept = browser.get(address("qr_code", survey, kind), {"download": "1"})

    assert (shown.content[: len(start)], shown.headers["Content-Type"]) == (start, content_type)
    assert kept.headers["Content-Disposition"] == f'attachment; filename="{survey.slug}.{kind}"'


def test_publishing_shows_what_is_wrong_and_refuses(browser: Client) -> None:
    survey = make_survey(make_definition([make_question(text=" ")]))

    shown = browser.get(address("publish", survey)).content.decode()
    sent = browser.post(address("publish", survey), {"revision": 1})

    assert "1 thing stands in the way" in shown
    assert "This question has no text." in shown
    assert (sent.status_code, reread(survey).status) == (422, Status.DRAFT)


def test_publishing_opens_the_survey(browser: Client) -> None:
    survey = make_survey()

    response = browser.post(address("publish", survey), {"revision": 1}, follow=True)

    assert messages_of(response) == ["Version 1 is published."]
    assert reread(survey).status == Status.OPEN


def test_publishing_again_says_what_is_different(browser: Client) -> None:
    survey = published_survey()
    retitle(survey, "Winter pulse")

    assert "The title was reworded." in browser.get(address("publish", survey)).content.decode()


@pytest.mark.parametrize(("revision", "status"), [("1", 409), ("", 409), ("x", 409), ("2", 302)])
def test_only_the_revision_that_was_looked_at_is_published(
    browser: Client, revision: str, status: int
) -> None:
    survey = make_survey()
    retitle(survey, "Changed")

    assert browser.post(address("publish", survey), {"revision": revision}).status_code == status


def test_publishing_nothing_new_says_so(browser: Client) -> None:
    response = browser.post(address("publish", published_survey()), {"revision": 1})

    assert response.status_code == 422
    assert "Nothing has changed since the last version." in response.content.decode()


def test_an_address_can_be_changed_on_the_page(browser: Client) -> None:
    survey = make_survey()
    set_slug(survey=make_survey(), slug="taken", by=None)

    refused = browser.post(address("save_address", survey), {"slug": "taken"})
    done = browser.post(address("save_address", survey), {"slug": "pulse-2026"})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Another survey has this address." in refused.content.decode()
    assert reread(survey).slug == "pulse-2026"
