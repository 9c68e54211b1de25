"""Which filters may be asked of a survey whose results are anonymous."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.anonymity.classes import hidden_among, runs
from analytics.results.filtering.columns import FilterColumn, FilterColumns, columns_of
from analytics.results.filtering.document import Condition, Filter, Group
from analytics.results.filtering.reading import column_of
from analytics.results.filtering.sql import single_condition_sql
from analytics.results.questions import Layout
from analytics.results.selection import Selection

_ORDERED = frozenset({"number", "date", "time", "datetime"})


class GroupTooSmall(SelectionInvalid):
    """Figures of this selection, or what they leave over, would speak of fewer than ``k`` people."""

    def __init__(self, k: int, words: str) -> None:
        self.k = k
        super().__init__({"where": words})


class _Asked(Protocol):
    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]: ...


def guard(answers: _Asked, selection: Selection, layout: Layout, *, k: int) -> None:
    """Let a selection pass if no figure of it, nor a difference to a similar one, speaks of too few people.

    ``answers`` are all responses, as ``answers``. Of each column that the selection names, values are told
    apart only where enough people share them, each value by itself. Of all conditions together, every
    combination of met and not met must hold for nobody or for at least ``k``. Raises ``GroupTooSmall``.
    """
    single, among = single_conditions(answers, selection, layout, k=k)
    _guard_combinations(answers, single, columns_of(layout), among, k)


def single_conditions(
    answers: _Asked, selection: Selection, layout: Layout, *, k: int
) -> tuple[list[Condition], str]:
    """The conditions of a selection, each value by itself, and among which responses they are held, as SQL.

    Raises ``GroupTooSmall`` where a condition tells values apart that few people share.
    """
    if selection.quality != "counted":
        raise GroupTooSmall(k, _few(k))
    columns = columns_of(layout)
    statuses = ("complete",) if selection.status == "complete" else _statuses(answers, selection.status, k)
    among = f"flag <> 'excluded' AND status IN ({', '.join(f"'{each}'" for each in statuses)})"
    single: list[Condition] = []
    for condition in dict.fromkeys(as_filter(selection).conditions):
        hidden = _guard_column(answers, condition, column_of(condition, columns), among, k)
        single += _one_by_one(condition, hidden)
    return single, among


def as_filter(selection: Selection) -> Filter:
    """Everything that a selection asks beside the status, as one filter."""
    extra = []
    if selection.language:
        extra.append(Condition(column="language", operator="in", values=(selection.language,)))
    if selection.since:
        extra.append(Condition(column="started_on", operator="ge", values=(selection.since.isoformat(),)))
    if selection.until:
        extra.append(Condition(column="started_on", operator="le", values=(selection.until.isoformat(),)))
    return Filter(groups=tuple(Group(conditions=(each,)) for each in extra)) & selection.where


def _statuses(answers: _Asked, status: str, k: int) -> Sequence[str]:
    """The statuses asked, if each has nobody or enough."""
    found = dict(answers.ask("SELECT status, count(*) FROM answers GROUP BY status"))
    wanted = [status] if status != "all" else list(found)
    if any(0 < found.get(each, 0) < k for each in wanted if each != "complete"):
        raise GroupTooSmall(k, _few(k))
    return wanted or ("complete",)


def _guard_column(
    answers: _Asked, condition: Condition, column: FilterColumn, among: str, k: int
) -> frozenset[str]:
    """Refuse a condition that tells values of a column apart that few people share; return such values."""
    is_written = column.kind in ("text", "file") and not column.makes_groups
    if is_written and condition.operator not in ("answered", "not_answered"):
        raise GroupTooSmall(k, _("%(name)s: what people wrote can't be a filter here.") % _named(column))
    if is_written or column.kind in ("set", "rank"):
        return frozenset()
    met, parameters = single_condition_sql(condition, column)
    field = column.sql
    found = answers.ask(
        f"SELECT {field}, count(*), any_value({met}) FROM answers WHERE {among}"  # noqa: S608
        f" AND {field} IS NOT NULL GROUP BY ALL ORDER BY ALL",
        **parameters,
    )
    for parted in _classes(found, column, k):
        if len({bool(each) for each in parted}) > 1:
            raise GroupTooSmall(k, _apart(column, found, k))
    return frozenset() if column.kind in _ORDERED else hidden_among({value: n for value, n, _met in found}, k)


def _classes(found: Sequence[tuple[Any, int, bool]], column: FilterColumn, k: int) -> Iterator[list[bool]]:
    """For every group of values that must stay together, whether the condition is met by each."""
    if column.kind in _ORDERED:
        for run in runs([n for _value, n, _met in found], k):
            yield [found[place][2] for place in run]
    else:
        hidden = hidden_among({value: n for value, n, _met in found}, k)
        yield [met for value, _n, met in found if value in hidden]


def _apart(column: FilterColumn, found: Sequence[tuple[Any, int, bool]], k: int) -> str:
    words = _named(column) | {"k": k}
    if column.kind not in _ORDERED:
        return _("%(name)s: values that fewer than %(k)s people gave can't be told apart.") % words
    edges = [_written(found[run.start][0]) for run in runs([n for _value, n, _met in found], k)]
    return _("%(name)s: groups of %(k)s can begin at %(edges)s.") % (words | {"edges": ", ".join(edges[:12])})


def _written(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return f"{value:g}"


def _named(column: FilterColumn) -> dict[str, Any]:
    return {"name": str(column.words) or column.name}


def _guard_combinations(
    answers: _Asked, conditions: Sequence[Condition], columns: FilterColumns, among: str, k: int
) -> None:
    """Refuse where a combination of conditions, met or not, holds for 1 to k - 1 people."""
    parts, parameters = met_sql(conditions, columns)
    if not parts:
        sizes = answers.ask(f"SELECT count(*) FROM answers WHERE {among}")  # noqa: S608
    else:
        sizes = answers.ask(
            f"SELECT count(*) FROM (SELECT {', '.join(parts)} FROM answers WHERE {among}) GROUP BY"  # noqa: S608
            f" {', '.join(f'm{number}' for number in range(len(parts)))}",
            **parameters,
        )
    if any(0 < n < k for (n,) in sizes):
        raise GroupTooSmall(k, _few(k))


def met_sql(conditions: Sequence[Condition], columns: FilterColumns) -> tuple[list[str], dict[str, Any]]:
    """SQL of whether each condition is met, as ``m0``, ``m1`` and so on, and the parameters."""
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    for number, condition in enumerate(conditions):
        sql, given = single_condition_sql(condition, column_of(condition, columns), name=f"c{number}_")
        parts.append(f"{sql} AS m{number}")
        parameters |= given
    return parts, parameters


def _one_by_one(condition: Condition, together: frozenset[str]) -> Iterator[Condition]:
    """A condition that names several values as one for each of them, but one for all that stay together."""
    if condition.operator not in ("in", "not_in", "all", "first"):
        yield condition
        return
    for value in condition.values:
        if value not in together:
            yield condition.model_copy(update={"values": (value,)})
    if rest := tuple(value for value in condition.values if value in together):
        yield condition.model_copy(update={"values": rest})


def _few(k: int) -> str:
    return _(
        "This would show answers of fewer than %(k)s people, here or by comparison with others. Choose larger"
        " groups."
    ) % {"k": k}
