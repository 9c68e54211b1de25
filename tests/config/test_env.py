"""A wrong setting stops the start with one line that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(__file__).parents[2]


def start(**settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CANVASS")}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": "postgresql://u:p@h/d"} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("CANVASS_ENV", "prod", "must be one of development, test, production, not 'prod'"),
        ("CANVASS_DEBUG", "maybe", "must be yes or no, not 'maybe'"),
        ("CANVASS_BODY_LIMIT", "2MB", "must be a whole number from 0 to 2147483648, not '2MB'"),
        ("DATABASE_URL", "mysql://h/d", "must look like postgresql://user:password@host:5432/database"),
        ("DATABASE_URL", "postgresql://h:port/d", "has a port that is not a number"),
        ("REDIS_URL", "http://h", "must look like redis://host:6379/0"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, problem: str) -> None:
    done = start(**{name: value})

    assert done.returncode == 1
    assert done.stderr == f"canvass: the setting {name} {problem}\n"


def test_production_needs_a_database_of_its_own() -> None:
    done = start(CANVASS_ENV="production", SECRET_KEY="x" * 50, DATABASE_URL="")

    assert done.stderr == "canvass: the setting DATABASE_URL must be set in production\n"


def test_production_needs_a_real_secret() -> None:
    done = start(CANVASS_ENV="production", SECRET_KEY="short")

    assert done.stderr == (
        "canvass: the setting SECRET_KEY must hold at least 50 random characters in production\n"
    )


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_URL", "postgresql://me:p%40ss@db:5433/can%20vass?sslmode=require")

    assert env.database("SOME_URL") == {
        "NAME": "can vass",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_address_may_name_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_URL", "postgresql://me@/canvass?host=%2Frun%2Fpg")

    found = env.database("SOME_URL")

    assert found is not None
    assert (found["HOST"], found["OPTIONS"]) == ("/run/pg", {})


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("SOME_SWITCH", value)

    assert env.boolean("SOME_SWITCH", default=True) is expected
