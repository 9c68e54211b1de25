"""Asking a snapshot: SQL by DuckDB over the rows of a selection."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analytics.results.counts import Counts
from analytics.results.engine import engine, literal, quoted, results_scratch
from analytics.results.few import FewRows
from analytics.results.figures import Base
from analytics.results.filtering.columns import columns_of
from analytics.results.filtering.sql import condition_sql
from analytics.results.many import ManyRows
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.readers import hashed_field
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
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


WIDTH = 40
"""How many times as many rows as are wanted are looked at first."""
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

    Few rows are in memory and counted there; many are read anew by each question, the columns that it names
    alone, and of files that don't change any more counts are kept.
    """

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        condition, parameters = condition_of(selection, snapshot.layout)
        self._rows: FewRows | ManyRows = (
            ManyRows(snapshot, selection, condition, parameters)
            if snapshot.files
            else FewRows(snapshot, selection, condition, parameters)
        )
        self._layout, self._tally = snapshot.layout, Tally()
        self._few: dict[str, Mapping[float, int] | None] = {}

    @property
    def counts(self) -> Counts:
        """What may be counted of them."""
        return self._rows

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that ``sql`` gives, a query over ``selected`` that names the columns it needs."""
        return self._rows.ask(sql, **parameters)

    def prepare(self, questions: Iterable[Question]) -> None:
        """Count beforehand, in few passes over the rows, what summaries of these questions will ask for."""
        self._tally = tally_of(self._rows, self._layout, questions)

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
        """How often each number was given; ``None`` where too many different ones were."""
        if variable.field not in self._few:
            known = self._tally.values.get(variable.field)
            self._few[variable.field] = self._rows.few(variable.field) if known is None else known
        return self._few[variable.field]

    def moments_back(self, variable: Variable, count: int) -> Iterator[str]:
        """SQL that leaves some of the rows with an answer that were changed last, then more, in the end all.

        Files know between which moments their rows were changed, so the first cost little.
        """
        if isinstance(self._rows, ManyRows):
            is_text = variable.kind == "text"
            n, first, last = self._rows.extent(hashed_field(variable.field) if is_text else variable.field)
            for share in (WIDTH * count / n, WIDTH * WIDTH * count / n) if n else ():
                if share < 1:
                    since = last - share * (last - first)
                    yield f" AND changed_at >= TIMESTAMP {literal(since.isoformat())}"
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
        self._rows.close()
