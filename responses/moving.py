"""Responses begun on an earlier version that go on with the current one, where its editor wants that.

Answers follow their questions by identity. What no question of the new version takes is kept aside: under its
own key where the question is gone, else under key and version, so that nothing answered is ever lost.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from responses.models import Response
from responses.queries import FoundSurvey, survey_at
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledElement, CompiledSurvey
from surveys.meanings import Mappings, translated
from surveys.queries import meant_since
from surveys.question_types.missing import refusal_of


def may_move(found: FoundSurvey) -> bool:
    """Whether a response isn't on the version that it is to go on with."""
    stored = found.stored
    if stored is None or stored.is_complete:
        return False
    return is_left_behind(stored.version, found.current_version)


def is_left_behind(version: UUID, current: UUID | None) -> bool:
    """Whether responses of a version go on with the current one."""
    if current is None or version == current:
        return False
    return running(current).compiled.definition.settings.moves_on


def move_response(found: FoundSurvey, response: UUID) -> FoundSurvey:
    """Bring a response to the current version; return it as it is then."""
    assert found.current_version is not None  # noqa: S101 - may_move has seen to it
    with transaction.atomic():
        row = Response.objects.select_for_update().filter(pk=response, status=Response.Status.STARTED).first()
        if row is not None and row.version_id != found.current_version:
            _move(row, found.current_version)
    return survey_at(found.slug, response)


def _move(row: Response, version: UUID) -> None:
    before, after = running(row.version_id).compiled, running(version).compiled
    given = {**row.aside, **row.answers}
    meant = meant_since(row.version_id, version)
    answers, aside = carried(given, before, after, former=str(row.version_id), meant=meant)
    Response.objects.filter(pk=row.pk).update(
        version_id=version,
        answers={key: value for key, value in answers.items() if key in row.answers},
        aside=aside | {key: value for key, value in answers.items() if key not in row.answers},
        revision=F("revision") + 1,
        changed_at=timezone.now(),
    )


def carried(
    answers: dict[str, Any],
    before: CompiledSurvey,
    after: CompiledSurvey,
    *,
    former: str,
    meant: Mappings | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answers that questions of ``after`` take, and those to be kept aside, by key: of an answer
    with several parts those that still mean something. ``meant`` says what former choices mean now."""
    kept: dict[str, Any] = {}
    aside: dict[str, Any] = {}
    for key, value in answers.items():
        question, was = after.question(key), before.question(key)
        if question is None or was is None:
            aside[key] = value
            continue
        meaning = (meant or {}).get(question.plain_id, {})
        taken = _taken(question, was, translated(value, meaning) if meaning else value)
        if taken is not None or value is None:
            kept[key] = taken
        if taken != value:
            aside[f"{key}@{former}"] = value
    return kept, aside


def _taken(question: CompiledElement, was: CompiledElement, value: Any) -> Any:
    """The answer as the question takes it now; ``None`` for one that means nothing any more."""
    if refused := refusal_of(value):
        return value if refused in question.element.refusals else None
    if not question.type.stores_like(was.type):
        return None
    if (whole := _cleaned(question, value)) is not None:
        return whole
    if isinstance(value, list):
        return _cleaned(question, [part for part in value if _cleaned(question, [part]) is not None])
    if isinstance(value, dict):
        parts = {key: part for key, part in value.items() if _cleaned(question, {key: part}) is not None}
        return _cleaned(question, parts)
    return None


def _cleaned(question: CompiledElement, value: Any) -> Any:
    try:
        return question.type.clean(question.element, value)
    except AnswerInvalid:
        return None
