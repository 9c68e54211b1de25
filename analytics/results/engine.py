"""The engine under the results: DuckDB in this process, shut in, bounded in memory and threads."""

import os
import threading
from pathlib import Path

import duckdb
from django.conf import settings

_LOCK = "SET enable_external_access = false; SET lock_configuration = true"
_engines: dict[int, duckdb.DuckDBPyConnection] = {}
_opening = threading.Lock()


def engine() -> duckdb.DuckDBPyConnection:
    """The process's engine, which holds nothing between questions and reaches nothing but ``RESULTS_DIR``.

    Its memory and threads are bounded, for all questions of a process together. By process id, because a
    forked child must not use its parent's.
    """
    with _opening:
        known = _engines.get(os.getpid())
        if known is None:
            known = duckdb.connect(":memory:", config=_settings())
            folders = literal(str(Path(settings.RESULTS_DIR).resolve()))
            known.execute(
                f"SET parquet_metadata_cache = true; SET allowed_directories = [{folders}]; {_LOCK}"
            )
            _engines[os.getpid()] = known
        return known


def _settings() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": settings.RESULTS_THREADS,
        "memory_limit": f"{settings.RESULTS_MEMORY}MB",
        "temp_directory": str(results_scratch() / "spilled"),
        "python_enable_replacements": False,
        "preserve_insertion_order": False,
    }


def results_scratch() -> Path:
    """A folder on this machine in which the engine may write (``COPY … TO``), and work may leave files."""
    folder = Path(settings.RESULTS_DIR).resolve() / "made"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'
