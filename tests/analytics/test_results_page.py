"""The page of results, and its figures alone."""

import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from analytics.results import Results
from surveys.models import Survey
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.conftest import ANSWERS
from tests.analytics.made import definition, question, respond
from tests.analytics.pages import Browsers, People, path, queries, said
from tests.builders import make_survey, published_survey


def test_the_page_shows_every_question_escaped(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey))

    assert response.status_code == 200
    page = said(response)
    assert all(f"What about {each.name}?" in page for each in Results.of(survey.pk).questions)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "n = 1 of 2" in page


def test_a_viewer_sees_numbers_and_no_one_s_words(
    survey: Survey, client_of: Browsers, make_person: People
) -> None:
    page = said(client_of(make_person(Role.VIEWER)).get(path(survey)))

    assert "alert(1)" not in page
    assert "1 different answer<" in page
    assert path(survey, "export/") not in page


def test_filters_narrow_and_can_be_taken_away(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey) + "?status=all&language=nl&since=2026-01-01&until=2026-12-31"))

    assert "n = 0 of 2" in page
    assert "Answered in Dutch" in page
    assert "From 1 January 2026" in page
    assert 'href="?status=all&amp;since=2026-01-01&amp;until=2026-12-31"' in page


def test_a_selection_that_cannot_be_read_is_said(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey) + "?since=soon")

    assert response.status_code == 422
    assert "Write the day as year-month-day" in said(response)
    assert "n = 1 of 2" in said(response)


@pytest.mark.parametrize("publish", [True, False])
def test_a_survey_without_answers_says_the_next_step(acme: Scope, owner: Client, publish: bool) -> None:
    empty = published_survey() if publish else make_survey()

    page = said(owner.get(path(empty)))

    assert ("No answers yet" if publish else "Nothing to count yet") in page


def test_unchanged_figures_cost_one_query_and_no_rendering(survey: Survey, owner: Client) -> None:
    tag = owner.get(path(survey, "results/live/")).headers["ETag"]

    with queries() as made:
        response = owner.get(path(survey, "results/live/"), headers={"if-none-match": tag})

    session, person, stamp = made
    assert 'FROM "django_session"' in session
    assert 'FROM "people_user"' in person
    assert stamp.startswith("SELECT survey.results_changed_at")
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)


def test_the_page_and_its_figures_agree_on_the_etag(survey: Survey, owner: Client) -> None:
    tag = owner.get(path(survey)).context["etag"]

    assert owner.get(path(survey, "results/live/")).headers["ETag"] == tag


def test_new_answers_change_the_figures(survey: Survey, owner: Client) -> None:
    before = owner.get(path(survey, "results/live/"))
    respond(survey, ANSWERS)

    after = owner.get(path(survey, "results/live/"), headers={"if-none-match": before.headers["ETag"]})

    assert after.status_code == 200
    assert "n = 2 of 3" in said(after)
    assert "<html" not in said(after)
    assert 'hx-swap-oob="true"' in said(after)
    assert after.headers["Cache-Control"] == "private, no-cache"


def test_the_etag_tells_selections_languages_and_rights_apart(
    survey: Survey, owner: Client, client_of: Browsers, make_person: People, settings: Settings
) -> None:
    settings.STAFF_LANGUAGES = [("en", "English"), ("nl", "Nederlands")]
    viewer = client_of(make_person(Role.VIEWER))
    tags = {
        owner.get(path(survey, "results/live/")).headers["ETag"],
        owner.get(path(survey, "results/live/?status=all")).headers["ETag"],
        owner.get(path(survey, "results/live/"), headers={"accept-language": "nl"}).headers["ETag"],
        viewer.get(path(survey, "results/live/")).headers["ETag"],
    }

    assert len(tags) == 4


def test_figures_of_nothing_are_not_there(acme: Scope, owner: Client) -> None:
    assert owner.get(f"/surveys/{uuid4()}/results/live/").status_code == 404
    assert owner.get(f"/surveys/{uuid4()}/results/").status_code == 404


def test_a_stranger_under_htmx_is_sent_to_sign_in(survey: Survey, stranger: Client) -> None:
    response = stranger.get(path(survey, "results/live/"), headers={"hx-request": "true"})

    assert response.headers["HX-Redirect"].startswith("/sign-in/")


@pytest.mark.parametrize("address", ["results/", "results/live/", "responses/"])
def test_queries_do_not_grow_with_questions_and_answers(acme: Scope, owner: Client, address: str) -> None:
    counts = []
    for number in (1, 3):
        survey = published_survey(
            definition([question(index, "short_text", f"q{index}") for index in range(number)])
        )
        for _ in range(number):
            respond(survey, {"q_00000000": "x"})
        with queries() as made:
            owner.get(path(survey, address))
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_answers_are_read_page_by_page(survey: Survey, owner: Client) -> None:
    now = timezone.now()
    for index in range(60):
        respond(survey, {"q_00000008": f"Text {index}"}, changed_at=now + datetime.timedelta(seconds=index))
    address = path(survey, "results/answers/q_00000008/")

    pages = {
        number: said(owner.get(f"{address}?page={number}")) for number in ("1", "2", "0", "99", "x", "²")
    }

    assert "Text 59" in pages["1"]
    assert "Text 9<" not in pages["1"]
    assert "Text 9<" in pages["2"]
    assert "Page 2 of 2" in pages["99"]
    assert all("Page 1 of 2" in pages[number] for number in ("0", "1", "x", "²"))


def test_answers_are_only_of_questions_in_words(survey: Survey, owner: Client) -> None:
    assert owner.get(path(survey, "results/answers/q_00000001/")).status_code == 404
    assert owner.get(path(survey, "results/answers/nonsense/")).status_code == 404
    assert owner.get(path(survey, "results/answers/q_00000008/?since=x")).status_code == 422
