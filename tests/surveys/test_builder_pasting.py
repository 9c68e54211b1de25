"""Many choices pasted at once: taken as they are, or looked at first where something is odd."""

import pytest

from tests.builders import reread
from tests.surveys.conftest import draft


@pytest.fixture
def question(survey):
    """The question with the choices Red and Green, coded 1 and 2."""
    return draft(survey).elements[1].id


@pytest.fixture
def paste(post, question):
    def send(lines, **more):
        query = f"?at={question}"
        return post("paste_choices", question, "choices", query=query, **{"lines.choices": lines} | more)

    return send


def stored(survey):
    settings = draft(survey).elements[1].settings
    return [(choice.code, choice.label["en"]) for choice in settings.choices]


def test_thirty_lines_from_a_spreadsheet_are_thirty_choices(paste, survey):
    lines = "Code\tLabel\r\n" + "".join(f"c{number}\tColour {number}\r\n" for number in range(30))

    assert paste(lines).status_code == 302

    assert len(stored(survey)) == 32
    assert stored(survey)[2:4] == [("c0", "Colour 0"), ("c1", "Colour 1")]
    assert reread(survey).draft_revision == 2


@pytest.mark.parametrize("htmx", [False, True])
def test_odd_lines_are_looked_at_first_and_nothing_is_changed(paste, survey, htmx):
    html = paste("1\tBlue\nb\tred\nw\t<b>White</b>", htmx=htmx).content.decode()

    assert "3 lines, some with something to look at" in html
    assert "Add 2, without what is there already" in html
    assert "Add all 3" in html
    told = ["its code is taken: it gets another", "is there already", "markup is taken out"]
    assert [words in html for words in told] == [True, True, True]
    assert stored(survey) == [("1", "Red"), ("2", "Green")]


def test_what_was_looked_at_is_taken_as_wished(paste, survey):
    lines = "1\tBlue\nb\tred"

    paste(lines, take="new")
    assert stored(survey)[2:] == [("3", "Blue")]

    paste("r\tRed", take="all")
    assert stored(survey)[3:] == [("r", "Red")]


def test_what_else_was_typed_waits_while_lines_are_looked_at(paste, survey, question):
    html = paste("Red", text="Which one?").content.decode()

    assert '<input type="hidden" name="text" value="Which one?">' in html
    assert draft(survey).elements[1].text["en"] != "Which one?"


def test_of_many_odd_lines_the_first_are_told(paste):
    html = paste("\n".join(["Red"] * 25), htmx=True).content.decode()

    assert html.count("is there already</li>") == 20
    assert "and 5 more" in html


@pytest.mark.parametrize("htmx", [False, True])
def test_two_thousand_lines_too_many_are_said(paste, survey, htmx):
    answer = paste("\n".join(f"Colour {number}" for number in range(2_000)), htmx=htmx)

    assert answer.status_code == 422
    assert "These are 2000. A list can hold at most 2000 choices, and has 2." in answer.content.decode()
    assert len(stored(survey)) == 2


def test_nothing_is_said_to_be_nothing(paste):
    answer = paste(" \n ")

    assert (answer.status_code, "There is nothing new to add." in answer.content.decode()) == (422, True)


def test_hostile_markup_is_shown_as_words(paste):
    html = paste("<img src=x onerror=alert(1)>Blue", htmx=True).content.decode()

    assert "<img" not in html
    assert "Blue</span>" in html


def test_a_question_that_is_gone_takes_nothing(post):
    assert post("paste_choices", "q_gone0000", "choices", **{"lines.choices": "Red"}).status_code == 404
