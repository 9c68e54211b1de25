"""What values an expression meets: the kinds that answers have for conditions and calculations.

As Python values: number ``int | float`` (finite), text ``str``, boolean ``bool``, date ``datetime.date``,
time ``datetime.time``, datetime an aware ``datetime.datetime``, choice the code ``str``, set and ranking a
tuple of codes in order, grid ``{code of the part: value}``, list a tuple, file a tuple of names. ``None`` is
unanswered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

type Kind = Literal[
    "number",
    "text",
    "boolean",
    "date",
    "time",
    "datetime",
    "choice",
    "set",
    "ranking",
    "grid",
    "list",
    "file",
    "any",
]


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a value. ``codes`` are the possible codes of a choice, set or ranking (empty: any text),
    ``parts`` the types inside a grid by the part's code, ``item`` that of a list's items."""

    kind: Kind
    codes: tuple[str, ...] = ()
    parts: Mapping[str, "ValueType"] = field(default_factory=dict)
    item: "ValueType | None" = None


NUMBER = ValueType("number")
TEXT = ValueType("text")
BOOLEAN = ValueType("boolean")
DATE = ValueType("date")
TIME = ValueType("time")
DATETIME = ValueType("datetime")
FILE = ValueType("file")
ANY = ValueType("any")
