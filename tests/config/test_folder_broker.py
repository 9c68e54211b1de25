"""Messages in a folder: whole or not there."""

import threading
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from config.broker import broker_options, broker_url
from config.folder_broker import Channel

MESSAGES = 1500
TABLES = 200


def channel_in(folder: Path) -> Channel:
    """A channel as the settings of a site without Redis make it."""
    connection = Connection(broker_url(""), transport_options=broker_options("", folder))
    channel = connection.channel()
    assert isinstance(channel, Channel)
    return channel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "messages").mkdir()
    return tmp_path


def test_a_worker_that_looks_all_the_time_takes_every_message_whole(folder: Path) -> None:
    sender, worker = channel_in(folder), channel_in(folder)

    def send() -> None:
        for number in range(MESSAGES):
            sender._put("celery", {"body": "x" * 5000, "n": number})

    sending = threading.Thread(target=send)
    taken = set()
    sending.start()
    while sending.is_alive() or worker._size("celery"):
        try:
            taken.add(worker._get("celery")["n"])
        except Empty:
            continue
    sending.join()

    assert taken == set(range(MESSAGES))
    assert list((folder / "messages").iterdir()) == []


def test_two_processes_may_bind_the_first_queue_at_once(folder: Path) -> None:
    def bind(queue: str) -> None:
        channel = channel_in(folder)
        for number in range(TABLES):
            channel._queue_bind(f"exchange{number}", queue, "", queue)

    threads = [threading.Thread(target=bind, args=[queue]) for queue in ("celery", "urgent")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    tables = [channel_in(folder).get_table(f"exchange{number}") for number in range(TABLES)]
    assert {frozenset(row.queue for row in table) for table in tables} == {frozenset({"celery", "urgent"})}


def test_a_message_that_cannot_be_written_is_an_error_of_the_broker(tmp_path: Path) -> None:
    with pytest.raises(ChannelError, match="Cannot add file"):
        channel_in(tmp_path)._put("celery", {})
