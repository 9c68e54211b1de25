"""The conditions of a report's block as rows of its form, those of the editor of filters."""

from dataclasses import dataclass

from django.http import QueryDict

from analytics.reports.block_forms import BlockForm
from analytics.results.filtering import EVERYBODY, Filter
from analytics.showing.columns import filter_words
from analytics.showing.conditions import Option, Row, numbered, offered, rows_of
from analytics.views.condition_rows import rows_sent


@dataclass(frozen=True, slots=True)
class ConditionsShown:
    """The rows, the numbers of their groups, and what may be added; ``lost`` are columns that are gone, whose
    conditions saving takes away."""

    rows: list[Row]
    groups: list[int]
    offered: list[Option]
    lost: list[str]


def conditions_shown(form: BlockForm) -> ConditionsShown | None:
    """The conditions of a block as they are, or as they were sent; ``None`` for one that has none."""
    if "where" not in form.fields:
        return None
    columns, reader = form.offered.columns, form.offered.reader
    sent = isinstance(form.data, QueryDict)
    found = rows_sent(form.data, columns) if isinstance(form.data, QueryDict) else numbered(_where(form))
    rows = list(rows_of((row for row in found if row[1].column in columns.by_field), columns, reader))
    lost = [] if sent else [row for row in found if row[1].column not in columns.by_field]
    return ConditionsShown(
        rows=rows,
        groups=sorted({row.group for row in rows}),
        offered=offered(columns.all, reader),
        lost=[each.column for _group, each in lost],
    )


def where_words(form: BlockForm) -> list[str]:
    """The conditions of a block as it is stored, in words."""
    return filter_words(_where(form), form.offered.columns, form.offered.reader)


def is_reshaped(given: QueryDict) -> bool:
    """Whether a form was sent for a row more or less, and not to be saved."""
    return bool(given.get("add")) or "more" in given or "remove" in given


def _where(form: BlockForm) -> Filter:
    where: Filter = getattr(form.block, "where", EVERYBODY)
    return where
