"""What Celery is told when it starts."""

from pathlib import Path

from celery.signals import setup_logging, worker_init

from config.celery import app, make_queue_folders
from tenants.scope import Scope


def test_logs_are_left_to_the_settings() -> None:
    assert [answer for _, answer in setup_logging.send(sender=None)] == [None]


def test_a_worker_looks_at_its_database_first(acme: Scope) -> None:
    receivers = [receiver.__name__ for receiver, _ in worker_init.send(sender=None)]

    assert "look_before_working" in receivers


def test_the_folders_of_messages_are_made(tmp_path: Path) -> None:
    class Sender:
        class conf:  # noqa: N801 - as Celery has it
            broker_transport_options = {
                "data_folder_in": str(tmp_path / "a" / "messages"),
                "control_folder": str(tmp_path / "a" / "control"),
                "polling_interval": 0.2,
            }

    make_queue_folders(Sender)  # type: ignore[arg-type]

    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["control", "messages"]


def test_nothing_runs_in_the_request_in_place_of_a_worker() -> None:
    assert app.conf.task_always_eager is False
