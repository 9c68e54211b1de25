"""The table of contents: what is done, what is open, where one is."""

import re
from typing import Any

import pytest

from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, SMOKER, number, short, stored, survey_of, yes_no


def asked(**settings: Any) -> Any:
    return survey_of(
        {"title": {"en": "Smoking"}, "elements": [yes_no(SMOKER, "smoker", required=True)]},
        {"title": {"en": "Name of {{ smoker }}"}, "elements": [short(NAME, "name")]},
        [number(AGE, "age"), number("q_weight00", "weight", settings={"minimum": 3})],
        settings={"contents": True} | settings,
    )


def entries(html: str) -> list[tuple[str, bool, bool]]:
    """Of each entry its words, whether it is done, and whether it can be gone to."""
    table = html[html.index('<nav class="contents"') : html.index("</nav>")]
    found = []
    for item in re.findall(r"<li.*?</li>", table, re.DOTALL):
        title = re.search(r'entry-title">(.*?)</span>', item)
        assert title is not None
        found.append((title[1], 'class="done"' in item, "<button" in item))
    return found


def test_pages_are_open_as_far_as_one_has_come(acme: Scope) -> None:
    ada = Respondent(asked()).open()
    assert entries(ada.html) == [
        ("Smoking", False, False),
        ("Name of ", False, False),
        ("Page 3", False, False),
    ]
    assert "0 of 3 done" in ada.html

    ada.send(**{SMOKER: "yes"}).send(**{NAME: "Ada"})

    assert [each[1:] for each in entries(ada.html)] == [(True, True), (True, True), (False, False)]
    assert "2 of 3 done" in ada.html
    assert ada.html.count('aria-current="page"') == 1


@pytest.mark.parametrize("cookies", [True, False])
def test_going_elsewhere_keeps_what_was_typed(acme: Scope, cookies: bool) -> None:
    ada = Respondent(asked(), cookies=cookies).open().send(**{SMOKER: "yes"})

    ada.send("to-p_00000001", **{NAME: "Ada"})

    assert "smoker?" in ada.html
    assert stored().answers == {SMOKER: True, NAME: "Ada"}


def test_what_cannot_be_kept_is_asked_about_before_one_goes_elsewhere(acme: Scope) -> None:
    ada = Respondent(asked()).open().send(**{SMOKER: "yes"}).send(**{NAME: "Ada"})

    ada.send("to-p_00000001", **{AGE: "old"})
    assert ada.status == 422
    assert 'value="leave-to-p_00000001"' in ada.html
    ada.send("leave-to-p_00000001", **{AGE: "old"})

    assert "smoker?" in ada.html


def test_a_page_that_is_not_open_leads_to_the_one_to_go_on_with(acme: Scope) -> None:
    ada = Respondent(asked()).open().send(**{SMOKER: "yes"})

    ada.send("to-p_00000003")

    assert "name?" in ada.html


def test_the_review_stands_in_the_table(acme: Scope) -> None:
    ada = Respondent(asked(review=True)).open().send(**{SMOKER: "yes"}).send(**{NAME: "Ada"})
    assert entries(ada.html)[3] == ("Check your answers", False, False)
    ada.send(**{AGE: "3"})
    assert entries(ada.html)[3] == ("Check your answers", False, False)
    assert entries(ada.html)[0] == ("Smoking", True, True)
    ada.send("to-p_00000001")
    assert entries(ada.html)[3] == ("Check your answers", False, True)

    ada.send("to-review")

    assert "Check your answers</h1>" in ada.html


def test_question_by_question_the_table_names_questions(acme: Scope) -> None:
    ada = Respondent(asked(mode="questions")).open()

    assert [each[0] for each in entries(ada.html)] == ["smoker?", "name?", "age?", "weight?"]
