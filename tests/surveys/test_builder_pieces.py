"""The builder with HTMX: only what an edit changes comes back."""

import re

from django.test import Client

from surveys.domain import create_survey
from surveys.models import Survey
from tenants.people.models import User
from tests.surveys.conftest import HTMX, Post, address, draft, first


def test_htmx_gets_the_canvas_alone(browser: Client, survey: Survey) -> None:
    html = browser.get(address("build", survey), headers=HTMX).content.decode()

    assert html.strip().startswith('<div id="canvas"')
    assert 'id="outline"' not in html


def test_htmx_gets_only_what_a_text_changes(post: Post, survey: Survey) -> None:
    question = first(survey).id

    html = post("save_question", question, query=f"?at={question}", htmx=True, text="New").content.decode()

    assert f'id="outline-words-{question}"' in html
    assert 'data-revision="2"' in html
    assert ('id="canvas"' in html, 'id="current"' in html) == (False, False)


def test_htmx_gets_the_name_that_follows_the_text(browser: Client, editor: User) -> None:
    survey = create_survey(title="Pulse", languages=["en"], by=editor)
    page = draft(survey).pages[0].id
    browser.post(address("add_question", survey, page), {"revision": 1, "type": "short_text"})
    question = first(survey).id

    html = browser.post(
        f"{address('save_question', survey, question)}?at={question}",
        {"revision": 2, "text": "What matters most?"},
        headers=HTMX,
    ).content.decode()

    assert 'id="field-name" name="name" value="what_matters_most"' in html


def test_htmx_gets_the_preview_of_what_a_setting_changes(post: Post, survey: Survey) -> None:
    question = first(survey).id

    html = post(
        "save_question", question, query=f"?at={question}", htmx=True, form="panel", required="on"
    ).content.decode()

    assert ('id="preview"' in html, 'id="meta"' in html, 'id="panel"' in html) == (True, True, False)


def test_htmx_gets_the_card_when_a_list_changes(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id

    html = post("add_choice", question, "choices", query=f"?at={question}", htmx=True).content.decode()

    assert ('id="current"' in html, "data-take-focus" in html) == (True, True)


def test_other_is_offered_until_a_choice_asks_for_a_text(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id

    before = post("add_choice", question, "choices", query=f"?at={question}", htmx=True).content.decode()
    after = post("add_other", question, "choices", query=f"?at={question}", htmx=True).content.decode()

    assert ('id="other-choices"' in before, 'id="other-choices"' in after) == (True, False)
    other = draft(survey).elements[1].settings.choices[-1]
    assert other.other
    assert focused(after) == [other.id]


def focused(html: str) -> list[str]:
    """The choices whose words take the focus, by their ids."""
    return re.findall(r'id="label-(\w+)"[^>]*data-take-focus', html)


def test_what_was_added_above_other_takes_the_focus_and_its_row_says_that_it_stays(
    post: Post, survey: Survey
) -> None:
    question = draft(survey).elements[1].id
    post("add_other", question, "choices", query=f"?at={question}")

    html = post("add_choice", question, "choices", query=f"?at={question}", htmx=True).content.decode()

    new, other = draft(survey).elements[1].settings.choices[-2:]
    assert (other.other, focused(html)) == (True, [new.id])
    assert re.findall(r'id="marks-(\w+)" class="row-marks" data-stays-last', html) == [other.id]


def test_htmx_gets_the_canvas_and_its_address_when_the_order_changes(post: Post, survey: Survey) -> None:
    question = first(survey).id

    response = post("move_question", question, query=f"?at={question}", htmx=True, direction="down")

    html = response.content.decode()
    rows = [f'<li id="row-{each.id}" data-id' in html for each in draft(survey).elements]
    assert ('id="canvas"' in html, sum(rows), 'id="outline-p_' in html) == (True, 1, False)
    assert response.headers["HX-Push-Url"] == f"{address('build', survey)}?at={question}"


def test_htmx_gets_a_new_page_for_the_outline_and_nothing_else_of_it(post: Post, survey: Survey) -> None:
    former = [page.id for page in draft(survey).pages]

    html = "".join(post("add_page", after=former[0], htmx=True).content.decode().split("\n"))

    new = draft(survey).pages[1].id
    assert f'<ol hx-swap-oob="afterend:#outline-{former[0]}"><li id="outline-{new}"' in html
    assert [f'id="outline-{page}"' in html for page in former] == [False, False]


def test_htmx_takes_a_deleted_question_out_of_the_outline(post: Post, survey: Survey) -> None:
    gone = first(survey).id

    html = post("delete_question", gone, query=f"?at={gone}", htmx=True, confirmed="yes").content.decode()

    assert f'<li id="row-{gone}" hx-swap-oob="delete"></li>' in html


def test_htmx_gets_the_words_of_a_page(post: Post, survey: Survey) -> None:
    page = draft(survey).pages[0].id

    html = post("save_page", page, query=f"?at={page}", htmx=True, title="One").content.decode()

    assert f'id="outline-words-{page}"' in html
