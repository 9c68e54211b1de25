"""Which groups are to be compared: the values of a column, or filters, each with a name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from analytics.exceptions import SelectionInvalid
from analytics.results.engine import literal
from analytics.results.filtering.columns import FilterColumn, FilterColumns, quoted
from analytics.results.filtering.document import Condition, Filter, Group
from analytics.results.filtering.sql import condition_sql
from analytics.results.questions import Value

MOST_GROUPS = 6
GROUPS = "compared"
"""The column of the groups that filters make; no field of the answers is called so."""


class ComparisonInvalid(SelectionInvalid):
    """Groups can't be compared as asked; ``errors`` say why, for ``compare`` or ``group``."""


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """Whoever a filter selects, by a name."""

    name: str
    where: Filter


@dataclass(frozen=True, slots=True)
class Compared:
    """Groups by the values of a column (by its field; without ``values`` the most frequent ones), or by
    filters. Hashable, as figures are kept by it."""

    column: str = ""
    values: tuple[str, ...] = ()
    groups: tuple[NamedGroup, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.column or self.groups)

    @property
    def parts(self) -> tuple[Group, ...]:
        """Every part of the groups' filters once, for whoever guards what may be told apart."""
        return tuple(dict.fromkeys(part for each in self.groups for part in each.where.groups))


NOTHING_COMPARED = Compared()


def column_of_groups(groups: Sequence[NamedGroup]) -> FilterColumn:
    """The groups of filters as a column of several values: somebody may be in more than one."""
    values = tuple(Value(str(place), str(place + 1), {"": group.name}) for place, group in enumerate(groups))
    return FilterColumn(GROUPS, GROUPS, "set", values)


def groups_sql(groups: Sequence[NamedGroup], columns: FilterColumns) -> tuple[str, dict[str, Any]]:
    """That column as SQL beside the answers, with its parameters."""
    cases: list[str] = []
    parameters: dict[str, Any] = {}
    for place, group in enumerate(groups):
        sql, given = condition_sql(group.where, columns, name=f"g{place}_")
        cases.append(f"CASE WHEN {sql} THEN {literal(str(place))} END")
        parameters |= given
    listed = f"list_filter([{', '.join(cases)}], lambda each: each IS NOT NULL)"
    return f", {listed} AS {quoted(GROUPS)}", parameters


def narrowed(column: FilterColumn, values: Sequence[str]) -> FilterColumn:
    """A column with these of its values alone, in the order in which it has them."""
    wanted = set(values)
    return replace(column, values=tuple(v for v in column.values or () if str(v.value) in wanted))


def group_filters(wanted: Compared, column: FilterColumn) -> list[Filter]:
    """Each group as a filter of its own, in order; ``column`` has the values that are compared."""
    if wanted.groups:
        return [group.where for group in wanted.groups]
    operator = "first" if column.kind == "rank" else "in"
    return [
        Filter(
            groups=(
                Group(
                    conditions=(
                        Condition(column=column.field, operator=operator, values=(str(value.value),)),
                    )
                ),
            )
        )
        for value in column.values or ()
    ]
