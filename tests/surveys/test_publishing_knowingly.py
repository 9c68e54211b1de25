"""The publishing page: the check list, the difference by kind, former choices, who is under way, approval."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.domain import ask_for_review, replace_draft
from surveys.meanings import Mappings
from surveys.models import DismissedHint, Review, Survey
from surveys.queries import draft_of
from tenants.models import Organisation
from tenants.people.models import User
from tenants.permissions import Role
from tenants.presenting import change_approval
from tests.builders import Document, make_definition, make_question, make_survey, published_survey, reread
from tests.surveys.conftest import address, draft
from tests.surveys.test_pages import messages_of

Q, A, B, C = "q_aaaaaaaa", "c_aaaaaaaa", "c_bbbbbbbb", "c_cccccccc"
type Browser = Callable[[User], Client]


def choice(identity: str, words: str) -> Document:
    return {"id": identity, "code": identity[-1], "label": {"en": words}}


def asking(*choices: Document, text: str = "How was it?") -> Document:
    return make_question("single_choice", "how", id=Q, text=text, settings={"choices": list(choices)})


def put(survey: Survey, *page: Document) -> Survey:
    row = reread(survey)
    definition, was = make_definition(page, title="Pulse"), draft_of(row)
    pages = (definition.pages[0].model_copy(update={"id": was.pages[0].id}),)
    definition = definition.model_copy(update={"endings": was.endings, "pages": pages})
    return replace_draft(survey=row, revision=row.draft_revision, definition=definition, by=None)


@pytest.fixture
def survey(editor: User) -> Survey:
    """Published with the choices a and b; in the draft, a gave way to c, and b was reworded."""
    definition = make_definition([asking(choice(A, "Fine"), choice(B, "Bad"))], title="Pulse")
    return put(published_survey(definition, by=editor), asking(choice(B, "Awful"), choice(C, "Good")))


def publish(browser: Client, survey: Survey, **form: str) -> int:
    form = {"revision": str(reread(survey).draft_revision)} | form
    return browser.post(address("publish", survey), form).status_code


def mappings(survey: Survey) -> Mappings:
    version = reread(survey).current_version
    assert version is not None
    found: Mappings = version.mappings
    return found


def page(browser: Client, name: str, survey: Survey) -> str:
    return browser.get(address(name, survey)).content.decode()


def test_differences_are_shown_by_kind_with_links(browser: Client, survey: Survey) -> None:
    put(
        survey,
        asking(choice(B, "Awful"), choice(C, "Good"), text="How did it go?"),
        make_question(name="new"),
    )

    html = page(browser, "publish", survey)

    assert [f'id="different-{kind}"' in html for kind in ("added", "reworded", "changed", "removed")] == [
        *(True, True, True, False)
    ]
    assert f"?at={Q}#current" in html
    assert f'data-concerned="{Q}"' in html


def test_columns_and_quotas_that_are_touched_are_named(browser: Client, survey: Survey) -> None:
    put(survey, asking(choice(B, "Awful")) | {"name": "went"}, make_question(name="new"))

    html = page(browser, "publish", survey)

    assert "<code>how → went</code>" in html
    assert "<code>new</code>" in html


def test_former_choices_can_be_mapped_and_kept_apart(browser: Client, survey: Survey) -> None:
    html = page(browser, "publish", survey)
    assert f'name="former:{Q}:{A}"' in html
    assert "It means “Good”" in html

    assert publish(browser, survey, **{f"former:{Q}:{A}": C, f"former:{Q}:{B}": "apart"}) == 302
    assert mappings(survey) == {Q: {A: C, B: ""}}


def test_nothing_is_mapped_unless_said(browser: Client, survey: Survey) -> None:
    assert publish(browser, survey, **{f"former:{Q}:{A}": "", f"former:{Q}:{B}": ""}) == 302
    assert mappings(survey) == {}


@pytest.mark.parametrize(
    "field",
    [f"former:{Q}:{B}x", f"former:{Q}:", "former:", "former:q_zzzzzzzz:c_aaaaaaaa"],
)
def test_mappings_of_what_isnt_there_are_refused(browser: Client, survey: Survey, field: str) -> None:
    assert publish(browser, survey, **{field: C}) == 422
    assert mappings(survey) == {}


def test_what_was_chosen_is_kept_when_it_is_refused(browser: Client, survey: Survey) -> None:
    form = {"revision": "1", f"former:{Q}:{A}": C}
    html = browser.post(address("publish", survey), form).content.decode()

    assert f'<option value="{C}" selected>' in html


def test_a_mapping_alone_can_be_published_later(browser: Client, survey: Survey) -> None:
    publish(browser, survey)

    assert publish(browser, survey) == 422
    assert publish(browser, survey, **{f"former:{Q}:{A}": C}) == 302
    assert mappings(survey) == {Q: {A: C}}


def test_what_becomes_of_running_respondents_is_chosen_here(browser: Client, survey: Survey) -> None:
    form = {"revision": str(reread(survey).draft_revision), "moves_on": "yes"}

    response = browser.post(address("save_moves_on", survey), form, follow=True)

    assert messages_of(response) == ["Saved."]
    assert draft(survey).settings.moves_on
    assert browser.post(address("save_moves_on", survey), {"revision": "999"}).status_code == 409


def test_the_check_list_is_there_at_any_time(browser: Client, editor: User) -> None:
    survey = make_survey(make_definition([make_question("yes_no", "q", text="Warm and dry?")]), by=editor)

    assert "1 thing is worth a look" in page(browser, "overview", survey)
    for name in ("checks", "publish"):
        assert "does this ask two things at once?" in page(browser, name, survey)


@pytest.mark.parametrize("name", ["checks", "publish"])
def test_hints_can_be_dismissed_and_shown_again(browser: Client, editor: User, name: str) -> None:
    survey = make_survey(
        make_definition([make_question("yes_no", "q", id=Q, text="Warm and dry?")]), by=editor
    )
    key = page(browser, "checks", survey).partition('name="key" value="')[2].partition('"')[0]

    response = browser.post(address("dismiss_hint", survey), {"key": key, "from": name})

    assert response.headers["Location"] == f"{address(name, survey)}#checks"
    assert "two things at once" not in page(browser, name, survey)
    browser.post(address("show_hints", survey), {"from": name})
    assert "two things at once" in page(browser, name, survey)


def test_impossible_keys_are_passed_over(browser: Client, survey: Survey) -> None:
    for key in ("", "x" * 81, "\x00"):
        assert browser.post(address("dismiss_hint", survey), {"key": key}).status_code == 302
    assert not DismissedHint.objects.exists()


def test_viewers_see_the_check_list_and_change_nothing(
    survey: Survey, client_of: Browser, make_person: Callable[..., User]
) -> None:
    viewer = client_of(make_person(Role.VIEWER))

    html = page(viewer, "checks", survey)

    assert "Check list of the draft" in html
    assert 'name="key"' not in html
    assert viewer.post(address("dismiss_hint", survey), {"key": "x"}).status_code == 403


@pytest.fixture
def colleague(survey: Survey, client_of: Browser, make_person: Callable[..., User]) -> Client:
    """The browser of another editor, in an organisation that wants colleagues to approve."""
    change_approval(rule=Organisation.Approval.COLLEAGUES, by="")
    return client_of(make_person(Role.EDITOR))


def decide(browser: Client, name: str, survey: Survey, words: str = "") -> int:
    form = {"revision": str(reread(survey).draft_revision), "words": words}
    return browser.post(address(name, survey), form).status_code


def test_without_approval_the_page_asks_for_it(browser: Client, colleague: Client, survey: Survey) -> None:
    assert "Publish the changes" not in page(browser, "publish", survey)
    assert publish(browser, survey) == 422

    assert decide(browser, "ask_for_review", survey, "Please look at <b>it</b>.") == 302
    html = page(colleague, "publish", survey)
    assert "Please look at &lt;b&gt;it&lt;/b&gt;." in html
    assert address("approve", survey) in html
    assert address("approve", survey) not in page(browser, "publish", survey)


def test_what_waits_is_on_the_home_page(browser: Client, colleague: Client, survey: Survey) -> None:
    decide(browser, "ask_for_review", survey)

    assert "Waiting for your approval" in colleague.get("/").content.decode()
    assert "Waiting for your approval" not in browser.get("/").content.decode()


def test_approved_it_can_be_published(browser: Client, colleague: Client, survey: Survey) -> None:
    decide(browser, "ask_for_review", survey)

    assert decide(colleague, "approve", survey, "Well done") == 302
    html = page(browser, "publish", survey)
    assert "Well done" in html
    assert "Publish the changes" in html
    assert publish(browser, survey) == 302


def test_sent_back_it_says_why(browser: Client, colleague: Client, survey: Survey) -> None:
    decide(browser, "ask_for_review", survey)

    assert decide(colleague, "send_back", survey) == 422
    assert decide(colleague, "send_back", survey, "Too long") == 302
    assert "Too long" in page(browser, "publish", survey)
    put(survey, asking(choice(B, "Worse"), choice(C, "Good")))
    html = page(browser, "publish", survey)
    assert "It was sent back with these words:" in html
    assert "Too long" in html


def test_decisions_about_what_has_changed_are_asked_again(colleague: Client, survey: Survey) -> None:
    form = {"revision": "1", "words": "Old"}

    for name in ("ask_for_review", "approve", "send_back"):
        assert colleague.post(address(name, survey), form).status_code == 409


def test_words_that_were_refused_are_still_there(
    browser: Client, colleague: Client, editor: User, survey: Survey
) -> None:
    ask_for_review(survey=survey, revision=reread(survey).draft_revision, words="", by=editor)
    form = {"revision": str(reread(survey).draft_revision), "words": "My long words"}

    answer = browser.post(address("send_back", survey), form)

    assert (answer.status_code, "My long words" in answer.content.decode()) == (422, True)
    assert Review.objects.get().decision == "waiting"
