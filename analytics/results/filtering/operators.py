"""What may be asked of a column, by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from surveys.question_types.columns import ColumnKind

type Takes = Literal["none", "choices", "one", "two"]
"""What an operator takes: nothing, any number of values, exactly one, or two ends."""


@dataclass(frozen=True, slots=True)
class Operator:
    """``key`` stands in addresses. ``is_missing``: it asks why there is no answer, whatever the kind."""

    key: str
    takes: Takes
    is_missing: bool = False


OPERATORS: Mapping[str, Operator] = {
    each.key: each
    for each in (
        Operator("in", "choices"),
        Operator("not_in", "choices"),
        Operator("all", "choices"),
        Operator("first", "choices"),
        Operator("eq", "one"),
        Operator("ne", "one"),
        Operator("lt", "one"),
        Operator("le", "one"),
        Operator("gt", "one"),
        Operator("ge", "one"),
        Operator("between", "two"),
        Operator("contains", "one"),
        Operator("not_contains", "one"),
        Operator("starts", "one"),
        Operator("answered", "none", is_missing=True),
        Operator("not_answered", "none", is_missing=True),
        Operator("skipped", "none", is_missing=True),
        Operator("refused", "none", is_missing=True),
        Operator("dont_know", "none", is_missing=True),
        Operator("not_shown", "none", is_missing=True),
    )
}
_ORDERED = ("eq", "ne", "lt", "le", "gt", "ge", "between")
_BY_KIND: Mapping[ColumnKind, tuple[str, ...]] = {
    "category": ("in", "not_in"),
    "set": ("in", "all", "not_in"),
    "rank": ("first", "in", "not_in"),
    "number": _ORDERED,
    "date": _ORDERED,
    "time": _ORDERED,
    "datetime": _ORDERED,
    "text": ("contains", "not_contains", "eq", "ne", "starts"),
    "file": (),
}


def operators_of(
    kind: ColumnKind, *, has_values: bool, missing: tuple[str, ...] = (), makes_groups: bool = False
) -> tuple[Operator, ...]:
    """What may be asked of a column of a kind, the most usual first.

    ``has_values``: its values can be listed, as those of a scale. ``missing``: how answers may be missing.
    ``makes_groups``: it is a text that many share.
    """
    listed = ("in", "not_in") if makes_groups or (has_values and kind == "number") else ()
    return tuple(OPERATORS[key] for key in (*listed, *_BY_KIND[kind], *missing))
