"""Every template: whole, in all its languages, and walked to its endings by simulated respondents."""

import random
from collections import Counter

import pytest

from surveys.definition import (
    definition_checksum,
    parts_of,
    problems_before_publishing,
    texts_of,
)
from surveys.exceptions import EditRefused
from surveys.flow import compile_definition
from surveys.ready import CATEGORIES, Ready, found, ready_survey, ready_surveys, started
from surveys.simulating import Simulation, simulate
from surveys.texts import localised

EVERY = ready_surveys()
RESPONDENTS = 60
IN_ONE_LANGUAGE = {"umux-lite"}
SCALES = {
    "who-5": (0, 100),
    "phq-9": (0, 27),
    "gad-7": (0, 21),
    "system-usability-scale": (0, 100),
    "umux-lite": (0, 12),
}


def named(ready: Ready) -> str:
    return ready.key


def simulated(ready: Ready, language: str) -> Simulation:
    survey = compile_definition(ready.definition)
    simulation = Simulation(survey)
    for seed in range(RESPONDENTS):
        simulation.add(simulate(survey, seed=seed, turn=seed, language=language))
    return simulation


def test_there_are_templates_for_every_category() -> None:
    count = Counter(ready.category for ready in EVERY)

    assert count.keys() == CATEGORIES.keys()
    assert min(count.values()) >= 2
    assert len(EVERY) >= 22


@pytest.mark.parametrize("ready", EVERY, ids=named)
def test_a_template_could_be_published_as_it_is(ready: Ready) -> None:
    assert problems_before_publishing(ready.definition) == []


@pytest.mark.parametrize("ready", EVERY, ids=named)
def test_a_template_says_everything_in_all_its_languages(ready: Ready) -> None:
    languages = list(ready.languages)
    spoken = [ready.summary, *([ready.note] if ready.note else [])]

    assert len(languages) >= (1 if ready.key in IN_ONE_LANGUAGE else 2)
    assert [list(text) for text in spoken] == [languages] * len(spoken)
    assert [place.path for place in texts_of(ready.definition) if place.text.keys() - set(languages)] == []


@pytest.mark.parametrize("ready", EVERY, ids=named)
def test_respondents_come_to_every_ending_in_every_language(ready: Ready) -> None:
    walks = {language: simulated(ready, language) for language in ready.languages}

    for walked in walks.values():
        is_checked = any(part.checks for part in ready.definition.elements)
        assert walked.unreached_endings == []
        assert is_checked or not walked.dead_ends
        assert walked.endings.total() > RESPONDENTS / 2
    asked = set.intersection(*(set(walked.unreached_questions) for walked in walks.values()))
    assert asked == set()


@pytest.mark.parametrize("key", SCALES)
def test_published_scales_have_their_range(key: str) -> None:
    ready = ready_survey(key)
    assert ready is not None
    survey = compile_definition(ready.definition)
    ranges = [
        (limits, term.weight)
        for term in survey.definition.scores[0].terms
        for question in [survey.question_by_id[term.question]]
        if (limits := question.type.score_range(question.element))
    ]

    low, high = (sum(limits[end] * weight for limits, weight in ranges) for end in (0, 1))

    assert (low, high) == SCALES[key]
    assert ready.scales
    assert all(scale.name and scale.source and scale.licence for scale in ready.scales)


def test_the_same_template_has_the_same_ids_and_a_survey_its_own() -> None:
    ready = EVERY[0]
    one, two = started(ready, ready.languages), started(ready, ready.languages)
    ids = [{part.id for _path, part in parts_of(each) if hasattr(part, "id")} for each in (one, two)]

    assert ids[0] & ids[1] == set()
    assert definition_checksum(one) != definition_checksum(two)
    assert problems_before_publishing(one) == []


@pytest.mark.parametrize("ready", EVERY, ids=named)
def test_a_template_can_begin_in_any_of_its_languages(ready: Ready) -> None:
    for language in ready.languages:
        definition = started(ready, [language], title="Mine")

        assert definition.languages == (language,)
        assert definition.title == {language: "Mine"}
        assert problems_before_publishing(definition) == []


@pytest.mark.parametrize("languages", [[], ["ja"], ["en", "ja"]])
def test_a_template_is_not_begun_in_other_languages(languages: list[str]) -> None:
    with pytest.raises(EditRefused, match="languages of the template"):
        started(EVERY[0], languages)


def test_templates_are_found_by_words_category_and_language() -> None:
    chance = random.Random(1)
    ready = chance.choice(EVERY)
    title = localised(ready.title, ready.languages[-1])

    assert ready in found(search=title)
    assert ready in found(search=title.upper(), category=ready.category, language=ready.languages[-1])
    assert found(search="phq") == [ready_survey("phq-9")]
    assert found(search="xyzzy") == []
    assert found(category="health") == [each for each in EVERY if each.category == "health"]
    assert found() == list(EVERY)


def test_an_unknown_template_is_not_there() -> None:
    assert ready_survey("../../etc/passwd") is None


@pytest.mark.parametrize("ready", EVERY, ids=named)
def test_a_template_says_how_long_it_is(ready: Ready) -> None:
    assert 3 <= ready.questions <= 30
    assert 1 <= ready.minutes <= 10
