"""The course of a figure as a small picture, period by period."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from analytics.boards.figures import KeyFigure
from analytics.exceptions import SelectionInvalid
from analytics.results import Question, Results, Selection
from analytics.results.filtering import FilterColumn, columns_of
from analytics.results.trends import Measure, TrendRequest, Unit, trend_of
from analytics.results.trends.measures import top_of
from analytics.sharing.looks import today
from analytics.showing.sparklines import Sparkline, course_line
from analytics.showing.trend_words import period_words
from analytics.showing.trends import said_of_line

type Asked = tuple[Question, KeyFigure] | None
_UNITS: Mapping[int, Unit] = {7: "day", 30: "week", 90: "week"}
"""By days shown; of longer times what suits those in which people answered."""


def measured_spark(results: Results, selection: Selection, days: int, asked: Asked) -> dict[str, Sparkline]:
    """The course of a question's figure over so many days (0 for all time), of completion without a question;
    nothing of less than two periods."""
    columns = columns_of(results.layout)
    measure = Measure("completion") if asked is None else _measure(*asked, columns.by_field)
    if measure is None:
        return {}
    try:
        with results.opened() as answers:
            wanted = TrendRequest(measure, unit=_UNITS.get(days))
            last = selection.until or today()
            found = trend_of(answers, wanted, selection, today=last, threshold=results.threshold)
    except SelectionInvalid:
        return {}
    points = found.lines[0].points if found.lines else ()
    if sum(point.value is not None for point in points) < 2:
        return {}
    labels = [period_words(period.start, found.unit) for period in found.periods]
    text = said_of_line(measure, _("Course"), points, labels)
    return {"spark": course_line([point.value for point in points], text)}


def _measure(question: Question, figure: KeyFigure, by_field: Mapping[str, FilterColumn]) -> Measure | None:
    """What a trend of the same figure is of."""
    column = by_field.get(question.variables[0].field) if question.variables else None
    if column is None:
        return None
    if figure.kind == "score":
        return Measure("nps", column)
    if figure.kind == "mean":
        return Measure("mean", column)
    values = top_of(column) if figure.of is None else (str(figure.of.value),)
    return Measure("share", column, values)
