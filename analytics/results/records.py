"""Responses row by row, straight from PostgreSQL: for lists, files and single responses."""

import dataclasses
import datetime
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from analytics.results.asking import condition_of
from analytics.results.codebooks import tags_of, with_tags
from analytics.results.filtering.document import EVERYBODY
from analytics.results.loading import ROWS_AT_ONCE, cells_of
from analytics.results.questions import Layout, Question, Version, layout_of, refused_field
from analytics.results.relation import answers_of
from analytics.results.selection import Selection
from analytics.results.versions import read_versions
from responses.models import Response
from surveys.question_types.missing import REFUSALS, Missing
from tenants.scope import organisation

_NEEDED = (
    *("id", "version_id", "status", "language", "channel", "day", "started_at", "changed_at"),
    *("completed_at", "page_seconds", "answers", "flag", "tags", "marks", "revision"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One response. ``cells`` by the ``field`` of variables, absent or ``None`` for no answer; ``asked``
    fields say whether a question was shown. ``seconds`` is the time spent on pages, ``page_seconds`` that
    on each; ``answers`` are as stored, by question id."""

    id: UUID
    status: str
    language: str
    channel: str
    version: Version
    started_at: datetime.datetime
    changed_at: datetime.datetime
    completed_at: datetime.datetime | None
    seconds: float | None
    page_seconds: Mapping[str, float]
    answers: Mapping[str, Any]
    cells: Mapping[str, Any]
    flag: str = ""
    tags: tuple[str, ...] = ()
    marks: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    revision: int = 1

    def missing(self, question: Question) -> Missing | None:
        """Why the question has no answer; ``None`` where it has one."""
        if not self.cells.get(question.asked_field):
            return "not_shown"
        if any(self.cells.get(variable.field) is not None for variable in question.variables):
            return None
        ways = (way for way in REFUSALS if self.cells.get(refused_field(question.asked_field, way)))
        return next(ways, "skipped")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list of responses, which is ordered by latest change, newest first."""

    changed_at: datetime.datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.changed_at.astimezone(datetime.UTC).isoformat()}_{self.id}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Return the place that ``str()`` wrote down; raise ``ValueError`` for any other text."""
        moment, _, pk = text.partition("_")
        changed_at = datetime.datetime.fromisoformat(moment)
        if changed_at.tzinfo is None:
            raise ValueError(text)
        return cls(changed_at, UUID(pk))


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Some responses, and where to go on: ``older`` and ``newer`` are ``None`` at the ends."""

    records: tuple[Record, ...]
    newer: Cursor | None
    older: Cursor | None


def selected_responses(survey_id: UUID, selection: Selection) -> QuerySet[Response]:
    """The responses of a selection as rows of PostgreSQL: exactly those that snapshots would select.

    A filter is judged by the read model, which gives the ids.
    """
    found = Response.objects.filter(survey_id=survey_id).annotate(day=TruncDate("started_at", tzinfo=_zone()))
    if selection.status != "all":
        found = found.filter(status=selection.status)
    if selection.language:
        found = found.filter(language=selection.language)
    if selection.since:
        found = found.filter(day__gte=selection.since)
    if selection.until:
        found = found.filter(day__lte=selection.until)
    if selection.quality != "any":
        found = found.exclude(flag=Response.Flag.EXCLUDED)
    if selection.quality == "unmarked":
        found = found.filter(marks={})
    return found.filter(pk__in=_ids(survey_id, selection)) if selection.where else found


def _ids(survey_id: UUID, selection: Selection, more: str = "", **parameters: Any) -> list[UUID]:
    """The ids of the selected responses; ``more`` goes on with the condition, and orders and limits them."""
    with answers_of(survey_id) as answers:
        condition, values = condition_of(selection, answers.layout)
        found = answers.ask(
            f"SELECT id FROM {answers.relation} WHERE {condition}{more}",  # noqa: S608
            **values,
            **parameters,
        )
    return [UUID(pk) for (pk,) in found]


def _ids_of_page(
    survey_id: UUID, selection: Selection, size: int, older_than: Cursor | None, newer_than: Cursor | None
) -> list[UUID]:
    """The ids of a page of a filtered list, and one more where it goes on."""
    place, order = older_than or newer_than, "ASC" if newer_than and not older_than else "DESC"
    beyond, parameters = "", dict[str, Any]()
    if place:
        beyond = f" AND (changed_at, id) {'<' if order == 'DESC' else '>'} ($moment, $place)"
        moment = place.changed_at.astimezone(datetime.UTC).replace(tzinfo=None)
        parameters = {"moment": moment, "place": str(place.id)}
    more = f"{beyond} ORDER BY changed_at {order}, id {order} LIMIT {size + 1}"
    return _ids(survey_id, selection, more, **parameters)


@dataclass(frozen=True, slots=True)
class Records:
    """The responses of a survey, and what they answered."""

    survey_id: UUID
    layout: Layout
    versions: Mapping[str, Version]

    @classmethod
    def of(cls, survey_id: UUID) -> "Records":
        """Open the responses of a survey. Two queries, three when a version is new in this process."""
        versions = read_versions(survey_id)
        layout = with_tags(layout_of(versions), tags_of(survey_id))
        return cls(survey_id, layout, {version.id: version for version in versions})

    def stream(self, selection: Selection) -> Iterator[Record]:
        """Yield the selected responses, oldest first, in bounded memory (a cursor of the server)."""
        rows = selected_responses(self.survey_id, selection).order_by("started_at", "id").values(*_NEEDED)
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield self._record(row)

    def page(
        self,
        selection: Selection,
        *,
        size: int,
        older_than: Cursor | None = None,
        newer_than: Cursor | None = None,
    ) -> RecordsPage:
        """Return ``size`` responses from a place on, the most recently changed first. One query."""
        rows = selected_responses(self.survey_id, replace(selection, where=EVERYBODY)).values(*_NEEDED)
        if selection.where:
            rows = rows.filter(pk__in=_ids_of_page(self.survey_id, selection, size, older_than, newer_than))
        if older_than:
            rows = rows.filter(_beyond("lt", older_than))
        if newer_than:
            rows = rows.filter(_beyond("gt", newer_than)).order_by("changed_at", "id")
        else:
            rows = rows.order_by("-changed_at", "-id")
        found = [self._record(row) for row in rows[: size + 1]]
        has_more, found = len(found) > size, found[:size]
        if newer_than:
            return _page(found[::-1], has_newer=has_more, has_older=True)
        return _page(found, has_newer=older_than is not None, has_older=has_more)

    def one(self, response_id: UUID) -> Record:
        """Return a single response of the survey; raise ``Response.DoesNotExist``."""
        everybody = Selection(status="all", quality="any")
        rows = selected_responses(self.survey_id, everybody).values(*_NEEDED)
        return self._record(rows.get(pk=response_id))

    def of_ids(self, ids: Sequence[UUID]) -> list[Record]:
        """The responses with these ids that are still there, in this order. One query."""
        everybody = Selection(status="all", quality="any")
        rows = selected_responses(self.survey_id, everybody).filter(pk__in=ids).values(*_NEEDED)
        found = {row["id"]: self._record(row) for row in rows}
        return [found[pk] for pk in ids if pk in found]

    def _record(self, row: Mapping[str, Any]) -> Record:
        cells = cells_of(row, self.layout)
        return Record(
            id=row["id"],
            status=row["status"],
            language=row["language"],
            channel=row["channel"],
            version=self.versions[str(row["version_id"])],
            started_at=row["started_at"],
            changed_at=row["changed_at"],
            completed_at=row["completed_at"],
            seconds=cells["seconds"],
            page_seconds=row["page_seconds"],
            answers=row["answers"],
            cells=cells,
            flag=row["flag"],
            tags=tuple(row["tags"]),
            marks=row["marks"],
            revision=row["revision"],
        )


def _beyond(side: str, place: Cursor) -> Q:
    """Rows on one side of a place; the first condition is what the index serves."""
    return Q(**{f"changed_at__{side}e": place.changed_at}) & (
        Q(**{f"changed_at__{side}": place.changed_at}) | Q(**{f"id__{side}": place.id})
    )


def _page(records: list[Record], *, has_newer: bool, has_older: bool) -> RecordsPage:
    if not records:
        return RecordsPage((), None, None)
    newer, older = _place(records[0]), _place(records[-1])
    return RecordsPage(tuple(records), newer if has_newer else None, older if has_older else None)


def _place(record: Record) -> Cursor:
    return Cursor(record.changed_at, record.id)


def _zone() -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(organisation().time_zone)
