"""Messages as files in a folder, each seen by readers only when it is whole.

Kombu's own transport opens a message's file, locks it and then writes: a worker that looks in between
takes an empty message and stops for good. Here a file gets the name that workers look for when
everything is in it.
"""

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

SCHEME = "folder"


class Channel(filesystem.Channel):
    """Writes messages and tables of queues under another name first."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        unfinished = folder / f"{name}.unfinished"
        try:
            unfinished.write_text(dumps(payload))
            unfinished.rename(folder / name)
        except OSError as problem:
            raise ChannelError(f"Cannot add file {name!r} to directory") from problem

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        table: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]
        if not table.exists():
            self._start(table)
        super()._queue_bind(exchange, routing_key, pattern, queue)

    def _start(self, table: Path) -> None:
        """Make an empty table, unless another process has just made one: theirs is left alone."""
        table.parent.mkdir(parents=True, exist_ok=True)
        unfinished = table.with_name(f"{table.name}.{uuid4()}")
        unfinished.write_text("[]")
        with suppress(FileExistsError):
            os.link(unfinished, table)
        unfinished.unlink()


class Transport(filesystem.Transport):
    """The transport of ``folder://``."""

    Channel = Channel


TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
