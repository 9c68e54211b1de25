"""Typing in the builder on a slow line: what is typed while an answer is awaited is never lost."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect

from surveys.definition import Element
from surveys.models import Survey
from surveys.queries import draft_of
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit
from tests.e2e.test_building import build_url, saved, stored_choices


@contextmanager
def slow_line(page: Page) -> Iterator[None]:
    """Answers come when the block is done: everything in it is typed and clicked while they are awaited."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held or route.request.method != "POST":  # what is sent later waits for the first by itself
            route.continue_()
        else:
            held.append(route)

    page.route("**/build/**", hold)
    yield
    for route in held:
        route.continue_()


def choosing(*labels: str) -> tuple[Survey, str]:
    """A survey with one choice question, and where it is built."""
    question = make_question("single_choice", "colour", settings={"choices": make_choices(*labels)})
    survey = make_survey(make_definition([question, make_question(name="why")]))
    return survey, build_url(survey, f"?at={question['id']}")


def elements(survey: Survey) -> list[Element]:  # type: ignore[type-arg]
    return list(draft_of(reread(survey)).elements)


def test_words_typed_while_the_list_is_replaced_are_saved(visit: Visit) -> None:
    survey, url = choosing("Red", "Green", "Blue")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_role("button", name="Delete number 2").click()
        page.get_by_label("Text of number 3").fill("Dark blue")
    expect(page.locator("ol [data-list-label]")).to_have_count(2)
    expect(page.get_by_label("Text of number 2")).to_be_focused()
    page.keyboard.type("!")
    expect(page.locator("[data-save-words]")).to_have_text("Typing…")
    page.keyboard.press("Tab")
    saved(page)

    assert stored_choices(survey) == [("1", "Red"), ("3", "Dark blue!")]


def test_rows_made_while_the_list_is_replaced_stay(visit: Visit) -> None:
    survey, url = choosing("Red", "Green", "Blue")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_role("button", name="Delete number 1").click()
        page.get_by_label("Text of number 3").press("End")
        page.keyboard.type(" sky\nWhite\nBlack", delay=5)
    expect(page.get_by_label("Text of number 4")).to_be_focused()
    page.keyboard.press("Tab")
    saved(page)

    words = ["Green", "Blue sky", "White", "Black"]
    assert [label for _code, label in stored_choices(survey)] == words
    expect(page.locator("ol [data-list-label]")).to_have_count(4)


def test_two_quick_clicks_both_count(visit: Visit) -> None:
    survey, url = choosing("Red", "Green", "Blue", "White")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_role("button", name="Move number 1 down").click()
        page.get_by_role("button", name="Delete number 4").click()
        page.get_by_role("button", name="Move number 1 down").click()
    expect(page.locator("ol [data-list-label]")).to_have_count(3)
    saved(page)

    assert [label for _code, label in stored_choices(survey)] == ["Green", "Blue", "Red"]


def test_words_of_a_question_that_leaves_the_screen_are_saved(visit: Visit) -> None:
    survey, url = choosing("Red", "Green")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_role("button", name="Duplicate").click()
        page.get_by_label("Text of the question").fill("Which of them?")
    expect(page.locator("[data-sort=question] li")).to_have_count(3)
    saved(page)

    assert elements(survey)[0].text["en"] == "Which of them?"
    expect(page.get_by_label("Text of the question")).to_have_value("What is your colour?")


def test_a_name_typed_while_another_is_on_its_way_stays(visit: Visit) -> None:
    survey = make_survey(make_definition([make_question(name="question", text=" ")]))
    page = visit(build_url(survey, f"?at={elements(survey)[0].id}"), role="editor")

    with slow_line(page):
        page.get_by_label("Text of the question").fill("What matters most?")
        page.get_by_label("Name in exports").fill("mine")
        page.keyboard.press("Tab")
    saved(page)

    assert elements(survey)[0].name == "mine"


def test_a_link_waits_until_everything_is_saved(visit: Visit) -> None:
    survey, url = choosing("Red")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_label("Text of number 1").fill("Dark red")
        page.get_by_role("link", name="Publish…").click()
    page.wait_for_url("**/publish/")

    assert stored_choices(survey) == [("1", "Dark red")]


def test_a_refusal_lets_nothing_behind_it_lead_away(visit: Visit) -> None:
    _survey, url = choosing("Red")
    page = visit(url, role="editor")

    with slow_line(page):
        page.get_by_label("Name in exports").fill("Not A Name")
        page.locator("article.card a.opens").click()

    name = page.get_by_label("Name in exports")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_be_focused()
    expect(name).to_have_value("Not A Name")
