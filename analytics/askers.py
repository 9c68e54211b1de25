"""What is kept of a survey's results and asks certain questions: whom a change of these touches."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.models import Benchmark, Report, SavedSegment, SharedResults, WeightScheme

_KEPT = (
    (Report, _("Report"), "name", ("document",)),
    (SavedSegment, _("Segment"), "name", ("document",)),
    (WeightScheme, _("Weighting"), "name", ("document",)),
    (Benchmark, _("Benchmark"), "name", ("question",)),
    (SharedResults, _("Shared results"), "title", ("questions", "document")),
)
_LIVE = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True, slots=True)
class Asker:
    """Something that is kept, by its kind and its name."""

    kind: Promise
    name: str


def askers_of(survey_id: UUID, questions: Collection[str], names: Collection[str]) -> list[Asker]:
    """What asks any of these questions, which have these names in live numbers. A query for each kind."""
    return list(_askers(survey_id, questions, names)) if questions else []


def _askers(survey_id: UUID, questions: Collection[str], names: Collection[str]) -> Iterator[Asker]:
    for model, kind, name, fields in _KEPT:
        for named, *documents in model._default_manager.filter(survey=survey_id).values_list(name, *fields):
            if _asks(json.dumps(documents), questions, names):
                yield Asker(kind, named)


def _asks(text: str, questions: Collection[str], names: Collection[str]) -> bool:
    if any(question in text for question in questions):
        return True
    spoken = {word for live in _LIVE.findall(text) for word in re.findall(r"\w+", live)}
    return not spoken.isdisjoint(names)
