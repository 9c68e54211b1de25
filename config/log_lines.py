"""Log lines of a web server, written several at a time.

Each write of a line gives up Python's lock, and under load the request waits its turn behind the other
threads of its process: measured, half of all that a web server with two threads could answer. So lines
wait for each other, for a quarter of a second at most; a warning or worse is written at once, with all
before it.
"""

import atexit
import logging
import time
from threading import Thread
from typing import TextIO

from config.logs import LineFormatter, as_json

SECONDS = 0.25
MOST_LINES = 500


class LinesTogether(logging.Handler):
    """Takes the place of a handler that writes line by line, with its stream, format and filters."""

    def __init__(self, instead_of: "logging.StreamHandler[TextIO]") -> None:
        super().__init__(instead_of.level)
        self.setFormatter(instead_of.formatter)
        self.filters = list(instead_of.filters)
        self.stream = instead_of.stream
        self.lines: list[str] = []

    @property
    def is_json(self) -> bool:
        """Whether lines are JSON and nothing else is done to them."""
        return isinstance(self.formatter, LineFormatter) and self.formatter.is_json

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, and write when it can't wait."""
        self.add(f"{self.format(record)}\n")
        if record.levelno >= logging.WARNING:
            self.flush()

    def add(self, line: str) -> None:
        """Keep a line, and write when there are many."""
        self.lines.append(line)
        if len(self.lines) >= MOST_LINES:
            self.flush()

    def flush(self) -> None:
        """Write what was kept, in one go."""
        with self.lock:  # type: ignore[union-attr]
            whole, self.lines = "".join(self.lines), []
            if whole:
                self.stream.write(whole)
                self.stream.flush()


def write_line(line: dict[str, object]) -> bool:
    """Write a line of level INFO that is whole, in its order, and holds nothing private; say whether it was.

    It isn't where lines aren't JSON, don't wait for each other, or go to several places: a logger must then.
    """
    root = logging.getLogger()
    together = root.handlers[0] if len(root.handlers) == 1 else None
    if not isinstance(together, LinesTogether) or not together.is_json or root.level > logging.INFO:
        return False
    together.add(f"{as_json(line, str)}\n")
    return True


def write_lines_together() -> None:
    """Let this process's log lines wait for each other. For web servers, which don't fork afterwards."""
    _note_less()
    root = logging.getLogger()
    for handler in list(root.handlers):
        if type(handler) is logging.StreamHandler:
            together = LinesTogether(handler)
            root.removeHandler(handler)
            root.addHandler(together)
            atexit.register(together.flush)
            Thread(target=_write_regularly, args=(together,), name="log-lines", daemon=True).start()


def _note_less() -> None:
    """Spare each line what ours don't show: the source line, the thread, the process.

    As the chapter "Optimization" of the documentation of ``logging`` says.
    """
    logging._srcfile = ""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.logAsyncioTasks = False  # type: ignore[attr-defined]


def _write_regularly(handler: LinesTogether) -> None:
    while True:
        time.sleep(SECONDS)
        handler.flush()
