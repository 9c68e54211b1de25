"""Texts that many share, such as what a link says, as rows of groups: those that cards count as choices."""

from collections.abc import Sequence

from analytics.results.crosstabs.counting import Counter
from analytics.results.crosstabs.door import SelectedAnswers
from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.results.questions import Question
from analytics.results.summaries import LONG_LIST


def shared_texts(
    rows: SelectedAnswers, columns: FilterColumns, questions: Sequence[Question]
) -> tuple[str, ...]:
    """The fields of such questions: few different values, none of one respondent alone, and none of fewer
    than results speak of."""
    counter, least = Counter(rows, None), max(2, rows.threshold)
    found = [columns.by_field[each.variables[0].field] for each in questions if _is_able(each)]
    return tuple(column.field for column in found if _is_shared(column, counter, least))


def _is_able(question: Question) -> bool:
    variable = question.variables[0]
    return variable.makes_groups and variable.kind == "text" and len(question.variables) == 1


def _is_shared(column: FilterColumn, counter: Counter, least: int) -> bool:
    if counter.has_more_values(column, LONG_LIST):
        return False
    sizes = counter.sums([column]).values()
    return bool(sizes) and min(each.n for each in sizes) >= least
