"""Rows that the builder's script makes on the screen: saved by the question's form, under their ids."""

import pytest
from django.test import Client

from surveys.models import Survey
from tests.builders import make_definition, make_question, make_survey
from tests.surveys.conftest import HTMX, Post, address, draft, first

NEW, OTHER = "c_0000new1", "c_0000new2"


def rows(survey: Survey) -> list[tuple[str, str, dict[str, str]]]:
    """The id, code and words of the choices of the second question."""
    return [
        (item.id, item.code, {language: words for language, words in item.label.items() if words})
        for item in draft(survey).elements[1].settings.choices
    ][2:]


def save(post: Post, survey: Survey, *, query: str = "", **form: object) -> int:
    question = draft(survey).elements[1].id
    return post("save_question", question, query=f"?at={question}{query}", htmx=True, **form).status_code


def test_a_row_made_on_the_screen_is_saved_with_its_words(post: Post, survey: Survey) -> None:
    form = {"new.choices": [NEW, OTHER], f"label.{NEW}": "Blue", f"code.{NEW}": "b", f"label.{OTHER}": ""}

    status = save(post, survey, **form)

    assert status == 200
    assert rows(survey) == [(NEW, "b", {"en": "Blue"}), (OTHER, "3", {})]


def test_a_row_that_is_sent_again_is_there_once(post: Post, survey: Survey) -> None:
    for words in ("Blue", "Dark blue"):
        save(post, survey, **{"new.choices": NEW, f"label.{NEW}": words})

    assert rows(survey) == [(NEW, "3", {"en": "Dark blue"})]


def test_a_row_is_worded_in_the_language_it_was_typed_in(post: Post, survey: Survey) -> None:
    save(post, survey, query="&language=nl", **{"new.choices": NEW, f"label.{NEW}": "Blauw"})

    assert rows(survey) == [(NEW, "3", {"nl": "Blauw"})]


def test_a_row_of_a_matrix_has_an_id_of_its_kind(browser: Client) -> None:
    survey = make_survey(make_definition([make_question("matrix_single", "grid")]))
    form = {"revision": 1, "new.rows": "r_0000new1", "label.r_0000new1": "Pay"}

    browser.post(address("save_question", survey, first(survey).id), form, headers=HTMX)

    row = first(survey).settings.rows[-1]
    assert (row.id, row.label) == ("r_0000new1", {"en": "Pay"})


def test_what_is_left_behind_changes_nothing_on_the_screen(post: Post, survey: Survey) -> None:
    one, two = draft(survey).elements[0].id, draft(survey).elements[1].id

    html = post(
        "save_question", one, query=f"?at={two}", htmx=True, form="left", text="Last words"
    ).content.decode()

    assert first(survey).text["en"] == "Last words"
    assert ('id="field-name"' in html, f'id="outline-words-{one}"' in html) == (False, True)


def test_what_is_left_behind_and_refused_says_why(post: Post, survey: Survey) -> None:
    one, two = draft(survey).elements[0].id, draft(survey).elements[1].id

    response = post("save_question", one, query=f"?at={two}", htmx=True, form="left", text="x" * 100_000)

    html = response.content.decode()
    assert (response.status_code, 'id="current"' in html) == (422, False)
    assert "What you typed last in another question can&#x27;t be saved:" in html


@pytest.mark.parametrize("identity", ["r_0000new1", "c_NEW", "../../x", "", "q_0000new1"])
def test_a_row_with_an_id_that_is_none_is_refused(post: Post, survey: Survey, identity: str) -> None:
    before = draft(survey)

    status = save(post, survey, **{"new.choices": identity, f"label.{identity}": "Blue"})

    assert (status, draft(survey)) == (404, before)


def test_a_row_that_is_refused_stays_on_the_screen(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id
    form = {"new.choices": NEW, f"label.{NEW}": "Blue", f"code.{NEW}": "no code"}

    response = post("save_question", question, query=f"?at={question}", htmx=True, **form)

    html = response.content.decode()
    assert (response.status_code, rows(survey)) == (422, [])
    assert f'name="new.choices" value="{NEW}"' in html
    assert f'name="label.{NEW}" value="Blue"' in html
    assert f'aria-describedby="code-{NEW}-error"' in html


def test_a_row_too_long_and_its_code_are_refused_once(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id
    form = {"new.choices": NEW, f"label.{NEW}": "x" * 100_000, f"code.{NEW}": "b"}

    html = post("save_question", question, query=f"?at={question}", htmx=True, **form).content.decode()

    assert (f'id="label-{NEW}-error"' in html, f'id="code-{NEW}-error"' in html) == (True, False)
