"""What a score is called: the words of its bands in texts and conditions."""

import pytest

from surveys.compiled import CompiledSurvey
from surveys.exceptions import DefinitionInvalid
from surveys.flow import Journey, compile_definition, ending_of
from surveys.flow.endings import told_ending
from tests.surveys.definitions import definition_of, element_data

TEETH = "q_00000001"
SCORE = {
    "id": "s_00000001",
    "name": "worry",
    "terms": [{"question": TEETH}],
    "bands": [
        {"code": "calm", "at_least": 0, "label": {"en": "At ease", "ar": "مرتاح"}},
        {"code": "high", "at_least": 10},
    ],
}


def survey_telling(words: str) -> CompiledSurvey:
    ending = {"id": "e_00000001", "title": {"en": words, "ar": words}}
    return compile_definition(definition_of([element_data("number", 1)], scores=[SCORE], endings=[ending]))


@pytest.mark.parametrize(
    ("answer", "language", "told"),
    [
        (3, "en", "At ease"),
        (9.5, "ar", "مرتاح"),
        (10, "en", "high"),
        (-1, "en", "none"),
        (None, "en", "none"),
    ],
)
def test_an_ending_tells_the_band(answer: float | None, language: str, told: str) -> None:
    survey = survey_telling('{{ band("worry") | "none" }}')

    journey = Journey(survey, {TEETH: answer}, language=language)

    ending = ending_of(journey)

    assert ending is not None
    assert told_ending(journey, ending).title[language] == told


@pytest.mark.parametrize("wrong", ['band("sorrow")', "band(question_1)", 'band("")', "band()"])
def test_a_band_is_that_of_a_score_that_there_is(wrong: str) -> None:
    with pytest.raises(DefinitionInvalid):
        survey_telling(f"{{{{ {wrong} }}}}")
