"""Waves as a page shows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results.crosstabs import CORRECTIONS
from analytics.results.trends import Line, Measure
from analytics.showing.charts import Chart
from analytics.showing.columns import column_words, value_words
from analytics.showing.crosstab_form import correction_words
from analytics.showing.reader import Reader
from analytics.showing.trend_charts import lines_chart
from analytics.showing.trend_form import Option, measure_groups
from analytics.showing.trend_words import figure_words, measure_words
from analytics.showing.trends import (
    LineShown,
    line_shown,
    measure_notes,
    said_of_line,
    starts_at_zero,
    weights_note,
)
from analytics.waves.keeping import days_words
from analytics.waves.matching import Match
from analytics.waves.measuring import WavesMeasured
from analytics.waves.opening import OpenSeries, OpenWave


@dataclass(frozen=True, slots=True)
class WavesForm:
    """Options as ``(value, words, whether chosen)``."""

    measures: tuple[tuple[str, tuple[Option, ...]], ...]
    against: tuple[Option, ...]
    corrections: tuple[Option, ...]
    weights: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class WavesShown:
    """``answers`` are rows of a table, an answer and its cells: figure, and 1 or -1 where it is significantly
    more or less than in the wave before."""

    title: str
    chart: Chart | None
    lines: tuple[LineShown, ...]
    window: int
    chosen: str
    notes: tuple[str, ...]
    waves: tuple[str, ...]
    answers: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    weighting: str
    is_weighted: bool


def waves_form(
    found: OpenSeries,
    measure: Measure,
    reader: Reader,
    *,
    against: int | None,
    test: str,
    weights: Sequence[Option] = (),
) -> WavesForm:
    """The form with what is chosen now."""
    return WavesForm(
        measures=tuple(measure_groups(found.columns, reader, measure)),
        against=tuple(
            (wave.key, wave.wave.label, place == against) for place, wave in enumerate(found.waves)
        ),
        corrections=tuple((each, correction_words(each), each == (test or "none")) for each in CORRECTIONS),
        weights=tuple(weights),
    )


def waves_shown(
    found: OpenSeries,
    wanted: WavesMeasured,
    answers: Sequence[WavesMeasured],
    reader: Reader,
    *,
    against: int | None,
) -> WavesShown:
    """A measure of all waves ready to be shown."""
    labels = [wave.wave.label for wave in found.waves]
    notes = [_notes_of(wave, wanted.missing.get(place, "")) for place, wave in enumerate(found.waves)]
    title = measure_words(wanted.measure, reader)
    has_figures = any(point.value is not None for point in wanted.points)
    return WavesShown(
        title=title,
        chart=_chart(wanted, title, labels) if has_figures else None,
        lines=(line_shown(wanted.measure, 1, _("All waves"), wanted.points, labels, notes),),
        window=1,
        chosen=labels[against] if against is not None else "",
        notes=tuple(_notes(wanted)),
        waves=tuple(labels),
        answers=tuple(_answer(each, reader) for each in answers),
        weighting=wanted.weighting,
        is_weighted=wanted.weighting != "",
    )


def _notes(wanted: WavesMeasured) -> Iterator[str]:
    yield from measure_notes(wanted.measure)
    yield _("Of all complete responses to each wave; the responses of two waves are never the same.")
    if wanted.weighting:
        yield _(
            "Each wave is weighted by itself: by the weighting “%(name)s” of its own survey, else to the"
            " targets of the last wave’s."
        ) % {"name": wanted.weighting}
        yield weights_note()
    if any(point.is_hidden for point in wanted.points):
        yield _("Where * stands, a figure would speak of fewer people than its survey promises.")


def _notes_of(wave: OpenWave, missing: str) -> tuple[str, ...]:
    part = wave.wave
    days = days_words(part.since, part.until)
    said = [days] if days != part.label else []
    if part.version is not None:
        said.append(_("version %(number)s") % {"number": part.version})
    return tuple(filter(None, (*said, missing)))


def _chart(wanted: WavesMeasured, title: str, labels: Sequence[str]) -> Chart:
    text = f"{title}. {said_of_line(wanted.measure, _('All waves'), wanted.points, labels)}"
    line = Line("", None, wanted.points)
    return lines_chart([line], labels, [], text, from_zero=starts_at_zero(wanted.measure))


def _answer(each: WavesMeasured, reader: Reader) -> tuple[str, tuple[tuple[str, int], ...]]:
    column, values = each.measure.column, each.measure.values
    shown = (value for value in (column.values or () if column else ()) if str(value.value) in values)
    words = ", ".join(value_words(column, value, reader) for value in shown) if column else ""
    cells = []
    for point in each.points:
        change = point.before
        rise = 0 if change is None or not change.is_significant else 1 if change.difference > 0 else -1
        cells.append(("*" if point.is_hidden else figure_words("share", point.value), rise))
    return words, tuple(cells)


@dataclass(frozen=True, slots=True)
class MatchShown:
    """A row of what belongs together: for each wave before the last a field of a form, its options, and how
    it was found."""

    words: str
    cells: tuple[tuple[str, tuple[Option, ...], str], ...]


def matches_shown(found: OpenSeries, reader: Reader) -> tuple[tuple[str, ...], tuple[MatchShown, ...]]:
    """The labels of the waves, the last first, and a row for each column of the last."""
    before = found.waves[:-1]
    labels = (found.waves[-1].wave.label, *(wave.wave.label for wave in before))
    rows = tuple(
        MatchShown(column_words(match.column, reader), tuple(_cells(match, before, reader)))
        for match in found.matches
    )
    return labels, rows


def _cells(
    match: Match, waves: Sequence[OpenWave], reader: Reader
) -> Iterator[tuple[str, tuple[Option, ...], str]]:
    for wave in waves:
        column, why = match.found.get(wave.key, (None, "none"))
        chosen = column.field if column else ""
        options = [("", _("not asked"), not chosen)]
        options += [
            (each.field, column_words(each, reader), each.field == chosen)
            for each in wave.columns.all
            if each.kind == match.column.kind and each.question is not None
        ]
        yield f"{match.column.field}@{wave.key}", tuple(options), _WHY[why]()


_WHY: Mapping[str, Callable[[], str]] = {
    "identity": lambda: _("the same question"),
    "name": lambda: _("by its name"),
    "words": lambda: _("by its words"),
    "hand": lambda: _("by hand"),
    "none": lambda: "",
}
