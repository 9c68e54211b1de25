"""Pages of many questions: a few are drawn at once, the rest when they come into view."""

import re

import pytest

from surveys.building.long_pages import AROUND, Stretch, stretches
from tests.builders import make_definition, make_question, make_survey
from tests.surveys.conftest import address, draft


@pytest.fixture
def long(editor):
    """A page of a hundred questions."""
    questions = [make_question(name=f"q{number}") for number in range(100)]
    return make_survey(make_definition(questions), by=editor)


def test_a_page_of_few_is_drawn_whole():
    assert list(stretches(40, 20)) == [Stretch(0, 40)]
    assert list(stretches(0, 0)) == [Stretch(0, 0)]


@pytest.mark.parametrize("here", [0, 1, 30, 50, 99])
def test_every_question_of_a_long_page_is_in_one_stretch(here):
    every = list(stretches(100, here))

    places = [place for stretch in every for place in range(stretch.first, stretch.end)]
    drawn = next(stretch for stretch in every if not stretch.is_later)
    assert places == list(range(100))
    assert drawn.first <= here < drawn.end
    assert drawn.end - drawn.first <= 2 * AROUND + 1


def test_the_canvas_draws_those_around_the_one_being_edited(browser, long):
    fifty = draft(long).elements[50]

    html = browser.get(f"{address('build', long)}?at={fifty.id}").content.decode()

    assert html.count('<article id="card-') == 30
    assert html.count('class="later"') == 4
    assert "Questions 1 to 20" in html
    assert html.count('id="row-') == 100


def test_the_rest_comes_when_it_is_asked_for(browser, long):
    elements = draft(long).elements
    page = draft(long).pages[0].id

    html = browser.get(f"{address('cards', long)}?at={page}&from=20&to=35").content.decode()

    drawn = re.findall(r'<article id="card-(\w+)"', html)
    assert drawn == [element.id for element in elements[20:35]]
    assert "add=20#current" in html


@pytest.mark.parametrize("query", ["", "?from=x&to=-1", "?from=500&to=999"])
def test_no_questions_are_no_cards(browser, long, query):
    assert "<article" not in browser.get(address("cards", long) + query).content.decode()


def test_nobody_gets_more_at_once_than_a_stretch(browser, long):
    html = browser.get(f"{address('cards', long)}?from=0&to=9999").content.decode()

    assert html.count("<article") == 20
