"""Published versions as the process keeps them: compiled once, never changed, shared by all requests."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from surveys.definition import stored_definition
from surveys.flow import CompiledSurvey, compile_definition
from surveys.models import SurveyVersion
from tenants.scope import schema

MOST_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """A survey ready to be answered; a draft being tried out has no ``version``.

    ``kept`` is for what others work out of it once, by name; it goes when it goes.
    """

    version: UUID | None
    compiled: CompiledSurvey
    kept: dict[str, Any] = field(default_factory=dict)


_running: OrderedDict[tuple[str, UUID], Running] = OrderedDict()
_lock = Lock()


def running(version: UUID) -> Running:
    """Return a version ready to be answered; costs one query when the process sees it first.

    The least recently used of 256 versions makes room. Raises ``SurveyVersion.DoesNotExist``.
    """
    key = (schema(), version)
    with _lock:
        kept = _running.get(key)
        if kept is not None:
            _running.move_to_end(key)
            return kept
    made = Running(version, compile_definition(stored_definition(_definition(version))))
    with _lock:
        _running[key] = made
        if len(_running) > MOST_KEPT:
            _running.popitem(last=False)
    return made


def forget_versions() -> None:
    """Drop what this process keeps."""
    with _lock:
        _running.clear()


def _definition(version: UUID) -> Any:
    return SurveyVersion.objects.values_list("definition", flat=True).get(pk=version)
