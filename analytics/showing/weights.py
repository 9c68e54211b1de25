"""Weights in words and figures."""

from typing import TypedDict

from django.utils.translation import gettext as _

from analytics.results.crosstabs import Weighting
from analytics.showing import formats


class WeightingFacts(TypedDict):
    """The name of a weighting, and figures with their names."""

    name: str
    facts: list[tuple[str, str]]


def weighting_facts(weighting: Weighting) -> WeightingFacts:
    """The name of a weighting, and how good its weights are."""
    raked = weighting.raked
    return {
        "name": weighting.name,
        "facts": [
            (_("Responses"), formats.whole(raked.base)),
            (_("Effective base"), formats.decimal(raked.effective_base, 1)),
            (_("Efficiency"), formats.percentage(100 * raked.efficiency)),
            (_("Design effect"), formats.decimal(raked.design_effect, 3)),
            (_("Lowest weight"), formats.decimal(raked.minimum, 3)),
            (_("Highest weight"), formats.decimal(raked.maximum, 3)),
        ],
    }
