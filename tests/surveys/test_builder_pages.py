"""The builder as plain forms and as pieces for HTMX: every edit, and every edit that can't be."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from surveys.definition import Definition, Element
from surveys.domain import create_survey
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.question_types import question_types
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.surveys.test_pages import address, browser, retitle

__all__ = ["browser"]

HTMX = {"HX-Request": "true"}


def draft(survey: Survey) -> Definition:
    return draft_of(reread(survey))


def names(survey: Survey) -> list[list[str]]:
    return [[element.name for element in page.elements] for page in draft(survey).pages]


def first(survey: Survey) -> Element[Any]:
    return draft(survey).elements[0]


@pytest.fixture
def survey(editor: User) -> Survey:
    """Two pages: a and b on the first, c on the second; b has two choices."""
    choices = {"choices": make_choices("Red", "Green")}
    return make_survey(
        make_definition(
            [make_question(name="a"), make_question("single_choice", "b", settings=choices)],
            [make_question(name="c")],
            languages=("en", "nl"),
        ),
        by=editor,
    )


type Post = Callable[..., HttpResponse]


@pytest.fixture
def post(browser: Client, survey: Survey) -> Post:
    """Post a form of the builder, with the draft's revision unless it says otherwise."""

    def send(name: str, /, *parts: str, query: str = "", htmx: bool = False, **form: Any) -> HttpResponse:
        form = {"revision": reread(survey).draft_revision} | form
        headers = HTMX if htmx else {}
        url = f"{address(name, survey, *parts)}{query}"
        response: Any = browser.post(url, form, headers=headers)
        return response

    return send


def test_the_builder_shows_every_type_of_question(browser: Client) -> None:
    elements = [make_question(kind.key, kind.key) for kind in question_types()]
    survey = make_survey(make_definition(elements, languages=("en", "ar")))

    for element in elements:
        response = browser.get(address("build", survey), {"at": element["id"], "language": "ar"})
        assert response.status_code == 200
        assert f'data-at="{element["id"]}" aria-current="true"' in response.content.decode()


@pytest.mark.parametrize("at", ["q_unknown1", "p_unknown1", "c_unknown1", "", "<b>"])
def test_an_unknown_place_is_the_first_page(browser: Client, survey: Survey, at: str) -> None:
    response = browser.get(address("build", survey), {"at": at, "language": "xx", "add": "99999999"})

    assert response.status_code == 200
    assert "Page 1 of 2" in response.content.decode()


def test_the_place_of_a_choice_is_its_question(browser: Client, survey: Survey) -> None:
    question = draft(survey).elements[1]

    html = browser.get(address("build", survey), {"at": question.settings.choices[0].id}).content.decode()

    assert f'data-card="{question.id}" aria-label' in html


def test_htmx_gets_the_canvas_alone(browser: Client, survey: Survey) -> None:
    html = browser.get(address("build", survey), headers=HTMX).content.decode()

    assert html.strip().startswith('<div id="canvas"')
    assert 'id="outline"' not in html


def test_a_question_is_added_where_it_was_asked_for(post: Post, survey: Survey) -> None:
    page = draft(survey).pages[0].id

    response = post("add_question", page, type="number", position="1")

    new = draft(survey).pages[0].elements[1]
    assert (new.type, names(survey)) == ("number", [["a", new.name, "b"], ["c"]])
    assert response.headers["Location"] == f"{address('build', survey)}?at={new.id}#current"


def test_a_question_without_position_goes_to_the_end(post: Post, survey: Survey) -> None:
    post("add_question", draft(survey).pages[0].id, type="nps")

    assert [element.type for element in draft(survey).pages[0].elements][-1] == "nps"


def test_texts_are_saved_in_the_language_being_edited(post: Post, survey: Survey) -> None:
    question = first(survey)

    post(
        "save_question", question.id, query=f"?at={question.id}&language=nl", text="Hoe heet je?", hint="Kort"
    )

    assert first(survey).text == {"en": "What is your a?", "nl": "Hoe heet je?"}
    assert first(survey).hint == {"nl": "Kort"}


def test_only_what_is_in_the_form_is_changed(post: Post, survey: Survey) -> None:
    question = first(survey)

    post("save_question", question.id, required=["off", "on"])
    post("save_question", question.id, **{"settings.maximum_length": "40"})

    now = first(survey)
    assert (now.required, now.settings.maximum_length, now.text) == (True, 40, question.text)


def test_a_switch_is_switched_off_again(post: Post, survey: Survey) -> None:
    question = first(survey).id
    post("save_question", question, required=["off", "on"])

    post("save_question", question, required="off")

    assert first(survey).required is False


def test_choices_are_worded_and_coded(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1]
    red, green = question.settings.choices

    post("save_question", question.id, **{f"label.{red.id}": "Crimson", f"code.{green.id}": "g"})

    assert [(item.code, item.label["en"]) for item in draft(survey).elements[1].settings.choices] == [
        ("1", "Crimson"),
        ("g", "Green"),
    ]


def test_choices_are_added_pasted_moved_and_deleted(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1]
    red, green = question.settings.choices

    post("add_choice", question.id, "choices", **{f"label.{red.id}": "Typed before"})
    post("paste_choices", question.id, "choices", **{"lines.choices": "- Blue\r\n\r\nw\tWhite"})
    post("move_choice", question.id, green.id, direction="up")
    post("move_choice", question.id, green.id, direction="up")
    post("delete_choice", question.id, draft(survey).elements[1].settings.choices[2].id)

    assert [(item.code, item.label.get("en")) for item in draft(survey).elements[1].settings.choices] == [
        ("2", "Green"),
        ("1", "Typed before"),
        ("4", "Blue"),
        ("w", "White"),
    ]


def test_a_choice_is_moved_down_and_to_a_position(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1]
    red, green = (item.id for item in question.settings.choices)

    post("move_choice", question.id, red, direction="down")
    assert [item.id for item in draft(survey).elements[1].settings.choices] == [green, red]
    post("move_choice", question.id, red, position="0")

    assert [item.id for item in draft(survey).elements[1].settings.choices] == [red, green]


@pytest.mark.parametrize(
    ("which", "form", "after"),
    [
        ("a", {"direction": "down"}, [["b", "a"], ["c"]]),
        ("a", {"direction": "up"}, [["a", "b"], ["c"]]),
        ("b", {"direction": "down"}, [["a"], ["b", "c"]]),
        ("c", {"direction": "up"}, [["a", "b", "c"], []]),
        ("c", {"direction": "down"}, [["a", "b"], ["c"]]),
        ("b", {"position": "0"}, [["b", "a"], ["c"]]),
        ("a", {"page": "2", "position": "1"}, [["b"], ["c", "a"]]),
        ("a", {"page": "2"}, [["b"], ["c", "a"]]),
        ("a", {"page": "1", "position": "99999"}, [["b", "a"], ["c"]]),
    ],
)
def test_a_question_is_moved(
    post: Post, survey: Survey, which: str, form: dict[str, str], after: list[list[str]]
) -> None:
    question = next(element for element in draft(survey).elements if element.name == which)
    if "page" in form:
        form = form | {"page": draft(survey).pages[int(form["page"]) - 1].id}

    post("move_question", question.id, text="Typed before", **form)

    assert names(survey) == after
    moved = next(element for element in draft(survey).elements if element.name == which)
    assert moved.text["en"] == "Typed before"


def test_a_question_is_duplicated_with_what_was_typed(post: Post, survey: Survey) -> None:
    response = post("duplicate_question", first(survey).id, text="Typed before")

    original, copy = draft(survey).pages[0].elements[:2]
    assert original.text == copy.text == {"en": "Typed before"}
    assert f"at={copy.id}" in response.headers["Location"]


def test_a_question_becomes_one_of_another_type(post: Post, survey: Survey) -> None:
    post("change_type", first(survey).id, type="long_text")

    assert (first(survey).type, first(survey).text) == ("long_text", {"en": "What is your a?"})


@pytest.mark.parametrize(("name", "left"), [("delete_question", [["b"], ["c"]]), ("delete_page", [["c"]])])
def test_deleting_asks_first(post: Post, survey: Survey, name: str, left: list[list[str]]) -> None:
    target = first(survey).id if name == "delete_question" else draft(survey).pages[0].id

    asked = post(name, target)
    assert (asked.status_code, "Keep it" in asked.content.decode()) == (200, True)
    assert names(survey) == [["a", "b"], ["c"]]
    post(name, target, confirmed="yes")

    assert names(survey) == left


def test_pages_are_added_worded_moved_duplicated(post: Post, survey: Survey) -> None:
    one, two = (page.id for page in draft(survey).pages)

    post("add_page", after=one)
    post("save_page", one, title="One", description="Hello <script>x</script>")
    post("move_page", two, direction="up", title="Two")
    post("duplicate_page", two)
    post("move_page", one, position="3")

    assert names(survey) == [["c"], ["c_2"], [], ["a", "b"]]
    last = draft(survey).pages[3]
    assert (last.title["en"], "<script>" in last.description["en"]) == ("One", False)


def test_a_survey_keeps_its_last_page(post: Post, survey: Survey) -> None:
    one, two = (page.id for page in draft(survey).pages)
    post("delete_page", one, confirmed="yes")

    response = post("delete_page", two, confirmed="yes")

    assert response.status_code == 422
    assert "A survey needs at least one page." in response.content.decode()


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


def test_htmx_gets_the_canvas_and_its_address_when_the_order_changes(post: Post, survey: Survey) -> None:
    question = first(survey).id

    response = post("move_question", question, query=f"?at={question}", htmx=True, direction="down")

    html = response.content.decode()
    one, two = (f'id="outline-{page.id}"' for page in draft(survey).pages)
    assert ('id="canvas"' in html, one in html, two in html) == (True, True, False)
    assert response.headers["HX-Push-Url"] == f"{address('build', survey)}?at={question}"


def test_htmx_gets_the_whole_outline_when_pages_change(post: Post, survey: Survey) -> None:
    html = post("add_page", after=draft(survey).pages[0].id, htmx=True).content.decode()

    assert 'id="outline"' in html


def test_htmx_gets_the_words_of_a_page(post: Post, survey: Survey) -> None:
    page = draft(survey).pages[0].id

    html = post("save_page", page, query=f"?at={page}", htmx=True, title="One").content.decode()

    assert f'id="outline-words-{page}"' in html


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("revision", ["1", "", "x", "-1", "9" * 30])
def test_an_older_draft_is_not_changed(browser: Client, survey: Survey, htmx: bool, revision: str) -> None:
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


def test_a_text_among_the_settings_is_saved_in_the_language_being_edited(browser: Client) -> None:
    survey = make_survey(make_definition([make_question("nps", "nps")], languages=("en", "nl")))
    question = first(survey).id
    form = {"revision": 1, "settings.low_label": "Nooit"}

    browser.post(f"{address('save_question', survey, question)}?at={question}&language=nl", form)

    assert first(survey).settings.low_label == {"nl": "Nooit"}


def test_an_answer_keeps_the_place_of_the_form(post: Post, survey: Survey) -> None:
    page, question = draft(survey).pages[0].id, first(survey).id

    refused = post("add_question", page, query=f"?at={page}&add=1", type="hologram").content.decode()
    saved = post("save_question", question, htmx=True, form="panel", required="on").content.decode()

    assert "The next question goes here." in refused
    assert f'id="outline-words-{question}"' in saved


def test_the_move_of_an_unknown_choice_is_refused(post: Post, survey: Survey) -> None:
    question = draft(survey).elements[1].id

    assert post("move_choice", question, "c_unknown1", direction="up").status_code == 404
