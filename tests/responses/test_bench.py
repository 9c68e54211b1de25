"""The workbench of the preview: what is chosen reaches the frame, and the reasons beside it are true."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from responses.models import Response
from surveys.domain.commenting import comment_on
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import make_definition, make_question, make_survey, published_survey
from tests.responses.respondent import PageReader, Respondent

type ClientOf = Callable[[User], Client]
SURE = make_question("yes_no", "sure", text="Sure?")
WHY = make_question("short_text", "why", text="Why not?", visible_if="not sure")
LATER = make_question("email", "mail", text="Mail?")
TEAM = make_question("hidden_field", "team")
HX = {"HX-Request": "true"}


@pytest.fixture
def survey(editor: User) -> Survey:
    return make_survey(make_definition([SURE, TEAM], [WHY], [LATER], languages=["en", "nl"]), by=editor)


@pytest.fixture
def browser(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def framed(survey: Survey, browser: Client) -> Respondent:
    respondent = Respondent(survey)
    respondent.client, respondent.path = browser, reverse("responses:preview", args=[survey.pk])
    return respondent


def bench(browser: Client, survey: Survey, query: str = "") -> str:
    answer = browser.get(reverse("responses:bench", args=[survey.pk]) + query)
    assert answer.status_code == 200
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    return answer.content.decode()


def source_of(html: str) -> dict[str, str]:
    source = html.partition(' src="')[2].partition('"')[0] if "<iframe" not in html else ""
    source = source or html.partition("<iframe")[2].partition('src="')[2].partition('"')[0]
    return dict(parse_qsl(urlsplit(source.replace("&amp;", "&")).query))


def why(browser: Client, survey: Survey, form: Mapping[str, Any] | None = None, **headers: str) -> str:
    address = reverse("responses:why", args=[survey.pk])
    answer = browser.post(address, form, headers=headers) if form else browser.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_chosen_reaches_the_frame(browser: Client, survey: Survey) -> None:
    chosen = {"seed": "7", "fill": "3", "lang": "nl", "theme": "dark", "dir": "rtl", "link.team": "ops"}
    query = "&".join(f"{name}={value}" for name, value in chosen.items())

    html = bench(browser, survey, f"?{query}&width=phone")

    assert source_of(html) == chosen
    assert 'value="phone" checked' in html
    assert 'name="link.team" value="ops"' in html


def test_without_a_seed_one_is_shown(browser: Client, survey: Survey) -> None:
    seeds = [source_of(bench(browser, survey))["seed"] for _ in range(2)]

    assert len(set(seeds)) == 2


def test_the_frame_shows_theme_and_direction_on_every_page(framed: Respondent) -> None:
    first = PageReader(framed.open("?seed=7&theme=dark&dir=rtl").html).root
    second = PageReader(framed.send(**{SURE["id"]: "yes"}).html).root

    for root in (first, second):
        assert (root["data-theme"], root["dir"]) == ("dark", "rtl")


def test_the_preview_may_be_framed_by_this_host_alone(framed: Respondent) -> None:
    answer = framed.open("?seed=7").answer

    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


def test_respondents_pages_know_nothing_of_it(survey: Survey) -> None:
    page = Respondent(published_survey(draft_of(survey))).open("?theme=dark&dir=rtl&at=x")

    assert "data-theme" not in PageReader(page.html).root
    assert page.answer["X-Frame-Options"] == "DENY"


def test_any_page_can_be_begun_at_and_gone_on_from(framed: Respondent, survey: Survey) -> None:
    last = draft_of(survey).pages[2].id

    page = framed.open(f"?seed=7&fill=2&at={last}")
    assert "Mail?" in page.html
    framed.send(**{LATER["id"]: "a@b.example"})

    assert "Thank you" in framed.html
    assert not Response.objects.exists()


def test_a_preview_begins_anew_as_it_was_begun(framed: Respondent) -> None:
    framed.open(f"?seed=7&fill=2&theme=dark&at={LATER['id']}")
    framed.send(**{LATER["id"]: "a@b.example"})

    assert f"?seed=7&fill=2&at={LATER['id']}&theme=dark" in PageReader(framed.html).links


def test_a_question_can_be_begun_at(framed: Respondent) -> None:
    assert "Mail?" in framed.open(f"?seed=7&fill=2&at={LATER['id']}").html


def test_a_page_that_is_not_reached_says_why(browser: Client, survey: Survey) -> None:
    page = draft_of(survey).pages[1].id

    missed = bench(browser, survey, f"?seed=1&at={page}&link.team=x")
    gone = bench(browser, survey, "?seed=1&at=p_nowhere0")
    filled = bench(browser, survey, f"?seed=1&fill=1&at={page}")

    assert "doesn&#x27;t get there" in missed or "doesn't get there" in missed
    assert "Page 2: Not shown, because nothing on it is" in missed.replace("&#x27;", "'")
    assert "It is no longer part of the survey." in gone
    assert "get there" not in filled


def test_why_follows_what_is_typed(browser: Client, survey: Survey, framed: Respondent) -> None:
    page = framed.open("?seed=7")

    unsure = why(browser, survey, page.form(**{SURE["id"]: "no"}), **HX)
    sure = why(browser, survey, page.form(**{SURE["id"]: "yes"}), **HX)

    assert "<html" not in unsure
    assert ("Not shown" in unsure, "Not shown" in sure) == (False, True)


def test_why_is_a_page_without_a_script(browser: Client, survey: Survey) -> None:
    html = why(browser, survey)

    assert "<html" in html
    assert "Always shown" in html


def test_at_the_end_it_says_how_it_ended(browser: Client, survey: Survey, framed: Respondent) -> None:
    framed.open(f"?seed=7&fill=2&at={LATER['id']}")
    framed.send(**{LATER["id"]: "a@b.example"})

    html = why(browser, survey, framed.form(), **HX)

    assert "The survey has ended." in html
    assert "Thank you" in html


def test_on_one_page_there_is_no_page_to_explain(editor: User, browser: Client) -> None:
    survey = make_survey(make_definition([SURE], [LATER], settings={"mode": "single"}), by=editor)

    assert "Mail?" in why(browser, survey)


def test_the_comments_beside_are_those_of_the_page(
    browser: Client, survey: Survey, framed: Respondent, editor: User
) -> None:
    comment_on(survey=survey, subject=SURE["id"], words="About sureness", by=editor)
    comment_on(survey=survey, subject=LATER["id"], words="About mail", by=editor)
    form = framed.open("?seed=7").form()

    html = browser.post(reverse("responses:talk", args=[survey.pk]), form, headers=HX).content.decode()

    assert ("About sureness" in html, "About mail" in html) == (True, False)


def test_viewers_can_try_it_out(
    survey: Survey, client_of: ClientOf, make_person: Callable[..., User]
) -> None:
    html = bench(client_of(make_person(Role.VIEWER)), survey)

    assert "Ask reviewers" not in html


def test_fields_of_contacts_are_offered_where_they_are_read(editor: User, browser: Client) -> None:
    asked = make_question("email", "mail", visible_if='contact("city") = "Delft"')
    survey = make_survey(make_definition([SURE, asked]), by=editor)

    html = bench(browser, survey, "?seed=1&contact.city=Delft")
    shown = browser.get(reverse("responses:preview", args=[survey.pk]) + "?seed=1&contact.city=Delft")

    assert 'name="contact.city" value="Delft"' in html
    assert "What is your mail?" in shown.content.decode()
