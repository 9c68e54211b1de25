"""Pages and questions, compared with their English twins: nothing of Canvass's own stays English."""

import re
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from django.utils.translation import override

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language, interface_languages
from surveys.question_types import question_type, question_types, render_question
from surveys.question_types.countries import countries_in
from tests.gathering import gathered
from tests.responses.readers import Reader
from tests.responses.test_translations import PLACE, catalogue_of, entries, forms_of
from tests.surveys.definitions import sample_element

LANGUAGES = [tag for tag in interface_languages() if tag != "en"]
SHOWN = [kind for kind in question_types() if not kind.is_hidden]
LONGEST = 2_000
NUMBER = re.compile(r"[\d.,]*\d")
SIZE = re.compile(r"[\d.,]+ (bytes|KB|MB)")
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def words_alike(language: str) -> frozenset[str]:
    """Words that are the same in English and ``language`` by right: so in the catalogue, and countries."""
    catalogue = catalogue_of(interface_language(language))
    said = {PLACE.sub("0", form) for entry in entries(catalogue) for form in forms_of(entry.string)}
    return frozenset(said | {name for _code, name in countries_in(language)})


def still_english(alike: set[str], language: str) -> set[str]:
    """Those of the words read in both languages which are not the same in both by right."""
    right = words_alike(language)
    return {words for words in alike if NUMBER.sub("0", words) not in right and not SIZE.fullmatch(words)}


def texts_in(document: Any) -> Iterator[str]:
    """All strings of a document: the words that are the survey's own."""
    if isinstance(document, dict):
        document = list(document.values())
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | tuple):
        for each in document:
            yield from texts_in(each)


def questions(kind: Any, language: str) -> Iterator[str]:
    """A question as it is at first, answered, and refused, once for each reason."""
    more = {"refusals": ["refused", "dont_know"]} if kind.stores_answer else {}
    element = sample_element(kind.key, required=True, **more)
    show: dict[str, Any] = {"language": language, "base_language": "en"}
    yield render_question(element, **show)
    yield render_question(element, value=kind.random_answer(element, Random(3)), **show)
    for raw in refused(kind).values():
        with override(interface_language(language)), pytest.raises(AnswerInvalid) as refusal:
            kind.judge(element, raw)
        yield render_question(element, raw=raw, error=refusal.value, **show)


def refused(kind: Any) -> dict[str, Any]:
    """Something that is refused for each reason, no longer than a page shows it again."""
    invalid = kind.sample_answers(sample_element(kind.key)).invalid
    return {code: raw for raw, code in invalid if _size(raw) < LONGEST and len(str(raw)) < LONGEST}


def _size(raw: Any) -> int:
    return len(raw) if isinstance(raw, str | list | dict) else 0


@cache
def own_words(key: str) -> frozenset[str]:
    """The words of the samples: of the question's settings, and of what is answered."""
    element, kind = sample_element(key), question_type(key)
    answers = [kind.random_answer(element, Random(3)), *refused(kind).values()]
    return frozenset(texts_in([element.model_dump(mode="json"), *answers]))


@cache
def english(key: str) -> frozenset[str]:
    """What is read of a question in English."""
    return frozenset(words for html in questions(question_type(key), "en") for words in Reader(html).said)


@every_language
@gathered("kind", SHOWN, ids=lambda kind: kind.key)
def test_no_question_speaks_english_to_others(kind: Any, language: str) -> None:
    said = {words for html in questions(kind, language) for words in Reader(html, foreign="en").said}

    assert still_english(said & english(kind.key), language) - own_words(kind.key) == set()
