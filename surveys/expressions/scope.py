"""What an expression may name where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.expressions.value_types import ValueType

POINTS = "points()"
"""Stands among scores for the points of a quiz, where there is one."""


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be read: its type, its place in the survey's order, the id of what it belongs to.

    ``place`` is ``None`` for what is known from the start, such as fields of the address or the contact.
    """

    type: ValueType
    place: int | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may read, by how they are written.

    A field of a repeat group is named ``group.field``: inside the group with the type of the field, outside
    as a list of it; the group itself is a list with one item per instance. ``url:<field>`` and
    ``contact:<field>`` are what ``url("field")`` and ``contact("field")`` read; ``url:*`` and ``contact:*``
    stand for all others. ``scores`` are the named scores, ``""`` being that of the whole survey and
    ``POINTS`` the points of a quiz.
    """

    names: Mapping[str, Name]
    scores: Mapping[str, Name] = field(default_factory=dict)
    in_repeat: bool = False
