"""The kinds of logic that the survey with every type leaves out, in a browser without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from responses.models import Response
from surveys.models import Survey
from tests.e2e.conftest import Site, Visit
from tests.responses.test_logic import number, short, survey_of, yes_no

SMOKER, KIDS, HABITS, WORD, CHILD, TOWN = (
    f"q_{name}" for name in ("smoker00", "kids0000", "habits00", "word0000", "child000", "town0000")
)
NO_SCRIPTS = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}


def items(prefix: str, **conditions: str) -> list[dict[str, Any]]:
    """Rows or columns by their codes, each with when it is shown."""
    return [
        {"id": f"{prefix}_{code:0<8}", "code": code, "label": {"en": code.title()}, "visible_if": condition}
        for code, condition in conditions.items()
    ]


def group(identity: str, name: str, **settings: Any) -> dict[str, Any]:
    text = {"en": f"Your {name}"}
    return {"id": identity, "type": "repeat_group", "name": name, "text": text, "settings": settings}


def habits() -> dict[str, Any]:
    rows = items("r", mornings="", evenings="kids > 1")
    columns = items("c", never="", often="", daily="kids > 5")
    settings = {"rows": rows, "columns": columns}
    text = {"en": "When do you smoke?"}
    return {"id": HABITS, "type": "matrix_single", "name": "habits", "text": text, "settings": settings}


@pytest.fixture
def survey(live: Site) -> Survey:
    """Pages, rows and columns with conditions; groups fixed and counted; endings and quotas of every kind."""
    shop = live.url("/s/nowhere/?from={{ town }}&kids={{ kids }}")
    found: Survey = survey_of(
        [yes_no(SMOKER, "smoker", required=True), number(KIDS, "kids", default="2")],
        {"visible_if": "smoker", "elements": [habits()]},
        [
            group("q_words000", "words", times="fixed", number=2),
            short(WORD, "word", in_group="q_words000"),
            group("q_children", "children", times="counted", expression="kids"),
            short(CHILD, "child", in_group="q_children", required=True),
        ],
        [short(TOWN, "town", required_if="smoker")],
        endings=[
            {"id": "e_00000001", "title": {"en": "Off you go"}, "visible_if": "smoker", "url": {"en": shop}},
            {
                "id": "e_00000002",
                "title": {"en": "Too few"},
                "visible_if": "kids = 0",
                "kind": "screened_out",
            },
            {"id": "e_00000003", "title": {"en": "Enough smokers"}, "visible_if": "false"},
            {"id": "e_00000004", "title": {"en": "Thank you from {{ town }}"}},
        ],
        quotas=[
            {"id": "k_00000001", "name": "s", "condition": "smoker", "limit": 1, "ending": "e_00000003"},
            {"id": "k_00000002", "name": "k", "condition": "kids = 2", "limit": 0, "action": "continue"},
        ],
    )
    return found


def send(page: Page, **answers: str) -> None:
    """Fill in fields by the names of questions, and go on."""
    for name, value in answers.items():
        field = page.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        else:
            field.fill(value)
    page.locator(".survey-nav .primary").click()


def as_smoker(page: Page) -> None:
    """Answer everything, and fail at first where something is required."""
    send(page, **{SMOKER: "yes"})
    expect(page.get_by_text("Evenings")).to_be_visible()
    expect(page.get_by_text("Daily")).to_have_count(0)
    often = "c_often000"
    send(page, **{f"{HABITS}.r_mornings": often, f"{HABITS}.r_evenings": often})
    send(page, **{f"{WORD}.1": "Calm", f"{CHILD}.1": "Ada"})
    expect(page.locator("#errors")).to_be_visible()
    send(page, **{f"{CHILD}.2": "Bob"})
    send(page)
    expect(page.locator("#errors")).to_be_visible()
    send(page, **{TOWN: "Delft"})


def test_pages_rows_columns_groups_and_where_it_leads(visit: Visit, live: Site, survey: Survey) -> None:
    first, late = (visit(f"/s/{survey.slug}/", **NO_SCRIPTS) for _guest in range(2))

    as_smoker(first)
    as_smoker(late)

    assert first.url == live.url("/s/nowhere/?from=Delft&kids=2")
    expect(late.get_by_role("heading", name="Enough smokers")).to_be_visible()
    complete, turned_away = Response.objects.filter(survey=survey).order_by("completed_at")
    assert (complete.status, turned_away.status) == ("complete", "over_quota")
    assert complete.answers[f"{CHILD}.2"] == "Bob"
    assert complete.answers[f"{WORD}.2"] is None
    assert complete.answers[HABITS] == {"r_mornings": "c_often000", "r_evenings": "c_often000"}


@pytest.mark.parametrize(
    ("kids", "title", "status"),
    [("0", "Too few", "screened_out"), ("2", "Thank you from Delft", "complete")],
)
def test_a_page_left_out_and_other_endings(
    visit: Visit, survey: Survey, kids: str, title: str, status: str
) -> None:
    page = visit(f"/s/{survey.slug}/", **NO_SCRIPTS)

    send(page, **{SMOKER: "no", KIDS: kids})
    expect(page.get_by_text("When do you smoke?")).to_have_count(0)
    send(page, **{f"{CHILD}.{number}": "Cyd" for number in range(1, int(kids) + 1)})
    send(page, **{TOWN: "Delft"})

    expect(page.get_by_role("heading", name=title)).to_be_visible()
    stored = Response.objects.get(survey=survey)
    assert (stored.status, HABITS in stored.answers) == (status, False)
