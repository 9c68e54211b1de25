"""Making and changing series of waves."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analytics.exceptions import SeriesInvalid
from analytics.models import Series, Wave
from analytics.showing import formats
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.people.models import User

MOST_WAVES = 40
MOST_SERIES = 200


@dataclass(frozen=True, slots=True)
class WavePlan:
    """One wave as it is to be kept."""

    label: str
    survey: Survey
    since: date | None = None
    until: date | None = None
    version: int | None = None


def wave_plan(
    survey: Survey,
    *,
    label: str = "",
    since: date | None = None,
    until: date | None = None,
    version: int | None = None,
) -> WavePlan:
    """A wave; without a label it is called by what it is: its days, its version, or its survey."""
    usual = days_words(since, until) or (
        _("Version %(number)s") % {"number": version} if version else survey.title
    )
    return WavePlan((label.strip() or usual)[:100], survey, since, until, version)


def days_words(since: date | None, until: date | None) -> str:
    """The days of a wave, a whole month by its name; ``""`` of all days."""
    if since and until:
        if since.day == 1 and until == since.replace(day=monthrange(since.year, since.month)[1]):
            return formats.period(since, "month")
        return _("%(first)s to %(last)s") % {"first": formats.day(since), "last": formats.day(until)}
    if since:
        return _("from %(day)s") % {"day": formats.day(since)}
    return _("until %(day)s") % {"day": formats.day(until)} if until else ""


def series_for(user: User) -> QuerySet[Series]:
    """The series of which a person may see every survey."""
    hidden = Wave.objects.exclude(survey__in=surveys_for(user).values("pk"))
    return Series.objects.exclude(waves__in=hidden)


def keep_series(*, series: Series | None, name: str, waves: Sequence[WavePlan], by: User) -> Series:
    """Make a series, or set one anew; its corrections stay as far as they can. Raises ``SeriesInvalid``."""
    _check(name, waves)
    with transaction.atomic():
        if series is None:
            if Series.objects.count() >= MOST_SERIES:
                raise SeriesInvalid({"name": _("There are %(most)s series already.") % {"most": MOST_SERIES}})
            series = Series(made_by=by.email)
        series.name = name.strip()[:200]
        series.save()
        _set_waves(series, waves)
    return series


def _set_waves(series: Series, waves: Sequence[WavePlan]) -> None:
    """Write the waves; one that is the same part of the same survey keeps its id, for the corrections."""
    known = {_part(wave): wave for wave in series.waves.all()}
    kept = []
    for place, plan in enumerate(waves):
        wave = known.pop((plan.survey.pk, plan.since, plan.until, plan.version), None) or Wave(series=series)
        wave.place, wave.label, wave.survey = place, plan.label.strip()[:100], plan.survey
        wave.since, wave.until, wave.version = plan.since, plan.until, plan.version
        wave.save()
        kept.append(wave.pk)
    series.waves.exclude(pk__in=kept).delete()


def _part(wave: Wave) -> tuple[object, ...]:
    return wave.survey_id, wave.since, wave.until, wave.version


def _check(name: str, waves: Sequence[WavePlan]) -> None:
    errors: dict[str, str] = {}
    if not name.strip():
        errors["name"] = _("Give it a name.")
    if not 2 <= len(waves) <= MOST_WAVES:
        errors["waves"] = _("A series has 2 to %(most)s waves.") % {"most": MOST_WAVES}
    if any(not wave.label.strip() for wave in waves):
        errors["waves"] = _("Give every wave a label.")
    if any(wave.since and wave.until and wave.since > wave.until for wave in waves):
        errors["waves"] = _("A wave ends before it begins.")
    labels = [wave.label.strip() for wave in waves]
    if len(set(labels)) < len(labels):
        errors["waves"] = _("Two waves have the same label.")
    for one, other in combinations(waves, 2):
        if _overlap(one, other):
            words = _("“%(one)s” and “%(other)s” share responses. Part them by days or by versions.")
            errors["waves"] = words % {"one": one.label, "other": other.label}
    if errors:
        raise SeriesInvalid(errors)


def _overlap(one: WavePlan, other: WavePlan) -> bool:
    """Whether a response can be in both: tests between waves suppose that none is."""
    if one.survey.pk != other.survey.pk:
        return False
    if one.version and other.version and one.version != other.version:
        return False
    begins = max(one.since or date.min, other.since or date.min)
    return begins <= min(one.until or date.max, other.until or date.max)


def set_matches(*, series: Series, matches: Mapping[str, Mapping[str, str]]) -> None:
    """Keep which columns belong together by hand; the others are matched by themselves."""
    series.matches = {column: dict(waves) for column, waves in matches.items() if waves}
    series.save(update_fields=["matches"])
