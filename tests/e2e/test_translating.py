"""A survey is translated in a browser: by keyboard alone, with what is wrong said at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from surveys.domain import edit_draft
from surveys.editing import set_question_text
from surveys.models import Survey
from tests.axe import violations
from tests.builders import make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit
from tests.surveys.conftest import draft


@pytest.fixture
def survey(live: object) -> Survey:
    """Two questions to be translated into Arabic, the second with a placeholder."""
    questions = [make_question(name="name"), make_question(name="age", text="{{ name }}, how old are you?")]
    return make_survey(make_definition(questions, languages=("en", "ar")))


def say(survey: Survey, number: int, language: str, words: str) -> None:
    """Somebody else rewords a question."""
    edit_draft(
        survey=survey,
        revision=reread(survey).draft_revision,
        operation=lambda d: set_question_text(
            d, question_id=d.elements[number].id, field="text", language=language, text=words
        ),
        by=None,
    )


def saved(page: Page, revision: int) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-revision", str(revision))


def test_translating_by_keyboard(visit: Visit, survey: Survey) -> None:
    page = visit(f"/surveys/{survey.pk}/languages/ar/", role="editor", reduced_motion="reduce")
    title, name, age = (
        page.get_by_role("textbox", name=label, exact=True)
        for label in ("Survey, Title", "Question 1, Text", "Question 2, Text")
    )
    expect(name).to_have_attribute("dir", "rtl")

    title.focus()
    page.keyboard.type("نبض")
    page.keyboard.press("Enter")
    expect(name).to_be_focused()
    page.keyboard.type("ما اسمك؟")
    page.keyboard.press("Enter")
    expect(age).to_be_focused()
    saved(page, 3)
    expect(page.locator("#translation-progress")).to_contain_text("2 of 4")

    page.keyboard.type("كم عمرك؟")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("alert")).to_contain_text("lacks the placeholder {{ name }}")
    expect(name).to_be_focused()
    expect(age).to_have_value("كم عمرك؟")
    assert violations(page) == []

    page.get_by_label("Which texts").select_option("missing")
    expect(age).to_be_focused()
    expect(age).to_have_value("كم عمرك؟")
    page.keyboard.press("Alt+c")
    expect(age).to_have_value("{{ name }}, how old are you?")
    page.keyboard.type(" ؟")
    page.keyboard.press("Tab")
    saved(page, 4)
    expect(page.get_by_role("alert")).to_have_count(0)
    age.fill("{{ name }}؟")
    age.blur()
    saved(page, 5)
    assert draft(survey).elements[1].text["ar"] == "{{ name }}؟"


def test_what_changes_meanwhile_is_told_and_nothing_is_lost(visit: Visit, survey: Survey) -> None:
    say(survey, 0, "ar", "اسمك؟")
    page = visit(f"/surveys/{survey.pk}/languages/ar/", role="editor", reduced_motion="reduce")
    name = page.get_by_role("textbox", name="Question 1, Text", exact=True)

    say(survey, 0, "en", "What is your full name?")
    name.fill("ما اسمك؟")
    name.blur()
    row = page.locator(".text-row", has=name)
    expect(row).to_contain_text("It was: What is your name?")
    row.get_by_role("button", name="Still right").click()
    expect(row.locator("[data-text-state]")).to_have_attribute("data-text-state", "translated")

    say(survey, 0, "ar", "اسم")
    name.fill("الاسم الكامل؟")
    name.blur()
    expect(page.get_by_role("heading", name="Two of you changed the same")).to_be_visible()
    page.get_by_label("Mine").check()
    page.get_by_role("button", name="Save this").click()
    page.wait_for_url(re.compile("languages/ar/#text-"))
    assert draft(survey).elements[0].text["ar"] == "الاسم الكامل؟"


def test_texts_are_looked_for_and_files_are_taken(visit: Visit, survey: Survey) -> None:
    page = visit(f"/surveys/{survey.pk}/languages/", role="editor", reduced_motion="reduce")
    page.locator("summary", has_text="File").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    sent = text.replace("What is your name?,,missing", "What is your name?,ما اسمك؟,translated")

    page.get_by_label("File", exact=True).set_input_files(
        {"name": "ar.csv", "mimeType": "text/csv", "buffer": sent.encode()}
    )
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("1 text changes")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Take up 1 text").click()
    expect(page.get_by_text("1 translation was taken up.")).to_be_visible()

    page.get_by_role("link", name="Translate Arabic").click()
    page.wait_for_load_state()
    page.get_by_label("Which texts").select_option("missing")
    expect(page.locator(".text-row")).to_have_count(3)
    page.get_by_role("searchbox").fill("how old")
    expect(page.locator(".text-row")).to_have_count(1)
    expect(page.locator("[data-save-words]")).to_have_text("Saved")
