"""The conditions of a report or of a block as rows of its form, those of the editor of filters."""

from dataclasses import dataclass

from django.http import QueryDict

from analytics.reports.condition_forms import ConditionsForm
from analytics.results.filtering import FilterInvalid
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


def conditions_shown(form: ConditionsForm) -> ConditionsShown | None:
    """The conditions as they are, or as they were sent; ``None`` for a form that has none."""
    if "where" not in form.fields:
        return None
    columns, reader = form.offered.columns, form.offered.reader
    sent = isinstance(form.data, QueryDict)
    found = rows_sent(form.data, columns) if isinstance(form.data, QueryDict) else numbered(form.stored)
    known = (row for row in found if row[1].column in columns.by_field)
    rows = list(rows_of(known, columns, reader, judged=sent and bool(form.errors)))
    lost = [] if sent else [row for row in found if row[1].column not in columns.by_field]
    return ConditionsShown(
        rows=rows,
        groups=sorted({row.group for row in rows}),
        offered=offered(columns.all, reader),
        lost=[each.column for _group, each in lost],
    )


def where_words(form: ConditionsForm) -> list[str]:
    """The conditions as they are stored, in words."""
    return filter_words(form.stored, form.offered.columns, form.offered.reader)


def tell_refusal(form: ConditionsForm, refusal: FilterInvalid) -> None:
    """Put what is wrong with rows above the form, beside what stands at them; the rest at what was typed."""
    of_rows = [words for key, words in refusal.errors.items() if key.startswith("row.")]
    rest = [words for key, words in refusal.errors.items() if not key.startswith("row.")]
    for field, found in ((None, of_rows), ("where", rest)):
        if found:
            form.add_error(field, found)


def is_reshaped(given: QueryDict) -> bool:
    """Whether a form was sent for a row more or less, and not to be saved."""
    return bool(given.get("add")) or "more" in given or "remove" in given
