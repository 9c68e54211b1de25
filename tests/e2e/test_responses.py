"""The table of responses in a browser: it goes on as one scrolls, and several are chosen at once."""

from playwright.sync_api import expect

from responses.models import Response
from tests.analytics.made import definition, respond
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit


def test_lines_come_as_one_scrolls_and_several_are_flagged(live: Site, visit: Visit) -> None:
    survey = published_survey(definition())
    for number in range(60):
        respond(survey, {"q_00000005": number})
    page = visit(f"/surveys/{survey.pk}/responses/?show=amount&sort=-amount", role="owner")
    lines = page.locator("tbody tr:not(.more-lines)")
    expect(lines).to_have_count(50)

    page.get_by_role("region", name="Table of responses").focus()
    page.keyboard.press("End")
    expect(lines).to_have_count(60)
    expect(lines.last).to_contain_text("0")
    lines.first.get_by_role("checkbox").check()
    lines.nth(2).get_by_role("checkbox").click(modifiers=["Shift"])
    expect(page.locator("[data-tick-count]")).to_have_text("Chosen: 3")
    page.get_by_label("Flag", exact=True).select_option("excluded")
    page.get_by_role("button", name="Flag").click()

    expect(page.locator("tbody .is-excluded")).to_have_count(3)
    assert Response.objects.filter(survey=survey, flag="excluded").count() == 3
