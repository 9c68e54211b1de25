"""Series of waves: the list, a measure wave by wave, and what belongs together."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from analytics.exceptions import SelectionInvalid, SeriesInvalid
from analytics.exporting.crosstab_files import crosstab_csv, crosstab_xlsx
from analytics.exporting.wave_files import wave_rows
from analytics.models import Series, WeightScheme
from analytics.results.crosstabs import CORRECTIONS
from analytics.results.trends import Measure, TrendInvalid, read_measure
from analytics.results.trends.measures import usual_measure
from analytics.showing.reader import Reader
from analytics.showing.waves import matches_shown, waves_form, waves_shown
from analytics.statistics.letters import Correction
from analytics.views.asking import person_of
from analytics.views.trends import FILE_TYPES, attached
from analytics.views.weighted import offered_weights, weights_asked
from analytics.waves.keeping import WavePlan, keep_series, series_for, set_matches, wave_plan
from analytics.waves.matching import matches_of
from analytics.waves.measuring import WavesMeasured, answers_by_wave, measured
from analytics.waves.opening import OpenSeries, opened
from analytics.waves.weighing import WaveWeights, weights_of
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.permissions import needs

BLANK_ROWS = 3


@needs("results.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All series that this person may see whole."""
    found = series_for(person_of(request)).prefetch_related("waves")
    return render(request, "analytics/series/list.html", {"series": list(found)})


def _series(request: HttpRequest, pk: UUID) -> Series:
    return get_object_or_404(series_for(person_of(request)), pk=pk)


@needs("results.view")
@require_safe
def show(request: HttpRequest, series: UUID) -> HttpResponse:
    """A measure wave by wave, and all answers to its question."""
    found = _series(request, series)
    try:
        with opened(found) as waves:
            return _shown(request, found, waves)
    except SeriesInvalid as refusal:
        context = {"series": found, "errors": refusal.errors}
        return render(request, "analytics/series/page.html", context, status=422)


def _shown(request: HttpRequest, series: Series, waves: OpenSeries) -> HttpResponse:
    errors: dict[str, str] = {}
    saved, weights = _weights(request, waves, errors)
    wanted = _measured(request, waves, weights, errors)
    reader, against = Reader.of(waves.last.answers.layout), _against(request, waves)
    match = waves.match_of(wanted.measure.column.field) if wanted.measure.column else None
    answers = answers_by_wave(waves, match, weights) if match and wanted.measure.kind == "share" else []
    offered = offered_weights(waves.last.wave.survey_id, saved)
    form = waves_form(waves, wanted.measure, reader, against=against, test=_test(request), weights=offered)
    context: dict[str, Any] = {
        "series": series,
        "errors": errors,
        "form": form,
        "shown": waves_shown(waves, wanted, answers, reader, against=against),
        "is_as_counted": bool(weights and not wanted.weighting),
        "query": request.GET.urlencode(),
    }
    return render(request, "analytics/series/page.html", context, status=422 if errors else 200)


def _weights(
    request: HttpRequest, waves: OpenSeries, errors: dict[str, str]
) -> tuple[WeightScheme | None, WaveWeights | None]:
    """The weighting of the last wave's survey that the address names, and what it is in all waves."""
    saved, _scheme = weights_asked(waves.last.wave.survey_id, request.GET, waves.columns, errors)
    return saved, weights_of(waves, saved) if saved else None


def _measured(
    request: HttpRequest, waves: OpenSeries, weights: WaveWeights | None, errors: dict[str, str]
) -> WavesMeasured:
    """What the address asks for; what is usual, where it can't be read."""
    measure = usual_measure(waves.columns)
    try:
        if text := request.GET.get("measure", ""):
            measure = read_measure(text, waves.columns)
    except TrendInvalid as refusal:
        errors |= refusal.errors
        measure = Measure("count")
    chosen = (each for each in CORRECTIONS if each == _test(request))
    correction: Correction = next(chosen, "none")
    return measured(waves, measure, against=_against(request, waves), correction=correction, weights=weights)


def _test(request: HttpRequest) -> str:
    return request.GET.get("test", "")


def _against(request: HttpRequest, waves: OpenSeries) -> int | None:
    """The place of the wave that all others are compared with."""
    wanted = request.GET.get("against", "")
    return next((place for place, wave in enumerate(waves.waves) if wave.key == wanted), None)


@needs("results.view")
@require_GET
def file(request: HttpRequest, series: UUID, kind: str) -> HttpResponse:
    """The figures as CSV or as a spreadsheet."""
    found = _series(request, series)
    try:
        with opened(found) as waves:
            errors: dict[str, str] = {}
            wanted = _measured(request, waves, _weights(request, waves, errors)[1], errors)
            if errors:
                raise SeriesInvalid(errors)
            rows = list(wave_rows(waves, wanted, Reader.of(waves.last.answers.layout)))
    except SeriesInvalid as refusal:
        context = {"series": found, "errors": refusal.errors}
        return render(request, "analytics/series/page.html", context, status=422)
    body: str | bytes = crosstab_csv(rows) if kind == "csv" else crosstab_xlsx(rows, title=_("Waves"))
    return attached(body, f"waves.{kind}", FILE_TYPES[kind])


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put surveys together as a series."""
    return _edit(request, None)


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, series: UUID) -> HttpResponse:
    """Change its name and its waves."""
    return _edit(request, _series(request, series))


def _edit(request: HttpRequest, series: Series | None) -> HttpResponse:
    surveys = list(surveys_for(person_of(request)).filter(current_version__isnull=False).defer("draft"))
    errors: dict[str, str] = {}
    rows, name = _rows_of(series), series.name if series else ""
    if request.method == "POST":
        rows, name = _rows_sent(request), request.POST.get("name", "")
    if request.method == "POST" and "more" not in request.POST:
        try:
            plans = _plans(rows, {str(each.pk): each for each in surveys})
            kept = keep_series(series=series, name=name, waves=plans, by=person_of(request))
        except SelectionInvalid as refusal:
            errors = refusal.errors
        else:
            messages.success(request, _("The series is kept."))
            return redirect("analytics:series_matches", series=kept.pk)
    rows += [{} for _row in range(BLANK_ROWS)]
    context = {
        "series": series,
        "name": name,
        "rows": [(number, row) for number, row in enumerate(rows)],
        "surveys": [(str(each.pk), each.title) for each in surveys],
        "errors": errors,
    }
    return render(request, "analytics/series/edit.html", context, status=422 if errors else 200)


type Row = dict[str, str]


def _rows_of(series: Series | None) -> list[Row]:
    """The waves as rows of the form."""
    return [
        {
            "label": wave.label,
            "survey": str(wave.survey_id),
            "since": wave.since.isoformat() if wave.since else "",
            "until": wave.until.isoformat() if wave.until else "",
            "version": str(wave.version or ""),
        }
        for wave in (series.waves.all() if series else ())
    ]


def _rows_sent(request: HttpRequest) -> list[Row]:
    """The rows of the form that name a survey, in the order that they ask for."""
    fields = ("label", "survey", "since", "until", "version", "place")
    given = zip(*(request.POST.getlist(name) for name in fields), strict=False)
    rows = [dict(zip(fields, row, strict=True)) for row in given]
    named = [row for row in rows if row["survey"]]
    return sorted(named, key=lambda row: _whole(row["place"], otherwise=99))


def _plans(rows: list[Row], surveys: dict[str, Survey]) -> list[WavePlan]:
    plans = []
    for row in rows:
        if row["survey"] not in surveys:
            raise SeriesInvalid({"waves": _("Choose a survey that is there.")})
        try:
            days = [date.fromisoformat(row[name]) if row[name] else None for name in ("since", "until")]
            version = _version(row["version"])
        except ValueError:
            words = _("Write days as year-month-day, and versions as numbers.")
            raise SeriesInvalid({"waves": words}) from None
        survey = surveys[row["survey"]]
        plans.append(wave_plan(survey, label=row["label"], since=days[0], until=days[1], version=version))
    return plans


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def matches(request: HttpRequest, series: UUID) -> HttpResponse:
    """See and correct which questions belong together."""
    found = _series(request, series)
    try:
        with opened(found) as waves:
            if request.method == "POST":
                chosen = _corrections(request, waves)
                set_matches(series=found, matches=chosen)
                messages.success(request, _("What belongs together is kept."))
                return redirect("analytics:series", series=found.pk)
            shown = matches_shown(waves, Reader.of(waves.last.answers.layout))
    except SeriesInvalid as refusal:
        context = {"series": found, "errors": refusal.errors}
        return render(request, "analytics/series/page.html", context, status=422)
    return render(request, "analytics/series/matches.html", {"series": found, "shown": shown})


def _corrections(request: HttpRequest, waves: OpenSeries) -> dict[str, dict[str, str]]:
    """What the form says differently from what is found by itself: fields that the waves have, or none."""
    by_themselves = matches_of([(each.key, each.columns) for each in waves.waves], {})
    found: dict[str, dict[str, str]] = {}
    for match in by_themselves:
        for wave in waves.waves[:-1]:
            usual = match.found[wave.key][0].field if wave.key in match.found else ""
            given = request.POST.get(f"{match.column.field}@{wave.key}", usual)
            if given != usual and (given == "" or given in wave.columns.by_field):
                found.setdefault(match.column.field, {})[wave.key] = given
    return found


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, series: UUID) -> HttpResponse:
    """Take the waves apart again; surveys and answers stay as they are."""
    _series(request, series).delete()
    messages.success(request, _("The series is deleted."))
    return redirect("analytics:series_list")


def _version(text: str) -> int | None:
    """The number of a version, ``None`` of all. Raises ``ValueError`` for what is the number of none."""
    number = _whole(text, otherwise=0)
    if text and not number:
        raise ValueError(text)
    return number or None


def _whole(text: str, *, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise
