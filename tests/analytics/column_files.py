"""Column files in tests: made of few rows, looked at from outside, damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import duckdb
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from analytics.models import ColumnFile, ReadModel
from analytics.readmodel import files, gathering
from analytics.readmodel.compacting import compact
from analytics.readmodel.gathering import gather, rebuild
from analytics.results import ChoicesSummary, Results, Selection, many
from analytics.results.snapshots import forget_snapshots
from surveys.models import Survey
from tenants.models import DueWork

EVERYBODY = Selection(status="all")


@contextmanager
def small_files() -> Iterator[None]:
    """Let single responses be worth a file, and its counts worth keeping."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gathering, "LEAST_AT_FIRST", 1)
        patched.setattr(gathering, "LEAST_AGAIN", 1)
        patched.setattr(many, "LEAST_STEADY", 1)
        yield


def gathered(survey: UUID) -> None:
    with transaction.atomic():
        gather(survey)


def compacted(survey: UUID) -> None:
    with transaction.atomic():
        compact(survey)


def rebuilt(survey: UUID) -> int:
    with transaction.atomic():
        return rebuild(survey)


def live_files(survey: UUID) -> list[ColumnFile]:
    return list(ColumnFile.objects.filter(survey_id=survey, retired_at=None))


def another_process() -> None:
    """Forget what this process knows."""
    forget_snapshots()
    files._checked.clear()


def damage(file: ColumnFile, content: bytes | None = b"PAR1 not what was written PAR1") -> None:
    """Overwrite a file in the storage, or delete it, as if this machine had no copy."""
    name = files.stored_name(file.survey_id, file.pk)
    default_storage.delete(name)
    if content is not None:
        default_storage.save(name, ContentFile(content))
    files.local_path(file.survey_id, file.pk).unlink(missing_ok=True)
    another_process()


def damage_codes(file: ColumnFile, content: bytes | None) -> None:
    """Overwrite the codes of a file, or delete them."""
    path = files.codes_path(files.local_path(file.survey_id, file.pk))
    path.unlink(missing_ok=True)
    if content is not None and path.parent.exists():
        path.write_bytes(content)
    another_process()


def figures(survey: Survey) -> Any:
    """All figures, as a process finds them that knows nothing yet."""
    another_process()
    found = Results.of(survey.pk)
    return found.overview(), found.summaries(), found.summaries(EVERYBODY)


def from_postgresql(survey: Survey) -> Any:
    """All figures without any file."""
    with transaction.atomic():
        ColumnFile.objects.filter(survey=survey).delete()
        ReadModel.objects.filter(survey=survey).delete()
        found = figures(survey)
        transaction.set_rollback(True)
    another_process()
    return found


def chosen(survey: Survey) -> dict[Any, int]:
    """How often each choice of the first question was chosen, of all responses."""
    summary = Results.of(survey.pk).summaries(EVERYBODY)[0]
    assert isinstance(summary, ChoicesSummary)
    return {count.value: count.n for count in summary.counts if count.n}


def ids_in_files(survey: Survey) -> set[str]:
    """The responses that lie in files that are in use."""
    with duckdb.connect() as reader:
        return {
            row[0]
            for file in live_files(survey.pk)
            for row in reader.execute(
                "SELECT id FROM read_parquet($path)", {"path": str(files.local_path(survey.pk, file.pk))}
            ).fetchall()
        }


def due(kind: str) -> bool:
    return DueWork.objects.filter(kind=kind).exists()
