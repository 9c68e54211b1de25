"""Edits that the builder refuses: with words, next to the field, and nothing changed."""

import pytest
from django.test import Client

from surveys.models import Survey
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.conftest import HTMX, Post, address, draft, first
from tests.surveys.test_pages import retitle


def test_a_survey_keeps_its_last_page(post: Post, survey: Survey) -> None:
    one, two = (page.id for page in draft(survey).pages)
    post("delete_page", one, confirmed="yes")

    response = post("delete_page", two, confirmed="yes")

    assert response.status_code == 422
    assert "A survey needs at least one page." in response.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("revision", ["", "x", "-1", "0", "7", "9" * 30])
def test_a_revision_that_never_was_is_not_changed(
    browser: Client, survey: Survey, htmx: bool, revision: str
) -> None:
    retitle(survey, "Theirs")
    url = address("save_question", survey, first(survey).id)

    response = browser.post(
        url, {"revision": revision, "text": "My long words"}, headers=HTMX if htmx else {}
    )

    html = response.content.decode()
    assert (response.status_code, "Somebody changed this survey" in html) == (409, True)
    assert htmx or "My long words" in html
    assert (draft(survey).title["en"], first(survey).text["en"]) == ("Theirs", "What is your a?")


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "Not A Name", "This must have the form"),
        ("name", "b", "Another question has the name “b”."),
        ("text", "x" * 100_000, "at most 20000 characters"),
        ("text", "a\x00b", "null byte"),
        ("settings.maximum_length", "many", "whole number"),
        ("settings.maximum_length", "0", "1 or more"),
        ("settings.autofill", "everything", "one of"),
    ],
)
def test_what_cannot_be_saved_is_said_next_to_the_field(
    post: Post, survey: Survey, field: str, typed: str, words: str, htmx: bool
) -> None:
    question = first(survey)
    form = "card" if field == "text" else "panel"

    response = post(
        "save_question", question.id, query=f"?at={question.id}", htmx=htmx, form=form, **{field: typed}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert f'aria-describedby="field-{field.replace(".", "-")}_error' in html
    assert words in html
    assert (first(survey), reread(survey).draft_revision) == (question, 1)


def test_a_code_that_is_taken_is_said_next_to_it(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1]
    green = question.settings.choices[1].id

    response = post(
        "save_question", question.id, query=f"?at={question.id}", htmx=True, **{f"code.{green}": "1"}
    )

    html = response.content.decode()
    assert f'id="code-{green}-error"' in html
    assert "has the code “1”" in html
    assert response.status_code == 422


def test_settings_that_do_not_fit_together_are_refused(browser: Client) -> None:
    survey = make_survey(make_definition([make_question("number", "age")]))
    question = first(survey).id
    form = {"revision": 1, "form": "panel", "settings.minimum": "10", "settings.maximum": "5"}

    response = browser.post(f"{address('save_question', survey, question)}?at={question}", form)

    assert response.status_code == 422
    assert "The lower limit is above the upper limit." in response.content.decode()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        *(("save_question", ["q_unknown1"]), ("move_question", ["q_unknown1"])),
        *(("duplicate_question", ["q_unknown1"]), ("change_type", ["q_unknown1"])),
        *(("save_page", ["p_unknown1"]), ("move_page", ["p_unknown1"]), ("duplicate_page", ["p_unknown1"])),
        *(("delete_page", ["p_unknown1"]), ("delete_question", ["q_unknown1"])),
        ("add_question", ["p_unknown1"]),
    ],
)
def test_parts_of_other_surveys_are_not_there(post: Post, name: str, parts: list[str]) -> None:
    assert post(name, *parts, type="nps", confirmed="yes").status_code == 404


def test_a_delete_of_something_unknown_is_not_even_asked_about(post: Post) -> None:
    assert post("delete_question", "q_unknown1").status_code == 404


@pytest.mark.parametrize(
    ("name", "more"),
    [("add_choice", ["rows"]), ("paste_choices", ["nonsense"]), ("delete_choice", ["c_unknown1"])],
)
def test_lists_and_choices_that_are_not_there(post: Post, survey: Survey, name: str, more: list[str]) -> None:
    assert post(name, draft(survey).elements[1].id, *more).status_code == 404


@pytest.mark.parametrize("htmx", [False, True])
def test_a_type_that_does_not_exist_is_refused(post: Post, survey: Survey, htmx: bool) -> None:
    response = post("add_question", draft(survey).pages[0].id, type="hologram", htmx=htmx)

    assert response.status_code == 422
    assert "There is no question type of this name." in response.content.decode()
    assert reread(survey).draft_revision == 1


def test_too_many_pasted_choices_are_refused(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1]

    response = post(
        "paste_choices", question.id, "choices", **{"lines.choices": "\n".join(map(str, range(2001)))}
    )

    assert response.status_code == 422
    assert len(draft(survey).elements[1].settings.choices) == 2


def test_hostile_words_are_shown_as_text(post: Post, browser: Client, survey: Survey) -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    question = draft(survey).elements[1]
    label = f"label.{question.settings.choices[0].id}"

    post("save_question", question.id, text=hostile, hint=hostile, **{label: hostile})
    post("save_page", draft(survey).pages[0].id, title=hostile, description=hostile)

    for at in ("", question.id, draft(survey).pages[0].id):
        html = browser.get(address("build", survey), {"at": at}).content.decode()
        assert ("<script>alert" in html, "<img src=x" in html) == (False, False)


def test_the_move_of_an_unknown_choice_is_refused(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id

    assert post("move_choice", question, "c_unknown1", direction="up").status_code == 404
