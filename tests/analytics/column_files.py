"""Column files in tests: made of few rows, looked at from outside, damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from analytics.models import ColumnFile
from analytics.readmodel import files, gathering
from analytics.readmodel.compacting import compact
from analytics.readmodel.gathering import gather, rebuild
from analytics.results.snapshots import forget_snapshots


@contextmanager
def small_files() -> Iterator[None]:
    """Let single responses be worth a file."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gathering, "LEAST_AT_FIRST", 1)
        patched.setattr(gathering, "LEAST_AGAIN", 1)
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
