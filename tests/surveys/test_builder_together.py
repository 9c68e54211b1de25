"""Several people in one builder: edits side by side are all taken, of the same text both are shown."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from surveys import editing
from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.domain.commenting import comment_on
from surveys.models import Survey
from surveys.presence import present_with
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_question, make_survey, reread, small_picture
from tests.surveys.conftest import HTMX, address, draft, first

type Operation = Callable[[Definition], Definition]


@pytest.fixture(autouse=True)
def _nobody_here(acme: Scope) -> None:
    cache.clear()


@pytest.fixture
def ben(make_person: Callable[..., User]) -> User:
    person = make_person(email="ben.okafor@acme.example")
    person.name = "Ben Okafor"
    person.save()
    return person


def by(person: User, survey: Survey, operation: Operation) -> None:
    """Let somebody else edit the draft as it is now."""
    edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=person)


def reword(question: str, words: str, field: str = "text") -> Operation:
    return lambda known: editing.set_question_text(
        known,
        question_id=question,
        field=field,
        language="en",
        text=words,  # type: ignore[arg-type]
    )


def texts(survey: Survey) -> list[str]:
    return [element.text.get("en", "") for element in draft(survey).elements]


def hidden(response: HttpResponse) -> dict[str, str]:
    """The hidden fields of the form that asks what is to become of a clash."""
    form = response.content.decode().partition('id="clash"')[2].partition("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in fields if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("htmx", [False, True])
def test_edits_of_different_questions_are_both_taken(
    browser: Client, survey: Survey, ben: User, htmx: bool
) -> None:
    a, b = (element.id for element in draft(survey).elements[:2])
    by(ben, survey, reword(b, "Theirs"))

    response = browser.post(
        address("save_question", survey, a),
        {"revision": "1", "text": "Mine"},
        headers=HTMX if htmx else {},
    )

    assert response.status_code == (200 if htmx else 302)
    assert texts(survey)[:2] == ["Mine", "Theirs"]
    if htmx:
        html = response.content.decode()
        assert ('id="canvas"' in html, "data-others" in html, "Theirs" in html) == (True, True, True)


def test_a_form_that_was_filled_earlier_leaves_what_others_changed_in_it(
    browser: Client, survey: Survey, ben: User
) -> None:
    question = first(survey)
    by(ben, survey, reword(question.id, "A hint of theirs", "hint"))

    browser.post(
        address("save_question", survey, question.id),
        {"revision": "1", "text": "Mine", "hint": "", "name": question.name, "required": "off"},
    )

    assert (first(survey).text["en"], first(survey).hint["en"]) == ("Mine", "A hint of theirs")


def test_the_same_words_by_both_are_no_question(browser: Client, survey: Survey, ben: User) -> None:
    question = first(survey).id
    by(ben, survey, reword(question, "The same"))

    response = browser.post(address("save_question", survey, question), {"revision": "1", "text": "The same"})

    assert (response.status_code, reread(survey).draft_revision) == (302, 2)


@pytest.mark.parametrize(
    ("decision", "left"),
    [
        ({"settle": "mine"}, "Mine"),
        ({"settle": "theirs"}, "Theirs"),
        ({"settle": "other", "words": "Of both"}, "Of both"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_of_the_same_text_both_are_shown_and_one_is_chosen(
    browser: Client, survey: Survey, ben: User, htmx: bool, decision: dict[str, str], left: str
) -> None:
    question = first(survey)
    by(ben, survey, reword(question.id, "Theirs"))
    url = address("save_question", survey, question.id)
    form = {"revision": "1", "text": "Mine", "hint": "A hint"}

    asked = browser.post(url, form, headers=HTMX if htmx else {})
    html = asked.content.decode()
    assert (asked.status_code, texts(survey)[0]) == (409, "Theirs")
    assert all(words in html for words in (">Mine<", ">Theirs<", "Ben Okafor"))

    key = f"{question.id}.text.en"
    chosen = {f"{name}.{key}": value for name, value in decision.items()}
    response = browser.post(url, hidden(asked) | chosen)
    assert response.status_code == 302
    assert (first(survey).text["en"], first(survey).hint["en"]) == (left, "A hint")


def test_a_decision_about_words_that_changed_again_is_asked_for_again(
    browser: Client, survey: Survey, ben: User
) -> None:
    question = first(survey).id
    by(ben, survey, reword(question, "Theirs"))
    url = address("save_question", survey, question)
    asked = browser.post(url, {"revision": "1", "text": "Mine"})
    by(ben, survey, reword(question, "Theirs, better"))
    decision = {f"settle.{question}.text.en": "mine"}

    again = browser.post(url, hidden(asked) | decision)

    assert (again.status_code, texts(survey)[0]) == (409, "Theirs, better")
    assert "Theirs, better" in again.content.decode()
    assert browser.post(url, hidden(again) | decision).status_code == 302
    assert texts(survey)[0] == "Mine"


def test_a_decision_holds_where_something_else_changed_meanwhile(
    browser: Client, survey: Survey, ben: User
) -> None:
    a, b = (element.id for element in draft(survey).elements[:2])
    by(ben, survey, reword(a, "Theirs"))
    url = address("save_question", survey, a)
    asked = browser.post(url, {"revision": "1", "text": "Mine"})
    by(ben, survey, reword(b, "Beside"))

    response = browser.post(url, hidden(asked) | {f"settle.{a}.text.en": "mine"})

    assert (response.status_code, texts(survey)[:2]) == (302, ["Mine", "Beside"])


@pytest.mark.parametrize(("choice", "left"), [("mine", ["Mine"]), ("theirs", [])])
def test_a_question_that_was_deleted_while_it_was_edited(
    browser: Client, survey: Survey, ben: User, choice: str, left: list[str]
) -> None:
    question = first(survey).id
    by(ben, survey, lambda known: editing.delete_question(known, question_id=question))
    url = address("save_question", survey, question)

    asked = browser.post(url, {"revision": "1", "text": "Mine"})
    assert (asked.status_code, "Deleted" in asked.content.decode()) == (409, True)
    response = browser.post(url, hidden(asked) | {f"settle.{question}": choice})

    assert response.status_code == 302
    assert [element.text["en"] for element in draft(survey).elements if element.id == question] == left


@pytest.mark.parametrize(("choice", "count"), [("mine", 2), ("theirs", 3)])
def test_a_question_that_was_edited_while_it_was_deleted(
    browser: Client, survey: Survey, ben: User, choice: str, count: int
) -> None:
    question = first(survey).id
    by(ben, survey, reword(question, "Theirs"))
    url = address("delete_question", survey, question)

    asked = browser.post(url, {"revision": "1", "confirmed": "yes"})
    assert (asked.status_code, len(draft(survey).elements)) == (409, 3)
    browser.post(url, hidden(asked) | {f"settle.{question}": choice})

    assert len(draft(survey).elements) == count


def test_a_page_that_grew_while_it_was_deleted(browser: Client, survey: Survey, ben: User) -> None:
    page = draft(survey).pages[1].id
    by(ben, survey, lambda known: editing.add_question(known, type_key="nps", page_id=page, text="New"))
    url = address("delete_page", survey, page)

    asked = browser.post(url, {"revision": "1", "confirmed": "yes"})
    assert (asked.status_code, len(draft(survey).pages)) == (409, 2)
    key = re.findall(r'name="(settle\.[^"]+)"', asked.content.decode())[0]
    browser.post(url, hidden(asked) | {key: "mine"})

    assert [page.id for page in draft(survey).pages] == [survey.draft["pages"][0]["id"]]


def test_a_question_moved_by_both(browser: Client, survey: Survey, ben: User) -> None:
    by(
        ben,
        survey,
        lambda known: editing.add_question(known, type_key="nps", page_id=known.pages[0].id, text="New"),
    )
    one, two = draft(survey).pages
    question = one.elements[0].id
    by(ben, survey, lambda known: editing.move_question(known, question_id=question, page_id=two.id))
    url = address("move_question", survey, question)

    by(ben, survey, reword(question, "Reworded, too"))
    asked = browser.post(url, {"revision": "2", "position": "2"})
    assert (asked.status_code, "Moved" in asked.content.decode()) == (409, True)
    browser.post(url, hidden(asked) | {f"settle.{question}": "mine"})

    assert [len(page.elements) for page in draft(survey).pages] == [3, 1]
    moved = draft(survey).elements[2]
    assert (moved.id, moved.text["en"]) == (question, "Reworded, too")


def test_choices_added_by_both_are_all_there(browser: Client, survey: Survey, ben: User) -> None:
    question = draft(survey).elements[1].id
    by(
        ben,
        survey,
        lambda known: editing.add_choice(known, question_id=question, list_name="choices", label="Theirs"),
    )

    browser.post(
        address("paste_choices", survey, question, "choices"), {"revision": "1", "lines.choices": "Mine"}
    )

    labels = [choice.label["en"] for choice in draft(survey).elements[1].settings.choices]
    assert sorted(labels) == ["Green", "Mine", "Red", "Theirs"]


def test_what_does_not_fit_together_is_said(browser: Client, survey: Survey, ben: User) -> None:
    a, b = (element.id for element in draft(survey).elements[:2])
    by(ben, survey, lambda known: editing.rename_question(known, question_id=b, name="taken"))

    response = browser.post(address("save_question", survey, a), {"revision": "1", "name": "taken"})

    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert "doesn't fit what somebody else changed" in html
    assert "Another question has the name “taken”." in html


def test_rich_words_are_asked_about_as_they_were_typed(browser: Client, survey: Survey, ben: User) -> None:
    question = first(survey).id
    by(ben, survey, reword(question, "One\n\nTwo", "hint"))
    url = address("save_question", survey, question)

    asked = browser.post(url, {"revision": "1", "hint": "Mine <script>x</script>"})
    html = asked.content.decode()
    assert ("One\n\nTwo" in html, "<script>x" in html) == (True, False)
    key = f"{question}.hint.en"
    browser.post(url, hidden(asked) | {f"settle.{key}": "other", f"words.{key}": "One\n\n<b>Both</b>"})

    assert "<script" not in first(survey).hint["en"]
    assert "<b>Both</b>" in first(survey).hint["en"]


def test_a_clash_over_a_setting_is_asked_about_too(browser: Client, ben: User) -> None:
    survey = make_survey(make_definition([make_question("number", "age")]))
    question = first(survey).id
    by(
        ben,
        survey,
        lambda known: editing.change_settings(known, question_id=question, changes={"minimum": 18}),
    )
    url = address("save_question", survey, question)

    asked = browser.post(url, {"revision": "1", "form": "panel", "settings.minimum": "21"})
    assert (asked.status_code, "Changed" in asked.content.decode()) == (409, True)
    browser.post(url, hidden(asked) | {f"settle.{question}.settings.minimum": "mine"})

    assert first(survey).settings.minimum == 21


def test_a_new_name_is_followed_by_a_condition_that_was_written_meanwhile(survey: Survey, ben: User) -> None:
    a, b = (element.id for element in draft(survey).elements[:2])
    by(ben, survey, lambda known: editing.rename_question(known, question_id=a, name="colour"))

    edit_draft(
        survey=survey,
        revision=1,
        operation=lambda known: editing.set_condition(
            known, target=b, field="visible_if", source="answered(a)"
        ),
        by=None,
    )

    assert draft(survey).elements[1].visible_if == "answered(colour)"


@pytest.mark.parametrize("times", [1, 3])
def test_questions_that_both_added_get_names_of_their_own(
    browser: Client, survey: Survey, ben: User, times: int
) -> None:
    page = draft(survey).pages[0].id
    for _each in range(times):
        by(ben, survey, lambda known: editing.add_question(known, type_key="nps", page_id=page, text=""))
    url = address("add_question", survey, page)

    assert browser.post(url, {"revision": "1", "type": "short_text"}).status_code == 302

    names = [element.name for element in draft(survey).elements]
    assert (len(names), len(set(names))) == (4 + times, 4 + times)


def test_a_name_that_follows_a_text_makes_way(browser: Client, survey: Survey, ben: User) -> None:
    page = draft(survey).pages[0].id
    by(ben, survey, lambda known: editing.add_question(known, type_key="nps", page_id=page, text=""))
    by(ben, survey, lambda known: editing.add_question(known, type_key="nps", page_id=page, text=""))
    one, other = (element.id for element in draft(survey).elements[2:4])
    by(ben, survey, reword(one, "Which colour?"))

    browser.post(address("save_question", survey, other), {"revision": "3", "text": "Which colour?"})

    assert [element.name for element in draft(survey).elements[2:4]] == ["which_colour", "which_colour_2"]


def test_a_decision_from_a_revision_that_never_was_is_asked_for_again(
    browser: Client, survey: Survey, ben: User
) -> None:
    question = first(survey).id
    by(ben, survey, reword(question, "Theirs"))
    form = {"revision": "1", "text": "Mine", "seen": "99", f"settle.{question}.text.en": "mine"}

    assert browser.post(address("save_question", survey, question), form).status_code == 409
    assert texts(survey)[0] == "Theirs"


def test_a_file_can_not_be_sent_again_by_a_form(browser: Client, ben: User) -> None:
    survey = make_survey(make_definition([make_question("click_map", "spot")]))
    question = first(survey).id
    by(ben, survey, lambda known: editing.delete_question(known, question_id=question))

    response = browser.post(
        address("change_picture", survey, question, "picture"),
        {"revision": "1", "file": SimpleUploadedFile("a.png", small_picture(), "image/png")},
    )

    html = response.content.decode()
    assert (response.status_code, "Somebody changed this survey" in html) == (409, True)


def test_a_question_put_on_a_page_that_is_gone(browser: Client, survey: Survey, ben: User) -> None:
    page = draft(survey).pages[1].id
    by(ben, survey, lambda known: editing.delete_page(known, page_id=page))
    url = address("add_question", survey, page)

    asked = browser.post(url, {"revision": "1", "type": "nps"})
    html = asked.content.decode()
    assert (asked.status_code, "Deleted" in html, ">Page 2<" in html) == (409, True, True)
    key = re.findall(r'name="(settle\.[^"]+)"', html)[0]
    assert browser.post(url, hidden(asked) | {key: "theirs"}).status_code == 302
    assert len(draft(survey).pages) == 1
    asked = browser.post(url, {"revision": "1", "type": "nps"})
    assert browser.post(url, hidden(asked) | {key: "mine"}).status_code == 302
    assert [element.type for element in draft(survey).pages[1].elements] == ["short_text", "nps"]


@pytest.mark.parametrize(("choice", "left"), [("mine", []), ("theirs", ["Theirs"])])
def test_a_page_that_was_deleted_while_its_question_was_edited(
    browser: Client, survey: Survey, ben: User, choice: str, left: list[str]
) -> None:
    page = draft(survey).pages[1]
    by(ben, survey, reword(page.elements[0].id, "Theirs"))
    url = address("delete_page", survey, page.id)

    asked = browser.post(url, {"revision": "1", "confirmed": "yes"})
    assert asked.status_code == 409
    keys = set(re.findall(r'name="(settle\.[^"]+)"', asked.content.decode()))
    assert browser.post(url, hidden(asked) | dict.fromkeys(keys, choice)).status_code == 302

    assert [part.text["en"] for known in draft(survey).pages[1:] for part in known.elements] == left


# --- what others changed, asked for every few seconds


@pytest.fixture
def ask(browser: Client, survey: Survey) -> Callable[..., HttpResponse]:
    """Ask what is new since a revision."""

    def get(since: object, **more: object) -> HttpResponse:
        query = {"since": since, "at": first(survey).id, "window": "w1", "here": _mark_of_nobody()} | more
        return browser.get(address("changes", survey), query, headers=HTMX)  # type: ignore[return-value]

    return get


def _mark_of_nobody() -> str:
    from surveys.views.builder.together import _mark

    return _mark([])


def test_nothing_new_is_no_content(ask: Callable[..., HttpResponse]) -> None:
    assert ask(1).status_code == 204


def test_only_what_changed_comes(ask: Callable[..., HttpResponse], survey: Survey, ben: User) -> None:
    b, c = draft(survey).elements[1:]
    by(ben, survey, reword(b.id, "Theirs"))
    by(ben, survey, reword(c.id, "On another page"))

    html = ask(1).content.decode()

    assert (f'id="card-{b.id}"' in html, 'id="canvas"' in html, 'id="current"' in html) == (
        True,
        False,
        False,
    )
    assert (f'id="outline-words-{b.id}"' in html, f'id="outline-words-{c.id}"' in html) == (True, True)
    assert 'data-revision="3"' in html


def test_the_question_on_the_screen_comes_when_it_changed(
    ask: Callable[..., HttpResponse], survey: Survey, ben: User
) -> None:
    by(ben, survey, reword(first(survey).id, "Theirs"))

    html = ask(1).content.decode()

    assert ('id="current"' in html, 'id="panel"' in html, 'id="canvas"' in html) == (True, True, False)


@pytest.mark.parametrize("change", ["order", "gone", "page"])
def test_the_canvas_comes_when_the_page_changed(
    ask: Callable[..., HttpResponse], survey: Survey, ben: User, change: str
) -> None:
    definition = draft(survey)
    question, page = definition.elements[0].id, definition.pages[0].id
    operations: dict[str, Operation] = {
        "order": lambda known: editing.move_question(known, question_id=question, page_id=page, position=1),
        "gone": lambda known: editing.delete_question(known, question_id=question),
        "page": lambda known: editing.set_page_text(
            known, page_id=page, field="title", language="en", text="Theirs"
        ),
    }
    by(ben, survey, operations[change])

    assert 'id="canvas"' in ask(1, at=question).content.decode()


def test_a_browser_that_is_too_far_behind_loads_anew(ask: Callable[..., HttpResponse]) -> None:
    for since in ("", "x", "0", "9", "9" * 30):
        response = ask(since)
        assert (response.status_code, response.headers.get("HX-Refresh")) == (204, "true")


def test_who_else_is_here_is_said(ask: Callable[..., HttpResponse], survey: Survey, ben: User) -> None:
    c = draft(survey).elements[2].id
    present_with(survey=survey.pk, person=ben, window="w2", at=c)

    html = ask(1).content.decode()
    mark = re.findall(r'data-here="(\d+)"', html)[0]

    assert ("Ben Okafor is at 2.1" in html, ">BO<" in html) == (True, True)
    assert ('id="canvas"' in html, 'id="save-state"' in html) == (False, False)
    assert ask(1, here=mark).status_code == 204
    for at, words in ((draft(survey).pages[1].id, "Ben Okafor is at 2"), ("q_gone", ">Ben Okafor<")):
        present_with(survey=survey.pk, person=ben, window="w2", at=at)
        assert words in ask(1).content.decode()


def test_signs_are_written_down_when_they_say_something(
    survey: Survey, ben: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, written = [1000.0], []
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda *given: (written.append(given[0]), keep(*given)))

    def see(person: User, at: str) -> list[str]:
        others = present_with(survey=survey.pk, person=person, window="w", at=at, now=lambda: moment[0])
        return [other.name for other in others]

    assert (see(ben, "q_1"), see(ben, "q_1"), see(editor, "q_1")) == ([], [], ["Ben Okafor"])
    assert len(written) == 2
    see(ben, "q_2")
    moment[0] += 9
    see(editor, "q_1")
    assert len(written) == 4
    moment[0] += 12
    assert see(editor, "q_1") == []


def test_one_at_the_survey_of_others_is_not_seen(
    browser: Client, survey: Survey, ben: User, ask: Callable[..., HttpResponse]
) -> None:
    present_with(survey=make_survey().pk, person=ben, window="w2", at="")

    assert ask(1).status_code == 204


def test_comments_that_others_wrote_are_told(
    ask: Callable[..., HttpResponse], survey: Survey, ben: User
) -> None:
    said = comment_on(survey=survey, subject=first(survey).id, words="Why?", by=ben)

    html = ask(1).content.decode()
    mark = re.findall(r'data-here="(\d+)"', html)[0]
    known = ask(1, here=mark).status_code
    comment_on(survey=survey, subject="", words="Because", by=ben, thread=said)

    assert re.findall(r'data-for="(\w+)">\s*<span class="talk-count" title="1 open comment"', html) == [
        first(survey).id
    ]
    assert 'id="canvas"' not in html
    assert (known, ask(1, here=mark).status_code) == (204, 200)
