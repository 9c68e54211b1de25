"""Asking a snapshot: SQL by DuckDB over the rows of a selection."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analytics.results.engine import engine, literal, quoted, results_scratch
from analytics.results.figures import Base
from analytics.results.filtering.columns import columns_of
from analytics.results.filtering.sql import condition_sql
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
from analytics.results.sources import RELATION, open_answers
from analytics.results.tallies import Tally, tally_of
from surveys.question_types.missing import REFUSALS

__all__ = [
    "SelectedRows",
    "answered",
    "condition_of",
    "engine",
    "literal",
    "quoted",
    "results_scratch",
]


MOST_VALUES = 2_000
QUALITY: Mapping[str, tuple[str, ...]] = {
    "counted": ("flag <> 'excluded'",),
    "unmarked": ("flag <> 'excluded'", "len(marks) = 0"),
    "any": (),
}
"""Which responses a selection leaves out for what is said of them, as SQL."""


def answered(*variables: Variable) -> str:
    """SQL: whether any of the variables has an answer."""
    return "(" + " OR ".join(f"{quoted(variable.field)} IS NOT NULL" for variable in variables) + ")"


def condition_of(selection: Selection, layout: Layout) -> tuple[str, dict[str, Any]]:
    """The selection as SQL over the relation of answers, with its parameters."""
    parts: dict[str, tuple[str, Any]] = {}
    if selection.status != "all":
        parts["status"] = ("status = $status", selection.status)
    if selection.language:
        parts["language"] = ("language = $language", selection.language)
    if selection.since:
        parts["since"] = ("started_on >= $since", selection.since)
    if selection.until:
        parts["until"] = ("started_on <= $until", selection.until)
    parameters = {name: value for name, (_, value) in parts.items()}
    conditions = [*(sql for sql, _ in parts.values()), *QUALITY[selection.quality]]
    if selection.where:
        condition, more = condition_sql(selection.where, columns_of(layout))
        conditions.append(condition)
        parameters |= more
    return " AND ".join(conditions) or "true", parameters


class SelectedRows:
    """The rows of a selection, open to questions. Use it in one thread, and close it.

    A few rows are copied out, so that asking is quick; many are read anew by each question, the columns
    that it names alone. So are a few that shall not be copied (``copied``), for who asks about few columns.
    """

    def __init__(self, snapshot: Snapshot, selection: Selection, *, copied: bool = True) -> None:
        condition, parameters = condition_of(selection, snapshot.layout)
        chosen = f"SELECT * FROM {RELATION} WHERE {condition}"  # noqa: S608
        self._cursor = engine().cursor()
        self._layout, self._tally = snapshot.layout, Tally()
        self._newest: list[datetime.datetime] | None = None
        self._few: dict[str, Mapping[float, int] | None] = {}
        self._before, self._parameters = f"WITH selected AS NOT MATERIALIZED ({chosen}) ", parameters
        open_answers(self._cursor, snapshot)
        if copied and not snapshot.files:
            self._cursor.execute(f"CREATE TEMP TABLE selected AS {chosen}", parameters)
            self._before, self._parameters = "", {}

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        return self._cursor.execute(self._before + sql, self._parameters | parameters).fetchall()

    def prepare(self, questions: Iterable[Question]) -> None:
        """Count beforehand, in few passes over the rows, what summaries of these questions will ask for."""
        self._tally = tally_of(self.ask, self._layout, questions)

    def value_counts(self, variable: Variable) -> Mapping[Any, int]:
        """How often each value was given."""
        known = self._tally.values.get(variable.field)
        if known is not None:
            return known
        name = quoted(variable.field)
        source = f"unnest({name})" if variable.kind == "set" else name
        counted = f"SELECT {source} AS value, count(*) FROM selected WHERE {name} IS NOT NULL GROUP BY value"  # noqa: S608
        return dict(self.ask(counted))

    def few_values(self, variable: Variable) -> Mapping[float, int] | None:
        """How often each number was given; ``None`` where more than ``MOST_VALUES`` different ones were."""
        if variable.field not in self._few:
            known = self._tally.values.get(variable.field)
            self._few[variable.field] = self._counted(variable) if known is None else known
        return self._few[variable.field]

    def _counted(self, variable: Variable) -> Mapping[float, int] | None:
        name = quoted(variable.field)
        found = self.ask(
            f"SELECT {name} AS value, count(*) FROM selected WHERE {name} IS NOT NULL"  # noqa: S608
            f" GROUP BY value LIMIT {MOST_VALUES + 1}"
        )
        return dict(found) if len(found) <= MOST_VALUES else None

    def moments_back(self, count: int) -> Iterator[str]:
        """SQL that leaves so many of the rows changed last to look at, and some more; then that leaves all.

        Files know between which moments their rows were changed, so the first costs little.
        """
        if not self._before:
            yield ""
            return
        if self._newest is None:
            self._newest = [
                row[0]
                for row in self.ask(
                    f"SELECT changed_at FROM selected ORDER BY changed_at DESC LIMIT {MOST_VALUES}"  # noqa: S608
                )
            ]
        if 4 * count < len(self._newest):
            yield f" AND changed_at >= TIMESTAMP {literal(self._newest[-1].isoformat())}"
        yield ""

    def base(self, question: Question, *variables: Variable) -> Base:
        """How many were asked, answered at least one of the variables, and refused in either way."""
        asked = question.asked_field
        known = self._tally.answered(variables)
        if known is not None:
            refused, dont_know = (
                self._tally.answers[refused_field(asked, way)] if way in question.refusals else 0
                for way in REFUSALS
            )
            return Base(self._tally.rows, self._tally.asked.get(asked, 0), known, refused, dont_know)
        counts = [quoted(asked), answered(*variables)]
        counts += [
            quoted(refused_field(asked, way)) if way in question.refusals else "false" for way in REFUSALS
        ]
        filtered = ", ".join(f"count(*) FILTER ({condition})" for condition in counts)
        return Base(*self.ask(f"SELECT count(*), {filtered} FROM selected")[0])  # noqa: S608

    def close(self) -> None:
        """Let go of the rows."""
        self._cursor.close()
