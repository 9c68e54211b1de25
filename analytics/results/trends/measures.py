"""What a trend may be of, and how addresses say it: ``count``, ``nps~likely``, ``share~mood~good,fair``."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.filtering import Condition, FilterColumn, FilterColumns
from analytics.results.filtering.reading import Unreadable, column_named, read_condition
from analytics.results.filtering.sql import single_condition_sql
from analytics.results.trends.tallies import Kind

MOST_VALUES_OFFERED = 30
OF_RESPONSES: tuple[Kind, ...] = ("count", "completion", "time")
OF_COLUMNS: tuple[Kind, ...] = ("nps", "mean", "share")
_ESCAPED = str.maketrans({"%": "%25", "~": "%7E", ",": "%2C"})


class TrendInvalid(SelectionInvalid):
    """A trend can't be made as asked; ``errors`` say why, by parameter."""


@dataclass(frozen=True, slots=True)
class Measure:
    """``column`` is what answers are of, ``None`` for what is measured of responses; ``values`` are those
    that a share counts, by identity."""

    kind: Kind
    column: FilterColumn | None = None
    values: tuple[str, ...] = ()

    @property
    def is_of_answers(self) -> bool:
        """Whether it is of what was answered, and so may be weighted; responses are counted as they are."""
        return self.column is not None

    def sql(self) -> tuple[str, dict[str, Any]]:
        """The number that it gives each response, ``NULL`` for none, and the parameters of that."""
        if self.column is None:
            return _OF_STATUS if self.kind == "completion" else "NULL::DOUBLE", {}
        field = self.column.sql
        if self.kind == "mean":
            return f"{field}::DOUBLE", {}
        if self.kind == "nps":
            score = f"CASE WHEN {field} >= 9 THEN 100.0 WHEN {field} <= 6 THEN -100.0 ELSE 0.0 END"
            return f"CASE WHEN {field} IS NOT NULL THEN {score} END", {}
        condition = Condition(column=self.column.field, operator=_asked(self.column), values=self.values)
        met, parameters = single_condition_sql(condition, self.column, name="m")
        return f"CASE WHEN {field} IS NOT NULL THEN ({met})::INTEGER::DOUBLE END", parameters


_OF_STATUS = "CASE status WHEN 'complete' THEN 1.0 WHEN 'started' THEN 0.0 END"
"""As :class:`analytics.results.ends.Ends` has it: who was turned away could not complete."""


def _asked(column: FilterColumn) -> str:
    """How a share asks for its values: of several choices any, of a ranking the first place."""
    return "first" if column.kind == "rank" else "in"


def is_measured(column: FilterColumn) -> bool:
    """Whether a trend may be of a column: of choices, scales and numbers of questions."""
    return column.question is not None and column.kind in ("category", "set", "rank", "number")


def read_measure(text: str, columns: FilterColumns) -> Measure:
    """Return the measure that a parameter asks for; raise ``TrendInvalid``."""
    kind, _tilde, rest = text.partition("~")
    name, _tilde, values = rest.partition("~")
    if kind in OF_RESPONSES and not rest:
        return Measure(next(each for each in OF_RESPONSES if each == kind))
    known = next((each for each in OF_COLUMNS if each == kind), None)
    if known is None or not name:
        raise _refused(_("“%(measure)s” is no measure of this survey."), text)
    try:
        column = column_named(unquote(name), columns)
        return _of_column(known, column, [unquote(value) for value in values.split(",") if value], text)
    except Unreadable as problem:
        raise TrendInvalid({"measure": str(problem)}) from None


def _of_column(kind: Kind, column: FilterColumn, values: list[str], text: str) -> Measure:
    if not is_measured(column) or kind not in kinds_of(column) or (kind == "share") != bool(values):
        raise _refused(_("“%(measure)s” can't be measured over time."), text)
    if kind != "share":
        return Measure(kind, column)
    return Measure(kind, column, read_condition(column, _asked(column), values).values)


def _refused(words: str, text: str) -> TrendInvalid:
    return TrendInvalid({"measure": words % {"measure": text[:80]}})


def kinds_of(column: FilterColumn) -> tuple[Kind, ...]:
    """The measures that make sense of a column, the most telling first."""
    if column.kind != "number":
        return ("share",)
    usual: tuple[Kind, ...] = ("mean",) if column.values is None else ("mean", "share")
    is_score = column.question is not None and column.question.summary_kind == "nps"
    return ("nps", *usual) if is_score else usual


def written_measure(measure: Measure) -> str:
    """The measure as a parameter of an address."""
    if measure.column is None:
        return measure.kind
    codes = {str(value.value): value.code for value in measure.column.values or ()}
    taken = list(codes.values())
    written = [codes[value] if taken.count(codes.get(value, "")) == 1 else value for value in measure.values]
    parts = [measure.column.name.translate(_ESCAPED), ",".join(each.translate(_ESCAPED) for each in written)]
    return "~".join([measure.kind, *filter(None, parts)])


def measures_of(column: FilterColumn) -> Iterator[Measure]:
    """The measures that a page offers: the column's kinds; shares of a scale's top, then of each value."""
    for kind in kinds_of(column):
        if kind != "share":
            yield Measure(kind, column)
    values = column.values or ()
    if not values or len(values) > MOST_VALUES_OFFERED:
        return
    if column.kind == "number" and len(values) > 3:
        yield Measure("share", column, top_of(column))
    for value in values:
        yield Measure("share", column, (str(value.value),))


def top_of(column: FilterColumn) -> tuple[str, ...]:
    """The highest points of a scale: all above the middle of an effort score, else the two highest."""
    points = sorted(int(value.value) for value in column.values or () if not value.is_removed)
    is_effort = column.question is not None and column.question.summary_kind == "ces"
    beside = len(points) // 2 if is_effort else 2
    return tuple(str(point) for point in points[-beside:])


def usual_measure(columns: FilterColumns, question: str = "") -> Measure:
    """What is shown where nothing is chosen: the first measure of a question by its key, else the first net
    promoter score, else how many responses there are."""
    measured = [each for each in columns.all if is_measured(each)]
    asked = (each for each in measured if each.question and each.question.key == question)
    scores = (each for each in measured if "nps" in kinds_of(each))
    column = next(chain(asked, scores), None)
    return next(measures_of(column), Measure("count")) if column else Measure("count")
