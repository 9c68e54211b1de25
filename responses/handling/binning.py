"""The bin of responses: out of all figures at once, back under the same id, erased for good in the end.

A binned response leaves its table, so nothing has to know of the bin not to count it; the read model hears
of it as of any deletion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from responses.editing import PATIENCE
from responses.editing import TASK as HAND_IN_AGAIN
from responses.handling.beside import bring_back_beside, rows_beside
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

    They give back their places in quotas and their personal links. A response whose respondent answered anew,
    under the id of an earlier one that lies in the bin, stays where it is.
    """
    now = timezone.now()
    with transaction.atomic():
        responses = _not_in_bin(responses)
        links = _freed_links(survey, responses)
        hold_counters(survey=survey)
        rows = list(_held(survey, responses))
        beside = rows_beside([row.pk for row in rows])
        BinnedResponse.objects.bulk_create(
            _binned(row, links.get(row.pk), by, now, beside.get(row.pk, {})) for row in rows
        )
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

    They count again for the quotas that they were counted for, full or not. Of several who restore one in the
    same moment, one does.
    """
    with transaction.atomic():
        binned = BinnedResponse.objects.filter(survey_id=survey, pk__in=list(responses)).order_by("pk")
        _hold_links(binned)
        hold_counters(survey=survey)
        found = list(binned.select_for_update())
        back = _written(found)
        _bring_back(survey, [response_of(each.row) for each in back])
        lost = [each.pk for each in back if each.link and not _link_back(each.link, each.pk)]
        _leave_bin(back)
        _tell("response.restored", survey, [(each.pk, each.status) for each in back], by, actor)
        if back:
            note_results_changed(survey_id=survey)
    taken = tuple(each.pk for each in found if each not in back)
    return Restored(tuple(each.pk for each in back), taken, tuple(lost))


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


def earlier_in_bin() -> str:
    """Why a response can't go into the bin: its respondent answered twice under one id."""
    return _("An earlier response of this respondent lies in the bin. Erase that one first.")


def _binned(
    row: Response, link: UUID | None, by: User | None, now: datetime, beside: dict[str, Any]
) -> BinnedResponse:
    return BinnedResponse(
        id=row.pk,
        survey_id=row.survey_id,
        row=stored_row(row),
        beside=beside,
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


def _not_in_bin(responses: Iterable[UUID]) -> list[UUID]:
    """Those of which no earlier one lies in the bin."""
    wanted = list(responses)
    there = set(BinnedResponse.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return [pk for pk in wanted if pk not in there]


def _freed_links(survey: UUID, responses: Iterable[UUID]) -> dict[UUID, UUID]:
    """Let others answer by the links that these came of; return those links, by response."""
    held = PersonalLink.objects.select_for_update().filter(survey=survey, response__in=list(responses))
    links = {link.response: link.pk for link in held.order_by("pk") if link.response}
    PersonalLink.objects.filter(pk__in=links.values()).update(response=None)
    return links


def _written(found: Sequence[BinnedResponse]) -> list[BinnedResponse]:
    """Write the rows of binned responses under their ids, as far as these are free; return whose were."""
    try:
        with transaction.atomic():
            return _written_where_free(found)
    except IntegrityError:  # a respondent began under one of these ids in this very moment, and is there now
        return _written_where_free(found)


def _written_where_free(found: Sequence[BinnedResponse]) -> list[BinnedResponse]:
    taken = set(Response.objects.filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
    free = [each for each in found if each.pk not in taken]
    Response.objects.bulk_create([response_of(each.row) for each in free])
    return free


def _leave_bin(back: Sequence[BinnedResponse]) -> None:
    """Take what is back out of the bin, having said that it is: what others kept of it follows."""
    bring_back_beside(back)
    left = BinnedResponse.objects.filter(pk__in=[each.pk for each in back])
    left.update(is_back=True)
    left.delete()


def _bring_back(survey: UUID, rows: Sequence[Response]) -> None:
    """Count responses that are back, and go on where they were handed in again."""
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
