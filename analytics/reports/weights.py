"""Weights in reports: by which they were made, and how good they are."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from analytics.reports.shapes import Facts, Note, Piece
from analytics.results.crosstabs import Weighting
from analytics.showing.weights import weighting_facts


def weights_told(weighting: Weighting) -> Iterator[Piece]:
    """The name of a weighting and its figures."""
    yield Facts(facts=tuple(weighting_facts(weighting)["facts"]))
    yield Note(words=_("Weighted by “%(name)s”.") % {"name": weighting.name})
