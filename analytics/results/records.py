"""Responses row by row, straight from PostgreSQL: for lists, files and single responses."""

import dataclasses
import datetime
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from analytics.results.asking import condition_of
from analytics.results.codebooks import tags_of, with_tags
from analytics.results.loading import ROWS_AT_ONCE, cells_of
from analytics.results.questions import Layout, Question, Version, refused_field
from analytics.results.relation import answers_of
from analytics.results.selection import Selection
from analytics.results.versions import layout_kept, read_versions
from responses.models import Response
from surveys.question_types.missing import REFUSALS, Missing
from tenants.scope import organisation

_NEEDED = (
    *("id", "version_id", "status", "language", "channel", "day", "started_at", "changed_at"),
    *("completed_at", "page_seconds", "answers", "flag", "tags", "marks", "revision", "device"),
    "contact",
)


@dataclass(frozen=True, slots=True)
class Record:
    """One response. ``cells`` by the ``field`` of variables, absent or ``None`` for no answer; ``asked``
    fields say whether a question was shown. ``seconds`` is the time spent on pages, ``page_seconds`` that
    on each; ``answers`` are as stored, by question id; ``contact`` what its personal link said, by field."""

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
    contact: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def missing(self, question: Question) -> Missing | None:
        """Why the question has no answer; ``None`` where it has one."""
        if not self.cells.get(question.asked_field):
            return "not_shown"
        if any(self.cells.get(variable.field) is not None for variable in question.variables):
            return None
        ways = (way for way in REFUSALS if self.cells.get(refused_field(question.asked_field, way)))
        return next(ways, "skipped")


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


def _ids(survey_id: UUID, selection: Selection) -> list[UUID]:
    """The ids of the selected responses."""
    with answers_of(survey_id) as answers:
        condition, values = condition_of(selection, answers.layout)
        found = answers.ask(f"SELECT id FROM {answers.relation} WHERE {condition}", **values)  # noqa: S608
    return [UUID(pk) for (pk,) in found]


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
        layout = with_tags(layout_kept(versions), tags_of(survey_id))
        return cls(survey_id, layout, {version.id: version for version in versions})

    def stream(self, selection: Selection) -> Iterator[Record]:
        """Yield the selected responses, oldest first, in bounded memory (a cursor of the server)."""
        rows = selected_responses(self.survey_id, selection).order_by("started_at", "id").values(*_NEEDED)
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield self._record(row)

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
            contact=row["contact"],
        )


def _zone() -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(organisation().time_zone)
