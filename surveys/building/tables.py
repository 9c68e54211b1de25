"""The table of a question in the builder, and by which earlier answers its rows are narrowed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from surveys.building.places import Place
from surveys.definition import Definition, Element
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.settings_fields import setting_fields
from surveys.question_types.tables import Table, table_of
from surveys.texts import localised

_LONGEST = 60
_FIRST_ROWS = 3
FIXED = "fixed"
"""What stands for a column that is narrowed by values of its own."""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column that rows can be narrowed by; ``chosen`` is the id of the question that narrows it."""

    number: int
    name: str
    chosen: str
    values: str
    """The values that it is narrowed to, where a question doesn't narrow it."""


@dataclass(frozen=True, slots=True)
class TableShown:
    """A setting that is a table; ``table`` is ``None`` while there is none. ``questions`` are the earlier
    ones, with their words."""

    label: Words
    help: Words
    table: Table | None
    first: tuple[str, ...]
    columns: tuple[ColumnShown, ...]
    questions: tuple[tuple[str, str], ...]


def table_shown(element: Element[Any], definition: Definition, place: Place) -> TableShown | None:
    """The table of a question; ``None`` for a question that has no such setting."""
    field = next(
        (known for known in setting_fields(question_type(element.type)) if known.kind == "table"), None
    )
    if field is None:
        return None
    table = table_of(getattr(element.settings, field.name))
    return TableShown(
        label=field.label,
        help=field.help,
        table=table,
        first=_first(table, place),
        columns=tuple(_columns(table, element.settings.filters)) if table else (),
        questions=tuple(_earlier(element, definition, place)),
    )


def filters_typed(
    element: Element[Any], table: Table, given: Callable[[str], str]
) -> list[dict[str, object]]:
    """The filters that a form holds, JSON-like and unjudged; fixed values stay as they are."""
    fixed = {each.column: list(each.values) for each in element.settings.filters if each.values}
    found: list[dict[str, object]] = []
    for number, column in enumerate(table.filters):
        chosen = given(f"column.{number}")
        if chosen == FIXED and column in fixed:
            found.append({"column": column, "values": fixed[column]})
        elif chosen and chosen != FIXED:
            found.append({"column": column, "question": chosen})
    return found


def fitting_filters(element: Element[Any], columns: tuple[str, ...]) -> list[dict[str, object]]:
    """The filters of a question that a new table, with these columns, can still have."""
    kept = (each for each in element.settings.filters if each.column in columns)
    return [each.model_dump(mode="json", exclude_none=True) for each in kept]


def _first(table: Table | None, place: Place) -> tuple[str, ...]:
    codes = table.codes({})[:_FIRST_ROWS] if table else ()
    return tuple(table.label(code, place.language, place.base_language) for code in codes) if table else ()


def _columns(table: Table, filters: tuple[Any, ...]) -> Iterator[ColumnShown]:
    chosen: Mapping[str, Any] = {each.column: each for each in filters}
    for number, column in enumerate(table.filters):
        known = chosen.get(column)
        values = ", ".join(known.values) if known else ""
        yield ColumnShown(number, column, (known.question or "") if known else "", values)


def _earlier(element: Element[Any], definition: Definition, place: Place) -> Iterator[tuple[str, str]]:
    for other in definition.elements:
        if other.id == element.id:
            return
        if question_type(other.type).stores_answer:
            words = localised(other.text, place.language, place.base_language) or other.name
            yield other.id, Truncator(words).chars(_LONGEST)
