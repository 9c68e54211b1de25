"""The way from a survey's answers to groups side by side, and to weighted figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from analytics.results.comparing.asked import (
    MOST_GROUPS,
    Compared,
    ComparisonInvalid,
    column_of_groups,
    groups_sql,
    narrowed,
)
from analytics.results.comparing.shared import shared_texts
from analytics.results.comparing.weighed import weights_of
from analytics.results.crosstabs.counting import Counter
from analytics.results.crosstabs.door import Scheme, SelectedAnswers
from analytics.results.crosstabs.figures import Crosstab, CrosstabColumn, CrosstabTable
from analytics.results.crosstabs.opening import opened_column
from analytics.results.crosstabs.request import CrosstabRequest
from analytics.results.crosstabs.tables import crosstab
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.figures import Weights
from analytics.results.filtering.columns import FilterColumn, FilterColumns, columns_of
from analytics.results.filtering.document import MOST_GROUPS as MOST_CONDITIONS
from analytics.results.filtering.document import Filter
from analytics.results.narrowing import narrow
from analytics.results.questions import Question, Value
from analytics.results.relation import Answers
from analytics.results.selection import Selection

MOST_VARIABLES = 400
_ABLE = frozenset({"category", "set", "rank", "number"})
NOTHING_COUNTED = Crosstab((), (), "bh", frozenset(), 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``columns`` are groups, everybody first; ``tables`` by the field of a variable. ``weights`` by the key
    of a question and then of a group, ``""`` for everybody, where responses are weighted or other bases were
    wanted; ``column`` is what the groups are values of, ``offered`` all values that could be groups."""

    columns: tuple[CrosstabColumn, ...]
    tables: Mapping[str, CrosstabTable]
    is_overlapping: bool
    weighting: Weighting | None
    weights: Mapping[str, Mapping[str, Weights]]
    column: FilterColumn | None
    offered: tuple[Value, ...] = ()


def compared(
    answers: Answers,
    wanted: Compared,
    selection: Selection,
    questions: Sequence[Question],
    *,
    scheme: Scheme | None = None,
    threshold: int = 0,
    with_bases: bool = False,
) -> Comparison:
    """Count the questions by groups, weighted by a scheme; tests are corrected after Benjamini and Hochberg.
    ``with_bases``: also how many of each group were asked. Raises ``SelectionInvalid`` with words."""
    columns, fields = columns_of(answers.layout), _fields(questions)
    filters = [selection.where, *(group.where for group in wanted.groups)]
    narrow(answers, filters, _named(wanted, columns, fields, scheme), questions)
    rows = _rows(answers, wanted, selection, columns, threshold)
    fields += shared_texts(rows, columns, questions)
    weighting = scheme.weighting(rows) if scheme else None
    whole = _column(wanted, columns, rows)
    column = _compared_alone(wanted, whole, rows) if whole and not wanted.groups else whole
    found = _counted(rows, column, columns, fields, weighting) if fields else NOTHING_COUNTED
    needs_weights = bool(questions) and (weighting is not None or with_bases)
    weights = _weights(rows, weighting, questions, column if with_bases else None) if needs_weights else {}
    tables = {table.variable.field: table for table in found.tables}
    is_overlapping = column is not None and column.kind == "set"
    offered = (whole.values or ()) if whole else ()
    return Comparison(found.columns, tables, is_overlapping, weighting, weights, column, offered)


def _weights(
    rows: SelectedAnswers,
    weighting: Weighting | None,
    questions: Sequence[Question],
    column: FilterColumn | None,
) -> dict[str, dict[str, Weights]]:
    whole = weights_of(rows, weighting, questions)
    if column is None:
        return whole
    parts = weights_of(rows, weighting, questions, column)
    return {key: found | parts[key] for key, found in whole.items()}


def _rows(
    answers: Answers, wanted: Compared, selection: Selection, columns: FilterColumns, threshold: int
) -> SelectedAnswers:
    """The selected answers; of groups by filters each says which it is in."""
    if not wanted.groups:
        return SelectedAnswers(answers, selection, threshold=threshold)
    both = _of_all_groups(wanted, selection) if threshold > 1 else None
    more = groups_sql(wanted.groups, columns)
    return SelectedAnswers(answers, selection, threshold=threshold, more=more, parting=both)


def _of_all_groups(wanted: Compared, selection: Selection) -> Selection:
    """The selection with the conditions of all groups beside its own; raise ``ComparisonInvalid``."""
    if len(selection.where.groups) + len(wanted.parts) > MOST_CONDITIONS:
        raise ComparisonInvalid({"group": _("These groups have too many conditions.")})
    return replace(selection, where=selection.where & Filter(groups=wanted.parts))


def _named(
    wanted: Compared, columns: FilterColumns, fields: Sequence[str], scheme: Scheme | None
) -> Iterator[FilterColumn]:
    """Every column that is looked at, but for those of filters."""
    yield from (columns.by_field[field] for field in (*fields, *filter(None, (wanted.column,))))
    yield from (target.column for target in scheme.targets) if scheme else ()


def _column(wanted: Compared, columns: FilterColumns, rows: SelectedAnswers) -> FilterColumn | None:
    """The column that the groups are values of, with all of them; ``None`` where nothing is compared."""
    if wanted.groups:
        return column_of_groups(wanted.groups)
    if not wanted.column:
        return None
    column = columns.by_field[wanted.column]
    if column.makes_groups and column.values is None:
        return opened_column(column, Counter(rows, None), threshold=rows.threshold)
    return column


def _compared_alone(wanted: Compared, column: FilterColumn, rows: SelectedAnswers) -> FilterColumn:
    """The column with the values alone that are compared; raise ``ComparisonInvalid``."""
    values = wanted.values or _most_frequent(column, rows)
    found = narrowed(column, values)
    if not found.values:
        raise ComparisonInvalid({"compare": _("None of those selected is in any of these groups.")})
    return found


def _most_frequent(column: FilterColumn, rows: SelectedAnswers) -> list[str]:
    """The values that most gave; all of a short list that anybody gave."""
    sizes = {key[0]: sums.n for key, sums in Counter(rows, None).sums([column]).items()}
    return sorted(sizes, key=lambda value: (-sizes[value], value))[:MOST_GROUPS]


def _fields(questions: Sequence[Question]) -> tuple[str, ...]:
    fields = tuple(each.field for question in questions for each in question.variables if each.kind in _ABLE)
    if len(fields) > MOST_VARIABLES:
        words = _(
            "At most %(most)s columns of questions can be compared or weighted at once. Hide some in a view."
        )
        raise ComparisonInvalid({"compare": words % {"most": MOST_VARIABLES}})
    return fields


def _counted(
    rows: SelectedAnswers,
    column: FilterColumn | None,
    columns: FilterColumns,
    fields: tuple[str, ...],
    weighting: Weighting | None,
) -> Crosstab:
    """One cross-tab of all of them."""
    banners = ((column.field,),) if column else ()
    known = replace(columns, by_field={**columns.by_field, **({column.field: column} if column else {})})
    request = CrosstabRequest(fields, banners, "bh")
    return crosstab(rows, request, known, weighting=weighting, threshold=rows.threshold)
