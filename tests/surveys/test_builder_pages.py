"""The builder as plain forms: every edit, and where it leads."""

from itertools import batched

import pytest
from django.test import Client

from surveys.models import Survey
from surveys.question_types import question_types
from tests.builders import make_definition, make_question, make_survey
from tests.gathering import gathered
from tests.surveys.conftest import Post, address, draft, first


def names(survey: Survey) -> list[list[str]]:
    return [[element.name for element in page.elements] for page in draft(survey).pages]


@gathered("kinds", batched([kind.key for kind in question_types()], 9))
def test_the_builder_shows_every_type_of_question(kinds: tuple[str, ...], browser: Client) -> None:
    elements = [make_question(kind, kind) for kind in kinds]
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


def test_a_question_is_marked_as_sensitive_and_no_longer(post: Post, survey: Survey, browser: Client) -> None:
    question = first(survey).id

    post("save_question", question, sensitive=["off", "on"])
    html = browser.get(f"{address('build', survey)}?at={question}").content.decode()
    post("change_type", question, type="email")
    kept = first(survey)
    post("change_type", kept.id, type="statement")
    post("save_question", draft(survey).elements[1].id, sensitive="off")

    assert ('aria-label="personal or sensitive"' in html, "· personal or sensitive" in html) == (True, True)
    assert (kept.sensitive, first(survey).sensitive, draft(survey).elements[1].sensitive) == (
        True,
        False,
        False,
    )


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


def test_a_question_becomes_one_of_another_type_and_stays_open(post: Post, survey: Survey) -> None:
    for kind in ("long_text", "nps"):
        question = first(survey).id
        response = post("change_type", question, query=f"?at={question}", type=kind)

        assert (first(survey).type, first(survey).text) == (kind, {"en": "What is your a?"})
        assert f"at={first(survey).id}" in response.headers["Location"]


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
