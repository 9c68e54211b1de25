"""The bin of responses: out of all figures at once, back under the same id, erased for good in the end.

A binned response leaves its table, so nothing has to know of the bin not to count it; the read model hears
of it as of any deletion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from responses.editing import PATIENCE
from responses.editing import TASK as HAND_IN_AGAIN
from responses.handling.models import AnswerEdit, BinnedResponse, ResponseNote
from responses.models import PersonalLink, Response
from responses.quotas import count_again, give_back_places, hold_counters
from surveys.domain import note_results_changed
from tenants.people.models import User
from tenants.work import due, due_unless_asked
from webhooks.outbox import emit

TASK = "responses.empty_bin"
KEPT_IN_BIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``answered_again`` are those under whose id somebody answers by now; they stay in
    the bin. ``without_link`` came back without their personal link, by which another answers now."""

    responses: tuple[UUID, ...]
    answered_again: tuple[UUID, ...] = ()
    without_link: tuple[UUID, ...] = ()


def bin_responses(*, survey: UUID, responses: Iterable[UUID], by: User | None, actor: str = "") -> list[UUID]:
    """Put responses of a survey into the bin; return the ids of those that were there to be put.

    They give back their places in quotas and their personal links.
    """
    now = timezone.now()
    with transaction.atomic():
        links = _freed_links(survey, responses)
        hold_counters(survey=survey)
        rows = list(_held(survey, responses))
        BinnedResponse.objects.bulk_create(_binned(row, links.get(row.pk), by, now) for row in rows)
        Response.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            give_back_places(survey=survey, quotas=row.quotas)
        _tell("response.binned", survey, [(row.pk, row.status) for row in rows], by, actor)
        if rows:
            note_results_changed(survey_id=survey)
            due_unless_asked(TASK, str(survey), now + KEPT_IN_BIN)
    return [row.pk for row in rows]


def restore_responses(
    *, survey: UUID, responses: Iterable[UUID], by: User | None, actor: str = ""
) -> Restored:
    """Bring responses back from the bin, under their ids, as they were.

    They count again for the quotas that they were counted for, full or not.
    """
    with transaction.atomic():
        binned = BinnedResponse.objects.filter(survey_id=survey, pk__in=list(responses)).order_by("pk")
        _hold_links(binned)
        hold_counters(survey=survey)
        found = list(binned.select_for_update())
        taken = set(Response.objects.filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
        back = [each for each in found if each.pk not in taken]
        rows = [response_of(each.row) for each in back]
        _bring_back(survey, rows)
        lost = [each.pk for each in back if each.link and not _link_back(each.link, each.pk)]
        BinnedResponse.objects.filter(pk__in=[each.pk for each in back]).delete()
        _tell("response.restored", survey, [(row.pk, row.status) for row in rows], by, actor)
        if rows:
            note_results_changed(survey_id=survey)
    return Restored(tuple(each.pk for each in back), tuple(taken), tuple(lost))


def erase_binned(*, survey: UUID, responses: Iterable[UUID], by: User | None, actor: str = "") -> list[UUID]:
    """Erase responses that are in the bin for good, with all that was kept beside them; return their ids."""
    with transaction.atomic():
        found = BinnedResponse.objects.select_for_update().filter(survey_id=survey, pk__in=list(responses))
        erased = [(each.pk, each.status) for each in found]
        BinnedResponse.objects.filter(pk__in=[pk for pk, _ in erased]).delete()
        forget_what_was_kept([pk for pk, _ in erased])
        _tell("response.deleted", survey, erased, by, actor)
    return [pk for pk, _ in erased]


def empty_bin(*, survey: UUID) -> None:
    """Erase what has been in the bin of a survey for its time. Inside a transaction."""
    now = timezone.now()
    binned = BinnedResponse.objects.filter(survey_id=survey)
    over = binned.filter(erased_at__lte=now).values_list("pk", flat=True)
    erase_binned(survey=survey, responses=list(over), by=None)
    if (following := binned.order_by("erased_at").first()) is not None:
        due(TASK, str(survey), following.erased_at)


def forget_what_was_kept(responses: Sequence[UUID]) -> None:
    """Delete what was kept beside responses that are erased."""
    AnswerEdit.objects.filter(response__in=responses).delete()
    ResponseNote.objects.filter(response__in=responses).delete()


def stored_row(response: Response) -> dict[str, Any]:
    """A response as JSON, by column: as it comes back by ``response_of``."""
    found: dict[str, Any] = {}
    for field in Response._meta.concrete_fields:
        value = field.value_from_object(response)
        is_json = value is None or isinstance(field, models.JSONField)
        found[field.attname] = value if is_json else field.value_to_string(response)
    return found


def response_of(row: dict[str, Any]) -> Response:
    """The response that ``stored_row`` wrote down; columns that came since are as by default."""
    values = {
        field.attname: value if isinstance(field, models.JSONField) else field.to_python(value)
        for field in Response._meta.concrete_fields
        if field.attname in row
        for value in [row[field.attname]]
    }
    return Response(**values)


def _binned(row: Response, link: UUID | None, by: User | None, now: datetime) -> BinnedResponse:
    return BinnedResponse(
        id=row.pk,
        survey_id=row.survey_id,
        row=stored_row(row),
        status=row.status,
        started_at=row.started_at,
        link=link,
        by=by.email if by else "",
        binned_at=now,
        erased_at=now + KEPT_IN_BIN,
    )


def _held(survey: UUID, responses: Iterable[UUID]) -> Iterable[Response]:
    found = Response.objects.select_for_update().filter(survey_id=survey, pk__in=list(responses))
    return found.order_by("pk")


def _freed_links(survey: UUID, responses: Iterable[UUID]) -> dict[UUID, UUID]:
    """Let others answer by the links that these came of; return those links, by response."""
    held = PersonalLink.objects.select_for_update().filter(survey=survey, response__in=list(responses))
    links = {link.response: link.pk for link in held.order_by("pk") if link.response}
    PersonalLink.objects.filter(pk__in=links.values()).update(response=None)
    return links


def _bring_back(survey: UUID, rows: Sequence[Response]) -> None:
    Response.objects.bulk_create(rows)
    for row in rows:
        count_again(survey=survey, quotas=row.quotas)
        if row.status == Response.Status.STARTED and row.attempt > 1:
            due(HAND_IN_AGAIN, str(row.pk), timezone.now() + PATIENCE)


def _hold_links(binned: QuerySet[BinnedResponse]) -> None:
    """Let nobody else change the links that these came by: links are locked first, everywhere."""
    links = binned.exclude(link=None).values_list("link", flat=True)
    list(PersonalLink.objects.select_for_update().filter(pk__in=list(links)).order_by("pk"))


def _link_back(link: UUID, response: UUID) -> bool:
    """Let a response have its personal link again, unless another has come of it; say whether it has it."""
    return bool(PersonalLink.objects.filter(pk=link, response=None).update(response=response))


def _tell(
    event: str, survey: UUID, responses: Iterable[tuple[UUID, str]], by: User | None, actor: str
) -> None:
    who = actor or (by.email if by else "")
    for pk, status in responses:
        payload = {"response": str(pk), "survey": str(survey), "status": status}
        emit(event, payload, subject=f"response:{pk}", actor=who)
