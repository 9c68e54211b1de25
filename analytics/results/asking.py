"""Asking a snapshot: SQL by DuckDB over the rows of a selection."""

from typing import Any

from analytics.results.engine import engine, literal, quoted, results_scratch
from analytics.results.figures import Base
from analytics.results.filtering.columns import columns_of
from analytics.results.filtering.sql import condition_sql
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
from analytics.results.sources import RELATION, open_answers
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
    conditions = [sql for sql, _ in parts.values()]
    if selection.where:
        condition, more = condition_sql(selection.where, columns_of(layout))
        conditions.append(condition)
        parameters |= more
    return " AND ".join(conditions) or "true", parameters


class SelectedRows:
    """The rows of a selection, open to questions. Use it in one thread, and close it.

    A few rows are copied out, so that asking is quick; many are read anew by each question, the columns
    that it names alone.
    """

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        condition, parameters = condition_of(selection, snapshot.layout)
        chosen = f"SELECT * FROM {RELATION} WHERE {condition}"  # noqa: S608
        self._cursor = engine().cursor()
        self._before, self._parameters = f"WITH selected AS NOT MATERIALIZED ({chosen}) ", parameters
        open_answers(self._cursor, snapshot)
        if not snapshot.files:
            self._cursor.execute(f"CREATE TEMP TABLE selected AS {chosen}", parameters)
            self._before, self._parameters = "", {}

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        return self._cursor.execute(self._before + sql, self._parameters | parameters).fetchall()

    def base(self, question: Question, *variables: Variable) -> Base:
        """How many were asked, answered at least one of the variables, and refused in either way."""
        asked = question.asked_field
        counts = [quoted(asked), answered(*variables)]
        counts += [
            quoted(refused_field(asked, way)) if way in question.refusals else "false" for way in REFUSALS
        ]
        filtered = ", ".join(f"count(*) FILTER ({condition})" for condition in counts)
        return Base(*self.ask(f"SELECT count(*), {filtered} FROM selected")[0])  # noqa: S608

    def close(self) -> None:
        """Let go of the rows."""
        self._cursor.close()
