"""Log lines wait for each other, a little, and none is lost."""

import io
import logging
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from config import log_lines
from config.log_lines import LinesTogether, write_line, write_lines_together
from config.logs import SHARED_PROCESSORS, LineFormatter, logging_settings


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written by a root logger that has one plain handler, of which lines are then held together."""
    for name in ("_srcfile", "logThreads", "logProcesses", "logMultiprocessing", "logAsyncioTasks"):
        monkeypatch.setattr(logging, name, getattr(logging, name))
    root, stream = logging.getLogger(), io.StringIO()
    before = list(root.handlers)
    root.handlers = [logging.StreamHandler(stream)]
    write_lines_together()
    yield stream
    root.handlers = before


def log(level: int, words: str) -> None:
    logging.getLogger().handle(logging.LogRecord("x", level, "", 0, words, None, None))


def until_written(stream: io.StringIO, words: str) -> None:
    for _moment in range(100):
        if stream.getvalue() == words:
            return
        time.sleep(0.05)
    raise AssertionError(stream.getvalue())


def test_a_line_is_written_within_a_moment(written: io.StringIO) -> None:
    log(logging.INFO, "one")
    log(logging.INFO, "two")

    until_written(written, "one\ntwo\n")


def test_a_warning_is_written_at_once_after_what_came_before_it(written: io.StringIO) -> None:
    log(logging.INFO, "one")
    log(logging.WARNING, "two")

    assert written.getvalue() == "one\ntwo\n"


def test_many_lines_dont_wait(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_lines, "MOST_LINES", 3)
    for number in range(3):
        log(logging.INFO, str(number))

    assert written.getvalue() == "0\n1\n2\n"


def test_format_filters_and_level_are_those_of_the_handler_before() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("<%(message)s>"))
    handler.addFilter(lambda record: record.getMessage() != "secret")
    handler.setLevel(logging.WARNING)
    together = LinesTogether(handler)

    for words in ("plain", "secret"):
        together.handle(logging.LogRecord("x", logging.ERROR, "", 0, words, None, None))

    assert (stream.getvalue(), together.level) == ("<plain>\n", logging.WARNING)


def test_a_whole_line_is_left_to_a_logger_where_lines_are_no_json(written: io.StringIO) -> None:
    assert not write_line({"event": "request"})


def test_a_whole_line_is_written_as_a_logger_would(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    settings = logging_settings("json", "INFO")["formatters"]["canvass"]
    formatter = LineFormatter(processors=settings["processors"], foreign_pre_chain=SHARED_PROCESSORS)
    logging.getLogger().handlers = [together := LinesTogether(logging.StreamHandler[TextIO](written))]
    together.setFormatter(formatter)

    line: dict[str, object] = {"path": "/s/é/", "event": "request", "level": "info"}
    assert write_line(line)
    together.emit(logging.LogRecord("x", logging.INFO, "", 0, line, None, None))
    together.flush()

    first, second = written.getvalue().splitlines()
    assert first == second
