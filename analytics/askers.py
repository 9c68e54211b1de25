"""What is kept of a survey's results and asks certain questions: whom a change of these touches.

Reports kept with other surveys and tiles of boards may ask them too.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.boards.keeping import boards_for
from analytics.models import Benchmark, Report, SavedSegment, SharedResults, WeightScheme
from surveys.models import Survey
from tenants.people.models import User

_KEPT = (
    (SavedSegment, _("Segment"), "name", ("document",)),
    (WeightScheme, _("Weighting"), "name", ("document",)),
    (Benchmark, _("Benchmark"), "name", ("question",)),
    (SharedResults, _("Shared results"), "title", ("questions", "document")),
)
_LIVE = re.compile(r"\{\{(.*?)\}\}")

type Asks = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Asker:
    """Something that is kept, by its kind and its name; ``survey`` is the title of another survey that it is
    kept with."""

    kind: Promise
    name: str
    survey: str = ""


def askers_of(
    survey_id: UUID, questions: Collection[str], names: Collection[str], *, by: User
) -> list[Asker]:
    """What asks any of these questions, which have these names in live numbers, as far as somebody sees it.
    A query for each kind."""
    if not questions:
        return []

    def asks(part: Any) -> bool:
        return _asks(json.dumps(part), questions, names)

    return [*_reports(survey_id, asks), *_kept(survey_id, asks), *_boards(survey_id, asks, by)]


def _reports(survey_id: UUID, asks: Asks) -> Iterator[Asker]:
    """Reports of the survey, then those of others that bring it in; each by its blocks that are of it."""
    own, brought_in = str(survey_id), {"blocks": [{"survey": str(survey_id)}]}
    found = Report.objects.filter(Q(survey=survey_id) | Q(document__contains=brought_in))
    seen = found.exclude(survey__status=Survey.Status.BINNED)
    rows = seen.order_by("name", "pk").values_list("survey", "survey__title", "name", "document")
    for survey, title, name, document in sorted(rows, key=lambda row: row[0] != survey_id):
        is_own = survey == survey_id
        around = {part: value for part, value in document.items() if part != "blocks"} if is_own else {}
        if asks([around, *_blocks_of(own, document.get("blocks", ()), is_own=is_own)]):
            yield Asker(_("Report"), name, "" if is_own else title)


def _blocks_of(survey: str, blocks: Iterable[Any], *, is_own: bool) -> list[Any]:
    return [each for each in blocks if each.get("survey") == survey or (is_own and not each.get("survey"))]


def _kept(survey_id: UUID, asks: Asks) -> Iterator[Asker]:
    for model, kind, name, fields in _KEPT:
        for named, *documents in model._default_manager.filter(survey=survey_id).values_list(name, *fields):
            if asks(documents):
                yield Asker(kind, named)


def _boards(survey_id: UUID, asks: Asks, by: User) -> Iterator[Asker]:
    own = str(survey_id)
    for name, document in (
        boards_for(by).filter(document__contains={"tiles": [{"survey": own}]}).values_list("name", "document")
    ):
        if asks([tile["question"] for tile in document["tiles"] if tile["survey"] == own]):
            yield Asker(_("Board"), name)


def _asks(text: str, questions: Collection[str], names: Collection[str]) -> bool:
    if any(question in text for question in questions):
        return True
    spoken = {word for live in _LIVE.findall(text) for word in re.findall(r"\w+", live)}
    return not spoken.isdisjoint(names)
