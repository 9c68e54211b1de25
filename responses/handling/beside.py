"""Rows that belong to a response and go into the bin with it: codes to go on with, letters it asked for.

Codes lead nowhere while it lies there. Letters come back without an address, as those that were sent: they
count how many there were.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from responses.handling.models import BinnedResponse
from responses.models import RespondentLetter, ResumeCode

type Beside = dict[str, Any]


def rows_beside(responses: Sequence[UUID]) -> dict[UUID, Beside]:
    """What belongs to each of these responses, as JSON; nothing for those that have nothing. Two queries."""
    found: dict[UUID, Beside] = {}
    for code in ResumeCode.objects.filter(response__in=responses).order_by("created_at", "pk"):
        kept = {"hash": code.code_hash, "created_at": code.created_at.isoformat()}
        found.setdefault(code.response_id, {}).setdefault("codes", []).append(kept)
    for letter in RespondentLetter.objects.filter(response__in=responses).order_by("written_at", "pk"):
        written = {"id": str(letter.pk), "kind": letter.kind, "written_at": letter.written_at.isoformat()}
        found.setdefault(letter.response_id, {}).setdefault("letters", []).append(written)
    return found


def bring_back_beside(binned: Iterable[BinnedResponse]) -> None:
    """Write again what belonged to responses, which must be back."""
    codes, letters = [], []
    for each in binned:
        codes += [_code(each.pk, kept) for kept in each.beside.get("codes", ())]
        letters += [_letter(each.pk, written) for written in each.beside.get("letters", ())]
    ResumeCode.objects.bulk_create(codes, ignore_conflicts=True)
    RespondentLetter.objects.bulk_create(letters)


def _code(response: UUID, kept: Beside) -> ResumeCode:
    made = datetime.fromisoformat(kept["created_at"])
    return ResumeCode(response_id=response, code_hash=kept["hash"], created_at=made)


def _letter(response: UUID, written: Beside) -> RespondentLetter:
    return RespondentLetter(
        id=UUID(written["id"]),
        response_id=response,
        kind=written["kind"],
        written_at=datetime.fromisoformat(written["written_at"]),
        claimed_at=timezone.now(),
    )
