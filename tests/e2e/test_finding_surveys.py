"""The list of surveys in a browser: found as one types, chosen, tagged, dragged into a folder."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from surveys.domain import make_folder
from surveys.queries import draft_of
from tests.axe import violations
from tests.builders import make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit


def test_surveys_are_found_as_one_types_and_put_where_they_belong(live: object, visit: Visit) -> None:
    asked = make_question(text="Do you like quinces?")
    survey = make_survey(make_definition([asked], title="Persimmon one"))
    other = make_survey(title="Persimmon two")
    folder = make_folder(name=uuid4().hex[:8], parent=None, by=None)
    page = visit("/surveys/", role="editor", reduced_motion="reduce")
    rows, search = page.locator("[data-survey]"), page.get_by_role("searchbox", name="Search titles")

    search.press_sequentially("persimm")
    expect(rows).to_have_count(2)
    expect(page).to_have_url(re.compile("q=persimm&"))
    page.get_by_role("checkbox", name="Choose all on this page").check()
    expect(page.get_by_text("Chosen: 2")).to_be_visible()
    page.get_by_label("Tags, with commas between them").fill("fruit")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("2 surveys tagged.")).to_be_visible()
    page.locator(f"[data-survey='{survey.pk}'] td.soft").first.drag_to(
        page.locator(f"[data-folder='{folder.pk}']")
    )
    expect(page.get_by_text("1 survey moved.")).to_be_visible()
    assert (reread(survey).folder, reread(other).folder) == (folder, None)
    assert (reread(survey).tags, reread(other).tags) == (["fruit"], ["fruit"])

    search.fill("quince")
    expect(page.locator("mark", has_text="quinces")).to_be_visible()
    page.get_by_role("checkbox", name="Choose Persimmon one").check()
    assert violations(page) == []
    page.locator(".hits a").click()
    page.wait_for_url(f"**/build/?at={draft_of(survey).elements[0].id}&language=en")
