"""Respondents' pages from the first to the last, compared with their English twins."""

from typing import Any

import pytest
from django.core.cache import cache

from surveys.domain import close_survey, pause_survey
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.readers import Reader
from tests.responses.respondent import Respondent
from tests.responses.test_spoken import LANGUAGES, still_english

SETTINGS = {
    "contents": True,
    "copy_offered": True,
    "editable_after": True,
    "progress": "counts",
    "resumable": True,
    "review": True,
    "seconds": 600,
}


def survey_in(language: str, **settings: Any) -> Survey:
    """A survey whose own words have no letters, so that every letter is Canvass's."""
    definition = make_definition(
        [make_question("yes_no", "a", text="§ 1", language=language, required=True)],
        [make_question("number", "b", text="§ 2", language=language, required=True)],
        title="§",
        languages=(language,),
        settings=SETTINGS | settings,
    )
    return published_survey(definition)


def asked_on(survey: Survey) -> list[str]:
    """The ids of the questions."""
    version = survey.current_version
    assert version is not None
    return [element["id"] for page in version.definition["pages"] for element in page["elements"]]


def pages_of_answering(language: str) -> list[str]:
    """What is shown on the way to the end, wrong turns included."""
    survey = survey_in(language)
    first, second = asked_on(survey)
    ada, shown = Respondent(survey), list[str]()

    def keep(page: Respondent) -> None:
        shown.append(page.html)

    keep(ada.open())
    keep(ada.send())
    keep(ada.send(**{first: "yes"}))
    keep(ada.send("back", **{second: "many"}))
    keep(ada.send("pause", **{second: "3"}))
    keep(ada.open("?page=2").send(**{second: "3"}))
    keep(ada.send())
    for path in ("copy/", "privacy/", "continue/"):
        keep(ada.open(path).follow())
    return shown


def pages_beside(language: str) -> list[str]:
    """What is shown where a survey can't be answered, or code and device are another's."""
    survey = survey_in(language, seconds=None)
    eve = Respondent(survey)
    shown = [eve.open().send("pause").html]
    eve.post({"_code": ["0000-0000"]})
    shown.append(eve.html)
    pause_survey(survey=survey, by=None)
    shown.append(eve.open().html)
    close_survey(survey=survey, by=None)
    return [*shown, eve.open().html]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("walk", [pages_of_answering, pages_beside])
def test_no_page_speaks_english_to_others(acme: Scope, walk: Any, language: str) -> None:
    cache.clear()
    english = [Reader(html).said for html in walk("en")]
    said = [Reader(html).said for html in walk(language)]

    own = {acme.name, "Thank you"}
    for page, twin in zip(said, english, strict=True):
        assert page
        assert still_english(page & twin, language) - own == set()
