"""The list of surveys in pages, each told by the place of its first or last survey (a cursor).

What is added or deleted meanwhile moves nothing, and the hundredth page costs what the first one does.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.dateparse import parse_datetime

from surveys.models import Survey
from tenants.strict_json import parse_json

SORTS: dict[str, tuple[Any, bool]] = {
    "changed": (F("changed_at"), True),
    "created": (F("created_at"), True),
    "title": (Lower("title"), False),
}
"""What surveys are sorted by, and whether the largest comes first."""


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """A page of surveys, the cursors of its neighbours (``""`` at the ends), and how many there are."""

    surveys: Sequence[Survey]
    before: str
    after: str
    count: int


class _Cursor(NamedTuple):
    is_backwards: bool
    place: Any
    pk: UUID


def page_of_surveys(found: QuerySet[Survey], *, sort: str, cursor: str, size: int) -> SurveyPage:
    """The page of ``found`` that a cursor tells; the first for none that can be read. Two queries."""
    key, largest_first = SORTS.get(sort, SORTS["changed"])
    at = _read(cursor, is_moment=sort != "title")
    is_backwards = at is not None and at.is_backwards
    slice_ = _slice(found.annotate(place=key), at, largest_first != is_backwards, size + 1)
    shown, has_more = slice_[:size], len(slice_) > size
    if is_backwards:
        shown.reverse()
    has_before, has_after = (has_more, True) if is_backwards else (at is not None, has_more)
    return SurveyPage(
        surveys=shown,
        before=_written(shown[0], is_backwards=True) if shown and has_before else "",
        after=_written(shown[-1], is_backwards=False) if shown and has_after else "",
        count=found.count(),
    )


def _slice(rows: QuerySet[Survey], at: _Cursor | None, is_falling: bool, most: int) -> list[Survey]:
    """The surveys that follow a place, the largest or the smallest first."""
    if at is not None:
        beyond = "lt" if is_falling else "gt"
        rows = rows.filter(
            Q(**{f"place__{beyond}": at.place}) | Q(**{"place": at.place, f"pk__{beyond}": at.pk})
        )
    order = [F("place").desc(), F("pk").desc()] if is_falling else [F("place").asc(), F("pk").asc()]
    return list(rows.order_by(*order)[:most])


def _written(survey: Any, *, is_backwards: bool) -> str:
    place = survey.place.isoformat() if isinstance(survey.place, datetime) else survey.place
    text = json.dumps([is_backwards, place, str(survey.pk)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, *, is_moment: bool) -> _Cursor | None:
    """What a cursor says; ``None`` for what none of ours says."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        is_backwards, words, pk = parse_json(base64.urlsafe_b64decode(padded.encode("ascii")))
        place = parse_datetime(words) if is_moment else words
        if not isinstance(place, datetime if is_moment else str):
            return None
        return _Cursor(is_backwards is True, place, UUID(pk))
    except (ValueError, TypeError, AttributeError):
        return None
