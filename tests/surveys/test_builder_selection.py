"""Several questions at once in the builder: ticked on a page of their own, or in the outline."""

import pytest

from surveys.domain import edit_draft
from surveys.editing import set_condition
from tests.builders import reread
from tests.surveys.conftest import HTMX, address, draft

ACTIONS = ["move", "duplicate", "require", "relax", "delete"]


def ids(survey):
    return [element.id for element in draft(survey).elements]


def placed(survey):
    return [[element.name for element in page.elements] for page in draft(survey).pages]


def test_all_questions_are_there_to_be_ticked(browser, survey):
    one, two, three = ids(survey)

    html = browser.get(f"{address('selection', survey)}?chosen={two}").content.decode()

    ticked = [f'value="{each}" checked' in html for each in (one, two, three)]
    assert html.count('name="chosen"') == 3
    assert ticked == [False, True, False]


def test_chosen_questions_are_moved_in_one_revision(post, survey):
    one, two, _three = ids(survey)
    page = draft(survey).pages[1].id

    answer = post("move_selection", chosen=[one, two], page=page)

    assert (answer.status_code, placed(survey)) == (302, [[], ["c", "a", "b"]])
    assert reread(survey).draft_revision == 2


def test_chosen_questions_are_copied_required_and_relaxed(post, survey):
    one, _two, three = ids(survey)

    post("duplicate_selection", chosen=[one, three])
    post("require_selection", chosen=[one, three])
    post("relax_selection", chosen=[three])

    assert placed(survey) == [["a", "a_2", "b"], ["c", "c_2"]]
    assert [element.name for element in draft(survey).elements if element.required] == ["a"]
    assert reread(survey).draft_revision == 4


def test_deleting_asks_first_and_says_what_goes(post, survey):
    one, two, _three = ids(survey)

    asked = post("delete_selection", chosen=[one, two])
    assert placed(survey) == [["a", "b"], ["c"]]
    post("delete_selection", chosen=[one, two], confirmed="yes")

    html = asked.content.decode()
    assert ("What is your a?" in html, "What is your c?" in html, html.count('name="chosen"')) == (
        True,
        False,
        2,
    )
    assert placed(survey) == [[], ["c"]]


def test_the_page_that_asks_says_what_names_them(post, survey):
    one, _two, three = ids(survey)
    condition = {"target": three, "field": "visible_if", "source": "answered(a)"}
    edit_draft(survey=survey, revision=1, operation=lambda each: set_condition(each, **condition), by=None)

    html = post("delete_selection", chosen=[one]).content.decode()

    assert "What names it goes with it: “What is your c?” (shown if)." in html
    assert 'name="clearing" value="yes"' in html


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_chosen_is_said(post, survey, action, htmx):
    answer = post(f"{action}_selection", page=draft(survey).pages[0].id, htmx=htmx)

    assert answer.status_code == 422
    assert "Choose at least one question first." in answer.content.decode()


def test_one_that_is_gone_keeps_all_from_being_changed(post, survey):
    answer = post("require_selection", chosen=[ids(survey)[0], "q_gone0000"])

    assert answer.status_code == 422
    assert "One of these questions no longer exists." in answer.content.decode()
    assert reread(survey).draft_revision == 1


def test_with_htmx_only_their_rows_come_back(browser, survey):
    one, two, three = ids(survey)

    html = browser.post(
        f"{address('require_selection', survey)}?at={one}",
        {"revision": 1, "chosen": [one, two]},
        headers=HTMX,
    ).content.decode()

    told = [f'id="outline-words-{each}" hx-swap-oob' in html for each in (one, two, three)]
    assert told == [True, True, False]


def test_the_page_stays_when_the_question_being_edited_is_among_those_deleted(post, survey):
    three = ids(survey)[2]

    answer = post("delete_selection", query=f"?at={three}", chosen=[three], confirmed="yes")

    assert answer["Location"] == f"{address('build', survey)}?at={draft(survey).pages[1].id}#current"
