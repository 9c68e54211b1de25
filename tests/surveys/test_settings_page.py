"""A survey's settings: words, languages, times, how it runs."""

from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.editing import change_survey_settings
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.question_types.elements import Shuffle
from tests.builders import make_definition, make_survey, reread
from tests.surveys.conftest import address
from tests.surveys.test_pages import retitle


def draft(survey: Survey) -> Definition:
    return draft_of(reread(survey))


def test_words_are_saved_in_the_language_that_is_shown(browser: Client) -> None:
    survey = make_survey(make_definition(languages=("en", "nl")))
    words = {"title": "Teampols", "ending_title": "Dank je", "ending_text": "Fijn.\n\nTot ziens <script>x"}

    browser.post(address("save_words", survey) + "?language=nl", words | {"revision": 1})

    assert draft(survey).title == {"en": "Team pulse", "nl": "Teampols"}
    ending = draft(survey).endings[0]
    assert (ending.title["nl"], "<script>" in ending.text["nl"]) == ("Dank je", False)


def test_the_words_of_another_language_are_shown(browser: Client) -> None:
    survey = make_survey(make_definition(languages=("en", "ar")))

    html = browser.get(address("settings", survey) + "?language=ar").content.decode()

    assert 'lang="ar" dir="rtl"' in html


@pytest.mark.parametrize("form", [{"title": ""}, {"title": "x" * 20_001}, {"title": "a\x00"}])
def test_words_that_cannot_be_are_refused(browser: Client, form: dict[str, str]) -> None:
    survey = make_survey()

    response = browser.post(address("save_words", survey), form | {"revision": 1})

    assert response.status_code == 422
    assert draft(survey).title == {"en": "Team pulse"}


def test_words_that_two_changed_are_both_shown_and_chosen_from(browser: Client) -> None:
    survey = make_survey()
    retitle(survey, "Theirs")

    response = browser.post(address("save_words", survey), {"title": "Mine", "revision": 1})

    html = response.content.decode()
    assert response.status_code == 409
    assert all(f'lang="en">{words}</span>' in html for words in ("Mine", "Theirs"))
    assert f'href="{address("settings", survey)}#words"' in html
    assert draft(survey).title == {"en": "Theirs"}
    decided = {"settle..title.en": "other", "words..title.en": "Ours", "title": "Mine"}
    assert (
        browser.post(address("save_words", survey), decided | {"revision": 1, "seen": 2}).status_code == 302
    )
    assert draft(survey).title == {"en": "Ours"}


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"progress": "counts"}, {"progress": "hidden"}, ("A bar, and “page 2 of 5”", "Not shown")),
        ({"mode": "single"}, {"mode": "questions"}, ("All on one page", "Question by question")),
        ({"minutes": "5"}, {"seconds": 600}, (">5<", ">10<")),
    ],
    ids=["progress", "mode", "minutes"],
)
def test_settings_that_two_changed_are_shown_as_the_form_words_them(
    browser: Client, mine: dict[str, str], theirs: dict[str, Any], told: tuple[str, str]
) -> None:
    survey = make_survey()
    form = {"progress": "bar", "back_allowed": "on", "show_language_switch": "on", "moves_on": "on"}
    edit_draft(survey=survey, revision=1, operation=partial(change_survey_settings, changes=theirs), by=None)

    response = browser.post(address("save_run", survey), form | mine | {"revision": 1})

    assert response.status_code == 409
    assert all(words in response.content.decode() for words in told)


def test_a_form_of_a_draft_that_nobody_knows_is_refused(browser: Client) -> None:
    survey = make_survey()

    response = browser.post(address("save_words", survey), {"title": "Mine", "revision": "x"})

    assert response.status_code == 409
    assert draft(survey).title == {"en": "Team pulse"}


def test_a_language_is_added_and_removed(browser: Client) -> None:
    survey = make_survey()

    browser.post(address("add_language", survey), {"language": "de", "revision": 1})
    assert draft(survey).languages == ("en", "de")
    browser.post(address("remove_language", survey, "de"), {"revision": 2})

    assert draft(survey).languages == ("en",)


@pytest.mark.parametrize("language", ["", "xx", "en", "<b>"])
def test_a_language_that_cannot_be_added_is_refused(browser: Client, language: str) -> None:
    survey = make_survey()

    response = browser.post(address("add_language", survey), {"language": language, "revision": 1})

    assert response.status_code == 422
    assert draft(survey).languages == ("en",)


def test_the_base_language_stays(browser: Client) -> None:
    survey = make_survey()

    response = browser.post(address("remove_language", survey, "en"), {"revision": 1})

    assert response.status_code == 422
    assert "The base language can" in response.content.decode()


def test_how_it_runs_is_saved(browser: Client) -> None:
    survey = make_survey()

    browser.post(address("save_run", survey), {"progress": "counts", "revision": 1})

    settings = draft(survey).settings
    assert (settings.progress, settings.back_allowed) == ("counts", False)
    assert settings.show_language_switch is False


def test_a_progress_that_does_not_exist_is_refused(browser: Client) -> None:
    response = browser.post(address("save_run", make_survey()), {"progress": "dots", "revision": 1})

    assert response.status_code == 422


def test_times_are_those_of_the_organisation(browser: Client) -> None:
    survey = make_survey()
    year = timezone.now().year + 1

    browser.post(
        address("save_schedule", survey),
        {"opens_at": f"{year}-03-01T09:00", "closes_at": f"{year}-03-31T17:30"},
    )

    survey = reread(survey)
    assert survey.opens_at == datetime(year, 3, 1, 9, tzinfo=ZoneInfo("UTC"))
    assert f"{year}-03-31T17:30" in browser.get(address("settings", survey)).content.decode()


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        ("2020-01-01T00:00", "This time has passed."),
        ("no time", "Enter a valid date/time."),
        ("2030-02-30T00:00", "Enter a valid date/time."),
    ],
)
def test_times_that_cannot_be_are_refused_next_to_the_field(
    browser: Client, closes_at: str, words: str
) -> None:
    response = browser.post(address("save_schedule", make_survey()), {"closes_at": closes_at})

    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_survey_without_ending_gets_one_with_its_first_words(browser: Client) -> None:
    survey = make_survey(make_definition().model_copy(update={"endings": ()}))

    browser.post(address("save_words", survey), {"title": "Pulse", "ending_title": "Bye", "revision": 1})

    assert [ending.title for ending in draft(survey).endings] == [{"en": "Bye"}]


def test_how_the_survey_runs_is_saved_whole(browser: Client) -> None:
    survey = make_survey()
    switches = ["contents", "numbered", "review", "resumable", "editable_after", "copy_offered", "moves_on"]
    form = dict.fromkeys(switches, "on") | {
        "mode": "questions",
        "progress": "bar",
        "minutes": "20",
        "blocks": "random",
    }

    browser.post(address("save_run", survey), form | {"revision": 1})

    settings = draft(survey).settings
    assert all(getattr(settings, name) for name in switches)
    assert (settings.mode, settings.seconds) == ("questions", 1200)
    assert settings.shuffle_blocks is not None
    browser.post(address("save_run", survey), {"progress": "bar", "revision": 2})
    settings = draft(survey).settings
    assert (settings.mode, settings.seconds, settings.shuffle_blocks, settings.review) == (
        None,
        None,
        None,
        False,
    )


def test_so_many_blocks_are_dealt_evenly_and_shown_so(browser: Client) -> None:
    survey = make_survey()
    form = {"progress": "bar", "blocks": "rotated", "blocks_shown": "2", "blocks_evenly": "on"}

    browser.post(address("save_run", survey), form | {"revision": 1})

    assert draft(survey).settings.shuffle_blocks == Shuffle(order="rotated", show=2, evenly=True)
    page = browser.get(address("settings", survey)).content.decode()
    assert 'name="blocks_shown" value="2"' in page
    browser.post(address("save_run", survey), form | {"blocks": "random", "revision": 2})
    assert draft(survey).settings.shuffle_blocks == Shuffle(order="random", show=2, evenly=True)


@pytest.mark.parametrize(("order", "shown"), [("", "2"), ("random", "0"), ("random", "two")])
def test_blocks_that_can_not_be_dealt_so_are_refused(browser: Client, order: str, shown: str) -> None:
    survey = make_survey()
    form = {"progress": "bar", "blocks": order, "blocks_shown": shown}

    response = browser.post(address("save_run", survey), form | {"revision": 1})

    assert (response.status_code, draft(survey).settings.shuffle_blocks) == (422, None)


@pytest.mark.parametrize("minutes", ["0", "-3", "99999", "soon"])
def test_a_time_limit_that_can_not_be_is_refused(browser: Client, minutes: str) -> None:
    survey = make_survey()

    response = browser.post(
        address("save_run", survey), {"progress": "bar", "minutes": minutes, "revision": 1}
    )

    assert (response.status_code, draft(survey).settings.seconds) == (422, None)


def test_own_words_for_buttons_are_saved_and_left_to_canvass_again(browser: Client) -> None:
    survey = make_survey(make_definition(languages=("en", "nl")))
    words = {"title": "Teampols", "next": "Verder", "required": "Dit is nodig."}
    browser.post(address("save_words", survey) + "?language=nl", words | {"revision": 1})
    stored = draft(survey).settings.words
    assert stored is not None
    assert (stored.next, stored.required) == ({"nl": "Verder"}, {"nl": "Dit is nodig."})

    browser.post(address("save_words", survey) + "?language=nl", {"title": "Teampols", "revision": 2})

    assert draft(survey).settings.words is None
