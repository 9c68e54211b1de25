"""Starting with settings that are wrong, and with those of production."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.measured import python

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "CANVASS_ENV": "production",
    "SECRET_KEY": "x" * 50,
    "CANVASS_JWT_KEYS": "/keys",
    "DATABASE_URL": "postgresql://u:p@h/d",
}


def start(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ours = ("CANVASS_", "DATABASE_", "REDIS_", "EMAIL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(
        [*python(), "-m", "config.settings"],
        cwd=ROOT,
        env=kept | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("CANVASS_ENV", "prod", "must be one of development, test, production, not 'prod'"),
        ("CANVASS_BODY_LIMIT", "2MB", "must be a whole number from 0 to 2147483648, not '2MB'"),
        ("DATABASE_URL", "mysql://h/d", "must look like postgresql://user:password@host:5432/database"),
        ("DATABASE_URL", "", "must be set in production"),
        ("SECRET_KEY", "short", "must hold at least 50 random characters in production"),
        ("CANVASS_JWT_KEYS", "", "must name a folder of PEM keys (manage.py make_signing_key)"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(name: str, value: str, problem: str) -> None:
    done = start(PRODUCTION | {name: value})

    assert done.returncode == 1
    assert done.stderr == f"canvass: the setting {name} {problem}\n"


def test_production_starts_with_everything_set() -> None:
    more = {
        "CANVASS_BEHIND_PROXY": "yes",
        "DATABASE_REPLICA_URL": "postgresql://u:p@replica/d",
        "REDIS_URL": "redis://redis:6379/0",
    }

    done = start(PRODUCTION | more)

    assert (done.returncode, done.stderr) == (0, "")
