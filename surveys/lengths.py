"""How long answering a survey takes, estimated from what there is to read and to answer.

An adult reads about 240 words a minute (Brysbaert 2019: 238 of English); in scripts without spaces two
characters count as a word. On top comes what answering takes, by the kind of input.
"""

import re
from collections.abc import Mapping
from typing import Any

from surveys.definition import Definition
from surveys.definition.all_texts import all_texts
from surveys.question_types import Element, question_type

WORDS_A_MINUTE = 240
_SECONDS = {
    "text": 25.0,
    "choice": 5.0,
    "scale": 5.0,
    "matrix": 4.0,
    "time": 8.0,
    "media": 20.0,
    "special": 5.0,
    "content": 0.0,
}
"""By the group of a question's type; of a matrix, each row."""
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\s\u3040-\u30ff\u3400-\u9fff]+")


def questions_in(definition: Definition) -> int:
    """How many questions respondents may see; every row of a matrix is one."""
    return sum(_rows(element) for element in definition.elements if _is_asked(element))


def minutes_of(definition: Definition) -> int:
    """About how many minutes it takes to read and answer everything, at least 1."""
    base = definition.base_language
    words = sum(_words_in(place.text, base) for place in all_texts(definition))
    seconds = sum(_seconds(element) for element in definition.elements if _is_asked(element))
    return max(1, round((words * 60 / WORDS_A_MINUTE + seconds) / 60))


def _is_asked(element: Element[Any]) -> bool:
    kind = question_type(element.type)
    return kind.stores_answer and not kind.is_hidden and kind.filled_by == "respondent"


def _seconds(element: Element[Any]) -> float:
    return _SECONDS[question_type(element.type).group] * _rows(element)


def _rows(element: Element[Any]) -> int:
    return max(len(getattr(element.settings, "rows", ())), 1)


def _words_in(text: Mapping[str, str], language: str) -> int:
    return len(_WORD.findall(_TAG.sub(" ", text.get(language, ""))))
