"""Logic built by rows in a real browser, published, and answered; with and without JavaScript."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from responses.models import Response
from surveys import editing
from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.models import Survey
from surveys.queries import draft_of
from tests.axe import BOTH, wrong_in
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Site, Visit

SMOKER, COLOURS, AGE, BRAND, NAME = (f"q_{number:08d}" for number in range(1, 6))
SHOTS = os.environ.get("LOGIC_SHOTS", "")


def small_survey() -> Survey:
    """Smoker and colours on the first page, age and brand on the second, name on the third."""
    colours = {"choices": make_choices("Red", "Green", "Blue")}
    return make_survey(
        make_definition(
            [
                make_question("yes_no", "smoker", id=SMOKER, text="Do you smoke?"),
                make_question(
                    "multiple_choice", "colours", id=COLOURS, text="Which colours?", settings=colours
                ),
            ],
            [
                make_question("number", "age", id=AGE, text="How old are you?"),
                make_question(name="brand", id=BRAND, text="Which brand?"),
            ],
            [make_question(name="name", id=NAME, text="What is your name?")],
        )
    )


def question(survey: Survey, identity: str) -> object:
    return next(part for part in draft_of(reread(survey)).elements if part.id == identity)


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def edit(survey: Survey, name: str, **arguments: object) -> Survey:
    def operation(draft: Definition) -> Definition:
        changed: Definition = getattr(editing, name)(draft, **arguments)
        return changed

    revision = reread(survey).draft_revision
    return edit_draft(survey=survey, revision=revision, operation=operation, by=None)


def test_a_condition_a_jump_and_a_quota_are_built_and_met(live: Site, visit: Visit) -> None:
    survey = small_survey()
    page = visit(f"/surveys/{survey.pk}/build/?at={BRAND}", role="editor")

    page.get_by_text("Logic", exact=True).click()
    page.get_by_role("region", name="Shown").get_by_role("link", name="Add a condition").click()
    expect(page.get_by_role("heading", name="Show “Which brand?” if …")).to_be_focused()
    page.get_by_label("Question of condition 1").select_option(label="Do you smoke?")
    page.get_by_label("Value of condition 1").select_option("Yes")
    page.get_by_role("button", name="Condition", exact=True).click()
    page.get_by_label("Question of condition 2").select_option(label="How old are you?")
    page.get_by_label("Comparison of condition 2").select_option(label="is at least")
    page.get_by_label("Value of condition 2").fill("18")
    shoot(page, "rows")
    page.get_by_role("button", name="Save").last.click()

    expect(page.locator("#logic")).to_contain_text(
        "“Do you smoke?” is yes and “How old are you?” is at least 18"
    )
    expect(page.locator("#logic > summary")).to_be_focused()
    shoot(page, "panel")
    assert question(survey, BRAND).visible_if == "smoker = true and age >= 18"  # type: ignore[attr-defined]

    first = draft_of(survey).pages[0].id
    page.goto(live.url(f"/surveys/{survey.pk}/build/?at={first}"))
    page.get_by_text("Logic", exact=True).click()
    page.get_by_role("link", name="Add a jump").click()
    page.get_by_label("Question of condition 1").select_option(label="Which colours?")
    page.get_by_label("Comparison of condition 1").select_option(label="includes any of")
    page.get_by_label("Blue").check()
    page.get_by_label("Go to", exact=True).select_option(label="3 · Untitled page")
    shoot(page, "jump")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("→ Page 3")).to_be_visible()

    page.get_by_role("link", name="Logic and endings").click()
    page.get_by_label("Name of a new quota").fill("Smokers")
    page.get_by_label("At most").fill("1")
    page.get_by_role("button", name="Add a quota").click()
    page.get_by_label("Question of condition 1").select_option(label="Do you smoke?")
    page.get_by_label("Value of condition 1").select_option("Yes")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("#quotas")).to_contain_text("0 / 1")

    page.goto(live.url(f"/surveys/{survey.pk}/publish/"))
    page.get_by_role("button", name="Publish and open").click()
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()

    answer(visit(f"/s/{survey.slug}/"), "Blue")
    assert Response.objects.get(survey=survey).answers[NAME] == "Ada"
    assert AGE not in Response.objects.get(survey=survey).answers
    page.goto(live.url(f"/surveys/{survey.pk}/build/logic/"))
    expect(page.locator("#quotas")).to_contain_text("1 / 1")


def answer(page: Page, colour: str) -> None:
    page.get_by_role("radio", name="Yes").check()
    page.get_by_label(colour).check()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What is your name?").fill("Ada")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_condition_is_built_without_javascript(live: Site, visit: Visit) -> None:
    survey = small_survey()
    page = visit(f"/surveys/{survey.pk}/build/?at={AGE}", role="editor", java_script_enabled=False)

    page.get_by_text("Logic", exact=True).click()
    page.get_by_role("region", name="Shown").get_by_role("link", name="Add a condition").click()
    page.get_by_label("Question of condition 1").select_option(label="Which colours?")
    page.get_by_role("button", name="Show what fits").click()
    page.get_by_label("Value of condition 1").select_option(label="Green")
    page.get_by_role("button", name="Save").last.click()

    expect(page.get_by_text("“Which colours?” includes “Green”").first).to_be_attached()
    assert question(survey, AGE).visible_if == 'has(colours, "2")'  # type: ignore[attr-defined]


def test_a_wrong_expression_is_mended_by_its_suggestion(live: Site, visit: Visit) -> None:
    survey = small_survey()
    page = visit(f"/surveys/{survey.pk}/build/?at={BRAND}", role="editor")
    page.get_by_text("Logic", exact=True).click()
    page.get_by_role("region", name="Shown").get_by_role("link", name="Add a condition").click()
    page.get_by_role("button", name="Write it as an expression").click()
    page.get_by_label("Expression").fill("agee >= 18")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("mark")).to_have_text("agee")
    shoot(page, "wrong")
    page.get_by_role("button", name="Write age instead").click()
    expect(page.get_by_label("Expression")).to_have_value("age >= 18")
    page.get_by_role("button", name="Save").last.click()

    expect(page.locator("#logic")).to_contain_text("“How old are you?” is at least 18")


def full_survey() -> Survey:
    """Some of every kind of logic."""
    survey = small_survey()
    definition = draft_of(survey)
    first, second = definition.pages[0].id, definition.pages[1].id
    condition = 'smoker and (age >= 18 or has_any(colours, ["1", "3"]))'
    edit(survey, "set_condition", target=BRAND, field="visible_if", source=condition)
    edit(
        survey,
        "put_rule",
        owner=AGE,
        rules="checks",
        values={"valid_if": "age > 5", "message": {"en": "Older!"}},
    )
    edit(
        survey,
        "put_rule",
        owner=AGE,
        rules="variants",
        values={"visible_if": "smoker", "text": {"en": "Age?"}},
    )
    for to in (draft_of(reread(survey)).pages[2].id, definition.endings[0].id):
        edit(survey, "put_rule", owner=first, rules="jumps", values={"condition": "smoker", "to": to})
    edit(survey, "add_part", listed="quotas", values={"name": "Smokers", "condition": "smoker", "limit": 50})
    edit(survey, "add_part", listed="blocks", values={"title": {"en": "Habits"}}, part_id="b_00000001")
    edit(survey, "set_block", page_id=second, block_id="b_00000001")
    terms = [{"question": AGE, "weight": 2}]
    bands = [{"code": "low", "at_least": 0, "label": {"en": "Low"}}, {"code": "high", "at_least": 40}]
    score = {"name": "age_score", "title": {"en": "Age score"}, "terms": terms, "bands": bands}
    edit(survey, "add_part", listed="scores", values=score, part_id="s_00000001")
    section = {"visible_if": "smoker", "text": {"en": "Smoking is bad for you."}}
    edit(survey, "put_rule", owner=definition.endings[0].id, rules="sections", values=section)
    screened = {"title": {"en": "Not for you"}, "kind": "screened_out", "visible_if": "age < 18"}
    edit(survey, "add_part", listed="endings", values=screened)
    edit(
        survey,
        "add_question",
        type_key="repeat_group",
        page_id=second,
        question_id="q_00000011",
        text="Children",
    )
    edit(
        survey,
        "add_question",
        type_key="number",
        page_id=second,
        question_id="q_00000012",
        text="Age of child",
    )
    edit(survey, "set_group", question_id="q_00000012", group_id="q_00000011")
    return reread(survey)


def test_logic_is_accessible_in_every_state(live: Site, visit: Visit) -> None:
    survey = full_survey()
    definition = draft_of(survey)
    build = f"/surveys/{survey.pk}/build"
    page = visit(f"{build}/logic/", role="editor", reduced_motion="reduce")
    places = {
        "logic": f"{build}/logic/",
        "score": f"{build}/scores/s_00000001/",
        "rule": f"{build}/rules/{BRAND}/visible_if/",
        "ending": f"{build}/rules/{definition.endings[0].id}/visible_if/",
        "quota": f"{build}/rules/{definition.quotas[0].id}/condition/",
        "question": f"{build}/?at={AGE}",
        "grouped": f"{build}/?at=q_00000012",
        "page": f"{build}/?at={definition.pages[0].id}",
    }

    for name, path in places.items():
        page.goto(live.url(path))
        for details in page.locator("details.logic:not([open]) > summary").all():
            details.click()
        for look in BOTH:
            assert (name, wrong_in(page, [look])) == (name, {})
            shoot(page, f"{name}-{look[1]}")
