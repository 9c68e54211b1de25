"""The whole main job: built, published, answered without JavaScript, and seen in the results at once."""

from playwright.sync_api import Page, expect

from surveys.models import Survey
from tests.e2e.conftest import Visit

TITLE = "Lunch, and how it was"


def add_question(page: Page, kind: str, text: str) -> None:
    """Add a question by the palette and say what it asks."""
    page.get_by_role("button", name=kind, exact=True).click()
    page.get_by_label("Text of the question").fill(text)
    page.get_by_role("link", name="Add here").last.click()
    expect(page.get_by_role("heading", name="Add a question")).to_be_visible()


def build_and_publish(page: Page) -> Survey:
    """Make a survey with two questions, the second one required, and publish it."""
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Start building").click()
    page.wait_for_url("**/build/**")
    add_question(page, "Single choice", "What did you have?")
    page.get_by_role("button", name="Net promoter score", exact=True).click()
    page.get_by_label("Text of the question").fill("Would you recommend it?")
    page.get_by_label("An answer is required").check()
    expect(page.locator("[data-save-words]")).to_have_text("Saved")
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish and open").click()
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    return Survey.objects.get(title=TITLE)


def answer(page: Page) -> None:
    """Answer as somebody who overlooks the required question first."""
    page.get_by_label("Choice 2").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please answer this question.").first).to_be_visible()
    expect(page.get_by_label("Choice 2")).to_be_checked()
    page.get_by_role("radio", name="9").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_survey_is_built_published_answered_and_seen(visit: Visit) -> None:
    survey = build_and_publish(visit("/surveys/new/", role="editor"))
    results = visit(f"/surveys/{survey.pk}/results/", role="analyst")
    expect(results.locator("[data-count]")).to_have_text("n = 0 of 0")

    answer(visit(f"/s/{survey.slug}/", java_script_enabled=False))

    expect(results.locator("[data-count]")).to_have_text("n = 1 of 1")
    expect(results.get_by_text("+100").first).to_be_visible()
