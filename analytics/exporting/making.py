"""Making a file: claimed by one worker, told of as it goes, stored when it is whole.

A file is written beside the storage first, so that nobody ever sees half of one. Whoever writes shows a sign
of life every second; a file that was called off, taken over or deleted with its survey is left at the next.
"""

import errno
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, BinaryIO, cast
from uuid import UUID, uuid4

import duckdb
import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from analytics.exceptions import ExportImpossible
from analytics.exporting.formats import FORMATS, entries, write_entries
from analytics.exporting.orders import FORGET, HELD, KEPT, LOOK_AFTER, folder_of, place_of
from analytics.exporting.personal import left_out_of
from analytics.exporting.tables import tables_of
from analytics.exporting.wanted import Wanted
from analytics.models import Export
from analytics.results.relation import answers_of
from analytics.results.versions import read_layout
from responses.queries import labels_of_links
from surveys.models import Survey
from tenants.scope import organisation
from tenants.work import due, not_due

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
EVERY_SECONDS = 1.0
SMALL, SMALL_CELLS = 1_000, 200_000
"""As many rows, and answers in them, are written before anybody notices."""

logger = structlog.get_logger("canvass.exports")


class _NotWanted(Exception):
    """The file was called off, or somebody else makes it."""


def make_export(*, export_id: UUID) -> None:
    """Make a file, unless somebody else does or it is no longer wanted."""
    export = _claimed(export_id)
    if export is None:
        return
    try:
        with translation.override(export.language), _written(export) as file:
            _store(export, file)
    except _NotWanted:
        _leave_nothing(export)
    except (Exception, SoftTimeLimitExceeded) as problem:
        _leave_nothing(export)
        code = code_of(problem)
        with suppress(_NotWanted):
            _ended(export, status=Export.Status.FAILED, problem=code)
        if code == "unexpected":
            raise
        logger.warning("export_failed", export=str(export.pk), problem=code)


def make_at_once(*, export: Export) -> Export:
    """Make a small file here and now instead of waiting for a worker; return it as it is then."""
    columns = len(read_layout(export.survey_id).variables)
    if export.total <= SMALL and export.total * columns <= SMALL_CELLS:
        make_export(export_id=export.pk)
    return Export.objects.get(pk=export.pk)


def code_of(problem: BaseException) -> str:
    """What went wrong, as a code that has words."""
    if isinstance(problem, ExportImpossible):
        return problem.code
    if any(isinstance(each, OSError) and each.errno in _FULL for each in _causes(problem)):
        return "no_space"
    if isinstance(problem, duckdb.OutOfMemoryException | MemoryError):
        return "too_large"
    return "too_long" if isinstance(problem, SoftTimeLimitExceeded) else "unexpected"


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    """A problem and what it came of: libraries wrap what the disk says."""
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _claimed(export_id: UUID) -> Export | None:
    """Take hold of a file that nobody holds, and return it."""
    now = timezone.now()
    free = Q(status=Export.Status.WAITING) | Q(status=Export.Status.RUNNING, held_until__lt=now)
    claim = uuid4()
    taken = Export.objects.filter(free, pk=export_id).update(
        status=Export.Status.RUNNING,
        claim=claim,
        held_until=now + HELD,
        attempts=F("attempts") + 1,
        rows=0,
    )
    return Export.objects.get(pk=export_id, claim=claim) if taken else None


class _SignsOfLife:
    """Tells how far a file is, and that somebody still writes it."""

    def __init__(self, export: Export) -> None:
        self.export, self.rows, self.last = export, 0, time.monotonic()

    def wrote(self, rows: int) -> None:
        """Some rows more are written."""
        self.rows += rows
        self.beat()

    def beat(self) -> None:
        """Tell it, at most once a second; raise ``_NotWanted`` when nobody waits for it any more."""
        now = time.monotonic()
        if now - self.last < EVERY_SECONDS:
            return
        self.last = now
        _held(self.export).update(rows=min(self.rows, self.export.total), held_until=timezone.now() + HELD)
        if not _held(self.export).exists():
            raise _NotWanted


class _Beating:
    """A file that is written; each piece is a sign of life."""

    def __init__(self, file: IO[bytes], beat: Callable[[], None]) -> None:
        self._file, self._beat = file, beat

    def write(self, content: bytes) -> int:
        self._beat()
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def _written(export: Export) -> Iterator[IO[bytes]]:
    """Write the file to a temporary place, and open it there."""
    wanted = Wanted.from_json(export.wanted)
    chosen = FORMATS[wanted.format]
    options = chosen.fitted(wanted.options)
    signs = _SignsOfLife(export)
    with tempfile.TemporaryFile() as file, _answers(export.survey_id) as answers:
        labels = labels_of_links(export.survey_id)
        zone, left_out = organisation().time_zone, left_out_of(export.survey_id, options)
        tables = tables_of(
            answers, wanted.selection, options, time_zone=zone, labels=labels, left_out=left_out
        )
        export.total = sum(table.source.count() for table in tables)
        _held(export).update(total=export.total)
        parts = entries(wanted.format, tables, options, answers.layout, name=_stem(export))
        target = cast(BinaryIO, _Beating(file, signs.beat))
        write_entries(parts, target, signs.wrote, zipped=len(parts) > 1)
        file.seek(0)
        yield cast(IO[bytes], _Beating(file, signs.beat))


@contextmanager
def _answers(survey_id: UUID) -> Iterator[Any]:
    try:
        with answers_of(survey_id) as answers:
            yield answers
    except Survey.DoesNotExist:
        raise _NotWanted from None


def _stem(export: Export) -> str:
    return export.file_name.rpartition(".")[0] or str(export.pk)


def _store(export: Export, file: IO[bytes]) -> None:
    """Put the whole file where it can be had, and say so."""
    size = file.seek(0, 2)
    file.seek(0)
    default_storage.save(place_of(export), File(file))
    _ended(export, status=Export.Status.READY, rows=export.total, size=size)


def _leave_nothing(export: Export) -> None:
    """Remove what this worker stored of a file; what another made of it meanwhile stays."""
    default_storage.delete(place_of(export))
    with suppress(OSError):
        default_storage.delete(folder_of(export))  # a folder goes if it is empty


def _ended(export: Export, *, status: Export.Status, **more: object) -> None:
    """Note how it ended; raise ``_NotWanted`` when nobody waits for it any more."""
    now = timezone.now()
    expires = now + KEPT if status == Export.Status.READY else None
    with transaction.atomic():
        ended = _held(export).update(
            status=status, finished_at=now, held_until=None, expires_at=expires, **more
        )
        if not ended:
            raise _NotWanted
        not_due(LOOK_AFTER, str(export.pk))
        if expires:
            due(FORGET, str(export.pk), expires)


def _held(export: Export) -> Any:
    """The row, as long as this worker holds it."""
    return Export.objects.filter(pk=export.pk, claim=export.claim, status=Export.Status.RUNNING)
