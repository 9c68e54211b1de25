"""What a trend is asked for, and how addresses say it.

``measure=nps~likely&unit=month&window=3&group=region&against=2026-01-01&test=bh``, or ``segment`` by name,
repeated, in the place of ``group``. ``of``, the key of a question, stands for its first measure.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from analytics.results.crosstabs import CORRECTIONS, banner_columns
from analytics.results.filtering import Filter, FilterColumn, FilterColumns
from analytics.results.trends.measures import (
    Measure,
    TrendInvalid,
    read_measure,
    usual_measure,
    written_measure,
)
from analytics.results.trends.periods import UNITS, Unit
from analytics.statistics.letters import Correction

MOST_LINES = 6
MOST_WINDOW = 24


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """``unit`` is ``None`` for the one that suits the span. ``window``: so many periods make a moving figure,
    1 for none. Lines are the values of ``group``, or ``segments`` by name, or everybody. ``against``: a day
    of the period that all others are compared with."""

    measure: Measure
    unit: Unit | None = None
    window: int = 1
    group: FilterColumn | None = None
    segments: tuple[tuple[str, Filter], ...] = ()
    against: datetime.date | None = None
    correction: Correction = "none"


def group_columns(columns: FilterColumns) -> list[FilterColumn]:
    """The columns whose values lines may be made of."""
    return [column for column in banner_columns(columns) if column.field != "status"]


def read_trend(given: QueryDict, columns: FilterColumns, segments: Mapping[str, Filter]) -> TrendRequest:
    """Return what the parameters of an address ask for, empty ones left out; raise ``TrendInvalid``.

    ``segments`` are those of the survey by name.
    """
    errors: dict[str, str] = {}
    measure = _measure(given.get("measure", ""), given.get("of", ""), columns, errors)
    found = TrendRequest(
        measure=measure,
        unit=next((unit for unit in UNITS if unit == given.get("unit")), None),
        window=_window(given.get("window", ""), errors),
        group=_group(given.get("group", ""), columns, errors),
        segments=_segments(given.getlist("segment"), segments, errors),
        against=_day(given.get("against", ""), errors),
        correction=next((each for each in CORRECTIONS if each == given.get("test")), "none"),
    )
    _check_offered(given, "unit", UNITS, errors)
    _check_offered(given, "test", CORRECTIONS, errors)
    if found.group and found.segments:
        errors["segment"] = _("Choose a question for the lines, or segments, not both.")
    if errors:
        raise TrendInvalid(errors)
    return found


def _measure(text: str, question: str, columns: FilterColumns, errors: dict[str, str]) -> Measure:
    if not text:
        return usual_measure(columns, question)
    try:
        return read_measure(text, columns)
    except TrendInvalid as refusal:
        errors |= refusal.errors
        return Measure("count")


def _window(text: str, errors: dict[str, str]) -> int:
    if not text:
        return 1
    window = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 1 <= window <= MOST_WINDOW:
        errors["window"] = _("A moving figure is of 1 to %(most)s periods.") % {"most": MOST_WINDOW}
    return window


def _group(name: str, columns: FilterColumns, errors: dict[str, str]) -> FilterColumn | None:
    known = {key: each for each in group_columns(columns) for key in (each.name, each.field)}
    if name and name not in known:
        errors["group"] = _("“%(name)s” can't stand here.") % {"name": name[:80]}
    return known.get(name)


def _segments(
    names: Sequence[str], known: Mapping[str, Filter], errors: dict[str, str]
) -> tuple[tuple[str, Filter], ...]:
    wanted = list(dict.fromkeys(filter(None, names)))
    if missing := [name for name in wanted if name not in known]:
        errors["segment"] = _("The survey has no segment “%(name)s”.") % {"name": missing[0][:80]}
    if len(wanted) > MOST_LINES:
        errors["segment"] = _("At most %(most)s lines at once.") % {"most": MOST_LINES}
    return tuple((name, known[name]) for name in wanted if name in known)


def _day(text: str, errors: dict[str, str]) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        errors["against"] = _("Write the day as year-month-day: 2026-03-31.")
        return None


def _check_offered(given: QueryDict, name: str, offered: Sequence[str], errors: dict[str, str]) -> None:
    if given.get(name) and given.get(name) not in offered:
        errors[name] = _("Choose one of: %(offered)s.") % {"offered": ", ".join(offered)}


def written_trend(wanted: TrendRequest) -> list[tuple[str, str]]:
    """What was asked, as parameters of an address in order; what is usual is left out."""
    parameters = [("measure", written_measure(wanted.measure))]
    parameters += [("unit", wanted.unit)] if wanted.unit else []
    parameters += [("window", str(wanted.window))] if wanted.window > 1 else []
    parameters += [("group", wanted.group.name)] if wanted.group else []
    parameters += [("segment", name) for name, _filter in wanted.segments]
    parameters += [("against", wanted.against.isoformat())] if wanted.against else []
    return parameters + ([("test", wanted.correction)] if wanted.correction != "none" else [])
