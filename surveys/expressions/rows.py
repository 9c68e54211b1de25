"""Conditions as rows of question, operator and value, for those who never see an expression."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from surveys.expressions.naming import FIELDS
from surveys.expressions.renaming import quoted, written_name

type Single = str | int | float | bool | date | time | datetime
type RowValue = Single | tuple[Single, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One condition: what ``name``, as the scope spells it, must be.

    ``operator`` is one of ``surveys.question_types.operators``; ``part`` holds the codes that lead into a
    grid. ``value`` is a code, text, number, truth, date or time; a tuple for operators that take several
    (``any_of``, ``between`` and their like); ``None`` for ``answered`` and ``not_answered``.
    """

    name: str
    operator: str
    value: RowValue = None
    part: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which ``all`` or ``any`` must be true."""

    joined: Literal["all", "any"]
    items: "tuple[Row | Group, ...]"


def source_from(group: Group) -> str:
    """The expression for a group; ``""`` for one without rows.

    Raises ``KeyError`` for an unknown operator and ``ValueError`` for a row that lacks its value.
    """
    word = " and " if group.joined == "all" else " or "
    sources = [_item_source(item) for item in group.items]
    return word.join(source for source in sources if source)


def _item_source(item: Row | Group) -> str:
    if isinstance(item, Row):
        return _WRITERS[item.operator](_subject(item), item.value)
    source = source_from(item)
    return f"({source})" if source else ""


def _subject(row: Row) -> str:
    for field in FIELDS:
        if row.name.startswith(field):
            return f"{field[:-1]}({quoted(row.name.removeprefix(field))})"
    name = written_name(row.name)
    if all(is_plain_code(code) for code in row.part):
        return ".".join([name, *row.part])
    return f"cell({', '.join([name, *map(quoted, row.part)])})"


def is_plain_code(code: str) -> bool:
    """Whether a code can stand after a dot."""
    return code.isascii() and code.isidentifier()


def _written(value: RowValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case datetime():
            return f'datetime("{value.isoformat()}")'
        case date():
            return f'date("{value.isoformat()}")'
        case time():
            return f'time("{value.isoformat()}")'
        case int() | float():
            return format(Decimal(repr(value)), "f")
        case tuple():
            return f"[{', '.join(map(_written, value))}]"
    raise ValueError("a row lacks the value to compare with")


type _Writer = Callable[[str, RowValue], str]


def _sign(sign: str) -> _Writer:
    return lambda subject, value: f"{subject} {sign} {_written(value)}"


def _call(function: str) -> _Writer:
    return lambda subject, value: f"{function}({subject}, {_written(value)})"


def _not(writer: _Writer) -> _Writer:
    return lambda subject, value: f"not {writer(subject, value)}"


def _between(subject: str, value: RowValue) -> str:
    low, high = value if isinstance(value, tuple) else (value, value)
    return f"between({subject}, {_written(low)}, {_written(high)})"


_WRITERS: dict[str, _Writer] = {
    "answered": lambda subject, _value: f"answered({subject})",
    "not_answered": lambda subject, _value: f"unanswered({subject})",
    "equals": _sign("="),
    "not_equals": _sign("!="),
    "less": _sign("<"),
    "at_most": _sign("<="),
    "more": _sign(">"),
    "at_least": _sign(">="),
    "before": _sign("<"),
    "after": _sign(">"),
    "between": _between,
    "any_of": _sign("in"),
    "none_of": _sign("not in"),
    "contains": _call("contains"),
    "not_contains": _not(_call("contains")),
    "begins_with": _call("starts_with"),
    "ends_with": _call("ends_with"),
    "matches": _call("matches"),
    "has": _call("has"),
    "has_not": _not(_call("has")),
    "has_any_of": _call("has_any"),
    "has_all_of": _call("has_all"),
    "has_none_of": _not(_call("has_any")),
    "count_at_least": lambda subject, value: f"count({subject}) >= {_written(value)}",
    "count_at_most": lambda subject, value: f"count({subject}) <= {_written(value)}",
    "row_equals": _sign("="),
    "row_any_of": _sign("in"),
}
