"""Reports in a browser: composed without leaving the page, by keyboard and drag; axe objects to nothing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from analytics.domain import create_report
from analytics.models import Edition, Report
from analytics.reports.blocks import read_document
from analytics.reports.editions import order_edition
from analytics.reports.making import content_of
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import definition, respond
from tests.analytics.reported import block
from tests.axe import BOTH, wrong_in
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit
from tests.e2e.test_results_live import ANSWERS

ONE = "category:q_00000001"


@pytest.fixture
def survey(live: Site) -> Survey:
    """A survey with one response, committed."""
    made = published_survey(definition())
    respond(made, ANSWERS)
    return made


def report_of(survey: Survey, *blocks: dict[str, object]) -> Report:
    by = User.objects.filter(role="owner").first() or User(email="nobody@example.com")
    document = read_document({"blocks": list(blocks)})
    return create_report(survey=survey, name="Quarterly", language="en", document=document, by=by)


def rows(page: Page) -> Locator:
    return page.locator(".block-name")


def drag_to_the_top(page: Page, grip: Locator) -> None:
    """Drag a row by its grip to where the first one is."""
    for place, do in ((grip, page.mouse.down), (page.locator(".block-grip").first, page.mouse.up)):
        box = place.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 4, steps=12)
        do()


def test_a_report_is_composed_without_leaving_the_page(survey: Survey, visit: Visit) -> None:
    text = block("text", words="We asked people.")
    report = report_of(survey, text, block("figures"), block("trend"))
    page = visit(f"/surveys/{survey.pk}/reports/{report.pk}/edit/", role="analyst", reduced_motion="reduce")
    page.evaluate("window.stayed = true")

    rows(page).first.click()
    words = page.get_by_label("Words")
    words.evaluate("field => { field.setSelectionRange(9, 9); field.dispatchEvent(new Event('click')); }")
    page.get_by_label("A live number").select_option("{{ n }}")
    page.get_by_role("button", name="Put in").click()
    expect(words).to_have_value("We asked {{ n }}people.")
    expect(words).to_be_focused()
    page.locator(".block-settings").get_by_role("button", name="Save").click()
    expect(page.locator(".composer-preview")).to_contain_text("We asked 1people.")

    words.fill("Nobody saved this.")
    rows(page).nth(1).click()
    expect(page.locator(".composer-preview")).to_contain_text("Nobody saved this.")
    expect(page.locator(".block-row.is-open")).to_contain_text("Headline figures")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".composer-preview")).to_contain_text("We asked 1people.")

    page.get_by_role("button", name="Move down: Text").press("Enter")
    expect(rows(page).nth(1)).to_contain_text("Text with live numbers")
    drag_to_the_top(page, page.locator(".block-grip").nth(1))
    expect(rows(page).first).to_contain_text("Text with live numbers")
    expect(page.locator(".report-block").first).to_contain_text("We asked")
    page.get_by_role("button", name="Undo").click()
    expect(rows(page).first).to_contain_text("Headline figures")
    assert page.evaluate("window.stayed") is True


def test_the_pages_of_reports_are_accessible(survey: Survey, visit: Visit) -> None:
    questions = (block("question", question=f"q_0000000{number}") for number in range(1, 10))
    report = report_of(
        survey,
        block("title", words="All of it"),
        block("text", words="- {{ n }} and **{{ nps(likely) }}**"),
        block("figures"),
        *questions,
        block("question", question="q_00000001", compare=ONE),
        block("crosstab", rows=[ONE], banners=[[ONE]]),
        block("trend", measure="count", unit="month", with_table=True),
        block("quotes", question="q_00000008"),
        block("break"),
    )
    content = content_of(report, may_read=True).model_dump(mode="json")
    edition = order_edition(report=report)
    Edition.objects.filter(pk=edition.pk).update(status="ready", content=content)
    start = f"/surveys/{survey.pk}/reports/"
    own, at = f"{start}{report.pk}/", f"editions/{edition.pk}/"
    page = visit(start, role="editor", reduced_motion="reduce")
    host = page.url.partition("/surveys/")[0]

    words = next(each["id"] for each in report.document["blocks"] if each["kind"] == "text")
    for path in (start, own, f"{own}edit/?block={words}", f"{own}{at}send/"):
        page.goto(f"{host}{path}")
        assert (path, wrong_in(page, BOTH)) == (path, {})
