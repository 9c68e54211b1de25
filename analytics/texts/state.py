"""Noting that tags changed, one change of a survey's after the other."""

from uuid import UUID

from django.db.models import F

from analytics.models import TagRule, TextState


def state_of(survey_id: UUID) -> TextState:
    """What is known of a survey's open answers; an empty one where nothing is. One query."""
    return TextState.objects.filter(pk=survey_id).first() or TextState(survey_id=survey_id)


def locked_state(survey_id: UUID) -> TextState:
    """Return what is known, and keep others from changing it; inside a transaction."""
    TextState.objects.get_or_create(pk=survey_id)
    return TextState.objects.select_for_update().get(pk=survey_id)


def note_tagged(survey_id: UUID) -> None:
    """Let results know that answers get other tags; inside the transaction, before they do."""
    _bump(survey_id, revision=1)


def note_codebook(survey_id: UUID) -> None:
    """Let results know that there are other tags or rules; inside the transaction that changes them."""
    _bump(survey_id, revision=1, codebook=1)
    has_rules = TagRule.objects.filter(tag__survey_id=survey_id).exists()
    TextState.objects.filter(pk=survey_id).update(has_rules=has_rules)


def _bump(survey_id: UUID, **counts: int) -> None:
    TextState.objects.get_or_create(pk=survey_id)
    changes = {name: F(name) + count for name, count in counts.items()}
    TextState.objects.filter(pk=survey_id).update(**changes)
