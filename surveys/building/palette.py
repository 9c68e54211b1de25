"""The question types as the builder offers them."""

from functools import lru_cache
from itertools import groupby
from typing import Any

from surveys.question_types import QuestionType, question_types

_GROUPS = ("choice", "scale", "text", "matrix", "time", "media", "special", "content")


def types_by_group() -> list[tuple[str, list[QuestionType[Any]]]]:
    """The types to add, by group, those that are asked most first."""
    kinds = sorted(question_types(), key=lambda kind: _GROUPS.index(kind.group))
    return [(group, list(some)) for group, some in groupby(kinds, key=lambda kind: kind.group)]


@lru_cache(maxsize=16)
def types_in(_language: str | None) -> list[tuple[str, str]]:
    """All types, by what forms call them, with what they are called in the active language."""
    return [(kind.key, str(kind.label)) for kind in question_types()]
