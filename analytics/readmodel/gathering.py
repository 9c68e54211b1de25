"""Gathering responses into column files: those that changed since the last time, or all anew."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from uuid import UUID

import pyarrow as pa
from django.utils import timezone

from analytics.models import ColumnFile, ReadModel
from analytics.readmodel.deadrows import Removed, dead_rows
from analytics.readmodel.holding import Holding, OpenFile, read_holding
from analytics.readmodel.places import Horizon, read_horizon
from analytics.readmodel.writing import Content, write_file
from analytics.results.engine import engine
from analytics.results.loading import Positions, read_batches, stored_schema
from analytics.results.questions import Layout
from analytics.results.versions import read_layout
from responses.models import Response
from surveys.models import Survey
from tenants.scope import organisation
from tenants.work import due, due_unless_asked

GATHER = "analytics.gather"
COMPACT = "analytics.compact"
LEAST_AT_FIRST = 20_000
LEAST_AGAIN = 5_000
"""How many responses are worth a file; as long as a survey has fewer, it has none, and costs nothing."""
MOST_ROWS = 250_000
MOST_FILES = 8
COMPACTED_WITHIN = timedelta(hours=1)


def gather(survey_id: UUID) -> None:
    """Put what changed since the last time into files, if that is enough. Inside a transaction."""
    known = ReadModel.objects.filter(pk=survey_id).first()
    if not _is_enough(survey_id, known):
        return
    model, horizon = locked(survey_id), read_horizon()
    holding = read_holding(survey_id)
    if holding.damaged:
        rebuild(survey_id)
        return
    places = ((model.watermark, horizon.position),)
    for _file in _written(survey_id, read_layout(survey_id), places, holding):
        pass
    _note(model, horizon)
    if ColumnFile.objects.filter(survey_id=survey_id, retired_at=None).count() > MOST_FILES:
        due(COMPACT, str(survey_id), timezone.now())
    else:
        due_unless_asked(COMPACT, str(survey_id), timezone.now() + COMPACTED_WITHIN)


def rebuild(survey_id: UUID) -> int:
    """Make the files of a survey anew, out of PostgreSQL alone; return how many rows they hold.

    A survey with few responses then has none. Inside a transaction; numbers stay the same throughout.
    """
    model, horizon = locked(survey_id), read_horizon()
    _bring_home(survey_id, horizon)
    ColumnFile.objects.filter(survey_id=survey_id, retired_at=None).update(retired_at=timezone.now())
    made: list[ColumnFile] = []
    if _is_enough(survey_id, None):
        places = ((0, horizon.position),)
        made = list(_written(survey_id, read_layout(survey_id), places, Holding()))
        model.watermark = horizon.position
    else:
        model.watermark = 0
    _note(model, horizon._replace(position=model.watermark))
    due_unless_asked(COMPACT, str(survey_id), timezone.now() + COMPACTED_WITHIN)
    return sum(file.rows for file in made)


def locked(survey_id: UUID) -> ReadModel:
    """Return what is known of a survey's files, and keep others from changing it; inside a transaction.

    Raises ``Survey.DoesNotExist``.
    """
    if not Survey.objects.filter(pk=survey_id).exists():
        raise Survey.DoesNotExist(survey_id)
    ReadModel.objects.get_or_create(pk=survey_id, defaults={"cluster": read_horizon().cluster})
    return ReadModel.objects.select_for_update().get(pk=survey_id)


def _is_enough(survey_id: UUID, model: ReadModel | None) -> bool:
    has_files = model is not None and model.watermark > 0
    least = LEAST_AGAIN if has_files else LEAST_AT_FIRST
    since = model.watermark if model is not None else 0
    found = Response.objects.filter(survey_id=survey_id, position__gte=since).order_by()
    return len(found.values_list("position")[:least]) == least


def _note(model: ReadModel, horizon: Horizon) -> None:
    model.watermark, model.cluster = horizon.position, horizon.cluster
    model.changed_at = timezone.now()
    model.save(update_fields=["watermark", "cluster", "changed_at"])


def _bring_home(survey_id: UUID, horizon: Horizon) -> None:
    """Write rows again that a transaction of the future wrote: they came from another database cluster."""
    foreign = Response.objects.filter(survey_id=survey_id, position__gte=horizon.next)
    if foreign.update(position=0):
        due(GATHER, str(survey_id), timezone.now())


def _written(survey_id: UUID, layout: Layout, places: Positions, holding: Holding) -> Iterator[ColumnFile]:
    """Write the responses of these positions, and say which rows of earlier files they replace."""
    zone = organisation().time_zone
    ((first, until),) = places
    assert until is not None  # noqa: S101 - both callers name it
    columns = stored_schema(layout)
    content = Content(survey_id, first, until, columns.names, zone)
    batches = read_batches(survey_id, layout, time_zone=zone, positions=places)
    for portion in _portions(batches):
        table = pa.Table.from_batches(portion, schema=columns)
        with closing(engine().cursor()) as cursor:
            cursor.register("gathered", table)
            file = write_file(cursor, "SELECT * FROM gathered ORDER BY id", content)
        if file is not None:
            file.replaces = _replaced(holding.files, table)
            file.save(update_fields=["replaces"])
            yield file


def _replaced(files: Iterable[OpenFile], table: pa.Table) -> Mapping[str, list[int]]:
    found = dead_rows(files, newer=table, removed=Removed(), known={})
    return {str(file): rows.to_pylist() for file, rows in found.items() if len(rows)}


def _portions(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    """Batches, as many together as make a file."""
    portion: list[pa.RecordBatch] = []
    for batch in batches:
        portion.append(batch)
        if sum(each.num_rows for each in portion) >= MOST_ROWS:
            yield portion
            portion = []
    if portion:
        yield portion
