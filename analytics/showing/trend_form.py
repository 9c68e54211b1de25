"""The form of a trend: what may be measured, over which periods, in which lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.results.crosstabs import CORRECTIONS
from analytics.results.filtering import FilterColumns
from analytics.results.trends import (
    UNITS,
    Measure,
    TrendRequest,
    Unit,
    group_columns,
    is_measured,
    measures_of,
    written_measure,
)
from analytics.showing.columns import column_words
from analytics.showing.conditions import offered
from analytics.showing.crosstab_form import correction_words
from analytics.showing.reader import Reader
from analytics.showing.trend_words import measure_words, period_words, short_words, unit_words

type Option = tuple[str, str, bool]
MOST_OPTIONS = 600
WINDOWS = (2, 3, 4, 6, 7, 12)


@dataclass(frozen=True, slots=True)
class TrendForm:
    """Options as ``(value, words, whether chosen)``; measures in groups with a name each."""

    measures: tuple[tuple[str, tuple[Option, ...]], ...]
    units: tuple[Option, ...]
    windows: tuple[Option, ...]
    groups: tuple[Option, ...]
    segments: tuple[Option, ...]
    against: tuple[Option, ...]
    corrections: tuple[Option, ...]
    weights: tuple[Option, ...]


def trend_form(
    wanted: TrendRequest,
    columns: FilterColumns,
    reader: Reader,
    *,
    segments: Sequence[str],
    starts: Sequence[date],
    unit: Unit | None,
    weights: Sequence[Option] = (),
) -> TrendForm:
    """The form with what is chosen now; ``starts`` are the periods that others may be compared with."""
    chosen = {name for name, _where in wanted.segments}
    return TrendForm(
        measures=tuple(measure_groups(columns, reader, wanted.measure)),
        units=(
            ("", _("Automatic"), wanted.unit is None),
            *((each, unit_words(each), each == wanted.unit) for each in UNITS),
        ),
        windows=tuple(_windows(wanted.window)),
        groups=tuple(offered(group_columns(columns), reader, wanted.group.name if wanted.group else "")),
        segments=tuple((name, name, name in chosen) for name in segments),
        against=tuple(
            (start.isoformat(), period_words(start, unit), _is_in(wanted.against, start, following))
            for start, following in pairwise([*starts, date.max])
        )
        if unit
        else (),
        corrections=tuple((each, correction_words(each), each == wanted.correction) for each in CORRECTIONS),
        weights=tuple(weights),
    )


def _is_in(day: date | None, start: date, following: date) -> bool:
    return day is not None and start <= day < following


def _windows(chosen: int) -> Iterator[Option]:
    yield "", _("None"), chosen == 1
    for window in sorted({*WINDOWS, chosen} - {1}):
        words = ngettext("%(n)s period", "%(n)s periods", window) % {"n": window}
        yield str(window), words, window == chosen


def measure_groups(
    columns: FilterColumns, reader: Reader, chosen: Measure
) -> Iterator[tuple[str, tuple[Option, ...]]]:
    """What may be measured: of responses, then of each question, as many as a list can hold. What is chosen
    now is always among it, with everything else of its question."""
    wanted, left = written_measure(chosen), MOST_OPTIONS
    yield (
        _("Responses"),
        tuple(_option(Measure(kind), reader, wanted) for kind in ("count", "completion", "time")),
    )
    for column in filter(is_measured, columns.all):
        found = [_option(each, reader, wanted) for each in measures_of(column)]
        is_chosen = chosen.column is not None and column.field == chosen.column.field
        if is_chosen and not any(option[2] for option in found):
            found.append((wanted, short_words(chosen, reader), True))
        if found and (is_chosen or len(found) <= left):
            left -= len(found)
            yield column_words(column, reader), tuple(found)


def _option(measure: Measure, reader: Reader, wanted: str) -> Option:
    written = written_measure(measure)
    words = short_words(measure, reader) if measure.column else measure_words(measure, reader)
    return written, words, written == wanted
