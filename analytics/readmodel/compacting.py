"""Keeping column files few and clean: small ones become one, and what was removed is gone for good."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from uuid import UUID

import pyarrow as pa
from django.utils import timezone

from analytics.models import ColumnFile, ReadModel, RemovedRow
from analytics.readmodel import files
from analytics.readmodel.deadrows import dead_rows, read_removed
from analytics.readmodel.gathering import COMPACT, COMPACTED_WITHIN, MOST_FILES, locked, rebuild
from analytics.readmodel.holding import OpenFile, read_holding
from analytics.readmodel.places import read_horizon
from analytics.readmodel.writing import Content, write_file
from analytics.results.engine import engine
from analytics.results.loading import stored_schema
from analytics.results.sources import sources_of, union_sql
from analytics.results.versions import read_layout
from responses.models import Response
from surveys.models import Survey
from tenants.ids import made_at
from tenants.scope import organisation
from tenants.work import due

KEPT_RETIRED = timedelta(hours=1)
"""How long a file stays after others took its place: nobody reads one for longer."""
EDITED_WITHIN = timedelta(hours=22)
MOST_ROWS = 1_000_000


def compact(survey_id: UUID) -> None:
    """Write files without what was removed or replaced, and delete those that nobody reads any more.

    What was removed is gone from every file within ``COMPACTED_WITHIN`` and ``KEPT_RETIRED``, what was edited
    within ``EDITED_WITHIN``. Of a survey that is gone, everything goes. Inside a transaction.
    """
    if not Survey.objects.filter(pk=survey_id).exists():
        forget(survey_id)
        return
    model = locked(survey_id)
    if not _rewrite(survey_id, model):
        rebuild(survey_id)
        model.refresh_from_db()
    _forget_removed(model)
    _delete_retired(survey_id)
    _delete_strays(survey_id)
    if _has_more(survey_id):
        due(COMPACT, str(survey_id), timezone.now() + COMPACTED_WITHIN)
    elif ColumnFile.objects.filter(survey_id=survey_id).exists():
        due(COMPACT, str(survey_id), timezone.now() + EDITED_WITHIN)


def forget(survey_id: UUID) -> None:
    """Delete all that is kept of a survey which is gone."""
    files.remove_all(survey_id)
    RemovedRow.objects.filter(survey=survey_id).delete()


def runs_of(found: Sequence[ColumnFile], dead: Mapping[UUID, pa.Array]) -> list[list[ColumnFile]]:
    """Which files to write as one: the newest, as far back as they are not much smaller than what comes
    before them, where there are too many; each that has dead rows; and each with the days of another zone."""
    newest = _newest_run(found) if len(found) > MOST_FILES else []
    zone = organisation().time_zone
    alone = [
        [file]
        for file in found
        if file not in newest and (len(dead.get(file.pk, ())) or file.time_zone != zone)
    ]
    return [*alone, newest] if newest else alone


def _newest_run(found: Sequence[ColumnFile]) -> list[ColumnFile]:
    run: list[ColumnFile] = []
    rows = 0
    for file in reversed(found):
        if rows + file.rows > MOST_ROWS or (len(run) > 1 and file.rows > 2 * rows):
            break
        run.insert(0, file)
        rows += file.rows
    return run if len(run) > 1 else []


def _rewrite(survey_id: UUID, model: ReadModel) -> bool:
    """Write again what needs it; False when a file is damaged."""
    horizon = read_horizon()
    holding = read_holding(survey_id)
    if holding.damaged:
        return False
    found = list(ColumnFile.objects.filter(survey_id=survey_id, retired_at=None))
    newer, removed = _written_since(model), read_removed(survey_id)
    dead = dead_rows(holding.files, newer=newer, removed=removed, known=holding.replaced)
    runs = runs_of(found, dead)
    for run in runs:
        _write_as_one(run, [file for file in holding.files if file.id in {each.pk for each in run}], dead)
    if runs:
        model.changed_at = timezone.now()
    model.forgotten_to, model.compacted_to = model.compacted_to, horizon.position
    model.save(update_fields=["changed_at", "forgotten_to", "compacted_to"])
    return True


def _written_since(model: ReadModel) -> pa.Table:
    """The responses that are read from PostgreSQL, whatever of them is in files."""
    found = Response.objects.filter(survey_id=model.pk, position__gte=model.watermark).order_by()
    rows = list(found.values_list("pk", "position"))
    return pa.table(
        {
            "id": pa.array([str(pk) for pk, _ in rows], type=pa.string()),
            "position": pa.array([position for _, position in rows], type=pa.int64()),
        }
    )


def _write_as_one(
    run: Sequence[ColumnFile], opened: Iterable[OpenFile], dead: Mapping[UUID, pa.Array]
) -> None:
    survey, zone = run[0].survey_id, organisation().time_zone
    columns = stored_schema(read_layout(survey))
    first, until = min(file.first for file in run), max(file.until for file in run)
    content = Content(survey, first, until, columns.names, zone)
    with closing(engine().cursor()) as cursor:
        sources = sources_of(cursor, files=opened, dead=dead, tail=None, time_zone=zone)
        write_file(cursor, union_sql(sources, columns, time_zone=zone), content)
    ColumnFile.objects.filter(pk__in=[file.pk for file in run]).update(retired_at=timezone.now())


def _forget_removed(model: ReadModel) -> None:
    """Forget removals that the last compaction had taken out of all files: nobody reads older ones."""
    RemovedRow.objects.filter(survey=model.pk, position__lt=model.forgotten_to).delete()


def _delete_retired(survey_id: UUID) -> None:
    before = timezone.now() - KEPT_RETIRED
    for file in ColumnFile.objects.filter(survey_id=survey_id, retired_at__lt=before):
        files.remove(survey_id, file.pk)
        file.delete()


def _delete_strays(survey_id: UUID) -> None:
    """Delete files that a worker wrote and died over."""
    known = set(ColumnFile.objects.filter(survey_id=survey_id).values_list("pk", flat=True))
    for identity in _old(files.stored_ids(survey_id), timezone.now() - KEPT_RETIRED):
        if identity not in known:
            files.remove(survey_id, identity)


def _old(identities: Iterable[UUID], before: datetime) -> Iterator[UUID]:
    return (identity for identity in list(identities) if made_at(identity) < before)


def _has_more(survey_id: UUID) -> bool:
    """Whether something is left to be done when its time has come."""
    retired = ColumnFile.objects.filter(survey_id=survey_id).exclude(retired_at=None)
    return retired.exists() or RemovedRow.objects.filter(survey=survey_id).exists()
