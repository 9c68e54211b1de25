"""Which filters may be asked of a survey whose results are anonymous."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.anonymity.classes import hidden_among
from analytics.results.anonymity.seams import LISTS, Seam, Stand, seam_of, slices_of, stands_sql
from analytics.results.filtering.columns import FilterColumn, FilterColumns, columns_of
from analytics.results.filtering.document import Condition, Filter, Group
from analytics.results.filtering.reading import column_of
from analytics.results.filtering.sql import single_condition_sql
from analytics.results.questions import Layout
from analytics.results.selection import Selection


class GroupTooSmall(SelectionInvalid):
    """Figures of this selection, or what they leave over, would speak of fewer than ``k`` people."""

    def __init__(self, k: int, words: str) -> None:
        self.k = k
        super().__init__({"where": words})


class _Asked(Protocol):
    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a selection asks, of which responses (``among``, as SQL): each value by itself, and the columns
    that are parted by it."""

    single: tuple[Condition, ...]
    seams: tuple[Seam, ...]
    among: str


def guard(answers: _Asked, selection: Selection, layout: Layout, *, k: int) -> None:
    """Let a selection pass if no figure of it, nor a difference to a similar one, speaks of too few people.

    ``answers`` are all responses, as ``answers``. Of each column that the selection names, values are told
    apart only where enough people share them, each value by itself, also among those whom its other
    conditions choose or leave over. Of all conditions together, every combination of met and not met must
    hold for nobody or for at least ``k``. Raises ``GroupTooSmall``.
    """
    found = conditions_of(answers, selection, layout, k=k)
    _guard_combinations(answers, found, columns_of(layout), k)
    if len(found.seams) > 1:
        _guard_slices(answers, found, columns_of(layout), k)


def conditions_of(answers: _Asked, selection: Selection, layout: Layout, *, k: int) -> Conditions:
    """The conditions of a selection. Raises ``GroupTooSmall`` where one tells values apart that few share."""
    if selection.quality != "counted":
        raise GroupTooSmall(k, _few(k))
    columns = columns_of(layout)
    statuses = ("complete",) if selection.status == "complete" else _statuses(answers, selection.status, k)
    among = f"flag <> 'excluded' AND status IN ({', '.join(f"'{each}'" for each in statuses)})"
    asked: dict[str, list[Condition]] = {}
    for condition in dict.fromkeys(as_filter(selection).conditions):
        asked.setdefault(condition.column, []).append(condition)
    single: list[Condition] = []
    seams: list[Seam] = []
    for conditions in asked.values():
        seam, hidden = _guard_column(answers, tuple(conditions), columns, among, k)
        first = len(single)
        single += dict.fromkeys(one for each in conditions for one in _one_by_one(each, hidden))
        seams += [replace(seam, places=tuple(range(first, len(single))))] if seam else []
    return Conditions(tuple(single), tuple(seams), among)


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
    answers: _Asked, conditions: tuple[Condition, ...], columns: FilterColumns, among: str, k: int
) -> tuple[Seam | None, frozenset[str]]:
    """Refuse conditions that tell values of a column apart that few people share; return the seam that they
    make, none in what people wrote, and the values that stand together."""
    column, sizes = column_of(conditions[0], columns), Counter[Any]()
    if column.kind in ("text", "file") and not column.makes_groups:
        if any(each.operator not in ("answered", "not_answered") for each in conditions):
            raise GroupTooSmall(k, _("%(name)s: what people wrote can't be a filter here.") % _named(column))
        return None, frozenset()
    stands = list(_stands(answers, conditions, columns, among))
    for value, _why, _met, n in stands if column.kind not in LISTS else ():
        sizes[value] += n
    seam = seam_of(column, conditions, sizes, k)
    if seam.tells_apart(stands, k):
        raise GroupTooSmall(k, _apart(seam, k))
    hidden = frozenset() if seam.is_ordered else hidden_among(sizes, k)
    return seam, frozenset(str(value) for value in hidden if value is not None)


def _stands(
    answers: _Asked, conditions: tuple[Condition, ...], columns: FilterColumns, among: str
) -> Iterator[Stand]:
    """How many people stand where in the column of some conditions."""
    parts, parameters = met_sql(conditions, columns)
    seam = Seam(column_of(conditions[0], columns), conditions, tuple(range(len(parts))))
    source, _none = seam.source(f"(SELECT *, {', '.join(parts)} FROM answers WHERE {among})")  # noqa: S608
    rows = answers.ask(stands_sql(seam, len(parts), source, "count(*)"), **parameters)
    return (stand for _whole, stands in slices_of(rows) for stand in stands)


def _apart(seam: Seam, k: int) -> str:
    words = _named(seam.column) | {"k": k}
    if not seam.is_ordered:
        return _("%(name)s: values that fewer than %(k)s people gave can't be told apart.") % words
    edges = ", ".join(map(_written, seam.edges[1:13]))  # the first is the lowest answer
    if not edges:
        return _few(k)
    return _("%(name)s: groups of %(k)s can begin at %(edges)s.") % (words | {"edges": edges})


def _written(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return f"{value:g}"


def _named(column: FilterColumn) -> dict[str, Any]:
    return {"name": str(column.words) or column.name}


def _guard_combinations(answers: _Asked, found: Conditions, columns: FilterColumns, k: int) -> None:
    """Refuse where a combination of conditions, met or not, holds for 1 to k - 1 people."""
    parts, parameters = met_sql(found.single, columns)
    if not parts:
        sizes = answers.ask(f"SELECT count(*) FROM answers WHERE {found.among}")  # noqa: S608
    else:
        sizes = answers.ask(
            f"SELECT count(*) FROM (SELECT {', '.join(parts)} FROM answers WHERE {found.among}) GROUP BY"  # noqa: S608
            f" {', '.join(f'm{number}' for number in range(len(parts)))}",
            **parameters,
        )
    if any(0 < n < k for (n,) in sizes):
        raise GroupTooSmall(k, _few(k))


def _guard_slices(answers: _Asked, found: Conditions, columns: FilterColumns, k: int) -> None:
    """Refuse where a condition tells values apart that few of those share whom the others choose or not."""
    parts, parameters = met_sql(found.single, columns)
    for seam in found.seams:
        source, more = seam.source(f"(SELECT *, {', '.join(parts)} FROM answers WHERE {found.among})")  # noqa: S608
        rows = answers.ask(stands_sql(seam, len(parts), source, "count(*)"), **parameters, **more)
        if any(seam.tells_apart(stands, k) for _whole, stands in slices_of(rows)):
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
