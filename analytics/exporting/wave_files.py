"""Waves as CSV and as a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from analytics.exporting.crosstab_files import Figure
from analytics.exporting.trend_files import point_cells, point_head
from analytics.showing.reader import Reader
from analytics.showing.trend_words import measure_words
from analytics.waves.measuring import WavesMeasured
from analytics.waves.opening import OpenSeries


def wave_rows(waves: OpenSeries, wanted: WavesMeasured, reader: Reader) -> Iterator[list[Figure]]:
    """A head, and a row for each wave, with why it has no figure where that is so."""
    about = {
        "is_compared": any(point.against is not None for point in wanted.points),
        "is_weighted": wanted.weighting != "",
    }
    yield [measure_words(wanted.measure, reader)]
    yield [_("Wave"), _("Survey"), *point_head(**about), _("Note")]
    for place, (wave, point) in enumerate(zip(waves.waves, wanted.points, strict=True)):
        cells = point_cells(point, **about)
        blank: list[Figure] = [None] * (len(point_head(**about)) - len(cells))
        yield [wave.wave.label, wave.wave.survey.title, *cells, *blank, wanted.missing.get(place, "")]
