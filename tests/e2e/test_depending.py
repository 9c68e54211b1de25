"""A page whose questions depend on each other, in a browser: swapped in place, focus and words kept."""

import re
from typing import Any

from playwright.sync_api import expect

from responses.models import Response
from tests.e2e.conftest import Site, Visit
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, short, survey_of, yes_no


def asked() -> Any:
    return survey_of(
        [
            yes_no(SMOKER, "smoker"),
            short(NAME, "name"),
            number(CIGARETTES, "cigarettes", visible_if='smoker and name != "Nobody"'),
        ]
    )


def test_questions_come_and_go_while_somebody_types(live: Site, visit: Visit) -> None:
    survey = asked()
    page = visit(f"/s/{survey.slug}/")
    expect(page.get_by_label("cigarettes?")).to_have_count(0)

    page.get_by_role("radio", name="Yes").check()
    page.get_by_label("name?").focus()
    page.keyboard.type("Ada")
    expect(page.get_by_label("cigarettes?")).to_be_visible()
    expect(page.get_by_text("New questions: 1")).to_be_attached()
    expect(page.get_by_label("name?")).to_be_focused()
    page.get_by_label("cigarettes?").fill("12")
    page.get_by_label("name?").fill("Nobody")
    expect(page.get_by_label("cigarettes?")).to_have_count(0)
    page.get_by_label("name?").fill("Bob")
    expect(page.get_by_label("cigarettes?")).to_be_visible()
    page.get_by_label("cigarettes?").fill("3")
    page.get_by_role("button", name=re.compile("Send")).last.click()

    expect(page.get_by_role("heading", name="Thanks")).to_be_visible()
    assert Response.objects.get(survey=survey).answers == {SMOKER: True, NAME: "Bob", CIGARETTES: 3}


def test_words_typed_while_the_server_answers_stay(live: Site, visit: Visit) -> None:
    survey = survey_of([short(NAME, "name"), short(SMOKER, "why", text={"en": "Why, {{ name }}?"})])
    page = visit(f"/s/{survey.slug}/")
    page.get_by_label("name?").fill("Ada")
    expect(page.get_by_label("Why, Ada?")).to_be_visible()
    held: list[Any] = []
    page.route("**/s/**", lambda route: held.append(route), times=1)

    page.get_by_label("name?").fill("Bob")
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label("Why, Ada?").focus()
    page.keyboard.type("Because")
    page.wait_for_timeout(100)
    held[0].continue_()

    expect(page.get_by_label("Why, Bob?")).to_have_value("Because")
    expect(page.get_by_label("Why, Bob?")).to_be_focused()
