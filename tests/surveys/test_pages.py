"""The pages about surveys: list, new, overview and its steps, deletion, and who may see them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from surveys.domain import close_survey, edit_draft, pause_survey
from surveys.editing import set_title
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.links import public_link
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import make_definition, make_survey, published_survey, reread
from tests.surveys.conftest import address

Status = Survey.Status
type Browser = Callable[[User], Client]


def retitle(survey: Survey, title: str) -> Survey:
    """Change the title of a draft, as an editor would."""
    return edit_draft(
        survey=survey,
        revision=reread(survey).draft_revision,
        operation=lambda draft: set_title(draft, language="en", text=title),
        by=None,
    )


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_list_shows_title_and_state(browser: Client) -> None:
    make_survey(title="Draft one")
    retitle(published_survey(title="Live one"), "Live one, changed")

    html = browser.get("/surveys/").content.decode()

    assert html.index("Live one, changed") < html.index("Draft one")
    assert "1 + changes" in html


def test_the_list_asks_as_often_for_three_surveys_as_for_one(
    browser: Client, django_assert_num_queries: Any
) -> None:
    published_survey()
    browser.get("/surveys/")
    with django_assert_num_queries(10) as one:
        browser.get("/surveys/")
    published_survey()
    published_survey()

    with django_assert_num_queries(len(one)):
        browser.get("/surveys/")


def test_htmx_gets_the_list_alone(browser: Client) -> None:
    make_survey(title="Found")
    make_survey(title="Other")

    response = browser.get("/surveys/?q=found", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert html.strip().startswith('<div id="surveys"')
    assert ("Found" in html, "Other" in html) == (True, False)
    assert "HX-Request" in response.headers["Vary"]


def test_an_empty_list_says_the_next_step(browser: Client) -> None:
    assert "Your first survey" in browser.get("/surveys/").content.decode()
    assert "Nothing found" in browser.get("/surveys/?q=nothing").content.decode()


def test_a_viewer_sees_the_list_without_tools(client_of: Browser, make_person: Callable[..., User]) -> None:
    survey = make_survey()
    viewer = client_of(make_person("viewer"))

    html = viewer.get("/surveys/").content.decode()

    assert survey.title in html
    assert "New survey" not in html


def test_a_new_survey_leads_to_the_builder(browser: Client) -> None:
    response = browser.post("/surveys/new/", {"title": "Pulse", "language": "nl"})

    survey = Survey.objects.get()
    assert response.headers["Location"] == address("build", survey)
    assert draft_of(survey).title == {"nl": "Pulse"}


@pytest.mark.parametrize(
    "form",
    [
        *({}, {"title": "", "language": "en"}, {"title": "Pulse", "language": "tlh"}),
        *({"title": "x" * 100_000, "language": "en"}, {"title": "a\x00b", "language": "en"}),
        {"title": "\u202e\u202d", "language": "en"},
    ],
)
def test_a_survey_that_cannot_be_is_refused_with_words(browser: Client, form: dict[str, str]) -> None:
    response = browser.post("/surveys/new/", form)

    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not Survey.objects.exists()


def test_a_hostile_title_is_shown_as_text(browser: Client) -> None:
    survey = make_survey(title="<script>alert(1)</script>")

    for name in ("overview", "build", "share", "settings", "publish", "delete"):
        html = browser.get(address(name, survey)).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_the_overview_says_what_comes_next(browser: Client) -> None:
    html = browser.get(address("overview", make_survey(make_definition([])))).content.decode()

    assert "What comes next" in html
    assert "0 questions, 1 page" in html


def test_the_overview_of_an_open_survey_has_its_link(browser: Client) -> None:
    survey = published_survey()

    html = browser.get(address("overview", survey)).content.decode()

    assert f'value="{public_link(survey)}"' in html
    assert "What comes next" not in html


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        (None, "pause", Status.PAUSED),
        (pause_survey, "resume", Status.OPEN),
        (None, "close", Status.CLOSED),
        (close_survey, "reopen", Status.OPEN),
    ],
)
def test_a_step_is_taken_by_its_button(browser: Client, before: Any, step: str, after: str) -> None:
    survey = published_survey()
    if before:
        before(survey=survey, by=None)

    response = browser.post(address(step, survey))

    assert response.headers["Location"] == address("overview", survey)
    assert reread(survey).status == after


def test_a_step_that_is_not_possible_says_why(browser: Client) -> None:
    survey = make_survey()

    response = browser.post(address("pause", survey), follow=True)

    assert messages_of(response) == ["This survey has not been published yet."]
    assert reread(survey).status == Status.DRAFT


def test_a_duplicate_opens_in_the_builder(browser: Client) -> None:
    response = browser.post(address("duplicate", make_survey(title="Pulse")))

    copy = Survey.objects.get(title="Pulse (copy)")
    assert response.headers["Location"] == address("build", copy)


@pytest.mark.parametrize("pages", ["overview", "build", "share", "settings", "publish", "delete"])
def test_a_survey_of_another_organisation_is_not_there(browser: Client, other: Scope, pages: str) -> None:
    with tenant_scope(other):
        theirs = make_survey()

    assert browser.get(address(pages, theirs)).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        *(("build", "get"), ("settings", "get"), ("publish", "get"), ("delete", "get")),
        *(("pause", "post"), ("close", "post"), ("duplicate", "post"), ("save_address", "post")),
        *(("save_schedule", "post"), ("add_page", "post")),
    ],
)
def test_a_viewer_may_not(
    client_of: Browser, make_person: Callable[..., User], name: str, method: str
) -> None:
    survey = published_survey()

    response = getattr(client_of(make_person("viewer")), method)(address(name, survey))

    assert response.status_code == 403


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    survey = make_survey()

    assert stranger.get(address("build", survey)).status_code == 302
    assert stranger.get("/surveys/" + str(UUID(int=0)) + "/").status_code == 302


def test_an_unknown_survey_is_not_there(browser: Client) -> None:
    assert browser.get(f"/surveys/{UUID(int=0)}/").status_code == 404


def test_the_list_says_until_when_and_how_long_ago(browser: Client) -> None:
    survey, now = published_survey(), timezone.now()
    closes_at = now + timedelta(days=2)
    Survey.objects.filter(pk=survey.pk).update(changed_at=now - timedelta(hours=3), closes_at=closes_at)

    html = browser.get("/surveys/").content.decode()

    assert "3\xa0hours ago" in html
    assert f"Open until {closes_at.day} {closes_at:%b}" in html
