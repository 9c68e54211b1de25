"""Weightings as addresses and forms of results name them."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.models import WeightScheme
from analytics.results.anonymity import threshold_of
from analytics.results.crosstabs import Scheme
from analytics.results.filtering import FilterColumns
from analytics.saving import saved_weights, scheme_of, weights_saved

type Offered = list[tuple[str, str, bool]]
"""Weightings as ``(id, name, whether chosen)``."""


def weights_asked(
    survey_id: UUID, given: QueryDict, columns: FilterColumns, errors: dict[str, str]
) -> tuple[WeightScheme | None, Scheme | None]:
    """The weighting that parameters name, and what it asks for; what is wrong goes to ``errors``."""
    name = given.get("weight", "")
    saved = saved_weights(survey_id, name) if name else None
    if saved is None:
        if name:
            errors["weight"] = _("The survey has no such weighting.")
        return None, None
    try:
        return saved, scheme_of(saved, columns)
    except SelectionInvalid as refusal:
        errors |= refusal.errors
        return None, None


def written_weights(weights: WeightScheme | None) -> list[tuple[str, str]]:
    """The parameter that names a weighting."""
    return [("weight", str(weights.pk))] if weights else []


def offered_weights(survey_id: UUID, chosen: WeightScheme | None) -> Offered:
    """The weightings that a form offers: none where results speak of groups only, but the one asked for."""
    known = weights_saved(survey_id)
    if known and threshold_of(survey_id) > 1:
        known = [each for each in known if each == chosen]
    return [(str(each.pk), each.name, each == chosen) for each in known]
