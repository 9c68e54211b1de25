"""What of a survey lies in column files at one moment, and what of it has to be read from PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import structlog
from django.db import transaction
from django.utils import timezone

from analytics.exceptions import FileDamaged
from analytics.models import ColumnFile, ReadModel
from analytics.readmodel.files import opened, sweep_now_and_then
from analytics.readmodel.places import read_horizon
from analytics.results.loading import COUNTING
from tenants.models import DueWork
from tenants.scope import organisation
from tenants.work import due
from webhooks.outbox import emit

REBUILD = "analytics.rebuild"
DAMAGED = "results.file_damaged"

logger = structlog.get_logger("canvass.results")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that can be read: a checked copy on this machine."""

    id: UUID
    path: Path
    rows: int
    columns: frozenset[str]
    time_zone: str


@dataclass(frozen=True, slots=True)
class Holding:
    """The files of a survey that can be read. ``replaced`` are rows of theirs that later files take the place
    of. ``elsewhere`` are the positions of responses that are in none of the files: all from the watermark on,
    and those of files that are damaged, which ``damaged`` names."""

    files: tuple[OpenFile, ...] = ()
    replaced: Mapping[UUID, pa.Array] = field(default_factory=dict)
    elsewhere: Sequence[tuple[int, int | None]] = ((0, None),)
    damaged: tuple[FileDamaged, ...] = ()


def read_holding(survey_id: UUID) -> Holding:
    """Return what lies in files. Two queries where there are files, else one."""
    model = ReadModel.objects.filter(pk=survey_id).first()
    if model is None:
        return Holding()
    if model.cluster != read_horizon().cluster:
        return Holding(damaged=(FileDamaged(str(survey_id), "moved to another database"),))
    sweep_now_and_then()
    files = list(ColumnFile.objects.filter(survey_id=survey_id, retired_at=None))
    found, damaged = _opened(files)
    lost = _overlapping(files, {each.file for each in damaged})
    return Holding(
        files=tuple(each for each in found if str(each.id) not in lost),
        replaced=replaced_in(files),
        elsewhere=(*_ranges(each for each in files if str(each.pk) in lost), (model.watermark, None)),
        damaged=damaged,
    )


def replaced_in(files: Iterable[ColumnFile]) -> dict[UUID, pa.Array]:
    """The rows of files that others of them take the place of, by file."""
    rows: dict[UUID, set[int]] = {}
    for file in files:
        for other, replaced in file.replaces.items():
            rows.setdefault(UUID(other), set()).update(replaced)
    return {file: pa.array(sorted(found), type=pa.int64()) for file, found in rows.items()}


def tell_of_damage(survey_id: UUID, damaged: Sequence[FileDamaged]) -> None:
    """Say that files are damaged, once, and have the survey's files made anew."""
    for each in damaged:
        logger.error("results_file_damaged", survey=str(survey_id), file=each.file, why=each.why)
    asked = DueWork.objects.filter(tenant=organisation().schema, kind=REBUILD, key=str(survey_id))
    if asked.exists():
        return
    files = [{"file": each.file, "why": each.why} for each in damaged]
    with transaction.atomic():
        due(REBUILD, str(survey_id), timezone.now())
        emit(DAMAGED, {"survey": str(survey_id), "files": files}, subject=f"survey:{survey_id}")


def _opened(files: Iterable[ColumnFile]) -> tuple[list[OpenFile], tuple[FileDamaged, ...]]:
    found: list[OpenFile] = []
    damaged: list[FileDamaged] = []
    for file in files:
        try:
            if not set(COUNTING) <= set(file.columns):
                raise FileDamaged(str(file.pk), "of an older form")
            path = opened(file)
        except FileDamaged as problem:
            damaged.append(problem)
        else:
            found.append(OpenFile(file.pk, path, file.rows, frozenset(file.columns), file.time_zone))
    return found, tuple(damaged)


def _overlapping(files: Iterable[ColumnFile], lost: set[str]) -> set[str]:
    """The lost files, and all whose positions overlap theirs: they can be told apart by positions only."""
    ranges = list(_ranges(file for file in files if str(file.pk) in lost))
    more = {
        str(file.pk)
        for file in files
        if any(file.first < until and first < file.until for first, until in ranges)
    }
    return lost if more <= lost else _overlapping(files, lost | more)


def _ranges(files: Iterable[ColumnFile]) -> list[tuple[int, int]]:
    """The positions of files, without overlap."""
    ranges: list[tuple[int, int]] = []
    for first, until in sorted((file.first, file.until) for file in files):
        if ranges and first < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(until, ranges[-1][1]))
        else:
            ranges.append((first, until))
    return ranges
