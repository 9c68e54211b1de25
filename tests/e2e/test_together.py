"""Two people in one builder in two browsers; undo across reloads; a connection that comes and goes."""

import json
import re
from collections.abc import Callable
from html import unescape
from http.client import HTTPConnection
from random import Random
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from surveys import editing
from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.domain.commenting import comment_on
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.people.models import User
from tenants.permissions import Role
from tests.axe import BOTH, wrong_in
from tests.builders import make_definition, make_question, make_survey, reread
from tests.e2e.conftest import Visit
from tests.e2e.test_building import build_url, saved

type Operation = Callable[[Definition], Definition]
CLOSING_LID = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""What a page is told when its tab goes out of sight, in whatever way."""


@pytest.fixture
def survey(live: object) -> Survey:
    """Two pages of three questions, each of which asks its own name."""
    pages = [[make_question(name=name, text=name) for name in names] for names in ("abc", "xyz")]
    return make_survey(make_definition(*pages))


def stored(survey: Survey) -> dict[str, str]:
    """What each question asks, by its id."""
    return {element.id: element.text.get("en", "") for element in draft_of(reread(survey)).elements}


def question(survey: Survey, name: str) -> str:
    return next(element.id for element in draft_of(survey).elements if element.name == name)


def elsewhere(survey: Survey, operation: Operation) -> None:
    """An edit that comes from somewhere else."""
    edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=None)


def reword(identity: str, words: str) -> Operation:
    return lambda draft: editing.set_question_text(
        draft, question_id=identity, field="text", language="en", text=words
    )


def test_two_see_each_other_and_what_each_changes(visit: Visit, survey: Survey) -> None:
    a, b = question(survey, "a"), question(survey, "b")
    anna = visit(build_url(survey, f"?at={a}"), role="editor")
    ben = visit(build_url(survey, f"?at={b}"), role="admin")

    expect(anna.locator(f"#people-here [data-person-at={b}]")).to_have_attribute("title", "Admin is at 1.2")
    expect(ben.locator(f"#people-here [data-person-at={a}]")).to_be_visible()
    expect(anna.locator(f"#link-{b} .avatar")).to_have_text("A")
    anna.locator("#panel .talk-beside > summary").click()
    expect(anna.locator("#panel [data-talk]")).to_contain_text("No comments yet.")
    anna.get_by_label("Text of the question").focus()
    comment_on(survey=survey, subject=a, words="Is that clear?", by=User.objects.get(role=Role.ADMIN))
    ben.get_by_label("Text of the question").fill("What Ben asks")
    ben.keyboard.press("Tab")
    expect(anna.locator(f"#card-{b}")).to_contain_text("What Ben asks")
    expect(anna.locator(f"#outline-words-{b}")).to_have_text("What Ben asks")
    expect(anna.locator(f"#link-{a} .talk-count")).to_have_text("1")
    expect(anna.locator("#panel [data-talk]")).to_contain_text("Is that clear?")
    anna.get_by_label("Text of the question").fill("What Anna asks")
    anna.evaluate(CLOSING_LID)
    expect(ben.locator(f"#card-{a}")).to_contain_text("What Anna asks")
    expect(anna.get_by_label("Text of the question")).to_be_focused()

    assert {stored(survey)[identity] for identity in (a, b)} == {"What Anna asks", "What Ben asks"}


def test_a_field_that_is_typed_in_stays_and_both_wordings_are_asked_about(
    visit: Visit, survey: Survey
) -> None:
    a, b = question(survey, "a"), question(survey, "b")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    page.get_by_label("Text of the question").fill("Mine")
    elsewhere(survey, reword(a, "Theirs"))
    elsewhere(survey, reword(b, "Beside it"))

    expect(page.locator(f"#card-{b}")).to_contain_text("Beside it")
    expect(page.get_by_label("Text of the question")).to_be_focused()
    expect(page.get_by_label("Text of the question")).to_have_value("Mine")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Two of you changed the same")).to_be_visible()
    page.locator("#panel").get_by_label("An answer is required").check()
    expect(page.locator("#current")).to_contain_text("Short text · required")
    expect(page.locator("[data-save-words]")).to_have_text("Not saved yet: please choose")
    page.get_by_label("Something of both").check()
    page.get_by_label("Words of your own").fill("Mine and theirs")
    page.get_by_role("button", name="Save this").click()
    expect(page.get_by_label("Text of the question")).to_have_value("Mine and theirs")

    assert stored(survey)[a] == "Mine and theirs"


def test_a_field_that_was_only_looked_at_shows_what_others_made_of_it(visit: Visit, survey: Survey) -> None:
    a = question(survey, "a")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    page.get_by_label("Text of the question").focus()
    elsewhere(survey, reword(a, "Theirs"))
    expect(page.locator(f"#outline-words-{a}")).to_have_text("Theirs")
    expect(page.get_by_label("Text of the question")).to_have_value("a")

    page.get_by_role("link", name="Back to the survey").focus()

    expect(page.get_by_label("Text of the question")).to_have_value("Theirs")


def test_what_comes_late_for_a_place_that_was_left_is_passed_over(visit: Visit, survey: Survey) -> None:
    a, b, x = (question(survey, name) for name in "abx")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    held: list[Route] = []
    page.route("**/changes/?**", lambda route: held.append(route), times=1)
    while not held:
        page.wait_for_timeout(50)
    page.locator(f"#link-{x}").click()
    expect(page.get_by_label("Text of the question")).to_have_value("x")
    elsewhere(survey, reword(b, "Beside it"))

    with page.expect_response("**/changes/?**"):
        held[0].continue_()

    expect(page.locator(f"#outline-words-{b}")).to_have_text("Beside it")
    expect(page.get_by_label("Text of the question")).to_have_value("x")


def test_undo_and_redo_by_keyboard_across_a_reload(visit: Visit, survey: Survey) -> None:
    a = question(survey, "a")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    page.get_by_label("Text of the question").fill("New words")
    page.keyboard.press("Tab")
    saved(page)
    page.goto(page.url)

    page.get_by_role("link", name="History").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Text of the question")).to_have_value("a")
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_label("Text of the question")).to_have_value("New words")
    page.keyboard.press("Control+z")
    expect(page.get_by_label("Text of the question")).to_have_value("a")
    page.keyboard.press("Control+y")
    expect(page.get_by_label("Text of the question")).to_have_value("New words")
    saved(page)

    assert (stored(survey)[a], reread(survey).draft_revision) == ("New words", 6)


def test_what_is_typed_offline_is_saved_when_the_line_is_back(visit: Visit, survey: Survey) -> None:
    a, b = question(survey, "a"), question(survey, "b")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    saved(page)
    page.context.set_offline(True)
    page.get_by_label("Text of the question").fill("Typed offline")
    page.keyboard.press("Tab")
    expect(page.locator("[data-save-words]")).to_have_text("Offline: kept here until you are back")
    page.get_by_role("button", name="Move down").first.click()
    expect(page.get_by_role("alert")).to_contain_text("“Move down” was not done, and nothing was changed.")
    expect(page.locator("[data-save-words]")).to_have_text("Offline: kept here until you are back")
    page.locator(f"#link-{b}").focus()
    page.keyboard.press("x")
    page.locator("#selection").get_by_role("button", name="Make required").click()
    elsewhere(survey, reword(b, "Meanwhile"))

    page.context.set_offline(False)
    expect(page.locator(f"#outline-words-{b} [aria-label=required]")).to_have_count(1)
    saved(page)
    expect(page.locator(f"#card-{b}")).to_contain_text("Meanwhile")

    assert [each.name for each in draft_of(reread(survey)).elements if each.required] == ["b"]
    assert (stored(survey)[a], stored(survey)[b]) == ("Typed offline", "Meanwhile")


def test_what_was_typed_offline_outlives_the_page(visit: Visit, survey: Survey) -> None:
    a = question(survey, "a")
    page = visit(build_url(survey, f"?at={a}"), role="editor")
    saved(page)
    page.route("**/questions/**", lambda route: route.abort())
    page.get_by_label("Text of the question").fill("Typed offline")
    page.keyboard.press("Tab")
    expect(page.locator("[data-save-words]")).to_have_text("Offline: kept here until you are back")
    page.unroute("**/questions/**")
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto(page.url)
    expect(page.locator(f"#outline-words-{a}")).to_have_text("Typed offline")

    assert stored(survey)[a] == "Typed offline"


def test_what_both_changed_and_the_history_are_accessible(visit: Visit, survey: Survey) -> None:
    a, c = question(survey, "a"), question(survey, "c")
    visit(build_url(survey, f"?at={c}"), role="admin")
    page = visit(build_url(survey, f"?at={a}"), role="editor", reduced_motion="reduce")
    expect(page.locator(".people-here [data-person]")).to_have_count(1)
    page.get_by_label("Text of the question").fill("Mine")
    elsewhere(survey, reword(a, "Theirs"))
    page.keyboard.press("Tab")
    expect(page.locator("#clash")).to_be_visible()
    assert wrong_in(page, BOTH) == {}
    page.get_by_role("button", name="Save this").click()  # nothing is chosen yet
    page.get_by_role("radio", name="Theirs").check()
    page.get_by_role("button", name="Save this").click()
    expect(page.locator("#clash")).to_have_count(0)

    for path in ("history/", "history/1/", "history/2/", "history/compare/?one=1&other=2"):
        page.goto(page.url.partition("/build/")[0] + f"/build/{path}")
        assert (path, wrong_in(page, BOTH)) == (path, {})


class Editing:
    """Somebody who edits by plain forms, now and then from an old look at the survey, and what they do.

    ``model`` is what each question must ask by its id, with the page that it stands on.
    """

    def __init__(self, page: Page, survey: Survey, model: dict[str, tuple[str, str]], random: Random) -> None:
        self.page, self.survey, self.model, self.random = page, survey, model, random
        self.look()

    def look(self) -> None:
        """See the survey as it is now."""
        survey = reread(self.survey)
        self.seen = survey.draft_revision
        self.pages = {part.id: page.id for page in draft_of(survey).pages for part in page.elements}

    def one(self) -> str:
        """A question that is there in their eyes."""
        return self.random.choice(list(self.pages))

    def send(self, path: str, **form: str) -> tuple[int, str]:
        """The status and the page that answers a form."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}
        token = next(value for name, value in cookies.items() if "csrf" in name)
        site = urlsplit(self.page.url)
        headers = {
            "Host": site.netloc,
            "X-CSRFToken": token,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        door = HTTPConnection("127.0.0.1", site.port)
        address = f"{site.path.partition('/build/')[0]}/build/{path}"
        door.request("POST", address, urlencode({"revision": self.seen, **form}), headers)
        answer = door.getresponse()
        words = answer.read().decode()
        door.close()
        return answer.status, words

    def do(self, path: str, **form: str) -> str:
        """Send a form, decide where that is asked, and return ``done``, ``mine`` or ``theirs``."""
        status, html = self.send(path, **form)
        decision = "done"
        if status == 409:
            decision = self.random.choice(["mine", "theirs"])
            part = html.partition('id="clash"')[2].partition("</form>")[0]
            fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', part))
            kept = {name: unescape(value) for name, value in fields.items() if name != "csrfmiddlewaretoken"}
            keys = set(re.findall(r'name="(settle\.[^"]+)"', part))
            status, html = self.send(path, **(kept | dict.fromkeys(keys, decision)))
        assert status == 302, (path, form, status, html)
        return decision

    def reword(self, words: str) -> None:
        question = self.one()
        where = self.model.get(question, ("", self.pages[question]))[1]
        if self.do(f"questions/{question}/", text=words) != "theirs":
            self.model[question] = (words, where)

    def add(self, words: str) -> None:
        page = self.random.choice(draft_of(self.survey).pages).id
        self.do(f"pages/{page}/add/", type="short_text")
        [new] = set(stored(self.survey)) - set(self.model)
        self.model[new] = ("", page)

    def delete(self, words: str) -> None:
        question = self.one()
        if self.do(f"questions/{question}/delete/", confirmed="yes", clearing="yes") != "theirs":
            self.model.pop(question, None)

    def move(self, words: str) -> None:
        question, known = self.one(), dict(self.model)
        page = self.random.choice(draft_of(self.survey).pages).id
        decision = self.do(f"questions/{question}/move/", page=page, position="0")
        if decision == "theirs" or (question not in known and decision == "done"):
            return
        words = known[question][0] if question in known else stored(self.survey)[question]
        self.model[question] = (words, page)

    def type(self, words: str) -> None:
        """Edit in the browser itself, while the other one may edit the same."""
        question = self.random.choice(list(self.model))
        self.page.goto(f"{self.page.url.partition('?')[0]}?at={question}")
        if self.random.random() < 0.5:
            self.beside(question)
        self.page.get_by_label("Text of the question", exact=True).fill(words)
        self.page.keyboard.press("Tab")
        clash, is_saved = self.page.locator("#clash"), self.page.get_by_text("Saved", exact=True)
        expect(clash.or_(is_saved)).to_be_visible()
        self.page.wait_for_function("!document.querySelector('.htmx-request')")
        if clash.is_visible():
            clash.get_by_label("Mine").check()
            clash.get_by_role("button", name="Save this").click()
            expect(self.page.get_by_label("Text of the question", exact=True)).to_have_value(words)
        self.model[question] = (words, self.model[question][1])

    def beside(self, question: str) -> None:
        elsewhere(self.survey, reword(question, f"beside {self.seen}"))


def test_two_hundred_edits_of_two_people_and_none_is_lost(visit: Visit, survey: Survey) -> None:
    random = Random(20)
    definition = draft_of(survey)
    model = {each.id: (each.text["en"], page.id) for page in definition.pages for each in page.elements}
    people = [
        Editing(visit(build_url(survey), role=role), survey, model, random) for role in ("editor", "admin")
    ]

    for number in range(200):
        person = random.choice(people)
        if random.random() < 0.4:
            person.look()
        acts = [person.reword, person.reword, person.reword, person.add, person.delete, person.move]
        act = person.type if number % 16 == 15 else random.choice(acts)
        if len(model) < 4:
            act = person.add
        act(f"words {number}")
        definition = draft_of(reread(survey))
        found = {
            each.id: (each.text.get("en", ""), page.id) for page in definition.pages for each in page.elements
        }
        assert found == model, (number, act.__name__, json.dumps(found, indent=1))
