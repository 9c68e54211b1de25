"""What goes into question types and comes out: answers, forms, what an input shows, samples."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from surveys.assets import asset_url as address_of_asset

type AnswerValue = str | int | float | bool | list[Any] | dict[str, Any]
"""A stored answer: JSON, without ``null`` at the top."""
type Answers = Mapping[str, AnswerValue | None]
"""Answers of a response by question id: ``None`` is shown and skipped, an absent key is not shown."""
type Group = Literal["text", "choice", "scale", "matrix", "time", "media", "special", "content"]
type Filler = Literal["respondent", "link", "expression", "draw", "clock"]


class FormData(Protocol):
    """The part of ``QueryDict`` that question types read."""

    def getlist(self, key: str, /) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What an input shows: the language it is in, what was answered or typed, and what is wrong with it.

    ``content`` is a stored value or, after a refusal, the raw input. ``invalid_parts`` are ids of rows,
    ``part_messages`` say what is wrong with each. ``languages`` are those the survey offers, ``asset_url``
    gives the address of a stored picture.
    """

    language: str
    base_language: str | None
    content: object = None
    is_invalid: bool = False
    invalid_parts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    asset_url: Callable[[str], str] = address_of_asset
    part_messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleAnswers:
    """Answers to try a type with: ``(raw, value it becomes)`` and ``(raw, code it is refused with)``."""

    valid: tuple[tuple[object, AnswerValue | None], ...]
    invalid: tuple[tuple[object, str], ...] = ()
