"""Weights wave by wave: each wave is brought to its targets by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.models import WeightScheme
from analytics.results.crosstabs import Scheme, SelectedAnswers, Target, Weighting, WeightsImpossible
from analytics.results.filtering import FilterColumn
from analytics.saving import scheme_of
from analytics.waves.matching import values_matched
from analytics.waves.opening import OpenSeries, OpenWave


@dataclass(frozen=True, slots=True)
class WaveWeights:
    """A weighting by ``name``, and by the key of a wave its weights there, or in words why there are none."""

    name: str
    by_wave: Mapping[str, Weighting | str]

    def of(self, wave: OpenWave) -> Weighting:
        """The weights of a wave; raise ``WeightsImpossible``."""
        found = self.by_wave[wave.key]
        if isinstance(found, str):
            raise WeightsImpossible({"weight": found})
        return found


def weights_of(found: OpenSeries, saved: WeightScheme) -> WaveWeights:
    """The weights of all waves by a weighting of the last wave's survey.

    A wave whose own survey has a weighting of the same name is weighted by that: populations change. The
    others are weighted to the same targets, by the questions and answers that belong together.
    """
    own = {
        each.survey_id: each
        for each in WeightScheme.objects.filter(
            name=saved.name, survey__in=[wave.wave.survey_id for wave in found.waves]
        )
    }
    own[saved.survey_id] = saved
    known = {wave.key: _weighting(found, wave, saved, own.get(wave.wave.survey_id)) for wave in found.waves}
    return WaveWeights(saved.name, known)


def _weighting(
    found: OpenSeries, wave: OpenWave, saved: WeightScheme, own: WeightScheme | None
) -> Weighting | str:
    try:
        if wave.threshold > 1:
            raise WeightsImpossible({"weight": _("results speak of groups only, so nothing is weighted")})
        scheme = scheme_of(own, wave.columns) if own else _carried(found, wave, saved)
        return scheme.weighting(SelectedAnswers(wave.answers, wave.selection))
    except SelectionInvalid as refusal:
        return "; ".join(refusal.errors.values())


def _carried(found: OpenSeries, wave: OpenWave, saved: WeightScheme) -> Scheme:
    """The targets of the last wave, in the questions and answers of another."""
    scheme = scheme_of(saved, found.columns)
    targets = tuple(_target(found, wave, target) for target in scheme.targets)
    return Scheme(scheme.name, targets, scheme.cap)


def _target(found: OpenSeries, wave: OpenWave, target: Target) -> Target:
    theirs = _column(found, wave, target.column)
    if theirs is None:
        words = _("%(question)s, by which is weighted, was not asked") % {"question": target.column.name}
        raise WeightsImpossible({"weight": words})
    shares: dict[str, float] = {}
    for value, share in target.shares.items():
        same = values_matched(target.column, theirs, (value,))
        if not same:
            words = _("an answer to %(question)s, by which is weighted, was not offered")
            raise WeightsImpossible({"weight": words % {"question": target.column.name}})
        shares[same[0]] = share
    return Target(theirs, shares)


def _column(found: OpenSeries, wave: OpenWave, column: FilterColumn) -> FilterColumn | None:
    """The same column in another wave; what isn't a question is by its name."""
    if column.question is None:
        return wave.columns.by_field.get(column.field)
    match = found.match_of(column.field)
    return match.found[wave.key][0] if match and wave.key in match.found else None
