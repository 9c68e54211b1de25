"""Rankings and divided amounts summarised."""

from analytics.results.asking import SelectedRows, quoted
from analytics.results.figures_of_lists import Amount, Ranked, RankingSummary, SumsSummary
from analytics.results.questions import Question, Value, Variable
from analytics.results.statistics import percent, rounded

_DIGITS = 4


def ranking_summary(question: Question, rows: SelectedRows) -> RankingSummary:
    """Count places, and points after Borda: J.-C. de Borda, Mémoire sur les élections au scrutin, 1781."""
    variable = question.variables[0]
    base, field = rows.base(question, variable), quoted(variable.field)
    offered = [value for value in variable.values or () if not value.is_removed]
    found = {
        value: counted
        for value, *counted in rows.ask(
            f"SELECT {field}[place] AS value, count(*), avg(place), count(*) FILTER (place = 1), sum(place)"  # noqa: S608
            f" FROM (SELECT {field}, unnest(generate_series(1, len({field}))) AS place FROM selected"
            f" WHERE {field} IS NOT NULL) GROUP BY value"
        )
    }
    most = len(offered)
    ranks = [
        _ranked(value, found.get(value.value), most=most, answered=base.answered)
        for value in variable.values or ()
        if value.value in found or not value.is_removed
    ]
    ranks.sort(key=lambda ranked: -(ranked.points or 0))
    return RankingSummary(question, base, tuple(ranks), most)


def _ranked(value: Value, counted: list[float] | None, *, most: int, answered: int) -> Ranked:
    n, mean_rank, first, places = counted or (0, None, 0, 0)
    points = round((n * (most + 1) - float(places)) / answered, _DIGITS) if answered else None
    return Ranked(
        value=value.value,
        code=value.code,
        label=value.label,
        n=int(n),
        mean_rank=None if mean_rank is None else round(float(mean_rank), _DIGITS),
        first=int(first),
        first_percent=percent(int(first), answered),
        points=points,
        is_removed=value.is_removed,
    )


def sums_summary(question: Question, rows: SelectedRows) -> SumsSummary:
    """Mean, median and share of each part of a divided amount."""
    base = rows.base(question, *question.variables)
    measured = []
    for variable in question.variables:
        field = quoted(variable.field)
        n, mean, median, total = rows.ask(
            f"SELECT count({field}), avg({field}), median({field}), sum({field}) FROM selected"  # noqa: S608
        )[0]
        if n or not variable.is_removed:
            measured.append((variable, n, mean, median, total or 0.0))
    whole = sum(total for *_rest, total in measured)
    return SumsSummary(question, base, tuple(_amount(*each, whole=whole) for each in measured))


def _amount(
    variable: Variable, n: int, mean: float | None, median: float | None, total: float, *, whole: float
) -> Amount:
    return Amount(
        key=variable.key,
        label=variable.part_label,
        n=n,
        mean=_rounded(mean),
        median=_rounded(median),
        share=rounded(100 * total / whole) if whole else None,
        is_removed=variable.is_removed,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS)
