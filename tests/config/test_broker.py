"""The broker that the settings choose."""

from pathlib import Path

import pytest
from celery import Celery

from config.broker import URGENT_TASKS, broker_options, broker_url, queues, routes
from config.celery import app


@pytest.mark.parametrize(
    ("redis_url", "url"),
    [
        ("", "folder://localhost"),
        ("redis://host:6379/0", "redis://host:6379/0"),
        ("rediss://host/1", "rediss://host/1"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
    ],
)
def test_the_address_is_written_as_celery_wants_it(redis_url: str, url: str) -> None:
    assert broker_url(redis_url) == url


def test_without_redis_messages_are_files() -> None:
    options = broker_options("", Path("/data/queue"))

    assert options["data_folder_in"] == options["data_folder_out"] == "/data/queue/messages"
    assert options["control_folder"] == "/data/queue/control"


def test_no_wait_for_redis_is_long_but_the_one_for_a_task() -> None:
    options = broker_options("redis://host", Path())

    assert options["visibility_timeout"] == 3600
    assert options["socket_timeout"] <= 2
    assert options["socket_connect_timeout"] <= 1


def test_a_worker_takes_what_is_urgent_beside_the_rest() -> None:
    worker = Celery("test", set_as_current=False)
    worker.conf.update(task_queues=queues(), task_routes=routes())

    names = {task: worker.amqp.router.route({}, task)["queue"].name for task in (*URGENT_TASKS, "other")}

    assert [queue.name for queue in queues()] == ["celery", "urgent"]
    assert names == {**dict.fromkeys(URGENT_TASKS, "urgent"), "other": "celery"}


def test_urgent_tasks_exist() -> None:
    app.loader.import_default_modules()

    assert set(URGENT_TASKS) <= set(app.tasks)
