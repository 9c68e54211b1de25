"""Segments and weightings saved by name. Open pages of results hear of it when one of them changes."""

from collections.abc import Iterable, Mapping
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from analytics.exceptions import SelectionInvalid
from analytics.models import SavedSegment, WeightScheme
from analytics.results.crosstabs import Scheme, Target
from analytics.results.filtering import Filter, FilterColumns
from surveys.domain import note_results_changed
from tenants.people.models import User

MOST_SAVED = 200
MOST_TARGETS = 8
_ROUNDING = 0.5


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TargetShares(_Part):
    """A column's field, and by value the percentage that it should have."""

    column: Annotated[str, Field(max_length=200)]
    shares: Mapping[str, Annotated[float, Field(ge=0, le=100)]]


class Targets(_Part):
    """What responses are weighted to; ``cap`` is the highest weight allowed."""

    targets: Annotated[tuple[TargetShares, ...], Field(min_length=1, max_length=MOST_TARGETS)]
    cap: Annotated[float, Field(ge=1, le=1000)] | None = None


def save_segment(*, survey_id: UUID, name: str, wanted: Filter, by: User) -> SavedSegment:
    """Save a filter by name, in the place of one of the same name. Raises ``SelectionInvalid``."""
    if not wanted:
        raise SelectionInvalid({"where": _("A segment needs at least one condition.")})
    fields = {"document": wanted.model_dump(mode="json")} | _noted(by)
    saved = SavedSegment.objects.filter(survey_id=survey_id)
    with transaction.atomic():
        _check_room(saved.exclude(name=_checked(name)).count())
        segment, _made = saved.update_or_create(survey_id=survey_id, name=_checked(name), defaults=fields)
        note_results_changed(survey_id=survey_id)
    return segment


def save_weights(*, survey_id: UUID, name: str, targets: Targets, by: User) -> WeightScheme:
    """Save targets by name, in the place of those of the same name. Raises ``SelectionInvalid``."""
    for target in targets.targets:
        total = sum(target.shares.values())
        if abs(total - 100) > _ROUNDING:
            raise SelectionInvalid(
                {
                    target.column: _("The percentages add up to %(total)s, not to 100.")
                    % {"total": f"{total:g}"}
                }
            )
    fields = {"document": targets.model_dump(mode="json")} | _noted(by)
    saved = WeightScheme.objects.filter(survey_id=survey_id)
    with transaction.atomic():
        _check_room(saved.exclude(name=_checked(name)).count())
        scheme, _made = saved.update_or_create(survey_id=survey_id, name=_checked(name), defaults=fields)
        note_results_changed(survey_id=survey_id)
    return scheme


def forget_saved(saved: SavedSegment | WeightScheme) -> None:
    """Delete a segment or a weighting."""
    with transaction.atomic():
        note_results_changed(survey_id=saved.survey_id)
        saved.delete()


def segments_of(survey_id: UUID) -> list[tuple[SavedSegment, Filter]]:
    """The segments of a survey by name, each with its filter."""
    saved = SavedSegment.objects.filter(survey_id=survey_id)
    return [(segment, Filter.model_validate(segment.document)) for segment in saved]


def weights_saved(survey_id: UUID) -> list[WeightScheme]:
    """The weightings of a survey, by name."""
    return list(WeightScheme.objects.filter(survey_id=survey_id))


def saved_weights(survey_id: UUID, name: str) -> WeightScheme | None:
    """The weighting of a survey with this id; ``None`` where there is none."""
    try:
        return WeightScheme.objects.filter(survey_id=survey_id, pk=UUID(name)).first()
    except ValueError:
        return None


def scheme_of(saved: WeightScheme, columns: FilterColumns) -> Scheme:
    """What a saved weighting asks for; raise ``SelectionInvalid`` where a column of it is gone."""
    document = Targets.model_validate(saved.document)
    missing = [each.column for each in document.targets if each.column not in columns.by_field]
    if missing:
        raise SelectionInvalid(
            {"weight": _("“%(name)s” weights by a question that is gone.") % {"name": saved.name}}
        )
    key = f"{saved.pk}:{saved.changed_at.isoformat()}"
    return Scheme(saved.name, tuple(_targets(document.targets, columns)), document.cap, key)


def _targets(documents: Iterable[TargetShares], columns: FilterColumns) -> Iterable[Target]:
    return (
        Target(columns.by_field[each.column], {value: share / 100 for value, share in each.shares.items()})
        for each in documents
    )


def _noted(by: User) -> dict[str, object]:
    return {"saved_by": by.pk, "changed_at": timezone.now()}


def _checked(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 100:
        raise SelectionInvalid({"name": _("Write a name of 1 to 100 letters.")})
    return cleaned


def _check_room(others: int) -> None:
    if others >= MOST_SAVED:
        raise SelectionInvalid({"name": _("At most %(most)s can be saved.") % {"most": MOST_SAVED}})
