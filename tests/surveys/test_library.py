"""The organisation's library of questions: in from a survey, found, renamed, deleted, out into another."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys import editing
from surveys.domain import change_library_item, keep_in_library
from surveys.domain import library as domain
from surveys.exceptions import LibraryRefused
from surveys.library import library_for, library_found, tags_for
from surveys.models import LibraryItem, Survey
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import make_choices, make_definition, make_question, make_survey
from tests.surveys.conftest import Post, address, draft, first


def item(name: str = "Smoking", *tags: str, text: str = "Do you smoke?", language: str = "en") -> LibraryItem:
    question = make_question("yes_no", "smokes", text=text, language=language)
    fragment = make_definition([question], languages=(language,))
    return keep_in_library(name=name, tags=tags, fragment=fragment, by=None)


def messages_of(browser: Client, url: str) -> list[str]:
    response: Any = browser.get(url)
    return [str(message) for message in response.context["messages"]]


def test_a_question_goes_into_the_library(browser: Client, survey: Survey) -> None:
    question = first(survey)
    url = f"{address('keep', survey)}?at={question.id}"

    asked: Any = browser.get(url)
    response: Any = browser.post(
        url, {"name": "Who", "tags": "Start, people ,start", "questions": question.id}
    )

    assert asked.context["form"].initial == {"name": question.text["en"], "questions": [question.id]}
    stored = LibraryItem.objects.get()
    assert response.status_code == 302
    assert (stored.name, stored.tags) == ("Who", ["start", "people"])
    assert [element["name"] for element in stored.content["pages"][0]["elements"]] == ["a"]


def test_a_whole_page_is_proposed_where_no_question_is_open(browser: Client, survey: Survey) -> None:
    response: Any = browser.get(f"{address('keep', survey)}?at={draft(survey).pages[0].id}")

    form = response.context["form"]
    assert form.initial["questions"] == [part.id for part in draft(survey).pages[0].elements]


def test_several_questions_of_several_pages_are_proposed(browser: Client, survey: Survey) -> None:
    ids = [part.id for part in draft(survey).elements if part.name in ("a", "c")]

    response: Any = browser.get(f"{address('keep', survey)}?chosen={ids[0]}&chosen={ids[1]}&chosen=q_none")

    form = response.context["form"]
    assert form.initial["questions"] == ids
    assert len(form.fields["questions"].choices) == 3


def test_what_was_ticked_is_gathered(survey: Survey, post: Post, browser: Client) -> None:
    ids = [part.id for part in draft(survey).elements[:2]]

    response: Any = post("gather", chosen=ids)

    asked: Any = browser.get(response.headers["Location"])
    assert asked.context["form"].initial["questions"] == ids


def test_what_names_others_is_left_out_with_a_word(browser: Client) -> None:
    smokes = make_question("yes_no", "smokes")
    many = make_question("number", "many", text="How many?", visible_if="smokes")
    survey = make_survey(make_definition([smokes, many]))
    url = f"{address('keep', survey)}?at={many['id']}"

    browser.post(url, {"name": "Many", "questions": many["id"]})

    said = messages_of(browser, address("keep", survey))
    assert said[0] == "“Many” is in the library now."
    assert "“How many?” (shown if)" in said[1]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": "\x01"}, "Give it a name"),
        ({"questions": []}, "Choose at least one question"),
        ({"questions": "q_none"}, "Select a valid choice"),
        ({"tags": ",".join(f"t{number}" for number in range(11))}, "At most 10 tags"),
        ({"tags": "t" * 41}, "at most 40"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    browser: Client, survey: Survey, wrong: dict[str, Any], words: str
) -> None:
    question = first(survey).id
    form = {"name": "Who", "tags": "", "questions": question} | wrong

    response = browser.post(f"{address('keep', survey)}?at={question}", form)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not LibraryItem.objects.exists()


def test_a_full_library_takes_nothing_more(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "MOST_ITEMS", 1)
    item()

    with pytest.raises(LibraryRefused, match="full"):
        item()


def test_an_item_is_put_into_a_survey_behind_the_open_question(survey: Survey, post: Post) -> None:
    stored = item()

    response: Any = post("insert_kept", str(stored.pk), query=f"?at={first(survey).id}")

    names = [part.name for part in draft(survey).pages[0].elements]
    assert names == ["a", "smokes", "b"]
    assert f"at={draft(survey).pages[0].elements[1].id}" in response.headers["Location"]


def test_an_item_is_put_where_something_was_to_be_added(survey: Survey, post: Post) -> None:
    page = draft(survey).pages[0]

    post("insert_kept", str(item().pk), query=f"?at={page.id}&add=0")
    post("insert_kept", str(item().pk), query=f"?at={page.id}")

    names = [part.name for part in draft(survey).pages[0].elements]
    assert names == ["smokes", "a", "b", "smokes_2"]


def test_an_item_becomes_a_page(survey: Survey, post: Post) -> None:
    post("insert_kept", str(item().pk), query=f"?at={first(survey).id}", **{"as": "page"})

    assert [len(page.elements) for page in draft(survey).pages] == [2, 1, 1]


def test_words_in_another_language_are_told(browser: Client, survey: Survey, post: Post) -> None:
    post("insert_kept", str(item(language="de").pk), query=f"?at={first(survey).id}")

    (said,) = messages_of(browser, address("pick_kept", survey))
    assert "Deutsch" in said


def test_nothing_is_put_into_a_survey_that_is_full(survey: Survey, post: Post) -> None:
    full = make_survey(make_definition([make_question(name=f"q{number}") for number in range(1_000)]))
    stored = item()

    response: Any = post("insert_kept", str(stored.pk), query="?at=none")
    refused = post_to(full, stored, response.wsgi_request)

    assert response.status_code == 302
    assert refused.status_code == 422


def post_to(survey: Survey, stored: LibraryItem, request: Any) -> Any:
    client = Client(headers={"host": "acme.localhost"})
    client.force_login(request.user)
    return client.post(address("insert_kept", survey, str(stored.pk)), {"revision": survey.draft_revision})


def test_the_library_is_shown_where_something_is_to_be_inserted(browser: Client, survey: Survey) -> None:
    empty = browser.get(address("pick_kept", survey)).content.decode()
    for number in range(6):
        item(f"Item {number}", "health", text=f"Question <b>{number}</b>?")

    html = browser.get(f"{address('pick_kept', survey)}?q=item+3&tag=health").content.decode()

    assert "Nothing here" in empty
    assert "Question &lt;b&gt;3" in html
    assert "Item 4" not in html


def test_the_library_is_listed_and_searched(browser: Client) -> None:
    empty = browser.get("/surveys/library/").content.decode()
    item("Smoking", "health")
    item("Commute", "travel")

    html = browser.get("/surveys/library/?q=heal").content.decode()
    nothing = browser.get("/surveys/library/?q=xyzzy").content.decode()

    assert "Keep good questions" in empty
    assert ("Smoking" in html, "Commute" in html) == (True, False)
    assert "Nothing in the library fits" in nothing


def test_an_item_is_renamed_and_deleted(browser: Client) -> None:
    stored = item("Smoking", "health")
    url = f"/surveys/library/{stored.pk}/"

    shown = browser.get(url).content.decode()
    refused = browser.post(url, {"name": "Smoke", "tags": "t" * 41})
    browser.post(url, {"name": "Smoke", "tags": "habits"})

    stored.refresh_from_db()
    assert 'value="health"' in shown
    assert refused.status_code == 422
    assert (stored.name, stored.tags) == ("Smoke", ["habits"])
    assert browser.post(f"{url}delete/").status_code == 302
    assert not LibraryItem.objects.exists()


def test_items_are_found_by_words_and_tags(editor: User) -> None:
    one, two = item("Smoking at work", "health", "work"), item("Work", "travel")

    assert list(library_found(editor, search="work")) == [one, two]
    assert list(library_found(editor, search="work smoking")) == [one]
    assert list(library_found(editor, tag="travel")) == [two]
    assert list(library_found(editor, search="\x00")) == [one, two]
    assert tags_for(editor)[:1] in (["health"], ["work"], ["travel"])
    assert str(change_library_item(item=two, name=" New  name ", tags=[])) == "New name"


def test_items_are_found_by_what_their_questions_say(editor: User, survey: Survey) -> None:
    """The survey is written in English and Dutch, so that forms of words in both are known."""
    colours = make_question(
        "single_choice",
        text="Which colours do you wear?",
        settings={"choices": make_choices("Crimson", "Navy")},
    )
    fragment, _dropped = editing.fragment_of(make_definition([colours]), question_ids=[colours["id"]])
    kept_one = keep_in_library(name="Clothes", tags=[], fragment=fragment, by=editor)
    item("Other", "health")

    for search in ("colour", "wearing", "crim", "clothes navy", "CRIMSON which"):
        assert list(library_found(editor, search=search)) == [kept_one], search
    assert not library_found(editor, search="crimson health").exists()
    assert not library_found(editor, search="single_choice").exists()
    vector = LibraryItem.objects.values_list("vector", flat=True).get(pk=kept_one.pk)
    LibraryItem.objects.update(vector=None)
    import_module("surveys.migrations.0015_library_words").fill(apps, SimpleNamespace(connection=connection))
    assert LibraryItem.objects.values_list("vector", flat=True).get(pk=kept_one.pk) == vector


def test_who_builds_no_surveys_has_no_library(make_person: Any) -> None:
    item()

    assert not library_for(make_person("viewer")).exists()


def test_the_library_belongs_to_its_organisation(acme: Scope, other: Scope, editor: User) -> None:
    with tenant_scope(other):
        item("Theirs")

    assert not library_for(editor).exists()


def test_the_library_asks_as_often_for_three_items_as_for_one(browser: Client) -> None:
    item("One", "a")
    browser.get("/surveys/library/")
    with CaptureQueriesContext(connection) as one:
        browser.get("/surveys/library/")
    item("Two", "a")
    item("Three", "b")

    with CaptureQueriesContext(connection) as three:
        browser.get("/surveys/library/")

    assert len(three) == len(one)
