"""Published versions: listed, looked at, compared, copied, taken back, published again."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.models import Revision, Survey
from surveys.queries import draft_of
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import make_definition, make_question, make_survey, published_survey, reread
from tests.surveys.conftest import address, draft
from tests.surveys.test_pages import messages_of, retitle

type Browser = Callable[[User], Client]
ACTIONS = ("clone_version", "take_back_version", "publish_version")


@pytest.fixture
def survey(browser: Client, editor: User) -> Survey:
    """Version 1 is called Spring and asks a; version 2 is called Summer; the draft Autumn."""
    questions = [make_question(name="a", text="What is a?")]
    survey = published_survey(make_definition(questions, title="Spring"), by=editor)
    retitle(survey, "Summer")
    browser.post(address("publish", survey), {"revision": reread(survey).draft_revision})
    return retitle(survey, "Autumn")


def page(browser: Client, name: str, survey: Survey, *more: str, **query: str) -> str:
    return browser.get(address(name, survey, *more), query).content.decode()


def test_versions_are_listed_with_what_each_changed(browser: Client, survey: Survey, editor: User) -> None:
    html = page(browser, "versions", survey)

    assert html.index("Version 2") < html.index("Version 1</a>")
    assert "1 thing different from version 1" in html
    assert "The title was reworded." in html
    assert "The first version." in html
    assert html.count(str(editor)) >= 2
    assert 'data-concerned="version-2"' in html


def test_without_versions_it_says_so(browser: Client) -> None:
    assert "Nothing was published yet" in page(browser, "versions", make_survey())


def test_a_version_is_shown_as_it_was(browser: Client, survey: Survey) -> None:
    assert "What is a?" in page(browser, "version", survey, "1")
    assert browser.get(address("version", survey, "3")).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "The title was reworded."),
        ({"one": "1", "other": "2"}, "The title was reworded."),
        ({"one": "2", "other": "2"}, "Respondents would find no difference."),
        ({"one": "draft", "other": "1"}, "The title was reworded."),
    ],
)
def test_any_two_are_compared(browser: Client, survey: Survey, query: dict[str, str], words: str) -> None:
    assert words in page(browser, "compare_versions", survey, **query)


@pytest.mark.parametrize("one", ["9", "x", "-1", "1" * 12])
def test_what_isnt_there_cant_be_compared(browser: Client, survey: Survey, one: str) -> None:
    assert browser.get(address("compare_versions", survey), {"one": one}).status_code == 404


def test_a_version_becomes_a_survey_of_its_own(browser: Client, survey: Survey) -> None:
    response = browser.post(address("clone_version", survey, "1"))

    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert response.headers["Location"] == address("build", copy)
    assert (copy.title, copy.current_version) == ("Spring (copy)", None)


def test_a_version_becomes_the_draft_again_and_nothing_is_lost(browser: Client, survey: Survey) -> None:
    response = browser.post(address("take_back_version", survey, "1"))

    assert response.headers["Location"] == address("build", survey)
    assert draft(survey).title["en"] == "Spring"
    row = Revision.objects.filter(survey=survey).first()
    assert row is not None
    assert (row.code, row.details) == ("version_taken_back", {"number": 1})
    assert "Version 1 taken back as the draft" in page(browser, "history", survey)


def test_a_version_is_published_again_under_a_new_number(browser: Client, survey: Survey) -> None:
    response = browser.post(address("publish_version", survey, "1"), follow=True)
    assert messages_of(response)[-1:] == [
        "The draft is version 1 again. What it was before is in the history."
    ]

    browser.post(address("publish", survey), {"revision": reread(survey).draft_revision})

    version = reread(survey).current_version
    assert version is not None
    assert (version.number, version.definition["title"]["en"]) == (3, "Spring")
    assert draft_of(reread(survey)).title["en"] == "Spring"


@pytest.mark.parametrize("name", ACTIONS)
def test_versions_that_arent_there(browser: Client, survey: Survey, name: str) -> None:
    assert browser.post(address(name, survey, "9")).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_viewers_look_and_do_nothing(
    survey: Survey, client_of: Browser, make_person: Callable[..., User], name: str
) -> None:
    viewer = client_of(make_person(Role.VIEWER))

    assert viewer.get(address("versions", survey)).status_code == 200
    assert address(name, survey, "1") not in page(viewer, "versions", survey)
    assert viewer.post(address(name, survey, "1")).status_code == 403
