"""Publishing with a difference, as an editor does it in a browser; and without JavaScript."""

import re

from playwright.sync_api import expect

from surveys.domain import replace_draft
from surveys.models import Survey
from tests.analytics.made import choice, definition, question, respond
from tests.axe import violations
from tests.builders import published_survey, reread
from tests.e2e.conftest import Visit

Q, A, B, C = "q_00000001", "c_aaaaaaaa", "c_bbbbbbbb", "c_cccccccc"


def reshaped() -> Survey:
    """Three have answered; in the draft, choice A gave way to C."""
    first = [question(1, "single_choice", "one", choices=[choice("a"), choice("b")])]
    then = [question(1, "single_choice", "one", choices=[choice("b"), choice("c")])]
    survey = published_survey(definition(first))
    for given in (A, A, B):
        respond(survey, {Q: given})
    respond(survey, {Q: B}, status="started")
    return replace_draft(survey=survey, revision=1, definition=definition(then), by=None)


def test_a_difference_is_published_knowingly(live: object, visit: Visit) -> None:
    survey = reshaped()
    page = visit(f"/surveys/{survey.pk}/publish/", role="editor")

    expect(page.locator(f"[data-concerned='{Q}']").first).to_have_text("4 answers are stored.")
    expect(page.locator(f"[data-concerned='{Q}:{A}']")).to_have_text("2 answers are stored.")
    expect(page.locator("[data-concerned='under-way']")).to_contain_text("1 person has answered")
    assert violations(page) == []

    page.get_by_label("“A” was removed").select_option(label="It means “C”")
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()

    page.goto(page.url.partition("/surveys/")[0] + f"/surveys/{survey.pk}/versions/")
    expect(page.locator("[data-concerned='version-1']")).to_have_text("3 responses, 1 unfinished")
    assert violations(page) == []
    version = reread(survey).current_version
    assert version is not None
    assert version.mappings == {Q: {A: C}}


def test_it_is_a_plain_form_without_javascript(live: object, visit: Visit) -> None:
    survey = reshaped()
    page = visit(f"/surveys/{survey.pk}/publish/", role="editor", java_script_enabled=False)

    page.get_by_role("link", name="Count the answers that this concerns").click()
    expect(page.get_by_role("row", name=re.compile("“A”"))).to_contain_text("2")
    page.go_back()
    page.get_by_label("“A” was removed").select_option(label="It means “C”")
    page.get_by_role("button", name="Publish the changes").click()

    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
