"""Column files in the storage, and their copies on this machine, from which they are read.

A copy is made when a file is first needed, and checked against the checksum once by every process. What
wasn't read for a day goes, and with it what was compacted away elsewhere.
"""

import hashlib
import math
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from analytics.exceptions import FileDamaged
from analytics.models import ColumnFile
from tenants.domain import delete_folder
from tenants.files import organisation_folder
from tenants.scope import schema

KEPT_UNREAD = timedelta(days=1)
CODES = ".coded1"
"""How names of files of codes end; another number wherever their form changes."""
SWEPT_EVERY = timedelta(hours=1)
_AT_ONCE = 1024 * 1024
_SWEPT = (".parquet", ".coded")
_swept: dict[int, float] = {}
_checked: dict[Path, str] = {}


def stored_folder(survey: UUID) -> str:
    """Where a survey's files lie in the storage, in the space of the current organisation."""
    return f"{organisation_folder(schema())}/results/{survey}"


def stored_name(survey: UUID, file: UUID) -> str:
    """Where a file lies in the storage."""
    return f"{stored_folder(survey)}/{file}.parquet"


def local_path(survey: UUID, file: UUID) -> Path:
    """Where the copy of a file is on this machine, if there is one."""
    return local_folder(survey) / f"{file}.parquet"


def local_folder(survey: UUID) -> Path:
    """Where the copies of a survey's files are on this machine."""
    return Path(settings.RESULTS_DIR) / schema() / str(survey)


def codes_path(path: Path) -> Path:
    """Where the codes of a copy lie, beside it (:mod:`analytics.readmodel.codes`)."""
    return path.with_suffix(CODES)


def opened(file: ColumnFile) -> Path:
    """Return the path of a checked copy of a file; raise ``FileDamaged`` if it is gone or not as written."""
    path = local_path(file.survey_id, file.pk)
    try:
        if not _is_as_written(path, file.sha256):
            _fetch(file, path)
        os.utime(path)
    except OSError as problem:
        raise FileDamaged(str(file.pk), type(problem).__name__) from problem
    return path


def keep(survey: UUID, file: UUID, made: Path) -> str:
    """Store a file that was just made, keep it as this machine's copy, and return its checksum.

    Raises ``OSError`` when there is no room; then nothing is left behind.
    """
    checksum = checksum_of(made)
    name = stored_name(survey, file)
    try:
        with made.open("rb") as content:
            stored = default_storage.save(name, File(content))
        if stored != name:
            default_storage.delete(stored)
            raise FileExistsError(name)
    except BaseException:
        default_storage.delete(name)
        raise
    path = local_path(survey, file)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.replace(path)
    _checked[path] = checksum
    return checksum


def remove(survey: UUID, file: UUID) -> None:
    """Delete a file, in the storage and here; one that is gone is fine."""
    default_storage.delete(stored_name(survey, file))
    path = local_path(survey, file)
    for each in (path, codes_path(path)):
        each.unlink(missing_ok=True)
        _checked.pop(each, None)


def remove_all(survey: UUID) -> None:
    """Delete all files of a survey."""
    delete_folder(stored_folder(survey))
    folder = local_folder(survey)
    shutil.rmtree(folder, ignore_errors=True)
    for path in [each for each in _checked if each.parent == folder]:
        _checked.pop(path, None)


def stored_ids(survey: UUID) -> Iterator[UUID]:
    """Yield the ids of the files that lie in the storage."""
    try:
        names = default_storage.listdir(stored_folder(survey))[1]
    except FileNotFoundError:
        return
    for name in names:
        if name.endswith(".parquet"):
            yield UUID(name.removesuffix(".parquet"))


@contextmanager
def being_made() -> Iterator[Path]:
    """Yield a path on this machine for a file in the making; what is left there at the end goes."""
    folder = Path(settings.RESULTS_DIR) / "made"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(12)}.parquet"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def sweep_now_and_then() -> None:
    """Sweep, unless this process did within the hour."""
    if time.monotonic() > _swept.get(os.getpid(), -math.inf) + SWEPT_EVERY.total_seconds():
        _swept[os.getpid()] = time.monotonic()
        sweep()


def sweep() -> None:
    """Delete the copies on this machine, and codes, that nobody has read for a day, whoever's they are."""
    before = time.time() - KEPT_UNREAD.total_seconds()
    for path in Path(settings.RESULTS_DIR).glob("*/**/*.*"):
        try:
            if path.suffix.startswith(_SWEPT) and path.stat().st_mtime < before:
                path.unlink()
        except FileNotFoundError:
            continue


def touch(paths: Iterable[Path]) -> bool:
    """Note that copies are read, and their codes; say whether all copies are still there."""
    try:
        for path in paths:
            os.utime(path)
            with suppress(FileNotFoundError):
                os.utime(codes_path(path))
    except FileNotFoundError:
        return False
    return True


def is_checked(path: Path) -> bool:
    """Whether this process has found a file of codes to be as it was written."""
    return path in _checked


def as_checked(path: Path) -> None:
    """Note that a file of codes is as it was written."""
    _checked[path] = ""


def checksum_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _is_as_written(path: Path, checksum: str) -> bool:
    if not path.exists():
        return False
    if path not in _checked:
        _checked[path] = checksum_of(path)
    return _checked[path] == checksum


def _fetch(file: ColumnFile, path: Path) -> None:
    """Copy a file from the storage, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with being_made() as made:
        with default_storage.open(stored_name(file.survey_id, file.pk)) as stored, made.open("wb") as copy:
            shutil.copyfileobj(stored, copy, _AT_ONCE)
        if checksum_of(made) != file.sha256:
            raise FileDamaged(str(file.pk), "checksum")
        made.replace(path)
    _checked[path] = file.sha256
