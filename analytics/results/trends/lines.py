"""The lines of a trend: everybody, segments, or the values of a question."""

from dataclasses import dataclass

from analytics.results.crosstabs import SelectedAnswers
from analytics.results.filtering import EVERYBODY, Condition, Filter, FilterColumn, Group
from analytics.results.questions import Value
from analytics.results.trends.request import MOST_LINES, TrendRequest


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line before it is counted: a segment by ``name``, a ``value`` of the group, or neither."""

    name: str = ""
    value: Value | None = None
    where: Filter = EVERYBODY


def lines_asked(
    rows: SelectedAnswers, request: TrendRequest, *, is_open: bool
) -> tuple[list[AskedLine], int]:
    """What the lines are, and how many values have none because there are too many.

    Those given most have lines, in the order of the question; the first ones, unless it is ``is_open`` how
    many gave which.
    """
    if request.segments:
        return [AskedLine(name=name, where=where) for name, where in request.segments], 0
    if request.group is None:
        return [AskedLine()], 0
    group = request.group
    values = [value for value in group.values or () if not value.is_removed]
    if is_open:
        values = _given(rows, group)
    asked = [AskedLine(value=value, where=_having(group, value)) for value in values[:MOST_LINES]]
    return asked, max(0, len(values) - MOST_LINES)


def _given(rows: SelectedAnswers, column: FilterColumn) -> list[Value]:
    """The values that anybody gave, those given most first by sixes, else in order."""
    source = f"unnest({column.sql})" if column.kind == "set" else column.value_sql
    counts = rows.ask(f"SELECT {source}, count(*) FROM selected GROUP BY 1")  # noqa: S608
    found = {_text(value): n for value, n in counts}
    given = [value for value in column.values or () if found.get(str(value.value))]
    most = sorted(given, key=lambda value: -found[str(value.value)])[:MOST_LINES]
    return [each for each in given if each in most] + [each for each in given if each not in most]


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _having(column: FilterColumn, value: Value) -> Filter:
    """Those who gave a value; of a ranking, who put it first."""
    operator = "first" if column.kind == "rank" else "in"
    condition = Condition(column=column.field, operator=operator, values=(str(value.value),))
    return Filter(groups=(Group(conditions=(condition,)),))
