"""The closed set of live numbers: what each is called, takes and tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.reports.numbers.targets import COUNTED, MEASURED

type Takes = Literal["nothing", "question", "answers", "change"]


@dataclass(frozen=True, slots=True)
class Function:
    """``kinds`` are the kinds of summary that it can be taken of, empty for any. ``label`` is for the
    picker."""

    name: str
    takes: Takes
    label: Promise
    kinds: frozenset[str] = frozenset()


FUNCTIONS: Mapping[str, Function] = {
    each.name: each
    for each in (
        Function("n", "nothing", _("How many responses are selected")),
        Function("responses", "nothing", _("How many responses were begun")),
        Function("completion", "nothing", _("Completion rate")),
        Function("median_time", "nothing", _("Median time of complete responses")),
        Function("survey", "nothing", _("Title of the survey")),
        Function("today", "nothing", _("The day on which it is read or made")),
        Function("nps", "question", _("Net promoter score"), frozenset({"nps"})),
        Function("mean", "question", _("Mean"), MEASURED),
        Function("median", "question", _("Median"), MEASURED),
        Function("answered", "question", _("How many answered")),
        Function("share", "answers", _("Share of an answer"), COUNTED),
        Function("count", "answers", _("How many gave an answer"), COUNTED),
        Function("top", "question", _("The answer given most often"), COUNTED),
        Function("change", "change", _("Change of a number, against the same time before")),
    )
}
CHANGING = frozenset({"n", "responses", "completion", "nps", "mean", "median", "answered", "share", "count"})
"""Those of which a change can be told."""
