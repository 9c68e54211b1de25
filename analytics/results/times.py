"""Times of day summarised: how many fall into each hour, and the quartiles of the day."""

from analytics.results.asking import SelectedRows, quoted
from analytics.results.dates import date_summary
from analytics.results.figures import Hour
from analytics.results.figures_of_questions import MomentSummary, TimeSummary
from analytics.results.questions import Question
from analytics.results.statistics import percent

HOURS = 24


def time_summary(question: Question, rows: SelectedRows) -> TimeSummary:
    """Summarise times of day by the hour; of moments, the time of their day."""
    variable = question.variables[0]
    base, field = rows.base(question, variable), quoted(variable.field)
    found = dict(
        rows.ask(
            f"SELECT hour({field}) AS hour, count(*) FROM selected"  # noqa: S608
            f" WHERE {field} IS NOT NULL GROUP BY hour"
        )
    )
    hours = tuple(
        Hour(hour, found.get(hour, 0), percent(found.get(hour, 0), base.answered)) for hour in range(HOURS)
    )
    earliest, median, latest = rows.ask(
        f"SELECT min(time), quantile_disc(time, 0.5), max(time)"  # noqa: S608
        f" FROM (SELECT {field}::TIME AS time FROM selected)"
    )[0]
    return TimeSummary(question, base, hours, earliest, median, latest)


def moment_summary(question: Question, rows: SelectedRows) -> MomentSummary:
    """Summarise moments by their days and by the time of day."""
    days, hours = date_summary(question, rows), time_summary(question, rows)
    return MomentSummary(question, days.base, days, hours)
