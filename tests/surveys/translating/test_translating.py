"""Texts worded in another language: all of them or none; and whole translations as surveys of their own."""

import pytest

from surveys.domain import duplicate_in, translate
from surveys.exceptions import EditRefused
from surveys.models import Survey
from surveys.translating.keys import texts_in
from surveys.translating.refusals import TranslationsRefused
from tests.builders import reread
from tests.surveys.conftest import draft
from tests.surveys.translating.test_taking import dutch, key, say, survey

__all__ = ["survey"]


def test_translations_that_lose_something_are_refused_as_a_whole(survey: Survey) -> None:
    words = {key(survey, 1): "Hallo", key(survey, 2): "Twee", key(survey, 3): "a\x00"}

    with pytest.raises(TranslationsRefused) as refused:
        translate(survey=survey, revision=1, language="nl", words=words, by=None)

    assert refused.value.faults.keys() == {key(survey, 1), key(survey, 3)}
    assert dutch(survey) == {}


@pytest.mark.parametrize(
    ("language", "named", "code"),
    [
        ("en", "survey.title", "base_language"),
        ("fr", "survey.title", "language_undeclared"),
        ("nl", "q_00000000.text", "text_unknown"),
    ],
)
def test_what_isnt_there_isnt_translated(survey: Survey, language: str, named: str, code: str) -> None:
    with pytest.raises(EditRefused) as refused:
        translate(survey=survey, revision=1, language=language, words={named: "Woord"}, by=None)

    assert refused.value.code == code


def test_what_was_wrong_before_may_stay(survey: Survey) -> None:
    say(survey, 1, "nl", "Zonder naam")

    translate(
        survey=survey,
        revision=2,
        language="nl",
        words={key(survey, 1): "Zonder naam", key(survey, 2): "Twee"},
        by=None,
    )

    assert dutch(survey)[key(survey, 2)] == "Twee"


@pytest.mark.parametrize(("alone", "languages"), [(True, ("nl",)), (False, ("nl", "en", "de"))])
def test_a_whole_translation_becomes_a_survey_of_its_own(
    survey: Survey, alone: bool, languages: tuple[str, ...]
) -> None:
    with pytest.raises(EditRefused) as refused:
        duplicate_in(survey=survey, language="nl", alone=alone, by=None)
    assert refused.value.code == "incomplete"
    words = {
        text.key: text.words["en"].replace("hi", "hoi").replace("Pulse", "Pols")
        for text in texts_in(draft(survey))
    }
    translate(survey=survey, revision=1, language="nl", words=words, by=None)

    copy = duplicate_in(survey=reread(survey), language="nl", alone=alone, by=None)

    assert copy.title.startswith("Pols (")
    assert draft(copy).languages == languages
    assert draft(copy).elements[1].text["nl"] == "{{ name }}, hoi"
    assert ("en" in draft(copy).elements[1].text) is not alone
    with pytest.raises(EditRefused):
        duplicate_in(survey=survey, language="fr", alone=alone, by=None)
